"""What a sampler is to a sweep: it makes Optuna's sampler when the sweep begins."""

from __future__ import annotations

from typing import Any

from gdlab.spec.kinds import SamplerSpec


class Sampler(SamplerSpec):
    """The way in which a sweep chooses the next configuration; subclass it in a file of this folder."""

    def check_installed(self) -> None:
        """Check what the sampler needs beside Optuna; nothing usually.

        Raises:
            GdlabError: when it is missing.
        """

    def make(self, seed: int, begun: int) -> Any:
        """Return Optuna's sampler.

        Args:
            seed: the sweep's seed.
            begun: how many trials there are already, so that a sweep that goes on draws other numbers than before.
        """
        raise NotImplementedError


def stream_seed(seed: int, begun: int) -> int:
    """Return the seed of the draws that come after so many trials."""
    return (seed * 1_000_003 + begun * 7919) % 2**31
