"""Compile every kernel of gdlab for a baseline processor and put the code where wheels and checkouts ship it.

Run it with the Python of an installed checkout: .venv/bin/python packaging/build_kernels.py
It writes resources/kernels/SYSTEM-MACHINE.zip for the system that it runs on, which `hatchling build` packs into the
wheel. On Linux, `--machine aarch64` makes that of Linux on another kind of processor. Each core compiles a part; on two
cores it takes some minutes. What an archive from before has of the same sources and the same compiler is taken from
there.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import pkgutil
import platform
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
PRECISIONS = ("float32", "float64")


def main() -> int:
    """Compile in as many processes as there are cores, and write the archive."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--out", type=Path, help="the archive to write, instead of the one in resources/kernels")
    parser.add_argument("--only", default="", help="compile kernels whose names this regular expression finds")
    parser.add_argument("--anew", action="store_true", help="take nothing from an archive that is there")
    parser.add_argument("--before", type=Path, help=argparse.SUPPRESS)
    parser.add_argument(
        "--machine", help="the kind of processor, x86_64 or aarch64; on Linux alone another than its own"
    )
    parser.add_argument("--part", nargs=2, type=int, metavar=("I", "N"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        part, parts = options.part
        if options.machine:
            from other_machine import compile_for

            compile_for(options.machine)
        compile_part(options.out, part, parts, options.only, options.before)
        return 0
    from gdlab.engine.machine.shipped_kernels import BASELINES, archive_name, machine

    wanted = options.machine or machine()
    if wanted not in BASELINES:
        sys.stderr.write(f"There is no baseline for {wanted}; there is one for {', '.join(BASELINES)}.\n")
        return 2
    if wanted != machine() and platform.system() != "Linux":
        sys.stderr.write(f"Only Linux can compile for another kind of processor; this one is {machine()}.\n")
        return 2
    out = options.out or TOP / "resources" / "kernels" / archive_name().replace(machine(), wanted)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder) / f"{i}.zip" for i in range(os.cpu_count() or 1)]
        baseline = BASELINES[wanted]
        environment = {**os.environ, "NUMBA_CPU_NAME": baseline, "NUMBA_CPU_FEATURES": "", "PYTHONPATH": str(TOP)}
        script = [sys.executable, __file__, "--only", options.only]
        script += ["--machine", wanted] if wanted != machine() else []
        commands = [[*script, "--out", str(part), "--part", str(i), str(len(parts))] for i, part in enumerate(parts)]
        if not options.anew:
            commands = [[*command, "--before", str(out)] for command in commands]
        children = [subprocess.Popen(command, env=environment) for command in commands]
        codes = [child.wait() for child in children]
        if any(codes):
            sys.stderr.write("A part could not be compiled.\n")
            return 1
        write_archive(out, parts, baseline if baseline != "generic" else wanted, wanted)
    return 0


def compile_part(out: Path, part: int, parts: int, only: str, before: Path | None) -> None:
    """Compile every so many of the kernels and write their code and what an index says of them.

    Args:
        out: the file to write.
        part: which part this process does.
        parts: how many there are.
        only: a regular expression that the names of kernels match.
        before: an archive whose kernels of the same sources and the same compiler are copied; None for none.
    """
    from gdlab.engine.machine.shipped_kernels import entry_name
    from gdlab.engine.machine.source_stamp import source_digest

    entries: dict[str, dict[str, str]] = {}
    known = KnownKernels(before)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        wanted = [
            (k, dtype) for dtype in PRECISIONS for k in all_kernels() if re.search(only, entry_name(k.function, dtype))
        ]
        for kernel, dtype in wanted[part::parts]:
            name = entry_name(kernel.function, dtype)
            sources = source_digest(kernel.function.__code__.co_filename)
            if (found := known.get(name, sources)) is not None:
                content, entries[name] = found
            else:
                content, symbol, needs = kernel.object_code(dtype)
                entries[name] = {"sources": sources, "symbol": symbol, "needs": " ".join(needs)}
            archive.writestr(name, content)
        archive.writestr("entries.json", json.dumps(entries))


class KnownKernels:
    """The kernels of an archive from before; one that is not there, or that another compiler made, has none.

    Args:
        path: the archive, or None.
    """

    def __init__(self, path: Path | None) -> None:
        from gdlab.engine.machine.shipped_kernels import FORMAT, INDEX

        self._contents: dict[str, bytes] = {}
        self._entries: dict[str, dict[str, str]] = {}
        if path is None or not path.exists():
            return
        with zipfile.ZipFile(path) as archive:
            index = json.loads(archive.read(INDEX))
            if (index["format"], index.get("compiler")) == (FORMAT, compiler()):
                self._entries = index["kernels"]
                self._contents = {name: archive.read(name) for name in self._entries}

    def get(self, name: str, sources: str) -> tuple[bytes, dict[str, str]] | None:
        """Return a kernel's code and entry if it was made from sources of this digest."""
        entry = self._entries.get(name)
        return (self._contents[name], entry) if entry is not None and entry["sources"] == sources else None


def compiler() -> str:
    """Return the versions of what compiles; Python's because numba reads its bytecode."""
    import llvmlite
    import numba

    python = "{}.{}".format(*sys.version_info)
    return f"Python {python}, numba {numba.__version__}, llvmlite {llvmlite.__version__}"


def all_kernels() -> list:
    """Return every kernel that a module of the engine defines, in the order of their names."""
    import gdlab.engine
    from gdlab.engine.machine.native import Kernel

    for module in pkgutil.walk_packages(gdlab.engine.__path__, "gdlab.engine."):
        importlib.import_module(module.name)
    found = [each for each in gc.get_objects() if type(each) is Kernel]
    return sorted(found, key=lambda kernel: (kernel.function.__module__, kernel.function.__qualname__))


def write_archive(out: Path, parts: list[Path], code: str, machine: str) -> None:
    """Put the parts together into one archive, with an index, the same bytes for the same code."""
    from gdlab.engine.machine.shipped_kernels import FORMAT, INDEX, numba_minor

    contents: dict[str, bytes] = {}
    entries: dict[str, dict[str, str]] = {}
    for part in parts:
        with zipfile.ZipFile(part) as archive:
            found = json.loads(archive.read("entries.json"))
            entries |= found
            contents |= {name: archive.read(name) for name in found}
    index = {
        "format": FORMAT,
        "code": code,
        "system": platform.system(),
        "machine": machine,
        "numba": numba_minor(),
        "compiler": compiler(),
        "kernels": dict(sorted(entries.items())),
    }
    contents = {INDEX: json.dumps(index, indent=1).encode(), **dict(sorted(contents.items()))}
    beside = out.with_suffix(".part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    beside.replace(out)
    sys.stdout.write(f"{out}: {len(entries)} kernels for {code}, {out.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    sys.exit(main())
