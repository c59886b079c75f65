"""An optimizer of one's own: an update rule as a text, compiled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Literal, Self

from pydantic import create_model
from pydantic_core import PydanticCustomError

from gdlab.engine.machine.native import Kernel
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.rule_files import rule_name, rule_text
from gdlab.engine.optimizers.rule_kernel import rule_kernel
from gdlab.spec.base import knob
from gdlab.spec.calls import shorten
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.plain import is_table
from gdlab.spec.ranges import SearchRange
from gdlab.spec.rule_language import RATE, RuleError, RuleParameter
from gdlab.spec.rule_parser import parse_rule

_FIRST = "momentum"


class UpdateRule(Optimizer):
    r"""A rule of one's own, written in a small language of tensors (see :mod:`gdlab.spec.rule_language`).

    .. math:: \theta \leftarrow \text{what the text says}

    ``text`` is the rule itself, the name of a kept one (momentum, adam, lion, rmsprop, adabelief, normalised, or one of
    the user's own folder), or a path that ends in ``.rule``; the spec holds the whole text. The hyperparameters that
    the rule declares are fields beside ``lr``, with the rule's defaults and bounds.

    >>> from gdlab.engine.optimizers.update_rule import UpdateRule
    >>> optimizer = UpdateRule(text="state m\nparam beta = 0.9 in [0, 1)\nm = beta*m + g\np = p - lr*m", beta=0.8)
    >>> optimizer.hyper()
    {'lr': 0.001, 'beta': 0.8}
    >>> list(optimizer.slots())
    ['m']
    """

    title: ClassVar[str] = "A rule of one's own"
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("momentum_buffer"),)
    rare: ClassVar[tuple[str, ...]] = ("text",)
    ranges: ClassVar[Mapping[str, SearchRange]] = {"lr": SearchRange(1e-4, 1.0, log=True)}

    type: Literal["UpdateRule"] = "UpdateRule"
    text: str = knob(
        _FIRST,
        "The rule, the name of a kept rule, or a file that ends in .rule.",
        fixed="it decides which vectors are kept",
    )

    def __new__(cls, /, **fields: Any) -> Self:
        """Return an instance of the class that has the rule's hyperparameters as fields.

        Raises:
            SpecError: when the text is no rule.
        """
        if cls is not UpdateRule:
            return super().__new__(cls)
        try:
            return super().__new__(rule_class(_text_of(fields)))  # pyright: ignore[reportArgumentType]
        except RuleError as error:
            raise SpecError([Problem("text", str(error))]) from None

    def __init__(self, /, **fields: Any) -> None:
        super().__init__(**{**fields, "text": _text_of(fields)})

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to make the optimizer again, since its class is made from its text."""
        return UpdateRule.model_validate, (self.to_dict(),)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Leave the classes of single rules out of the register."""

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Any:
        """Return the optimizer that plain data describes.

        Raises:
            PydanticCustomError: when the text is no rule.
            ValidationError: when a value does not fit.
        """
        if not is_table(obj):
            return super().model_validate(obj, **options)
        try:
            text = _text_of(obj)
            return super(UpdateRule, rule_class(text)).model_validate({**obj, "text": text}, **options)
        except RuleError as error:
            raise PydanticCustomError("rule", "{problem}", {"problem": str(error)}) from None

    def replace(self, **changes: Any) -> Any:
        """Return a copy with some fields changed; of another rule, with the values of the fields that both have."""
        held = {name: getattr(self, name) for name in type(self).model_fields} | changes
        if "text" in changes:
            fields = rule_class(_text_of(changes)).model_fields
            held = {name: value for name, value in held.items() if name in fields or name in changes}
        return UpdateRule.model_validate(held)

    def hyper(self) -> dict[str, float]:
        """Return the hyperparameters by name, in the order in which the kernel reads them."""
        return {p.name: float(getattr(self, p.name)) for p in parse_rule(self.text).parameters}

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return rule_kernel(self.text)

    def short_call(self) -> str:
        """Return the optimizer as a call with what its rule is called, and not with the text of the rule."""
        title = parse_rule(self.text).title.partition(":")[0] or self.text.strip().splitlines()[0]
        return self._call(rule_name(self.text) or shorten(title, 40))

    def as_call(self) -> str:
        """Return the optimizer as a call, with the name of its rule where it is a kept one."""
        return self._call(f"text={rule_name(self.text) or json.dumps(self.text)}")

    def _call(self, rule: str) -> str:
        """Return the call with the rule written in a way, and the hyperparameters that were changed."""
        fields = [rule]
        for parameter in parse_rule(self.text).parameters:
            value = getattr(self, parameter.name)
            fields += [f"{parameter.name}={value}"] if value != parameter.default else []
        return f"{self.type}({', '.join(fields)})"


@cache
def rule_class(text: str) -> type[UpdateRule]:
    """Return the class of a rule: its hyperparameters are fields.

    Args:
        text: the rule.

    Raises:
        RuleError: when the text is no rule, or a hyperparameter has the name of something else that optimizers have.
    """
    program = parse_rule(text)
    for parameter in program.parameters:
        if parameter.name != RATE and (hasattr(UpdateRule, parameter.name) or parameter.name in ("type", "text")):
            line, position = _place_of(parameter.name, text)
            raise RuleError(f"'{parameter.name}' has a meaning of its own; take another name", line, position)
    fields: Any = {p.name: (float, _field(p)) for p in program.parameters}
    made = create_model("UpdateRule", __base__=UpdateRule, __doc__=program.title or "A rule of one's own.", **fields)
    made.vectors = tuple(Vector(name) for name in program.states)
    made.rule = text
    return made


def _field(parameter: RuleParameter) -> Any:
    bounds = parameter.bounds
    limits: dict[str, Any] = {
        ("gt" if bounds.low_open else "ge"): bounds.low,
        ("lt" if bounds.high_open else "le"): bounds.high,
    }
    told = "Learning rate: the size of a step." if parameter.name == RATE else f"The rule's {parameter.name}."
    log = parameter.name == RATE or (bounds.low == 0 and bounds.high is None)
    return knob(parameter.default, told, log=log, live=True, **{k: v for k, v in limits.items() if v is not None})


def _text_of(fields: Mapping[str, Any]) -> str:
    """Return the whole text of the rule that fields name.

    Raises:
        RuleError: when there is none.
    """
    return rule_text(str(fields.get("text", _FIRST)))


def _place_of(name: str, text: str) -> tuple[int, int]:
    """Return line and character of a declaration, counted from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].split() == ["param", name]:
            return number, line.index(name) + 1
    return 1, 1
