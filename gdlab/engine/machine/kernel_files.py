"""The files of kernels that were compiled on this machine, one for each kernel, precision and processor.

A file holds the object code, the symbol by which the kernel is called and the symbols that the code refers to. Its name
tells the sources and the versions that it was made from and the processor that it was made for, so that code of others
is never found; it is sealed, so that a damaged one is compiled anew. Reading one needs nothing of numba.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gdlab.engine.machine.kernel_folder import folder, tell_once
from gdlab.engine.machine.processor import compiled_for
from gdlab.engine.machine.sealed_files import BrokenSealError, read_sealed, write_sealed
from gdlab.engine.machine.source_stamp import PACKAGE, stamp
from gdlab.paths import make_private

_log = logging.getLogger(__name__)


class ObjectCode(NamedTuple):
    """The machine code of a kernel as the linker takes it.

    Args:
        content: an object file of this system.
        symbol: the symbol by which C calls the kernel.
        needs: the symbols that the code refers to.
    """

    content: bytes
    symbol: str
    needs: Sequence[str]


def read_code(function: Callable[..., None], dtype: str) -> ObjectCode | None:
    """Return the code of a kernel's function, None where there is none to be used; damage is logged."""
    if (path := _path(function, dtype)) is None:
        return None
    try:
        described, _, content = read_sealed(path).partition(b"\n")
        found = json.loads(described)
        return ObjectCode(content, str(found["symbol"]), [str(name) for name in found["needs"]])
    except FileNotFoundError:
        return None
    except BrokenSealError as error:
        reason = str(error)
    except (ValueError, LookupError, TypeError):  # whole, but of another version
        reason = "cannot be read by this version"
    tell_once(f"a file of compiled kernels {reason} and is made anew: %s", path.name)
    return None


def write_code(function: Callable[..., None], dtype: str, code: ObjectCode) -> None:
    """Keep the code of a kernel's function for the processes to come; where that fails, it is logged."""
    if (path := _path(function, dtype)) is None:
        return
    described = json.dumps({"symbol": code.symbol, "needs": list(code.needs)})
    try:
        make_private(path.parent)
        write_sealed(path, described.encode() + b"\n" + code.content)
    except OSError as error:
        tell_once("compiled kernels could not be stored: %s", error.strerror or type(error).__name__)


def _path(function: Callable[..., None], dtype: str) -> Path | None:
    """Return the place of a kernel's file, None for a function that is none of ours, whose age nothing tells."""
    source = Path(function.__code__.co_filename).resolve()
    if not source.is_relative_to(PACKAGE):
        return None
    name = f"{function.__name__}-{function.__code__.co_firstlineno}-{stamp(str(source))}-{_processor()}.{dtype}.nbk"
    return folder().joinpath(*source.relative_to(PACKAGE).with_suffix("").parts, name)


@cache
def _processor() -> str:
    return hashlib.sha256("\n".join(compiled_for()).encode()).hexdigest()[:12]
