"""Where update rules are kept as files: those that are shipped, and those in the user's own folder."""

from __future__ import annotations

from pathlib import Path

from gdlab.paths import data_path, resource
from gdlab.spec.ordinary_file import ordinary_bytes
from gdlab.spec.rule_language import RuleError

ENDING = ".rule"
_LARGEST = 64 * 1024


def rules_folder() -> Path:
    """Return the folder of the user's own rules, which may not exist yet."""
    return data_path() / "rules"


def rule_files() -> dict[str, Path]:
    """Return the files of all rules by name; one of the user's own takes the place of a shipped one of its name."""
    found: dict[str, Path] = {}
    for folder in (resource("rules"), rules_folder()):
        if folder.is_dir():
            found |= {path.stem: path for path in sorted(folder.glob(f"*{ENDING}"))}
    return found


def rule_text(given: str) -> str:
    """Return the text of a rule that is given as a text, as the name of a kept rule, or as a path that ends in .rule.

    Raises:
        RuleError: when there is no such rule, or its file cannot be read.
    """
    if "=" in given:
        return given
    name = given.strip()
    files = rule_files()
    path = Path(name).expanduser() if name.endswith(ENDING) else files.get(name)
    if path is None:
        raise RuleError(f"there is no rule called '{name[:60]}'; there are {', '.join(sorted(files))}", 0, 0)
    return _text_of(path)


def rule_name(text: str) -> str:
    """Return the name of the kept rule that has this text, "" where there is none."""
    for name, path in rule_files().items():
        try:
            if _text_of(path) == text:
                return name
        except RuleError:
            continue
    return ""


def _text_of(path: Path) -> str:
    """Return the text of a rule's file.

    Raises:
        RuleError: when it cannot be read, is no ordinary file, or is larger than a rule can be.
    """
    try:
        content = ordinary_bytes(path, _LARGEST + 1)
        if len(content) > _LARGEST:
            raise RuleError(f"{path.name} is larger than a rule can be", 0, 0)
        return content.decode().replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise RuleError(f"{path.name} cannot be read: {reason}", 0, 0) from None
