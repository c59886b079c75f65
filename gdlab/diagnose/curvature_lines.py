"""The figures of a curvature report, named and written out, for the command and the window."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdlab.diagnose.spectrum import CurvatureReport

#: Points of the drawn density, and the deviation of the normal distribution around each node, as a share of the range.
_POINTS, _WIDTH = 400, 0.01


def curvature_lines(found: CurvatureReport, number: Callable[..., str]) -> list[tuple[str, str]]:
    """Return the name and the text of each figure, in the order in which they are told.

    Args:
        found: the report.
        number: writes a figure, with as many digits as its second argument says.
    """
    batch = f"{number(found.noise_scale)}; a batch size of about {found.suggested_batch} suits it"
    if not found.suggested_batch:
        batch = "unknown: there is no gradient"
    lines = [
        ("eigenvalues", f"{number(found.lowest)} to {number(found.highest)}"),
        ("trace", f"{number(found.trace)} ± {number(found.trace_error)}"),
        ("2/λ_max", f"{number(found.stable_rate)}; the learning rate is {number(found.lr)}"),
        ("error of products", number(found.asymmetry, 2)),
        ("error of gradients", number(found.gradient_error, 2)),
        ("gradient-noise scale", batch),
    ]
    path = zip(found.steps.tolist(), found.sharpness_path.tolist(), strict=True)
    return lines + [(f"sharpness at step {step}:", number(value)) for step, value in path]


def smooth_density(found: CurvatureReport) -> tuple[np.ndarray, np.ndarray]:
    """Return eigenvalues and the spectrum's density there: each node is a normal distribution of its share's area.

    Returns:
        Eigenvalues in equal steps, a little beyond both ends of the spectrum, and the density, whose integral is 1.
    """
    nodes = found.eigenvalues
    width = _WIDTH * max(float(np.ptp(nodes)), 1e-12 * float(np.abs(nodes).max(initial=1.0)))
    at = np.linspace(nodes[0] - 4 * width, nodes[-1] + 4 * width, _POINTS)
    bells = np.exp(-0.5 * ((at[:, None] - nodes) / width) ** 2) / (width * np.sqrt(2 * np.pi))
    return at, bells @ found.weights
