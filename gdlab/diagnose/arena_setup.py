"""What the arena is set up with, and its descents: the model of the Landscape page, without a screen."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gdlab.diagnose.arena import ArenaResult, arena, call_of, optimizers_of
from gdlab.diagnose.demonstrations import DEMONSTRATIONS, Demonstration
from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.diagnose.surfaces.catalogue import surface_of
from gdlab.diagnose.walker import Walker
from gdlab.spec.kinds import OptimizerSpec

#: The most optimizers that descend at once, and who they are at first.
MOST = 8
FIRST = (
    "SGD(lr=0.001)",
    "SGD(lr=0.001, momentum=0.9)",
    "RMSprop(lr=0.01)",
    "Adam(lr=0.05)",
)


@dataclass
class Racer:
    """One optimizer in the arena, and whether it takes part."""

    optimizer: OptimizerSpec
    on: bool = True

    @property
    def name(self) -> str:
        """Return the optimizer as a call without its rate, which has a control of its own."""
        head, _, rest = call_of(self.optimizer).removesuffix(")").partition("(")
        others = rest.partition(", ")[2]
        return f"{head}({others})" if others else head


@dataclass
class ArenaSetup:
    """A surface, a start, optimizers, steps and noise, which may be changed; :meth:`descend` gives the descents.

    Attributes:
        surface: what is descended on.
        start: the first point.
        racers: the optimizers in the order of their colours.
        steps: how many steps each takes.
        noise: deviation of the noise on each gradient.
        seed: of the noise.
    """

    surface: Surface = field(default_factory=lambda: surface_of("Rosenbrock"))
    start: Point = (-1.2, 1.0)
    racers: list[Racer] = field(default_factory=lambda: [Racer(o) for o in optimizers_of(FIRST)])
    steps: int = 1000
    noise: float = 0.0
    seed: int = 0
    _walker: Walker = field(default_factory=Walker, repr=False)

    @property
    def chosen(self) -> list[int]:
        """Return the places of the optimizers that take part."""
        return [i for i, racer in enumerate(self.racers) if racer.on]

    def set_surface(self, given: Surface | str) -> None:
        """Take another surface, and its start.

        Raises:
            SpecError: when the text is neither a surface nor a formula.
        """
        self.surface = surface_of(given)
        self.start = self.surface.first_point

    def add(self, call: str) -> None:
        """Add an optimizer that is written as a call.

        Raises:
            SpecError: when it is none.
        """
        self.racers.append(Racer(optimizers_of([call])[0]))

    def set_rate(self, place: int, rate: float) -> None:
        """Give an optimizer another learning rate."""
        racer = self.racers[place]
        racer.optimizer = racer.optimizer.model_copy(update={"lr": rate})

    def show(self, demonstration: Demonstration) -> None:
        """Set everything up as a demonstration has it."""
        self.surface, self.start = surface_of(demonstration.surface), demonstration.start
        self.racers = [Racer(optimizer) for optimizer in optimizers_of(demonstration.optimizers)]
        self.steps, self.noise, self.seed = demonstration.steps, demonstration.noise, 0

    def is_prepared(self) -> bool:
        """Tell whether the engine is ready for every optimizer that takes part: a descent then takes milliseconds."""
        return self._walker.holds([self.racers[i].optimizer for i in self.chosen])

    def descend(self) -> ArenaResult | None:
        """Return the descents of the optimizers that take part, None where no optimizer does."""
        chosen = [self.racers[i].optimizer for i in self.chosen]
        if not chosen:
            return None
        return arena(
            self.surface,
            chosen,
            start=self.start,
            steps=self.steps,
            noise=self.noise,
            seed=self.seed,
            walker=self._walker,
        )

    def steepest(self) -> float:
        """Return the greatest curvature L at the lowest known minimum, or at the start where none is known."""
        minima = self.surface.minima()
        tape = self.surface.tape
        point = min(minima, key=lambda p: tape.value(np.array(p))) if minima else self.start
        hessian = tape.hessian(np.array(point))
        return float(np.linalg.eigvalsh(hessian)[-1]) if np.isfinite(hessian).all() else float("nan")

    def theory(self) -> str:
        """Return in a sentence at which rates plain descent begins to oscillate and to diverge near the minimum."""
        curvature = self.steepest()
        if not curvature > 0:
            return "The surface does not curve upwards there, so no rate is too large by its curvature."
        where = "at the minimum" if self.surface.minima() else "at the start"
        return (
            f"The steepest curvature {where} is L = {curvature:.4g}: plain descent oscillates above 1/L = "
            f"{1 / curvature:.3g} and diverges above 2/L = {2 / curvature:.3g}."
        )


def demonstration_titled(title: str) -> Demonstration:
    """Return the demonstration of a title; raises KeyError for an unknown one."""
    return {each.title: each for each in DEMONSTRATIONS}[title]
