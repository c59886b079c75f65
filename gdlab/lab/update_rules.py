"""Update rules for the window and the command line: what there is, the text of one, and keeping one."""

from __future__ import annotations

import re
from pathlib import Path

from gdlab.engine.optimizers.rule_files import ENDING, rule_files, rule_text, rules_folder
from gdlab.lab.files import OutputError, atomic_write
from gdlab.spec.rule_parser import parse_rule

__all__ = ["rule_files", "rule_text", "save_rule"]

_NAME = re.compile(r"[A-Za-z][\w-]{0,40}\Z", re.ASCII)


def save_rule(name: str, text: str) -> Path:
    """Keep a rule in the user's folder, in the place of one of its name, and return the file.

    Args:
        name: letters, digits, - and _; the first one is a letter.
        text: the rule.

    Raises:
        RuleError: when the text is no rule.
        OutputError: when the name does not fit or the file cannot be written.
    """
    parse_rule(text)
    if not _NAME.match(name):
        raise OutputError(f"'{name[:40]}' is no name for a rule; take letters, digits, - and _, such as my_adam")
    folder = rules_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from None
    with atomic_write(folder / f"{name}{ENDING}") as temporary:
        Path(temporary).write_text(text, encoding="utf-8")
    return folder / f"{name}{ENDING}"
