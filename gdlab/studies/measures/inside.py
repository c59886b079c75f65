"""Figures of a network's inside, before or after training: gradients, curvature, what it leans on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.curvature import sharpness
from gdlab.diagnose.flow import gradient_by_layer, gradient_noise
from gdlab.diagnose.importance import permutation_importance
from gdlab.diagnose.probe import Probe
from gdlab.lab.intervals import Scale
from gdlab.lab.run import Run, Status
from gdlab.lab.train import SpecTrainer
from gdlab.spec.base import knob
from gdlab.studies.kinds import Measure

At = Literal["start", "end"]
_AT = "Whether at the initial weights or at the final ones."


def trainer_at(run: Run, trained: Callable[[], SpecTrainer], at: At) -> SpecTrainer:
    """Return a trainer at a run's initial or final parameters."""
    return SpecTrainer(run.spec) if at == "start" else trained()


def in_double(trainer: SpecTrainer) -> SpecTrainer:
    """Return a trainer at the same parameters in double precision, the trainer itself where it is in that.

    A curvature is a difference of gradients. Where examples are at the kinks of rectifiers, as they are at the end of
    a descent by full batches, single precision takes the jumps of the gradient for curvature: 35 where it is 25.
    """
    spec = trainer.spec
    if spec.training.dtype == "float64":
        return trainer
    double = spec.replace(training=spec.training.replace(dtype="float64"))
    return SpecTrainer(double, None, {name: array.astype(np.float64) for name, array in trainer.parameters.items()})


class LayerGradients(Measure):
    """The root mean square gradient of each layer's weights, and the first layer's over the last one's."""

    type: Literal["layer_gradients"] = "layer_gradients"
    at: At = knob("start", _AT)
    count: int = knob(512, "Training examples to use; 0 takes all.", ge=0)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("first / last gradient", "powers of ten lost", "gradient *")

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return a column a layer, from the input on, and the ratio."""
        norms = list(gradient_by_layer(trainer_at(run, trained, self.at), self.count).values())
        figures = {f"gradient {i + 1}": v for i, v in enumerate(norms)}
        ratio = norms[0] / norms[-1] if norms[-1] else float("nan")
        lost = -math.log10(ratio) if ratio > 0 else float("inf")
        return {"first / last gradient": ratio, "powers of ten lost": lost, **figures}


class Sharpness(Measure):
    """The Hessian's extreme eigenvalues of the training loss, and the step size over the stable one, 2/λ."""

    type: Literal["sharpness"] = "sharpness"
    at: At = knob("end", _AT)
    count: int = knob(1000, "Training examples to use; 0 takes all.", ge=0)
    steps: int = knob(30, "Hessian products at most.", ge=2, le=1000)

    def columns(self) -> tuple[str, ...]:
        """Return the columns; those of the start say so, since a study may have both."""
        names = ("lowest eigenvalue", "highest eigenvalue", "lr × highest / 2")
        return tuple(f"{name} at start" for name in names) if self.at == "start" else names

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return lowest and highest eigenvalue and lr · highest / 2; nothing finite where the run diverged."""
        trainer = trainer_at(run, trained, self.at)
        if run.status is Status.DIVERGED and self.at == "end" and not np.isfinite(trainer.arena.weights).all():
            return dict.fromkeys(self.columns(), float("nan"))
        found = sharpness(in_double(trainer), count=self.count, steps=self.steps)
        figures = (found.lowest, found.highest, run.spec.optimizer.lr * found.highest / 2)
        return dict(zip(self.columns(), figures, strict=True))


class GradientNorm(Measure):
    """The norm of the full gradient: near zero where a run has come to rest."""

    type: Literal["gradient_norm"] = "gradient_norm"
    at: At = knob("end", _AT)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("gradient norm",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the Euclidean norm over all parameters; infinite where the run diverged."""
        trainer = trainer_at(run, trained, self.at)
        if not np.isfinite(trainer.arena.weights).all():
            return {"gradient norm": float("inf")}
        with Probe(trainer) as probe:
            _, gradient = probe.gradient(probe.weights)
        return {"gradient norm": float(np.linalg.norm(gradient))}


