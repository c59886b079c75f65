# pyqtgraph has no types of its own, and pyright's guesses about its forwarded arguments are wrong.
from typing import Any

def __getattr__(name: str) -> Any: ...
