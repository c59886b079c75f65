"""The page of the command line, from typer's own description of the commands."""

from __future__ import annotations

from typing import Any

import typer

from docs.generator import text


def page() -> str:
    """Return one page with every command, its arguments and all of its options."""
    from gdlab.cli.main import command_line

    root: Any = typer.main.get_command(command_line(()))
    parts = [text.heading("All commands and options"), _prose(root.help), "", _parameters(root)]
    for name in root.commands:
        parts += _command(root.commands[name], ["gdlab", name])
    return "\n".join(parts)


def _command(command: Any, path: list[str]) -> list[str]:
    parts = [text.heading(" ".join(path), "-"), _prose(command.help), ""]
    subcommands = getattr(command, "commands", None)
    if subcommands:
        for name in subcommands:
            parts += _command(subcommands[name], [*path, name])
        return parts
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    words = [_argument(p) for p in arguments]
    parts += [text.code(" ".join([*path, "[OPTIONS]", *words]), "text"), _parameters(command)]
    return parts


def _argument(parameter: Any) -> str:
    name = (parameter.metavar or parameter.name).upper().strip("[]")
    name += "..." if parameter.nargs == -1 else ""
    return name if parameter.required else f"[{name}]"


def _parameters(command: Any) -> str:
    rows = [
        (_name(p), text.escaped(_default(p)), _prose(getattr(p, "help", "") or ""))
        for p in command.params
        if not getattr(p, "hidden", False)
    ]
    return text.table(("option", "default", "meaning"), rows) if rows else ""


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"``{_argument(parameter)}``"
    value = "" if parameter.is_flag else f" {parameter.metavar or 'VALUE'}"
    return ", ".join(f"``{option}{value}``" for option in [*parameter.opts, *parameter.secondary_opts])


def _default(parameter: Any) -> str:
    value = parameter.default
    if parameter.required or callable(value) or value is None or value in ((), [], "") or value is False:
        return "required" if parameter.required else ""
    return str(value) if "UNSET" not in repr(value) else ""


def _prose(help_text: str | None) -> str:
    return text.escaped(" ".join((help_text or "").split()))
