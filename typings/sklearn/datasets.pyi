# A loader returns a Bunch unless it is asked for a tuple; guessed to be always a tuple.
from typing import Any

def __getattr__(name: str) -> Any: ...
