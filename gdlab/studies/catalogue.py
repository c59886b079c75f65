"""Find the studies: those that ship with gdlab, and those in the user's folder. Files are data and never run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from gdlab.paths import data_dir, resource
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.files import read_text, with_lines
from gdlab.spec.problems import nearest
from gdlab.spec.toml_text import toml_tables
from gdlab.studies.members import load_study_members
from gdlab.studies.model import Group, Study
from gdlab.studies.references import check_references
from gdlab.studies.run_checks import check_runs

#: The order in which the article speaks of them.
ARTICLE = (
    "learning-rate", "feature-gradient", "variants", "regularization", "batch-time", "activations", "dropout", "depth",
    "lr-size", "batch-size", "vanishing", "batch-gd", "sgd", "mini-batch", "momentum", "adaptive",
    "local-minima", "fixed-rate", "quick", "saddle", "subgradient",
)  # fmt: skip
#: The order in which a reader of the literature meets them.
CLASSICS = (
    "quadratic-rates", "edge-of-stability", "noise-scale", "range-test", "clipping", "marginal-value", "tuning",
    "crowded-valley", "double-descent", "grokking", "polyak-averaging", "warm-up", "rate-scaling", "catapult",
    "weight-decay", "label-noise", "sharp-flat-minima", "lottery-tickets",
)  # fmt: skip
ORDER = (*ARTICLE, *CLASSICS)
#: Those that take longest in the quick size, the longest first; the others take some seconds each.
LONGEST = (
    "local-minima", "dropout", "mini-batch", "noise-scale", "double-descent", "variants", "momentum", "grokking",
    "saddle", "lottery-tickets", "marginal-value", "regularization", "edge-of-stability", "lr-size", "quick",
    "learning-rate", "batch-time", "activations", "crowded-valley", "depth", "batch-gd",
)  # fmt: skip
_LONGEST_NAME = 60
#: The groups in their order, and what they are called.
GROUPS: Mapping[Group, str] = {"article": "The article", "classics": "The classics", "own": "Your own"}


@dataclass(frozen=True)
class FoundStudies:
    """The studies that could be read, and a sentence for each file that could not."""

    studies: Mapping[str, Study]
    problems: tuple[str, ...] = ()


def user_folder() -> Path:
    """Return the folder into which a user drops study files, made if need be."""
    folder = data_dir() / "studies"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def user_files() -> tuple[tuple[str, int], ...]:
    """Return the names of the user's study files and when each was changed last, in nanoseconds since 1970."""
    found: list[tuple[str, int]] = []
    for path in sorted(user_folder().glob("*.toml")):
        with suppress(OSError):  # it was removed meanwhile
            found.append((path.name, path.stat().st_mtime_ns))
    return tuple(found)


def all_studies(folder: Path | None = None) -> FoundStudies:
    """Return every study: the shipped ones first, then the user's; a broken file of the user's hides no other."""
    found = {path.stem: _read_shipped(path) for path in resource("studies").rglob("*.toml")}
    studies = {name: found[name] for name in sorted(found, key=_place)}
    problems: list[str] = []
    for path in sorted((folder or user_folder()).glob("*.toml")):
        try:
            study = load_study(path)
        except SpecError as error:
            problems.append(str(error))
            continue
        if study.name in studies:
            problems.append(f"{path}: there is a study '{study.name}' already; give it another name")
            continue
        studies[study.name] = study.replace(group="own")
    return FoundStudies(studies, tuple(problems))


def longest_first(studies: Iterable[Study]) -> list[Study]:
    """Return studies in the order in which they are begun side by side: one of the user's may take any time."""
    known = {name: i for i, name in enumerate((*LONGEST, *(name for name in ORDER if name not in LONGEST)))}
    return sorted(studies, key=lambda study: known.get(study.name, -1))


def study(name: str, folder: Path | None = None) -> Study:
    """Return one study by name, or from a file where the name is a path that ends with .toml.

    Raises:
        SpecError: when there is none; it offers the nearest name.
    """
    if name.endswith(".toml"):
        return load_study(Path(name))
    if (path := _shipped(name)) is not None:
        return _read_shipped(path)
    held = all_studies(folder)
    if name not in held.studies:
        hint = nearest(name, held.studies) or f" There are {', '.join(held.studies)}."
        more = "".join(f"\n{p}" for p in held.problems)
        raise SpecError([Problem("", f"there is no study '{name}'.{hint}{more}")])
    return held.studies[name]


def _shipped(name: str) -> Path | None:
    """Return the file of a study that ships with gdlab, None where there is none of this name."""
    paths = resource("studies").rglob("*.toml") if name in ORDER else ()
    return next((path for path in paths if path.stem == name), None)


def _read_shipped(path: Path) -> Study:
    """Return the study of a file that ships with gdlab, read once as long as the file stays as it is."""
    held = path.stat()
    return _read_once(path, held.st_mtime_ns, held.st_size)


@lru_cache(maxsize=128)
def _read_once(path: Path, _changed: int, _size: int) -> Study:
    return read_study(path)


def load_study(path: Path) -> Study:
    """Return the study that a TOML file describes, each of whose runs is a valid spec in both sizes.

    Raises:
        SpecError: with the file, the line and what would be right.
    """
    return read_study(path, check_runs)


def read_study(path: Path, check: Callable[[Study], None] | None = None) -> Study:
    """Return the study that a TOML file describes.

    Args:
        path: the file.
        check: what else is checked; the files that ship are tested, so that reading them takes less time.

    Raises:
        SpecError: with the file, the line and what would be right.
    """
    text = read_text(path)
    try:
        table = toml_tables(text)
    except RecursionError:
        raise SpecError([Problem("", "the file is nested too deeply")], str(path)) from None
    except ValueError as error:  # of the parser, and of a number of more digits than Python reads
        raise SpecError([Problem("", f"this is not TOML: {error}")], str(path)) from None
    made = parse_study({"name": _name_of(path.stem), **table}, str(path), text)
    try:
        check_references(made)
        if check is not None:
            check(made)
    except SpecError as error:
        raise with_lines(error, text, str(path)) from None
    return made


def parse_study(table: Mapping[str, Any], source: str = "", text: str = "") -> Study:
    """Return the study that plain data describes.

    Raises:
        SpecError: with every wrong field, and its line where the text is given.
    """
    load_study_members()
    try:
        return Study(**table)
    except SpecError as error:
        raise with_lines(error, text, source) from None


def _name_of(stem: str) -> str:
    """Return the name of a study whose file is called so: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "replace").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-") or "study"


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def matches(study: Study, words: str) -> bool:
    """Return whether each of some words is in a study's name, title, claim, source or lesson."""
    text = f"{study.name} {study.title} {study.claim} {study.source} {study.teaches}".casefold()
    return all(word in text for word in words.casefold().split())
