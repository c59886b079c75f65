"""Wrong command lines in one sentence, with the nearest option or command and where the others are listed."""

from __future__ import annotations

import re
from typing import Any

from gdlab.spec.problems import nearest

_OFFERED = re.compile(r"\s*\((?:Possible options|Did you mean)[^)]*\)\s*$|[.\s]*Did you mean [^?]*\?\s*$")


def usage_sentence(error: Any) -> str:
    """Return what is wrong with a command line, the nearest name if one is near, and which help lists the names.

    Args:
        error: typer's exception for a wrong command line.
    """
    said = " ".join(_OFFERED.sub("", error.format_message()).replace("Value error, ", "").split()).rstrip(".")
    context = getattr(error, "ctx", None)
    if context is None:
        return said
    hint = _hint(error, context, said)
    return f"{said}{f'; {hint}' if hint else ''} (`{context.command_path} --help` lists what there is)"


def _hint(error: Any, context: Any, said: str) -> str:
    """Return "did you mean X?" for a wrong option or command, or ""."""
    wrong = getattr(error, "option_name", None)
    if wrong is not None:
        if "--set" in {name for option in context.command.get_params(context) for name in option.opts}:
            from gdlab.spec.kinds import OptimizerSpec  # Only now: a command that is written right needs no spec yet.
            from gdlab.spec.run import RunSpec, TrainingSpec

            field = wrong.lstrip("-").replace("-", "_")
            if any(field in part.model_fields for part in (RunSpec, TrainingSpec, OptimizerSpec)):
                return f"a field of the spec is set by `--set {field}=…`"
        known = [
            name for option in context.command.get_params(context) for name in (*option.opts, *option.secondary_opts)
        ]
        return nearest(wrong, [name for name in known if name.startswith("--")], as_clause=True)
    found = re.match(r"No such command '(.*)'$", said)
    return nearest(found.group(1), context.command.list_commands(context), as_clause=True) if found else ""
