"""What a format of an export is, and the formats that there are."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar

from gdlab.lab import exports
from gdlab.lab.files import OutputError
from gdlab.lab.run import Run
from gdlab.spec.errors import GdlabError
from gdlab.translation import in_english

#: What is told of an export under way: the share that is done and a text. What it raises ends the export.
Tell = Callable[[float, str], None]

_RUN_FORMATS: dict[str, type[RunFormat]] = {}


class RunFormat:
    """A format of files that hold runs; defining a subclass in a module of this package registers it."""

    #: What the format is called on the command line.
    name: ClassVar[str] = ""
    #: What a menu calls it.
    title: ClassVar[str] = ""
    #: What it is and who reads it, in one sentence.
    help: ClassVar[str] = ""
    #: The ending of its files, with the dot; "" where it writes a folder.
    suffix: ClassVar[str] = ""
    #: Further endings by which the file's name chooses another form.
    other_suffixes: ClassVar[tuple[str, ...]] = ()
    #: Whether its first file is text that standard output can take, whatever is beside it.
    is_text: ClassVar[bool] = False
    #: Whether it holds one run alone.
    single: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        """Register the format under its name."""
        _RUN_FORMATS[cls.name] = cls

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        """Write runs and return the files.

        Args:
            runs: one run or more; exactly one where the format is ``single``.
            path: the file, or the folder.
            tell: called with the share that is done and a text.

        Raises:
            OutputError: when a file cannot be written, or the format cannot say something of the runs.
        """
        raise NotImplementedError


@cache
def _load_run_formats() -> None:
    for module in pkgutil.iter_modules(exports.__path__):
        importlib.import_module(f"{exports.__name__}.{module.name}")


def run_formats() -> dict[str, type[RunFormat]]:
    """Return the formats by name."""
    _load_run_formats()
    return dict(sorted(_RUN_FORMATS.items()))


@in_english()
def write_runs(runs: Sequence[Run], path: Path, form: str, tell: Tell) -> list[Path]:
    """Write runs in a format and return the files that were written.

    Args:
        runs: the runs.
        path: the file, or the folder.
        form: the name of the format.
        tell: called with the share that is done and a text.

    Raises:
        OutputError: when there is no such format, the format holds one run and several are given, or a file cannot be
            written.
    """
    known = run_formats()
    if form not in known:
        raise OutputError(f"'{form}' is no export format; choose one of {', '.join(known)}")
    if known[form].single and len(runs) != 1:
        raise OutputError(f"{form} holds one run, and {len(runs)} are given; name one")
    return known[form]().write(runs, path, tell)


def required_package(name: str, extra: str) -> None:
    """Refuse a format whose library is not installed.

    Args:
        name: the module to import.
        extra: the extra of gdlab that brings it.

    Raises:
        GdlabError: saying what to install.
    """
    try:
        importlib.import_module(name)
    except ImportError:
        raise GdlabError(f"this needs {name}; pip install 'gdlab[{extra}]'") from None


def trained(run: Run) -> Run:
    """Return a run that has parameters.

    Raises:
        OutputError: when it has none.
    """
    if not run.parameters:
        raise OutputError(run.why_untrained)
    return run
