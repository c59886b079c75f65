# numba has no types of its own, and pyright's guesses about its decorators are wrong: a compiled function may be
# called as it was written, and has a few methods besides. That is all that is said here.
from typing import Any

def __getattr__(name: str) -> Any: ...
