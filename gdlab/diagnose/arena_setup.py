"""What the arena is set up with, and its descents: the model of the Landscape page, without a screen."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gdlab.diagnose.arena import ArenaResult, arena, call_of, noise_of, optimizers_of
from gdlab.diagnose.demonstrations import DEMONSTRATIONS, Demonstration
from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.diagnose.surfaces.catalogue import surface_of
from gdlab.diagnose.walker import StepDetail, Walker
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
        """Return whether the engine is ready for every optimizer that takes part: a descent then takes milliseconds."""
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
        ) + self._contraction()

    def _contraction(self) -> str:
        """Return, for a quadratic with a minimum, by how much each direction shrinks a step, and momentum's damping."""
        values = quadratic_eigenvalues(self.surface)
        if values is None or values[0] <= 0:
            return ""
        told = [f" Its curvatures are {values[0]:.4g} and {values[1]:.4g}."]
        for place in self.chosen:
            optimizer = self.racers[place].optimizer
            if optimizer.type == "SGD":
                rates = [contraction(optimizer, value) for value in values]
                told.append(f" {call_of(optimizer)} contracts them by {rates[0]:.4g} and {rates[1]:.4g} a step.")
        rate = 4 / (np.sqrt(values[0]) + np.sqrt(values[1])) ** 2
        damping = ((np.sqrt(values[1]) - np.sqrt(values[0])) / (np.sqrt(values[1]) + np.sqrt(values[0]))) ** 2
        told.append(f" Best are a momentum of {damping:.3g} with a rate of {rate:.3g} (critical damping).")
        return "".join(told)

    def detail(self, place: int, step: int) -> StepDetail | None:
        """Return what a racer's next step is made of, after so many steps; None where its descent has ended before."""
        optimizer = self.racers[place].optimizer
        noise = noise_of(self.noise, self.seed, self.steps)
        return self._walker.detail(self.surface, optimizer, self.start, step, noise=noise, seed=self.seed)


def quadratic_eigenvalues(surface: Surface) -> np.ndarray | None:
    """Return the Hessian's eigenvalues of a surface on which it is the same everywhere, None for any other."""
    left, right, bottom, top = surface.bounds()
    shares = ((0.1, 0.2), (0.45, 0.9), (0.8, 0.35))
    found = [
        surface.tape.hessian(np.array([left + a * (right - left), bottom + b * (top - bottom)])) for a, b in shares
    ]
    if not np.isfinite(found).all() or np.ptp(found, axis=0).max() > 1e-9 * np.abs(found).max():
        return None
    return np.linalg.eigvalsh(found[0])


def contraction(optimizer: OptimizerSpec, curvature: float) -> float:
    """Return by how much gradient descent shrinks a direction of a quadratic each step: above 1 it diverges.

    With the rate γ, the momentum μ and the curvature λ it is the largest size of the roots of z² − (1 + μ − γλ) z + μ
    (Polyak 1964), with Nesterov's momentum of z² − (1 + μ)(1 − γλ) z + μ(1 − γλ). A dampening τ makes of γ the rate
    γ(1 − τ), and a weight decay adds to λ.

    Args:
        optimizer: SGD, as a spec.
        curvature: the Hessian's eigenvalue.
    """
    fields = {name: float(getattr(optimizer, name, 0)) for name in ("momentum", "dampening", "weight_decay")}
    momentum = fields["momentum"]
    bent = curvature * (-1 if getattr(optimizer, "maximize", False) else 1) + fields["weight_decay"]
    if getattr(optimizer, "nesterov", False):
        kept = 1 - optimizer.lr * bent
        return float(np.abs(np.roots([1.0, -(1 + momentum) * kept, momentum * kept])).max())
    rate = optimizer.lr * (1 - fields["dampening"] if momentum else 1)
    return float(np.abs(np.roots([1.0, -(1 + momentum - rate * bent), momentum])).max())


def demonstration_titled(title: str) -> Demonstration:
    """Return the demonstration of a title; raises KeyError for an unknown one."""
    return {each.title: each for each in DEMONSTRATIONS}[title]
