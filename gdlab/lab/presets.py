"""Experiments that ship with gdlab: specs with a comment that says what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gdlab.paths import resource
from gdlab.spec.base import load_members
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.files import loads
from gdlab.spec.problems import nearest
from gdlab.spec.run import RunSpec

#: The race that *Race…* offers: rates at which each does well on small networks.
RACE = ("SGD(lr=0.1)", "SGD(lr=0.05, momentum=0.9)", "RMSprop(lr=0.002)", "Adam(lr=0.003)")


@dataclass(frozen=True)
class Preset:
    """A shipped experiment: its name, its comment and the text of its file."""

    name: str
    comment: str
    text: str

    @property
    def spec(self) -> RunSpec:
        """Return the spec."""
        load_members()
        return loads(self.text, f"preset {self.name}")


@cache
def presets() -> dict[str, Preset]:
    """Return all presets by name; the default, digits, comes first."""
    found: dict[str, Preset] = {}
    for path in sorted(resource("presets").glob("*.toml"), key=lambda p: (p.stem != "digits", p.stem)):
        text = path.read_text(encoding="utf-8")
        comment = " ".join(line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#"))
        found[path.stem] = Preset(path.stem, comment, text)
    return found


def preset(name: str = "digits") -> Preset:
    """Return one preset.

    Raises:
        SpecError: when there is none of that name; it lists those there are.
    """
    known = presets()
    if name not in known:
        raise SpecError(
            [Problem("", f"there is no preset '{name}'.{nearest(name, known)} There are {', '.join(known)}")]
        )
    return known[name]


def default_spec() -> RunSpec:
    """Return the experiment that opens with the window."""
    return preset().spec
