"""Read and write spec files: TOML with the tables of a run, errors that name the line."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomli_w

from gdlab.spec.base import Spec
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.ordinary_file import piped_bytes
from gdlab.spec.plain import is_table
from gdlab.spec.run import RunSpec
from gdlab.spec.toml_text import toml_tables

_LARGEST = 4 * 1024 * 1024
#: Tables that stand beside a spec in its file and are read elsewhere.
_TABLES_BESIDE = ("sweep", "race", "view", "preset")
#: Digits of a whole number that Python reads at most.
_MOST_DIGITS = 4300
_HEADER = re.compile(r"\s*\[(\[)?\s*([A-Za-z0-9_.\-\s]+?)\s*\]\]?\s*(?:#.*)?$")
#: No line that names a field is longer; the patterns take long for one that only looks like it.
_LONGEST_LINE = 10_000
_KEY = re.compile(r"""\s*["']?([A-Za-z0-9_.\-]+)["']?\s*=""")


def load_spec(path: str | Path) -> RunSpec:
    """Return the spec that a TOML (or .json) file describes.

    A relative path of its data begins at the folder of the spec; where nothing is there, at the current folder.

    Raises:
        SpecError: when the file is missing, is no TOML or describes no valid run; it names file, line and field.
    """
    try:
        file = Path(path)
    except TypeError:
        kind = type(path).__name__
        raise SpecError([Problem("path", f"must be the path of a spec file, and this is of type {kind}")]) from None
    spec = loads(read_text(file), str(path), as_json=file.suffix.lower() == ".json")
    return with_data_beside(spec, file.absolute().parent)


def with_data_beside(spec: RunSpec, folder: Path) -> RunSpec:
    """Return a spec whose data are found from a folder where their paths are relative to it."""
    table = spec.data.to_dict()
    found = {}
    for name in ("path", "target_path", "val_path"):
        there = folder / str(table.get(name) or ".")
        if table.get(name) and not Path(table[name]).expanduser().is_absolute() and there.exists():
            found[name] = str(there)
    return spec.replace(data=spec.data.replace(**found)) if found else spec


def loads(text: str, source: str = "", *, as_json: bool = False) -> RunSpec:
    """Return the spec that a text describes.

    A table ``[sweep]`` beside it is left to :func:`gdlab.spec.sweep.load_sweep`, the tables ``[race]`` and ``[view]``
    to :func:`gdlab.lab.saved_experiment.load_saved`, the table ``[preset]`` to :mod:`gdlab.lab.presets`.

    Args:
        text: the text of a spec file.
        source: what errors call it, such as the file's name.
        as_json: whether it is JSON and not TOML.

    Raises:
        SpecError: when it is neither, or describes no valid run; it names every wrong field and, of TOML, its line.
    """
    table = parsed(text, source, as_json=as_json)
    try:
        return RunSpec.parse(run_tables(table), source)
    except SpecError as error:
        raise with_lines(error, text, source, as_json=as_json) from None


def run_tables(table: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of a run among those of a file, without what stands beside them."""
    return {key: value for key, value in table.items() if key not in _TABLES_BESIDE}


def parsed(text: str, source: str = "", *, as_json: bool = False) -> dict[str, Any]:
    """Return the tables that a text in TOML or JSON holds.

    Raises:
        SpecError: when it is neither, or no table.
    """
    try:
        table: Any = (
            json.loads(text, object_pairs_hook=_keys_once, parse_int=_whole_number) if as_json else toml_tables(text)
        )
    except RecursionError:
        raise SpecError([Problem("", "the spec is nested too deeply")], source) from None
    except ValueError as error:  # of both parsers, and of a number of more digits than Python reads
        raise SpecError([Problem("", f"this is not {'JSON' if as_json else 'TOML'}: {error}")], source) from None
    if not is_table(table):
        raise SpecError([Problem("", "a spec is a table of data, network, optimizer, ...")], source)
    return table


def _keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a table of JSON; of a key that is there twice only the last value would be read.

    Raises:
        ValueError: with the key.
    """
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise ValueError(f"the key {key!r} is there twice")
        table[key] = value
    return table


def _whole_number(text: str) -> int:
    """Return a whole number of JSON.

    Raises:
        ValueError: when it has more digits than Python reads.
    """
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number has more than {_MOST_DIGITS:,} digits")
    return int(text)


def with_lines(error: SpecError, text: str, source: str, *, as_json: bool = False) -> SpecError:
    """Return an error that names the file and, of TOML, the line of every wrong field.

    Args:
        error: the error.
        text: the text of the file.
        source: the name of the file.
        as_json: whether the text is JSON, in which no lines are looked for.
    """
    if as_json:
        return SpecError(error.problems, source)
    lines = _find_lines(text, [problem.path for problem in error.problems])
    found = [replace(problem, line=line) for problem, line in zip(error.problems, lines, strict=True)]
    return SpecError(found, source)


def dumps(spec: RunSpec) -> str:
    """Return the TOML text of a spec; :func:`loads` gives back an equal one."""
    parts = {name: getattr(spec, name) for name in RunSpec.model_fields}
    values = {name: value for name, value in parts.items() if value is not None and not isinstance(value, Spec)}
    tables = [_part_text(name, value) for name, value in parts.items() if isinstance(value, Spec)]
    return "\n".join([tomli_w.dumps(values), *tables])


#: Texts of parts of specs by the identity of the part, which is kept alive beside its text.
_TEXTS: dict[int, tuple[Spec, str]] = {}
_MOST_TEXTS = 64


def _part_text(name: str, part: Spec) -> str:
    """Return the TOML text of a part of a spec; the runs of a comparison or a sweep share most of their parts."""
    held = _TEXTS.get(id(part))
    if held is None:
        if len(_TEXTS) >= _MOST_TEXTS:
            _TEXTS.clear()
        held = _TEXTS[id(part)] = (part, tomli_w.dumps({name: part.to_dict()}))
    return held[1]


def read_text(path: Path) -> str:
    """Return a small text file's content.

    Raises:
        SpecError: when it is missing, a folder, unreadable, too large, or neither UTF-8 nor UTF-16 with a mark.
    """
    try:
        if path.is_dir():
            raise SpecError([Problem("", "this is a folder; give a spec file (TOML)")], str(path))
        content = piped_bytes(path, _LARGEST + 1)
        if len(content) > _LARGEST:
            raise SpecError([Problem("", "this file is larger than 4 MiB, which no spec is")], str(path))
        return _decode(content)
    except FileNotFoundError:
        raise SpecError([Problem("", "there is no such file")], str(path)) from None
    except UnicodeDecodeError as error:
        raise SpecError(
            [Problem("", f"this is not a text file in UTF-8: {error.reason} at byte {error.start}; save it as UTF-8")],
            str(path),
        ) from None
    except OSError as error:
        raise SpecError([Problem("", f"cannot be read: {error.strerror}")], str(path)) from None
    except SpecError:
        raise
    except ValueError as error:  # a null character in the name
        raise SpecError([Problem("", f"is no name of a file: {error}")], repr(str(path))) from None


def _decode(content: bytes) -> str:
    """Return a file's text: UTF-8, or UTF-16 with a byte order mark, which Windows PowerShell writes with `>`."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if marked and not content.startswith(codecs.BOM_UTF32_LE):  # which begins as UTF-16's mark does
        return content.decode("utf-16")
    if (null := content.find(b"\0")) >= 0:  # UTF-16 without a mark, UTF-32, or no text; no spec has this character
        raise UnicodeDecodeError("utf-8", content, null, null + 1, "null byte")
    return content.decode("utf-8-sig")


def find_line(text: str, path: str) -> int | None:
    """Return the line on which the field at a dotted path (``network.layers[1].type``) or its table stands."""
    return _find_lines(text, [path])[0]


def _find_lines(text: str, paths: Sequence[str]) -> list[int | None]:
    """Return the lines of several fields, which are looked for together since the text may be long."""
    wanted = [[part for part in re.split(r"[.\[\]]+", path) if part] for path in paths]
    best: list[tuple[int, int | None]] = [(0, None)] * len(paths)
    for number, place in _places(text):
        depth = len(place)
        for i, parts in enumerate(wanted):
            if depth > best[i][0] and place == parts[:depth]:
                best[i] = (depth, number)
    return [line for _, line in best]


def _places(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that begins a table or a field, with the parts of its path."""
    counts: dict[str, int] = {}
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > _LONGEST_LINE:
            continue
        if header := _HEADER.match(line):
            table = _table_path(header.group(2), bool(header.group(1)), counts)
            yield number, table
        elif key := _KEY.match(line):
            yield number, [*table, *key.group(1).split(".")]


def _table_path(name: str, is_array: bool, counts: dict[str, int]) -> list[str]:
    path: list[str] = []
    parts = [p.strip() for p in name.split(".")]
    for i, part in enumerate(parts):
        path.append(part)
        key = ".".join(path)
        if is_array and i == len(parts) - 1:
            counts[key] = counts.get(key, -1) + 1
        if key in counts:
            path.append(str(counts[key]))
    return path
