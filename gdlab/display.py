"""Whether a window can open here, and if not, why and what would help.

Standard library only: bootstrap.py reads this file from the checkout before anything is installed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

# What Qt takes from a Linux system, by library, and the Debian and Ubuntu package that has it.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
REMEDY = "`gdlab --help` lists the commands, which need no window"
OPEN_A_WINDOW = "from PySide6.QtWidgets import QApplication; QApplication([]).primaryScreen().size()"
FIND_QT = "import importlib.util as u; print(u.find_spec('PySide6').submodule_search_locations[0])"


def why_no_window(python: Path, environment: Mapping[str, str] = os.environ, asked: bool = False) -> str | None:
    """Return the reason why no window can open here, None when one can; ``asked`` tries without a display, too."""
    if not sys.platform.startswith("linux"):
        return None
    reason = missing_display(environment)
    if reason is not None and not asked:
        return reason
    opened = _run([str(python), "-c", OPEN_A_WINDOW], environment)
    if opened is None:
        return "the display does not answer"
    if opened.returncode == 0:
        return None
    return explain_failed_window(opened.stderr, missing_libraries(python, environment))


def missing_display(environment: Mapping[str, str]) -> str | None:
    """Return why there is nothing to open a window on, or None when there seems to be a display."""
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in ("offscreen", "minimal"):
        return f"QT_QPA_PLATFORM asks for {platform}"
    return no_display(environment)


def no_display(environment: Mapping[str, str]) -> str | None:
    """Return why Qt would find no display at all, or None when one is named or Qt is told to do without."""
    named = any(environment.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and not named:
        return "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    return None


def explain_failed_window(stderr: str, missing: list[str]) -> str:
    """Turn Qt's complaint and the libraries that it lacks into a reason and a remedy."""
    if missing:
        packages = " ".join(dict.fromkeys(PACKAGES[name] for name in missing if name in PACKAGES))
        remedy = f"; on Debian and Ubuntu: sudo apt install {packages}" if packages else ""
        return f"Qt lacks system libraries ({', '.join(missing)}){remedy}"
    if "could not connect to display" in stderr or "Failed to create wl_display" in stderr:
        return "the display that DISPLAY or WAYLAND_DISPLAY names does not answer"
    lines = [line.strip() for line in stderr.splitlines() if line.strip()] or ["it gave no reason"]
    return f"Qt cannot open a window: {lines[-1 if lines[0].startswith('Traceback') else 0]}"


def missing_libraries(python: Path, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the system libraries that Qt's window code wants and does not find, by ldd."""
    found = _run([str(python), "-c", FIND_QT], environment)
    if found is None or found.returncode != 0:
        return []
    root = Path(found.stdout.strip())
    parts = [*root.glob("QtWidgets*.so"), root / "Qt/plugins/platforms" / _plugin(environment)]
    listed = _run(["ldd", *(str(part) for part in parts if part.exists())], environment)
    return unresolved(listed.stdout) if listed is not None else []


def unresolved(listing: str) -> list[str]:
    """Return the names that ldd did not find, in order, each once."""
    return list(dict.fromkeys(re.findall(r"^\s*(\S+) => not found", listing, flags=re.MULTILINE)))


def _plugin(environment: Mapping[str, str]) -> str:
    """Return the file of the platform plugin that Qt will choose."""
    wayland = environment.get("WAYLAND_DISPLAY") and not environment.get("DISPLAY")
    asked = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    return f"libq{asked or ('wayland' if wayland else 'xcb')}.so"


def _run(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str] | None:
    """Run a probe and return what it said, or None when it cannot be run or never ends."""
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=60,
            env=dict(environment),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def refuse_window(reason: str) -> int:
    """Print why no window can open to standard error, and return the exit code 2."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"gdlab: no window can open here: {reason}; {REMEDY}\n")
            sys.stderr.flush()
    return 2
