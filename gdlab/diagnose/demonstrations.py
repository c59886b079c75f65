"""Ten demonstrations of the arena, each with a sentence that says what is to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from gdlab.diagnose.surfaces.base import Point


@dataclass(frozen=True)
class Demonstration:
    """A surface, optimizers and a start that show one thing.

    Attributes:
        title: a few words.
        sentence: what is to be seen and why.
        surface: the surface as :func:`gdlab.diagnose.surfaces.catalogue.surface_of` reads it.
        optimizers: the optimizers as calls.
        start: the first point.
        steps: how many steps each takes.
        noise: deviation of the noise on each gradient.
    """

    title: str
    sentence: str
    surface: str
    optimizers: tuple[str, ...]
    start: Point
    steps: int
    noise: float = 0.0


DEMONSTRATIONS = (
    Demonstration(
        "Momentum in a ravine",
        "Plain descent zigzags across the ravine and creeps along it; momentum cancels the steps across, adds up "
        "those along, and arrives several times sooner.",
        "Ravine(condition=200)",
        ("SGD(lr=0.0095)", "SGD(lr=0.008, momentum=0.9)", "SGD(lr=0.005, momentum=0.9, nesterov=True)"),
        (-10.0, 1.5),
        500,
    ),
    Demonstration(
        "Too large a rate",
        "The steepest curvature here is L = 10: below 1/L = 0.1 plain descent glides, up to 2/L = 0.2 it "
        "oscillates across the ravine, and beyond that every step throws it farther out.",
        "Ravine(condition=10)",
        ("SGD(lr=0.05)", "SGD(lr=0.1)", "SGD(lr=0.19)", "SGD(lr=0.21)"),
        (-9.0, 3.0),
        80,
    ),
    Demonstration(
        "A saddle, with and without noise",
        "From the ridge plain descent runs onto the saddle and stays, for the gradient there is nought; a little "
        "noise pushes the other one off the ridge and down to a minimum.",
        "Saddle",
        ("SGD(lr=0.1)", "PerturbedSGD(lr=0.1, radius=0.0, noise=0.05)"),
        (1.5, 0.0),
        200,
    ),
    Demonstration(
        "First and second order",
        "In Rosenbrock's bent valley the gradient points across and not along: first-order steps take hundreds, "
        "while L-BFGS learns the curvature from its own steps and is there after some thirty.",
        "Rosenbrock",
        ("SGD(lr=0.001)", "Adam(lr=0.05)", "LBFGS(max_iter=1, max_eval=20, line_search_fn=strong_wolfe)"),
        (-1.2, 1.0),
        1000,
    ),
    Demonstration(
        "Axes of different scale",
        "One axis is a thousand times as steep as the other: one rate for both is too small for x or too large for "
        "y, and a step of its own for each coordinate makes nothing of the difference.",
        "Ravine(condition=1000)",
        ("SGD(lr=0.0019)", "RMSprop(lr=0.1)", "Adam(lr=0.3)"),
        (-10.0, 1.5),
        300,
    ),
    Demonstration(
        "Local minima and annealing",
        "Plain descent ends in the pit that it started over; simulated annealing goes uphill now and then, less "
        "and less, and finds the lowest of a hundred pits.",
        "Rastrigin",
        ("SGD(lr=0.002)", "SimulatedAnnealing(lr=0.5, temperature=10.0, cooling=0.98, proposals=10)"),
        (3.1, 2.9),
        500,
    ),
    Demonstration(
        "The noise floor and a falling rate",
        "With noisy gradients a constant rate keeps dancing at a distance that grows with the rate; a small one is "
        "slow, and a rate that falls (ASGD's) is quick at first and calm at last.",
        "Bowl",
        ("SGD(lr=0.3)", "SGD(lr=0.01)", "ASGD(lr=0.3, lambd=0.2)"),
        (-2.2, 1.6),
        1000,
        1.0,
    ),
    Demonstration(
        "A plateau and normalised steps",
        "On the plateau the gradient is a ten-thousandth, and plain descent hardly moves; Adam and Lion divide by "
        "its size and walk at their own pace to the cliff.",
        "Cliff",
        ("SGD(lr=0.5)", "Adam(lr=0.05)", "Lion(lr=0.02)"),
        (-0.9, 0.9),
        300,
    ),
    Demonstration(
        "Where Adam does not converge",
        "One step in three is steep and right, two are gentle and wrong. With a short memory Adam divides the "
        "steep one by itself and goes the wrong way; AMSGrad and plain descent do not (Reddi and others, 2018).",
        "Reddi",
        ("Adam(lr=0.01, betas=[0.0, 0.1])", "Adam(lr=0.01, betas=[0.0, 0.1], amsgrad=True)", "SGD(lr=0.01)"),
        (0.3, 0.9),
        2000,
    ),
    Demonstration(
        "A cycle of two",
        "A step by the gradient's sign is as long beside the minimum as far from it: sign descent ends in two "
        "points that it takes in turn, while plain descent's steps shrink with the gradient.",
        "Bowl",
        ("Lion(lr=0.5, betas=[0.0, 0.0])", "SGD(lr=0.3)"),
        (-2.25, 1.75),
        40,
    ),
)
