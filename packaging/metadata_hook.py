"""Work out, while a wheel or an sdist is built, what depends on the project's home: its links and long description.

The clone's remote ``origin`` names the project's home on the web; in an unpacked sdist PKG-INFO does. With a home, the
links of README.md are made absolute, so that pictures show on a package index. Without one there are no project links,
and README.md loses its pictures and keeps the words of its links, so that nothing on an index is broken.
"""

from __future__ import annotations

import re
import subprocess
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_IMAGE = re.compile(r"!\[([^\]]*)\]\((?!https?:)([^)\s]+)\)")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|#)([^)\s]+)\)")


class ProjectMetadata(MetadataHookInterface):
    """The hook that fills in ``readme`` and ``urls``."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Set both fields of the project's metadata."""
        root = Path(self.root)
        home = project_home(root)
        text = (root / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": long_description(text, home)}
        metadata["urls"] = project_urls(home)


def project_home(root: Path) -> str:
    """Return the project's address on the web, "" where it has none: a clone's origin, or what an sdist says."""
    info = root / "PKG-INFO"
    if info.is_file():
        links = HeaderParser().parsestr(info.read_text(encoding="utf-8")).get_all("Project-URL") or []
        return next((link.partition(", ")[2] for link in links if link.startswith("Repository, ")), "")
    if not (root / ".git").exists():
        return ""
    try:
        command = ["git", "-C", str(root), "remote", "get-url", "origin"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return web_address(done.stdout.strip()) if done.returncode == 0 else ""


def web_address(remote: str) -> str:
    """Return the https address of a git remote without names and passwords, "" for one that has none (a local path)."""
    found = re.fullmatch(r"(?:https|ssh)://(?:[^@/]*@)?([\w-]+(?:\.[\w-]+)+)(?::\d+)?/(.+?)(?:\.git)?/?", remote)
    found = found or re.fullmatch(r"[\w-]+@([\w-]+(?:\.[\w-]+)+):(?!/)(.+?)(?:\.git)?/?", remote)
    return f"https://{found[1]}/{found[2]}" if found else ""


def project_urls(home: str) -> dict[str, str]:
    """Return the links that an index shows beside the description."""
    if not home:
        return {}
    return {
        "Repository": home,
        "Documentation": f"{home}/tree/HEAD/docs",
        "Changelog": f"{home}/blob/HEAD/CHANGELOG.md",
        "Issues": f"{home}/issues",
    }


def long_description(text: str, home: str) -> str:
    """Return README.md as it can be shown far from the files beside it."""
    if home:
        text = _IMAGE.sub(rf"![\1]({home}/raw/HEAD/\2)", text)
        return _LINK.sub(rf"[\1]({home}/blob/HEAD/\2)", text)
    text = re.sub(r"\n{3,}", "\n\n", _IMAGE.sub("", text))
    return _LINK.sub(r"\1", text)
