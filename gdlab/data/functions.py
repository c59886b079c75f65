"""What generated values have in common: inputs drawn from a box, a true function, noise on the target."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gdlab.data.base import Raw, ValueSource
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.spec.examples import Look


class FunctionSource(ValueSource):
    """The base of data sets that are a known function at random inputs, with noise; a subclass gives the function."""

    family: ClassVar[str] = "generated values"
    licence: ClassVar[str] = "Generated here."
    #: The names of the inputs and between which bounds each is drawn.
    box: ClassVar[dict[str, tuple[float, float]]] = {}
    look: ClassVar[Look] = "points"
    main: ClassVar[tuple[str, ...]] = ("n_samples", "noise", "val_fraction")
    n_samples: int = knob(500, "How many examples are drawn.", ge=4, le=10_000_000)
    noise: float = knob(0.1, "Standard deviation of the noise on the target.", ge=0, le=1e6, slider=1.0)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Return the true values (N,) at inputs (N, features)."""
        raise NotImplementedError

    def columns(self, x: np.ndarray) -> dict[str, np.ndarray]:
        """Return what else is known about each example."""
        return {"truth": self.value(x)}

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the drawn examples."""
        low, high = np.array(list(self.box.values()), dtype=np.float64).T
        drawn = streams.uniform(self.stream(seed), self.n_samples * len(low)).reshape(-1, len(low))
        x = self.drawn(low + (high - low) * drawn)
        y = self.value(x) + self.noise * streams.normal(self.stream(seed, 99), self.n_samples)
        return Raw(
            Numbers(x, tuple(self.box)),
            y[:, None],
            task="regression",
            look=self.look,
            columns=self.columns(x),
            note=f"{self.n_samples:,} values of a known function.",
        )

    def drawn(self, x: np.ndarray) -> np.ndarray:
        """Return the inputs as the function wants them (whole numbers, for instance)."""
        return x
