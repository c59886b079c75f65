"""How the user's files are written, for the window, the commands and whatever else builds upon runs."""

from __future__ import annotations

from gdlab.data.output_files import OutputError, atomic_write, check_writable, flush_folder, write_file

__all__ = ["OutputError", "atomic_write", "check_writable", "flush_folder", "write_file"]
