# An intrinsic is called without the typing context that it is written with.
from typing import Any

def __getattr__(name: str) -> Any: ...
