"""The spec of the network in which a run's curvature is measured: in float64, and without what changes a gradient."""

from __future__ import annotations

from typing import Any

from gdlab.engine.machine import loop
from gdlab.engine.machine.native import Kernel
from gdlab.engine.step_options.base import options_of
from gdlab.spec.run import RunSpec

#: The moments of a step at which options change the gradient that the optimizer gets, not the loss.
_CHANGE_THE_GRADIENT = ("gradient_elements", "gradient")


def measuring_spec(spec: RunSpec) -> RunSpec:
    """Return a spec of the same network and loss whose gradient is exactly the loss's, in float64.

    Differences of gradients need float64: in float32 their step is so long that it crosses kinks of rectifiers.

    Args:
        spec: the run.
    """
    training: dict[str, Any] = {"dtype": "float64", "average": None, "diagnostics_every": 0, "curvature_every": 0}
    training["augmentation"] = None  # which would be drawn for the measurement alone
    plain = without_clipping(spec)
    return plain.replace(optimizer="SGD", schedule=None, training=plain.training.replace(**training))


def without_clipping(spec: RunSpec) -> RunSpec:
    """Return a spec without the options that change the gradient, which is then a derivative of the loss.

    Penalties are part of the loss and stay.

    Args:
        spec: the run.
    """
    changed = [option for option in options_of(spec) if option.moment in _CHANGE_THE_GRADIENT]
    usual = type(spec.training).model_fields
    fields = {field: usual[field].default for option in changed for field in type(option).model_fields}
    return spec.replace(training=spec.training.replace(**fields))


def without_training(kernels: list[Kernel]) -> list[Kernel]:
    """Return the kernels that a network needs only to be asked for its loss and gradient.

    Args:
        kernels: those of a run that trains.
    """
    return [kernel for kernel in kernels if kernel is not loop.advance] + [loop.gradient]
