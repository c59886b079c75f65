# The base of what finds the cache is abstract, and guessed to return None.
from typing import Any

def __getattr__(name: str) -> Any: ...

IndexDataCacheFile: Any
