"""What an optimizer declares beside its fields: the vectors and numbers that it keeps from step to step, by name."""

from __future__ import annotations

from dataclasses import dataclass

#: Why a field that only the first step reads cannot be changed later.
FIRST_STEP = "it acts at the first step alone, which the run has behind it"


@dataclass(frozen=True)
class Vector:
    """A vector of the parameters' length that an optimizer keeps from step to step; all zeros at first.

    Attributes:
        name: PyTorch's key in ``optimizer.state_dict()["state"]``, where it has the vector.
        when: the boolean field that asks for it; "" for one that is always kept. Such a vector comes last.
        count: the field that says how many there are; "" for one.
    """

    name: str
    when: str = ""
    count: str = ""


@dataclass(frozen=True)
class Number:
    """A float64 number that an optimizer keeps from step to step.

    Attributes:
        name: PyTorch's key, where it has the number.
        start: its value before the first step.
        count: the field that says how many there are; "" for one.
    """

    name: str
    start: float = 0.0
    count: str = ""
