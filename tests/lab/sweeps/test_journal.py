"""The journal of a sweep on a disk that is full for a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gdlab.lab.sweeps.journal import SweepJournal, read_journal
from gdlab.spec.errors import GdlabError

if sys.platform == "win32":
    pytest.skip("limits of resources are POSIX's", allow_module_level=True)
import resource


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_a_full_disk_refuses_is_written_once_there_is_space(tmp_path: Path):
    path = tmp_path / "sweeps" / "a.log"
    journal = SweepJournal(path)
    logs = [{"op_code": k, "text": "x" * 40} for k in range(20)]
    with files_of_at_most(150):
        for log in logs[:10]:
            journal.append_logs([log])
            journal.flush()
        journal.sync()
        assert journal.trouble
        assert read_journal(path) == logs[:2]
    journal.append_logs(logs[10:])
    journal.close()
    assert not journal.trouble
    assert read_journal(path) == logs


def test_what_is_refused_to_the_end_is_said(tmp_path: Path):
    journal = SweepJournal(tmp_path / "a.log")
    with files_of_at_most(0):
        journal.append_logs([{"op_code": 0}])
        with pytest.raises(GdlabError, match="1 lines of this sweep could not be written: File too large"):
            journal.close()
    SweepJournal(tmp_path / "a.log").close()
