"""The table ``[preset]`` of a shipped experiment: what it is called, what it shows, and the figures that it claims."""

from __future__ import annotations

import math
from typing import Any

from pydantic import Field, ValidationError, model_validator

from gdlab.spec.base import Spec
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.metrics import is_share
from gdlab.spec.plain import is_table
from gdlab.spec.problems import to_spec_error

_STATUS = "status"


class Claim(Spec):
    """A figure of one run of a preset, and the bound that it keeps with every seed."""

    variant: int = Field(default=1, ge=1, description="Which run of the race, from 1; 1 where there is no race.")
    figure: str = Field(description='A figure of the run: "val/accuracy", "best val/loss", "steps" or "status".')
    at_least: float | None = Field(default=None, description="The lowest value that the claim allows.")
    at_most: float | None = Field(default=None, description="The highest value that the claim allows.")
    equals: str | None = Field(default=None, description='The status that the claim wants, such as "diverged".')

    @model_validator(mode="after")
    def _says_one_thing(self) -> Claim:
        bounds = [b for b in (self.at_least, self.at_most, self.equals) if b is not None]
        if len(bounds) != 1:
            raise ValueError("a claim has one of at_least, at_most and equals")
        if (self.equals is not None) != (self.figure == _STATUS):
            raise ValueError('equals belongs to the figure "status", at_least and at_most to every other')
        return self

    def holds(self, value: float | str) -> bool:
        """Return whether a measured figure keeps the bound; a number that is not finite keeps none."""
        if self.equals is not None:
            return value == self.equals
        if isinstance(value, str) or math.isnan(value):
            return False
        return value >= self.at_least if self.at_least is not None else value <= (self.at_most or 0.0)

    @property
    def bound(self) -> str:
        """The bound in words: "at least 95 %", "at most 0.1" or the status."""
        if self.equals is not None:
            return self.equals
        return f"{'at most' if self.at_least is None else 'at least'} {self.number}"

    @property
    def number(self) -> str:
        """The bound as the preset's sentence writes it: a share in percent, thousands apart; "" of a status."""
        bound = self.at_most if self.at_least is None else self.at_least
        if bound is None:
            return ""
        return f"{100 * bound:g} %" if is_share(self.figure.removeprefix("best ")) else f"{bound:,g}"


class PresetHeader(Spec):
    """What a preset says of itself, in the table ``[preset]`` of its file."""

    title: str = Field(description="What it is called in the gallery.")
    sentence: str = Field(description="What it shows, with the figures that it claims.")
    tags: tuple[str, ...] = Field(default=(), description="The groups of the gallery that it belongs to.")
    curve: str = Field(default="val/loss", description="The curve of its picture.")
    order: int = Field(default=50, description="Its place in the gallery; equal ones stand by title.")
    claims: tuple[Claim, ...] = Field(default=(), description="The figures of the sentence, to be checked.")

    @classmethod
    def parse(cls, table: Any, source: str) -> PresetHeader:
        """Return the header that the table ``[preset]`` of a file describes.

        Raises:
            SpecError: when the table is missing or a field of it is wrong; it names the field.
        """
        if not is_table(table):
            raise SpecError([Problem("preset", "needs a table with title, sentence and claims")], source)
        try:
            return cls.model_validate(table)
        except ValidationError as error:
            found = to_spec_error(error, keys=lambda _: cls.model_fields)
            raise SpecError([Problem(f"preset.{p.path}", p.message) for p in found.problems], source) from None
