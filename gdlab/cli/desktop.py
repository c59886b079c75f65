"""``gdlab desktop``: have a double click on a saved file open it, on Linux and where freedesktop.org's files are read.

The command writes two small files of the user's own: an entry of the menu of programs (Desktop Entry Specification) and
a type for files that end with ``.gdlab`` (Shared MIME-info). TOML files keep the program that they have; gdlab is
offered for them under *Open with*.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import errors
from gdlab.lab.files import OutputError, write_file
from gdlab.spec.errors import GdlabError

_TYPE = "application/x-gdlab"
_MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{_TYPE}">
    <comment>gdlab experiment or runs</comment>
    <glob pattern="*.gdlab"/>
  </mime-type>
</mime-info>
"""


def desktop_command(
    remove: Annotated[bool, typer.Option("--remove", help="Take the entry and the file type away again.")] = False,
) -> None:
    """Enter gdlab among the desktop's programs, so that a double click on a .gdlab file opens it (Linux)."""
    if sys.platform in ("win32", "darwin"):
        raise GdlabError(
            "this is for Linux desktops; elsewhere choose gdlab for the file with 'Open with', as docs/files.md says"
        )
    for path, text in desktop_files().items():
        if remove:
            path.unlink(missing_ok=True)
        else:
            _make_folder(path.parent)
            write_file(path, text)
        errors.print(f"{'Removed' if remove else 'Wrote'} {path}", soft_wrap=True)
    for program, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        if (found := shutil.which(program)) is not None:
            subprocess.run([found, str(_data_home() / folder)], check=False, capture_output=True)
    if not remove:
        _make_usual()


def _make_usual() -> None:
    """Have the desktop open files of the type with gdlab: without its cache of programs it knows no entry by itself."""
    for words in (("gio", "mime", _TYPE, "gdlab.desktop"), ("xdg-mime", "default", "gdlab.desktop", _TYPE)):
        if (found := shutil.which(words[0])) is not None:
            subprocess.run([found, *words[1:]], check=False, capture_output=True)
            return


def desktop_files() -> dict[Path, str]:
    """Return the files that make a double click open gdlab, with their texts."""
    return {
        _data_home() / "mime" / "packages" / "gdlab.xml": _MIME,
        _data_home() / "applications" / "gdlab.desktop": _entry(),
    }


def _entry() -> str:
    """Return the entry of the menu of programs."""
    lines = {
        "Type": "Application",
        "Name": "gdlab",
        "Comment": "A training lab for gradient descent",
        "Exec": f"{_quoted(sys.executable)} -m gdlab %f",
        "Icon": "applications-science",
        "Terminal": "false",
        "Categories": "Education;Science;",
        "MimeType": f"{_TYPE};application/toml;",
    }
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())


def _quoted(word: str) -> str:
    """Return a word of an Exec line in quotes, with the characters escaped that the specification names."""
    for character in '\\"`$':
        word = word.replace(character, f"\\{character}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _data_home() -> Path:
    held = os.environ.get("XDG_DATA_HOME", "")
    return Path(held) if held.startswith("/") else Path.home() / ".local" / "share"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from None


COMMANDS = {"desktop": desktop_command}
