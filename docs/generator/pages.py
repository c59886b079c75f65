"""All generated pages; a page whose text has not changed is left alone, so that Sphinx reads it only once."""

from __future__ import annotations

from pathlib import Path

from docs.generator import commands, interface, members
from gdlab.studies.members import load_all_members


def write(folder: Path) -> list[Path]:
    """Write every generated page and picture below ``folder``, remove what is no longer made, and return the files."""
    load_all_members()
    made: dict[str, str] = {"commands.rst": commands.page(), "interface.rst": interface.page()}
    made |= interface.spec_pages()
    for kind in members.kinds():
        made |= members.pages(kind)
    files = [folder / name for name in made]
    for file, text in zip(files, made.values(), strict=True):
        _put(file, text)
    for stale in {file for file in folder.rglob("*") if file.is_file()} - set(files):
        stale.unlink()
    return files


def _put(file: Path, text: str) -> None:
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
