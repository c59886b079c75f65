"""Remember what became of a study the last time, so that its card can say so."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gdlab.lab.files import write_file
from gdlab.paths import data_dir
from gdlab.spec.errors import GdlabError
from gdlab.studies.runner import Result


@dataclass(frozen=True)
class Remembered:
    """The last verdict on a study: its state and text, the size, the day, and the findings as lines."""

    state: str
    text: str
    size: str
    day: str
    findings: str = ""


def remember(result: Result, path: Path | None = None) -> None:
    """Note a result; a folder that cannot be written costs nothing but the memory."""
    target = path or _file()
    known = recall(target)
    verdict = result.verdict
    day = datetime.now(UTC).astimezone().date().isoformat()
    findings = "\n".join((verdict.headline, *verdict.remarks, *(j.sentence for j in verdict.judged)))
    known[result.plan.study.name] = Remembered(str(verdict.state), verdict.text, result.plan.size, day, findings)
    try:
        write_file(target, json.dumps({k: asdict(v) for k, v in known.items()}, indent=1))
    except GdlabError:
        return


def recall(path: Path | None = None) -> dict[str, Remembered]:
    """Return the last verdicts by study; nothing where the file is missing or damaged."""
    try:
        held: Any = json.loads((path or _file()).read_text(encoding="utf-8"))
        return {
            str(k): Remembered(
                **{f: str(v[f]) for f in ("state", "text", "size", "day")} | {"findings": str(v.get("findings", ""))}
            )
            for k, v in held.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def remembered_at() -> float:
    """Return when a result was noted last, by any process, in seconds since 1970; 0 where none was."""
    try:
        return _file().stat().st_mtime
    except OSError:
        return 0.0


def _file() -> Path:
    return data_dir() / "study-verdicts.json"
