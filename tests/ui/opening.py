"""How tests open data of one's own in the window, and what the command line says of the same file."""

from __future__ import annotations

import tomllib

import typer

from gdlab.cli import data as commands
from gdlab.ui.dialogs.open_data.dialog import OpenDataDialog


def opened(drive, path) -> OpenDataDialog:
    """Open a file and return the dialog, once the file has been read."""
    drive.lab.opener.open(path)
    dialog = drive.lab.opener.dialog
    assert dialog is not None
    still(drive, dialog)
    return dialog


def still(drive, dialog) -> None:
    """Wait until the file has been read the way that the dialog asks for."""
    drive.settle(20)
    drive.wait(lambda: not dialog.work.busy and (dialog.pane is None or not dialog.pane._later.isActive()))
    drive.wait(lambda: not getattr(dialog.pane, "is_searching", False))


def taken(drive, dialog) -> None:
    """Take the data and wait until the window has them."""
    dialog.take.click()
    drive.wait(lambda: drive.lab.opener.dialog is None)
    spec = drive.window.experiment.spec
    drive.wait(lambda: drive.window.experiment.examples.name == spec.data.type)
    drive.rest()


def imported(capsys, path, *settings) -> dict:
    """Return the [data] table that the command line prints for a file."""
    app = typer.Typer()
    app.add_typer(commands.group)
    capsys.readouterr()
    app(["data", "import", str(path), *(word for s in settings for word in ("--set", s))], standalone_mode=False)
    return tomllib.loads(capsys.readouterr().out)["data"]