class GradientNoise(Measure):
    """How far the gradients of the run's own mini-batches lie from the full gradient at the initial weights."""

    type: Literal["gradient_noise"] = "gradient_noise"
    at: At = knob("start", _AT)
    batches: int = knob(40, "Mini-batches at most.", ge=1, le=100_000)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("gradient noise",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the distance over the full gradient's norm."""
        trainer = trainer_at(run, trained, self.at)
        noise, full = gradient_noise(trainer, trainer.batch_size, self.batches)
        return {"gradient noise": noise / full if full else float("nan")}


class NoiseScale(Measure):
    """The gradient noise scale of McCandlish et al. 2018: the scatter of single gradients over the full one.

    The trace of the covariance of one example's gradient over the squared norm of the full gradient. A mini-batch much
    smaller than this is mostly noise, a much larger one mostly a repetition.
    """

    type: Literal["noise_scale"] = "noise_scale"
    scale: ClassVar[Scale] = "log"
    batch_size: int = knob(16, "Examples of the mini-batches from which the scatter is reckoned.", ge=1, le=10_000)
    batches: int = knob(60, "Mini-batches at most.", ge=2, le=100_000)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("noise scale",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the noise scale in examples, corrected for drawing without replacement."""
        trainer = trained()
        noise, full = gradient_noise(trainer, self.batch_size, self.batches)
        rest = 1 - (self.batch_size - 1) / max(trainer.n_examples - 1, 1)
        return {"noise scale": self.batch_size * noise**2 / rest / full**2 if full and rest else float("nan")}


class FeatureGradients(Measure):
    """The mean absolute gradient of the loss by each input feature, as shares that add up to one."""

    type: Literal["feature_gradients"] = "feature_gradients"

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("gradient *",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return a column a feature."""
        trainer = trained()
        found = trainer.feature_gradient(trainer.examples.x_val, trainer.examples.y_val)
        return {f"gradient {k}": float(v) for k, v in zip(trainer.examples.features, found / found.sum(), strict=True)}


class OutputGradients(Measure):
    """The mean absolute slope of the network's output by each standardised feature, by central differences."""

    type: Literal["output_gradients"] = "output_gradients"
    h: float = knob(0.05, "Half the width of the difference, in deviations of the feature.", gt=0, le=1)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("slope *", "true slope *")

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return a column a feature, and where the data know the true slopes, a column of those too."""
        trainer = trained()
        x, features = trainer.examples.x_val.astype(np.float64), trainer.examples.features
        figures: dict[str, float] = {}
        for j, name in enumerate(features):
            step = np.zeros(x.shape[1])
            step[j] = self.h
            slope = (trainer.predict(x + step) - trainer.predict(x - step)) / (2 * self.h)
            figures[f"slope {name}"] = float(np.abs(slope).mean())
        return figures | _true_slopes(trainer)


def _true_slopes(trainer: SpecTrainer) -> dict[str, float]:
    """Return the known mean absolute slopes in units of the standardised features and target, where there are any."""
    extra, features = trainer.examples.extra, trainer.examples.features
    if "partials_val" not in extra or "scale" not in extra:
        return {}
    unit = np.asarray(extra["scale"]["width"], np.float64).reshape(-1)
    target = float(np.asarray(extra.get("target_scale", {"width": [1.0]})["width"]).reshape(-1)[0])
    slopes = np.abs(np.asarray(extra["partials_val"], np.float64)).mean(axis=0) * unit / target
    return {f"true slope {k}": float(v) for k, v in zip(features, slopes, strict=True)}


class Permutation(Measure):
    """By how much the validation loss rises when one feature is shuffled."""

    type: Literal["permutation"] = "permutation"
    repeats: int = knob(5, "Shuffles a feature.", ge=1, le=1000)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("permutation *",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return a column a feature."""
        trainer = trained()
        rises = permutation_importance(trainer, self.repeats)
        return {f"permutation {k}": float(v) for k, v in zip(trainer.examples.features, rises, strict=True)}


class KinkHits(Measure):
    """How often a subgradient at a kink was asked for in the first steps, by doing them again."""

    type: Literal["kink_hits"] = "kink_hits"
    steps: int = knob(100, "Steps.", ge=1, le=1_000_000)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("kink hits a step",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return hits a step."""
        trainer = SpecTrainer(run.spec)
        did = trainer.advance(self.steps)
        return {"kink hits a step": trainer.kink_hits / max(did, 1)}
