"""The store: runs, their metrics and checkpoints in one SQLite file that many processes may use at once."""

from gdlab.lab.store.database import StoreError
from gdlab.lab.store.store import Store
from gdlab.lab.store.stored_run import StoredRun

__all__ = ["Store", "StoreError", "StoredRun"]
