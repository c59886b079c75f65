"""Bundles as files: written whole or not at all, read through the gate for strangers' files, never unpacked to disk."""

from __future__ import annotations

import json
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gdlab.data.gate import Bounded, Limits, opened
from gdlab.data.progress import Cancelled, Progress, silent
from gdlab.data.zip_directory import opened_zip
from gdlab.lab.bundle.content import MEMBERS, VERSION, bundled_members, id_of, json_table, run_of
from gdlab.lab.files import atomic_write
from gdlab.lab.run import Run
from gdlab.lab.saved_experiment import SavedExperiment, saved_experiment
from gdlab.spec.errors import DataError, SpecError
from gdlab.spec.files import loads

#: The runs that one bundle may hold, and the bytes that one member may have unpacked.
MOST_RUNS, MOST_MEMBER = 10_000, 2**31
_HEAD, _VIEW, _EXPERIMENT = "bundle.json", "view.json", "experiment.toml"
_RUN_MEMBER = re.compile(rf"runs/(0|[1-9][0-9]{{0,4}})/({'|'.join(map(re.escape, MEMBERS))})")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, struct.error,
    OverflowError, UnicodeError, TypeError,
)  # fmt: skip


@dataclass
class Bundle:
    """Runs, and the view that the window had of them.

    Attributes:
        runs: the runs.
        view: what is shown and how, as plain data; empty for what is usual.
        experiment: the experiment that the runs belong to, with the pages' views of them; None for runs alone.
        ids: of each run the id under which it was written and by which the experiment's view calls it.
    """

    runs: list[Run]
    view: dict[str, Any] = field(default_factory=dict)
    experiment: SavedExperiment | None = None
    ids: list[str] = field(default_factory=list[str])


def is_zip_bundle(path: str | Path) -> bool:
    """Return whether a file is a zip, as every bundle is, and no text; False for one that cannot be read."""
    try:
        with opened(Path(path)) as file:
            return file.read(2) == b"PK"
    except (DataError, OSError):
        return False


def write_bundle(
    runs: Sequence[Run],
    path: str | Path,
    view: Mapping[str, Any] | None = None,
    progress: Callable[[float, str], None] = lambda share, text: None,
    experiment: SavedExperiment | None = None,
) -> Path:
    """Write runs as a bundle, one at a time, and return its path.

    Args:
        runs: the runs.
        path: the file.
        view: what is shown and how, as plain data.
        progress: called with the share that is done and a text.
        experiment: the experiment that is opened with the runs, such as a comparison of them.

    Raises:
        OutputError: when it cannot be written.
    """
    head = {"format": "gdlab bundle", "version": VERSION, "runs": len(runs)}
    with atomic_write(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_HEAD, json.dumps(head))
        archive.writestr(_VIEW, json.dumps(dict(view or {})))
        if experiment is not None:
            archive.writestr(_EXPERIMENT, experiment.text())
        for number, run in enumerate(runs):
            progress(number / len(runs), f"Writing {run.label}")
            for name, content in bundled_members(run).items():
                archive.writestr(f"runs/{number}/{name}", content)
    return Path(path)


def read_bundle(path: str | Path, progress: Progress = silent) -> Bundle:
    """Return what a bundle holds, each run with a new identity.

    Nothing is unpacked to disk, unpickled or run. Only members of known names are read, each no longer than it says,
    and all together no larger than the gate allows.

    Args:
        path: the file.
        progress: told while it is read; may raise ``Cancelled``.

    Raises:
        DataError: when it is no bundle, is damaged, or is larger unpacked than allowed.
        Cancelled: when ``progress`` raised it.
    """
    path = Path(path).expanduser()
    limits = Limits(path, progress)
    try:
        with opened_zip(limits, "members", MOST_RUNS * len(MEMBERS) + 3) as archive:
            entries = _checked_entries(archive, limits)
            head = json_table(_content(archive, entries[_HEAD], limits), f"{path}: {_HEAD}")
            if head.get("format") != "gdlab bundle" or not isinstance(head.get("version"), int):
                raise DataError(f"{path} is a zip, but no bundle of gdlab")
            if head["version"] > VERSION:
                raise DataError(f"{path} was written by a newer gdlab (bundle version {head['version']})")
            view = json_table(_content(archive, entries[_VIEW], limits), f"{path}: {_VIEW}") if _VIEW in entries else {}
            made = Bundle([], view, _experiment(archive, entries, limits))
            for number in _numbers(entries):
                run, written_as = _run(archive, entries, number, limits)
                made.runs.append(run)
                made.ids.append(written_as)
            return made
    except MemoryError:
        raise DataError(f"{path} does not fit into memory") from None
    except (DataError, Cancelled):
        raise
    except _DAMAGE as error:
        raise DataError(f"{path} is no bundle of gdlab, or is damaged: {error}") from None


def _checked_entries(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Return the members by name, after checking names, kinds, count and declared sizes.

    Raises:
        DataError: naming the member that no bundle has.
    """
    path, entries = limits.path, archive.infolist()
    limits.check_unpacked(sum(entry.file_size for entry in entries))
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.orig_filename
        if name not in (_HEAD, _VIEW, _EXPERIMENT) and _RUN_MEMBER.fullmatch(name) is None:
            raise DataError(f"{path} holds {name!r}, which no bundle has; it is not opened")
        if name in found:
            raise DataError(f"{path} holds {name!r} twice; it is not opened")
        mode = entry.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or entry.is_dir():
            raise DataError(f"{path}: {name!r} is a link or no ordinary file; it is not opened")
        if entry.flag_bits & 1 or entry.compress_type not in _METHODS:
            raise DataError(f"{path}: {name!r} is encrypted or packed in a way that no bundle is")
        if entry.file_size > MOST_MEMBER:
            raise DataError(f"{path}: {name!r} is larger than any member is")
        found[name] = entry
    if _HEAD not in found:
        raise DataError(f"{path} is a zip, but no bundle of gdlab: it has no {_HEAD}")
    return found


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Return a member's bytes, which must be as many as it says."""
    with archive.open(entry) as stream:
        content = Bounded(stream, limits).read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise DataError(f"{limits.path}: {entry.filename!r} is not as long as it says")
    return content


def _numbers(entries: Mapping[str, zipfile.ZipInfo]) -> list[int]:
    return sorted({int(name.split("/")[1]) for name in entries if name.startswith("runs/")})


def _experiment(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], limits: Limits
) -> SavedExperiment | None:
    """Return the experiment of a bundle, None where it holds runs alone.

    Raises:
        DataError: when it is damaged.
    """
    if _EXPERIMENT not in entries:
        return None
    where, content = f"{limits.path}: {_EXPERIMENT}", _content(archive, entries[_EXPERIMENT], limits)
    try:
        text = content.decode()
        return saved_experiment(loads(text, where), text, where)
    except (UnicodeDecodeError, SpecError, RecursionError) as error:
        raise DataError(f"{where}: {error}") from None


def _run(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], number: int, limits: Limits
) -> tuple[Run, str]:
    """Return a run, and the id under which it was written."""
    where = f"runs/{number}"
    names = [name for name in MEMBERS if f"{where}/{name}" in entries]
    members = {name: _content(archive, entries[f"{where}/{name}"], limits) for name in names}
    return run_of(members, f"{limits.path}: {where}"), id_of(members, f"{limits.path}: {where}")
