"""What a step option is to the engine: fields of [training], a kernel, and the moment of a step at which it acts."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.machine.native import Kernel
from gdlab.spec.run import RunSpec
from gdlab.spec.step_options import StepOptionSpec, step_options

#: When options act, in this order: on the loss and its gradient, which diagnostics then sample; on each number of the
#: gradient; on the gradient as a whole; on the parameters, after the optimizer's update.
Moment = Literal["loss", "gradient_elements", "gradient", "parameters"]
MOMENTS: tuple[Moment, ...] = ("loss", "gradient_elements", "gradient", "parameters")


class StepOption(StepOptionSpec):
    """One option that acts within a step, whose fields become fields of [training].

    An option is off, and costs nothing but one comparison, while :attr:`active` is false. Its kernel has the usual
    signature: ``row`` is the option's own row with the columns of a vector row (``abi.W`` the parameters, ``abi.DW``
    the gradient, ``abi.XN`` their length, ``abi.ISCRATCH`` the parameter table in ``imem``, ``abi.INT`` its number of
    tensors), and ``fp`` are the settings: ``fp[row[abi.FP] + i]`` is the option's field i, and an option that acts on
    the loss adds its penalty to ``fp[job_columns.PENALTY]``.
    """

    moment: ClassVar[Moment] = "gradient"

    @property
    def active(self) -> bool:
        """Return whether it does anything: whether any of its numbers is above 0."""
        return any(value > 0.0 for value in self.settings())

    def settings(self) -> list[float]:
        """Return the values of the fields in the order of their declaration, as the kernel reads them."""
        return [float(getattr(self, name)) for name in type(self).model_fields]

    @classmethod
    def places(cls) -> tuple[int, ...]:
        """Return the place of each field among the settings, 0 for the first; numba takes them for constants."""
        return tuple(range(len(cls.model_fields)))

    def kernel(self) -> Kernel:
        """Return the kernel."""
        raise NotImplementedError


def options_of(spec: RunSpec) -> tuple[StepOption, ...]:
    """Return every option with a run's values, active or not, in the order in which they act.

    Args:
        spec: the run.
    """
    made = [option.of(spec.training) for option in step_options()]
    known = [option for option in made if isinstance(option, StepOption)]
    return tuple(sorted(known, key=lambda option: MOMENTS.index(option.moment)))
