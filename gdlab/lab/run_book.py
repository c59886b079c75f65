"""How the runs on the workbench are shown: colour, line style, visible or not, chosen or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.callbacks import CallbackList
from gdlab.spec.change import difference


class LineStyle(StrEnum):
    """The dashes of a line; runs take the next one each time that the colours begin again."""

    SOLID = "solid"
    DASH = "dash"
    DOT = "dot"
    DASH_DOT = "dash dot"


_STYLES = tuple(LineStyle)


@dataclass
class ShownRun:
    """A run, and how it is shown.

    Attributes:
        run: the run.
        color: the colour of its curves, as ``#rrggbb``.
        style: the dashes of its curves.
        visible: whether its curves are shown.
        note: what is being prepared before its first step.
        race: the title of the race that it belongs to, "" for none.
        place: which of the colours that runs take in turn its colour is; None for a colour of its own.
    """

    run: ActiveRun
    color: str
    style: LineStyle
    visible: bool = True
    note: str = ""
    race: str = ""
    place: int | None = None

    @property
    def name(self) -> str:
        """The run's name."""
        return self.run.run.label

    @property
    def total_steps(self) -> int:
        """The steps that are planned, 0 until the run has been prepared."""
        return self.run.trainer.planned_steps if self.run.trainer is not None else 0


class RunBookEvents:
    """What a book of runs tells its observers.

    Attributes:
        added: the identity of a run that is shown from now on.
        removed: the identity of a run that is no longer shown.
        changed: the identity of a run whose name, colour or visibility is another.
        renamed: the identity of a run that has another name, after ``changed``.
        chosen_changed: other runs are chosen.
    """

    def __init__(self) -> None:
        self.added: CallbackList[[str]] = CallbackList()
        self.removed: CallbackList[[str]] = CallbackList()
        self.changed: CallbackList[[str]] = CallbackList()
        self.renamed: CallbackList[[str]] = CallbackList()
        self.chosen_changed: CallbackList[[]] = CallbackList()


class RunBook:
    """The shown runs, in order; a colour, once given, stays with its run.

    Args:
        colors: returns the colours that runs take in turn, as ``#rrggbb``; where they change, as with the theme,
            :meth:`take_colors` gives each run the one in the same place.

    Attributes:
        events: what the book tells its observers.
    """

    def __init__(self, colors: Callable[[], Sequence[str]]) -> None:
        self.events = RunBookEvents()
        self._colors = colors
        self._shown: dict[str, ShownRun] = {}
        self._count = 0
        self._races: dict[str, str] = {}
        self._chosen: list[str] = []

    def __iter__(self) -> Iterator[ShownRun]:
        return iter(self._shown.values())

    def __len__(self) -> int:
        return len(self._shown)

    def find(self, run_id: str) -> ShownRun | None:
        """Return how a run is shown."""
        return self._shown.get(run_id)

    def add(self, runs: Sequence[ActiveRun]) -> None:
        """Show runs, each in the next colour, and choose the last of them."""
        for run in runs:
            self._add(run)
        self.choose([run.id for run in runs[-1:]])

    def _add(self, run: ActiveRun) -> None:
        colors = self._colors()
        place = self._count % len(colors)
        style = _STYLES[self._count // len(colors) % len(_STYLES)]
        run.run.name = self._unlike(run.run.label)
        group = run.run.group
        race = self._races.setdefault(group, f"Race {len(self._races) + 1}") if group else ""
        self._shown[run.id] = ShownRun(run, colors[place], style, race=race, place=place)
        self._count += 1
        self.events.added.emit(run.id)

    def remove(self, run_id: str) -> None:
        """Forget a run; when none is left the colours begin anew."""
        if self._shown.pop(run_id, None) is None:
            return
        if not self._shown:
            self._count = 0
            self._races.clear()
        self.events.removed.emit(run_id)
        if run_id in self._chosen:
            left = [key for key in self._chosen if key != run_id] or list(self._shown)[-1:]
            self.choose(left)

    def put_back(self, shown: ShownRun, place: int) -> None:
        """Show a run again that was removed, as it was shown and at its place among the others."""
        shown.color = self._color_of(shown)
        run_id, order = shown.run.id, list(self._shown.items())
        order.insert(place, (run_id, shown))
        self._shown = dict(order)
        self._count = max(self._count, len(order))
        if shown.run.run.group:
            self._races.setdefault(shown.run.run.group, shown.race)
        self.events.added.emit(run_id)

    def set_color(self, run_id: str, color: str) -> None:
        """Give a run another colour; one of those that runs take in turn changes with them, any other stays."""
        shown, colors = self._shown[run_id], list(self._colors())
        shown.color, shown.place = color, colors.index(color) if color in colors else None
        self.events.changed.emit(run_id)

    def take_colors(self) -> None:
        """Give each run the colour that is now in the place of its own."""
        for run_id, shown in self._shown.items():
            color = self._color_of(shown)
            if color != shown.color:
                shown.color = color
                self.events.changed.emit(run_id)

    def _color_of(self, shown: ShownRun) -> str:
        """Return the colour of a run as the colours are now."""
        colors = self._colors()
        return shown.color if shown.place is None else colors[shown.place % len(colors)]

    def set_visible(self, run_id: str, visible: bool) -> None:
        """Show or hide a run's curves."""
        self._shown[run_id].visible = visible
        self.events.changed.emit(run_id)

    def set_name(self, run_id: str, name: str) -> None:
        """Rename a run."""
        self._shown[run_id].run.run.name = name.strip()
        self.events.changed.emit(run_id)
        self.events.renamed.emit(run_id)

    def choose(self, run_ids: Sequence[str]) -> None:
        """Choose runs: the first is the one to look inside."""
        chosen = [key for key in run_ids if key in self._shown]
        if chosen != self._chosen:
            self._chosen = chosen
            self.events.chosen_changed.emit()

    @property
    def chosen(self) -> list[ShownRun]:
        """The chosen runs."""
        return [self._shown[key] for key in self._chosen if key in self._shown]

    @property
    def current(self) -> ShownRun | None:
        """The run to look inside: the first that is chosen."""
        chosen = self.chosen
        return chosen[0] if chosen else None

    @property
    def active(self) -> list[ShownRun]:
        """The runs that have not ended."""
        return [s for s in self if not s.run.status.ended]

    def _unlike(self, name: str) -> str:
        """Return a name that no shown run has, by a number behind it."""
        taken = {s.name for s in self}
        n, found = 1, name
        while found in taken:
            n += 1
            found = f"{name} {n}"
        return found

    def differences(self) -> dict[str, dict[str, object]]:
        """Return the dotted paths in which the runs differ, each with its value a run."""
        shown = [each for each in self if not each.run.run.is_foreign]  # the spec of those is not known
        if len(shown) < 2:
            return {}
        table = difference([s.run.spec for s in shown])
        return {path: {s.run.id: v for s, v in zip(shown, values, strict=True)} for path, values in table.items()}
