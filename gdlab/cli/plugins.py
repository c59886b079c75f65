"""``gdlab plugins``."""

from __future__ import annotations

from typing import Annotated

import typer

from gdlab.cli.console import out
from gdlab.cli.plain_table import plain_table
from gdlab.lab.plugins import VARIABLE, agree, found_plugins, loaded_plugins, withdraw
from gdlab.spec.base import load_members


def plugins_command(
    agreed: Annotated[
        list[str], typer.Option("--agree", metavar="PLUGIN", help="Run this plugin, as it is now, from now on.")
    ] = [],  # noqa: B006
    withdrawn: Annotated[list[str], typer.Option("--withdraw", metavar="PLUGIN", help="Run this plugin no more.")] = [],  # noqa: B006
) -> None:
    """List the plugins, or say which may run. A plugin is code: it may do whatever you may."""
    for name in agreed:
        plugin = agree(name)
        out.print(f"{plugin.name} runs from now on while its content is {plugin.digest[:16]}…", soft_wrap=True)
    for name in withdrawn:
        out.print(f"Withdrew {withdraw(name)} agreements to {name}.", soft_wrap=True)
    if agreed or withdrawn:
        return
    load_members()
    found = loaded_plugins() or found_plugins()
    if not found:
        out.print(f"There is no plugin; set {VARIABLE} to a script or a folder, or install a package that has some.")
        return
    shown = plain_table()
    for heading in ("plugin", "state", "brings"):
        shown.add_column(heading, overflow="fold")
    for plugin in found:
        shown.add_row(plugin.name, plugin.problem or "runs", ", ".join(plugin.members))
    out.print(shown)


COMMANDS = {"plugins": plugins_command}
