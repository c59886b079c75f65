"""Sizes of windows: one whole number for both axes, or one each, as PyTorch takes them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

Pair = int | tuple[int, int]


def pair(value: Pair) -> tuple[int, int]:
    """Return (rows, columns) of a size that may be one number."""
    return (value, value) if isinstance(value, int) else (value[0], value[1])


def _at_least(bound: int, value: Pair) -> Pair:
    if min(pair(value)) < bound:
        raise ValueError(f"must be at least {bound}")
    if max(pair(value)) > 4096:
        raise ValueError("must be at most 4096")
    return value


def _positive(value: Pair) -> Pair:
    return _at_least(1, value)


def _natural(value: Pair) -> Pair:
    return _at_least(0, value)


#: A window's size, stride or dilation: at least 1.
Size = Annotated[Pair, AfterValidator(_positive)]


def _none_is_zero(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(0 if part is None else part for part in value)
    return 0 if value is None else value


#: A size of an output, where 0, or PyTorch's None, stands for the input's.
OutputSize = Annotated[Pair, BeforeValidator(_none_is_zero), AfterValidator(_natural)]
#: A padding: at least 0.
Margin = Annotated[Pair, AfterValidator(_natural)]
