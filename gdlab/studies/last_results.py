"""Remember what became of a study, so that its card can say so: the verdict of the most seeds counts."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gdlab.lab.files import write_file
from gdlab.paths import data_dir
from gdlab.spec.errors import GdlabError
from gdlab.studies.result import Result
from gdlab.studies.verdict import State
from gdlab.translation import tr_noop


@dataclass(frozen=True)
class Remembered:
    """The verdict on a study that counts: that of the most seeds, and among equals the last one.

    Attributes:
        state, text: the verdict in a word and in a sentence.
        size, seeds, day: of which run it is.
        findings: the findings as lines.
        rules: the identity of the experiment and the rules; a verdict on others is replaced by any new one.
        newer: a later run with fewer seeds, in words; "" for none.
    """

    state: str
    text: str
    size: str
    day: str
    findings: str = ""
    seeds: int = 0
    rules: str = ""
    newer: str = ""

    @property
    def when(self) -> str:
        """Return of which run it is, in words."""
        return run_words(self.size, self.seeds, self.day)


def run_words(size: str, seeds: int, day: str = "") -> str:
    """Return which run of a study is meant: "quick, 5 seeds, 2026-05-01"; 0 seeds where their number is not known."""
    words = [tr_noop("quick") if size == "quick" else tr_noop("full")]
    words += [tr_noop(f"{seeds} seed{'s' if seeds != 1 else ''}")] if seeds else []
    return ", ".join([*words, day] if day else words)


def remember_result(result: Result, path: Path | None = None) -> Remembered:
    """Note a result and return the verdict that counts; a folder that cannot be written costs nothing but the memory.

    A run with fewer seeds, such as a quick look with one, does not take the place of a verdict of more: it is named
    with it.
    """
    target = path or _file()
    known = remembered_results(target)
    new = _of(result)
    old = known.get(result.plan.study.name)
    stands = new
    if old is not None and old.rules == new.rules and _weight(old) > _weight(new):
        stands = replace(old, newer=f"{new.when}: {new.state}")
    known[result.plan.study.name] = stands
    with suppress(GdlabError):
        write_file(target, json.dumps({k: asdict(v) for k, v in known.items()}, indent=1))
    return stands


def _weight(one: Remembered) -> tuple[bool, int]:
    """Return what decides which of two verdicts counts: one that could be told, then the one of more seeds."""
    return one.state != State.BUSY, one.seeds


def _of(result: Result) -> Remembered:
    """Return what is noted of a result."""
    verdict, plan = result.verdict, result.plan
    day = datetime.now(UTC).astimezone().date().isoformat()
    findings = "\n".join((verdict.headline, *verdict.remarks, *(j.sentence for j in verdict.judged)))
    study = plan.study.to_dict()
    variables = [study["vars"], study["data"], study["quick"]["vars"], study["full"]["vars"]]
    decided = json.dumps([study["parts"], study["checks"], variables], sort_keys=True, default=str)
    rules = hashlib.sha256(decided.encode()).hexdigest()[:16]
    return Remembered(str(verdict.state), verdict.text, plan.size, day, findings, len(plan.seeds), rules)


def remembered_results(path: Path | None = None) -> dict[str, Remembered]:
    """Return the verdicts by study; nothing where the file is missing or damaged."""
    try:
        held: Any = json.loads((path or _file()).read_text(encoding="utf-8"))
        return {str(k): _read(v) for k, v in held.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _read(held: Any) -> Remembered:
    needed = {name: str(held[name]) for name in ("state", "text", "size", "day")}
    rest = {name: str(held.get(name, "")) for name in ("findings", "rules", "newer")}
    return Remembered(**needed, **rest, seeds=int(held.get("seeds", 0)))


def remembered_at() -> float:
    """Return when a result was noted last, by any process, in seconds since 1970; 0 where none was."""
    try:
        return _file().stat().st_mtime
    except OSError:
        return 0.0


def _file() -> Path:
    return data_dir() / "study-verdicts.json"
