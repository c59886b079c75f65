"""An experiment's file with what belongs to it: the race that was set up, and the view in which it was seen.

It is a spec file with two further tables, which whatever reads specs leaves alone. ``[race]`` holds what varies as
texts (``vary`` by dotted path, ``pairs`` as on the command line), ``seeds`` and ``budget``; ``[view]`` holds the page
that was in sight and, under each page's name, what the page shows, as plain data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from gdlab.lab.budget import within_budget
from gdlab.lab.compare import Variant, variants
from gdlab.lab.race_choices import race_variation
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.files import load_spec, parsed, read_text
from gdlab.spec.plain import is_sequence, is_table
from gdlab.spec.run import RunSpec

_MOST_SEEDS = 1000


@dataclass(frozen=True)
class RacePlan:
    """What a race varies, as texts.

    Attributes:
        vary: the values by dotted path, which are crossed.
        pairs: settings that are side by side, such as ``"optimizer=SGD(lr=0.1); schedule=none"``.
        seeds: how many seeds of each variant.
        budget: the length of each run, such as ``"2000 steps"``; "" for the experiment's own.
    """

    vary: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    pairs: tuple[str, ...] = ()
    seeds: int = 1
    budget: str = ""

    def variants(self, spec: RunSpec, n_examples: int = 0) -> list[Variant]:
        """Return the runs of the race of an experiment.

        Args:
            spec: the experiment.
            n_examples: the examples of its training part, 0 where they are not known.

        Raises:
            SpecError: when a value does not fit.
            DataError: when the budget needs the data, which cannot be had.
        """
        varied = within_budget(spec, self.budget, n_examples)
        return variants(varied, self.varied_values, self.seeds, self.paired_settings)

    @property
    def varied_values(self) -> dict[str, list[Any]]:
        """The values that are crossed, by dotted path."""
        found: dict[str, list[Any]] = {}
        for path, texts in self.vary.items():
            found |= race_variation(path, texts)[0]
        return found

    @property
    def paired_settings(self) -> list[dict[str, Any]]:
        """The settings that are side by side, as values by dotted path."""
        return race_variation("", self.pairs)[1]

    def to_table(self) -> dict[str, Any]:
        """Return the plan as plain data."""
        table: dict[str, Any] = {"seeds": self.seeds}
        if self.budget:
            table["budget"] = self.budget
        if self.pairs:
            table["pairs"] = list(self.pairs)
        return table | ({"vary": {path: list(texts) for path, texts in self.vary.items()}} if self.vary else {})

    @classmethod
    def from_table(cls, table: Any, source: str = "") -> RacePlan:
        """Return the plan that plain data describes.

        Raises:
            SpecError: naming the key that is wrong.
        """

        def refuse(key: str, what: str) -> SpecError:
            return SpecError([Problem(f"race{key}", what)], source)

        if not is_table(table):
            raise refuse("", "should be a table with vary, pairs, seeds and budget")
        if unknown := [key for key in table if key not in ("vary", "pairs", "seeds", "budget")]:
            raise refuse(f".{unknown[0]}", "is not a known key; there are vary, pairs, seeds and budget")
        vary, pairs = table.get("vary", {}), table.get("pairs", [])
        seeds, budget = table.get("seeds", 1), table.get("budget", "")
        if not is_table(vary) or not all(_are_texts(values) for values in vary.values()):
            raise refuse(".vary", 'should hold lists of texts, such as optimizer = ["SGD(lr=0.1)", "Adam"]')
        if not _are_texts(pairs):
            raise refuse(".pairs", 'should be a list of texts, such as ["optimizer=Adam; schedule=none"]')
        if not isinstance(seeds, int) or isinstance(seeds, bool) or not 1 <= seeds <= _MOST_SEEDS:
            raise refuse(".seeds", f"should be a whole number from 1 to {_MOST_SEEDS} (got {seeds!r})")
        if not isinstance(budget, str):
            raise refuse(".budget", 'should be a text, such as "2000 steps"')
        return cls({str(path): tuple(values) for path, values in vary.items()}, tuple(pairs), seeds, budget)


@dataclass(frozen=True)
class SavedExperiment:
    """What an experiment's file holds.

    Attributes:
        spec: the experiment.
        race: the race that was set up, None for none.
        view: the page in sight and what each page shows; of a file from elsewhere it may hold anything.
        about: what a preset says of itself, "" for any other experiment; it is not saved.
    """

    spec: RunSpec
    race: RacePlan | None = None
    view: Mapping[str, Any] = field(default_factory=dict[str, Any])
    about: str = ""

    def text(self) -> str:
        """Return the text of the file."""
        table = self.spec.to_dict()
        if self.race is not None:
            table["race"] = self.race.to_table()
        if self.view:
            table["view"] = dict(self.view)
        return tomli_w.dumps(table)


def load_saved(path: str | Path) -> SavedExperiment:
    """Return what an experiment's file holds; a plain spec file has no race and no view.

    Raises:
        SpecError: when it is missing, is no spec file, or its race is not well formed.
    """
    as_json = Path(path).suffix.lower() == ".json"
    return saved_experiment(load_spec(path), read_text(Path(path)), str(path), as_json=as_json)


def saved_experiment(spec: RunSpec, text: str, source: str = "", *, as_json: bool = False) -> SavedExperiment:
    """Return a spec with the race and the view that are beside it in the text of its file.

    Args:
        spec: the experiment.
        text: the text of its file.
        source: what errors name.
        as_json: whether the text is JSON and not TOML.

    Raises:
        SpecError: when the race is not well formed.
    """
    table = parsed(text, source, as_json=as_json)
    race = RacePlan.from_table(table["race"], source) if "race" in table else None
    view = table.get("view")
    return SavedExperiment(spec, race, dict(view) if is_table(view) else {})


def _are_texts(values: Any) -> bool:
    return is_sequence(values) and not isinstance(values, str) and all(isinstance(value, str) for value in values)
