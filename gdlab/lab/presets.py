"""Presets: experiments that ship with gdlab, each one file with its race, its view and the figures that it reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from gdlab.lab.budget import within_budget
from gdlab.lab.compare import Comparison, compare
from gdlab.lab.preset_header import PresetHeader
from gdlab.lab.saved_experiment import RacePlan, SavedExperiment, saved_experiment
from gdlab.lab.spec_names import PRESET_PREFIX
from gdlab.paths import resource
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.files import loads, parsed
from gdlab.spec.problems import nearest
from gdlab.spec.run import RunSpec
from gdlab.translation import tr


@dataclass(frozen=True)
class Preset:
    """A shipped experiment.

    >>> from gdlab.lab.presets import preset
    >>> found = preset("xor")
    >>> found.header.title
    'XOR needs a hidden layer'
    >>> len(found.train())
    2

    Attributes:
        name: its name, that of its file.
        header: title, sentence, tags and claims.
        text: the text of its file.
    """

    name: str
    header: PresetHeader
    text: str

    @property
    def spec(self) -> RunSpec:
        """The experiment, without its race."""
        return loads(self.text, self.source)

    @property
    def saved(self) -> SavedExperiment:
        """The experiment with its race and its view."""
        about = f"{tr(self.header.title)}: {tr(self.header.sentence)}"
        return replace(saved_experiment(self.spec, self.text, self.source), about=about)

    @property
    def source(self) -> str:
        """What errors call it."""
        return f"preset {self.name}"

    @property
    def picture(self) -> Path | None:
        """The file of its picture, None where it has none."""
        file = resource("presets") / f"{self.name}.png"
        return file if file.is_file() else None

    def train(self, seeds: int | None = None, before_step: Callable[[], None] = lambda: None) -> Comparison:
        """Train the runs of its race, or its one run, and return them in the order of the race.

        Args:
            seeds: how many seeds of each; None takes the race's own number.
            before_step: called now and then while they train; KeyboardInterrupt stops all.
        """
        saved = self.saved
        plan = saved.race or RacePlan()
        return compare(
            within_budget(saved.spec, plan.budget),
            plan.varied_values,
            seeds or plan.seeds,
            pairs=plan.paired_settings,
            progress=lambda _run, _trainer: before_step(),
            preparing=lambda _text: before_step(),
        )

    def matches(self, words: str, tag: str = "") -> bool:
        """Return whether it has a tag and holds each of some words; "" asks for nothing."""
        own = (self.header.title, self.header.sentence, *self.header.tags)
        text = " ".join((self.name, *own, *map(tr, own))).lower()
        return (not tag or tag in self.header.tags) and all(word in text for word in words.lower().split())


@cache
def presets() -> dict[str, Preset]:
    """Return all presets by name, in the order of the gallery; the default, digits, comes first."""
    found: list[Preset] = []
    for path in resource("presets").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        header = PresetHeader.parse(parsed(text, str(path)).get("preset"), str(path))
        found.append(Preset(path.stem, header, text))
    found.sort(key=lambda p: (p.header.order, p.header.title))
    return {each.name: each for each in found}


def preset(name: str = "digits") -> Preset:
    """Return one preset.

    Args:
        name: its name, with or without ``preset:`` before it.

    Raises:
        SpecError: when there is none of that name; it lists those there are.
    """
    known, wanted = presets(), str(name).removeprefix(PRESET_PREFIX)
    if wanted not in known:
        raise SpecError(
            [Problem("", f"there is no preset '{wanted}'.{nearest(wanted, known)} There are {', '.join(known)}")]
        )
    return known[wanted]


def default_spec() -> RunSpec:
    """Return the experiment that opens with the window."""
    return preset().spec
