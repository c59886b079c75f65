"""Fill a study's template: ``"$name"`` becomes a variable's value, ``repeat`` repeats, nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from gdlab.engine.ops.resnet import resnet
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import nearest

_NAME = re.compile(r"\$(\w+)")
_DEEPEST = 30
_MOST = 10_000
#: Functions that give a list of layers, by name: ``{preset = "resnet", depth = "$depth"}``.
PRESETS: Mapping[str, Callable[..., list[dict[str, Any]]]] = {"resnet": resnet}


def fill(template: Any, variables: Mapping[str, Any], depth: int = 0) -> Any:
    """Return plain data with every ``$name`` replaced.

    A text that is one ``$name`` becomes the value as it is, and inside a list a value that is a list is spliced in. In
    a list, ``{repeat = n, items = [...]}`` stands for its items n times and ``{preset = "resnet", ...}`` for layers.

    Raises:
        SpecError: when a name is not known or the nesting has no end.
    """
    if depth > _DEEPEST:
        raise SpecError([Problem("base", "the variables refer to one another without end")])
    if isinstance(template, str):
        return _text(template, variables, depth)
    if isinstance(template, Mapping):
        return {k: fill(v, variables, depth + 1) for k, v in template.items()}
    if isinstance(template, (list, tuple)):
        made: list[Any] = []
        for item in template:
            made += _items(item, variables, depth + 1)
            if len(made) > _MOST:
                raise SpecError([Problem("base", f"a list grew beyond {_MOST:,} items")])
        return made
    return template


def names_in(template: Any) -> set[str]:
    """Return the variables that a template names."""
    if isinstance(template, str):
        return set(_NAME.findall(template))
    if isinstance(template, Mapping):
        template = list(template.values())
    return {name for item in template for name in names_in(item)} if isinstance(template, list | tuple) else set()


def _items(item: Any, variables: Mapping[str, Any], depth: int) -> list[Any]:
    if isinstance(item, Mapping) and "repeat" in item:
        count = fill(item["repeat"], variables, depth)
        if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= 1000:
            raise SpecError([Problem("base", f"repeat must be a whole number from 0 to 1000 (got {count!r})")])
        items = item.get("items", [])
        filled = fill(items if isinstance(items, (list, tuple)) else [items], variables, depth)
        return [x for _ in range(count) for x in filled]
    if isinstance(item, Mapping) and "preset" in item:
        return _preset({k: fill(v, variables, depth) for k, v in item.items()})
    value = fill(item, variables, depth)
    return list(value) if isinstance(item, str) and isinstance(value, list) else [value]


def _preset(table: dict[str, Any]) -> list[Any]:
    name = str(table.pop("preset"))
    if name not in PRESETS:
        raise SpecError([Problem("base", f"there is no preset '{name}'; there are {', '.join(PRESETS)}")])
    try:
        return list(PRESETS[name](**table))
    except (TypeError, ValueError) as error:
        raise SpecError([Problem(f"preset {name}", str(error))]) from None


def _text(text: str, variables: Mapping[str, Any], depth: int) -> Any:
    whole = _NAME.fullmatch(text)
    if whole:
        return fill(_value(whole[1], variables), variables, depth + 1)
    return _NAME.sub(lambda m: str(fill(_value(m[1], variables), variables, depth + 1)), text)


def _value(name: str, variables: Mapping[str, Any]) -> Any:
    if name not in variables:
        hint = nearest(name, variables) or f" There are {', '.join(variables) or 'none'}."
        raise SpecError([Problem("base", f"there is no variable '${name}'.{hint}")])
    return variables[name]
