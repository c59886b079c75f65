"""Turn a validation error into sentences that say what is wrong, where, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from pydantic import ValidationError

from gdlab.spec.bounds import Bounds
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.plain import is_sequence
from gdlab.translation import tr_noop

#: Errors of pydantic about a bound: the bound's key, its end, and whether it is excluded.
_BOUNDS = {
    "greater_than": ("gt", "low", True),
    "greater_than_equal": ("ge", "low", False),
    "less_than": ("lt", "high", True),
    "less_than_equal": ("le", "high", False),
}
_TYPES = {
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "string_unicode": "must be text of whole Unicode characters",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a table",
    "missing": "is required",
}


#: No more known keys than these are listed.
_KEYS = 12
#: No more problems of one spec than these are listed; a person mends the first and tries again.
_MOST_PROBLEMS = 50
#: Returns the keys that may stand at the place of an unknown one.
Keys = Callable[[tuple[Any, ...]], Iterable[str]]


def to_spec_error(error: ValidationError, source: str = "", keys: Keys = lambda _: ()) -> SpecError:
    """Return our own error for pydantic's.

    Args:
        error: what pydantic found.
        source: the file or argument that was read, or "".
        keys: which keys are known at a place, for the suggestion beside an unknown one.
    """
    found = iter(_problems(error, keys))
    listed = list(islice(found, _MOST_PROBLEMS))
    if next(found, None) is not None:
        listed.append(Problem("", f"more is wrong; only the first {_MOST_PROBLEMS} problems are listed"))
    return SpecError(listed, source)


def _problems(error: ValidationError, keys: Keys) -> Iterable[Problem]:
    seen: set[str] = set()
    items = error.errors(include_url=False)
    or_words = {item["loc"][:-1] for item in items if _is_or_word(item)}
    for item in items:
        path = _path(item["loc"])
        if item["loc"][:-1] in or_words and _TYPES.get(item["type"]) == "must be a whole number":
            continue  # the sentence about the word names both
        if item["type"] == "too_short" and _has_enough(item):
            continue  # it is short since its items were refused, which is said of them
        nested = item.get("ctx", {}).get("error")
        if isinstance(nested, SpecError):  # a spec inside of another one was refused in its own words
            yield from nested.problems
            continue
        message = _unknown_key(item, keys) if item["type"] == "extra_forbidden" else _message(item)
        if f"{path}{message}" not in seen:
            seen.add(f"{path}{message}")
            yield Problem(path, message)


def _is_or_word(item: Any) -> bool:
    """Return whether something is no word of a field that takes a whole number or a word, such as "full"."""
    return item["type"] == "literal_error" and bool(item["loc"]) and str(item["loc"][-1]).startswith("literal[")


def _has_enough(item: Any) -> bool:
    """Return whether a list that was found too short had enough items before wrong ones were left out."""
    given = item.get("input")
    return is_sequence(given) and len(given) >= item["ctx"]["min_length"]


def _path(loc: tuple[Any, ...]) -> str:
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part}]"
        elif not (part in ("int", "float", "bool", "str", "none") or "[" in part or part.startswith("literal")):
            text += f".{part}" if text else part
    return text


def _message(item: Any) -> str:
    kind, context, value = item["type"], item.get("ctx", {}), item.get("input")
    shown = _short(value)
    if kind in _BOUNDS:
        key, end, excluded = _BOUNDS[kind]
        return f"must be {Bounds(**{end: context[key], f'{end}_open': excluded}).description()} (got {shown})"
    if kind in _TYPES:
        return _TYPES[kind] + ("" if kind == "missing" else tr_noop(f" (got {shown})"))
    if _is_or_word(item):
        return f"must be a whole number or {context.get('expected', '')} (got {shown})"
    if kind == "literal_error":
        return f"must be {context.get('expected', '')} (got {shown})"
    if kind == "too_short":
        least = context["min_length"]
        return f"needs at least {least} item{'s' * (least != 1)} (got {context['actual_length']})"
    if kind == "too_long":
        count = context.get("actual_length")
        return f"must have at most {context['max_length']:,} items{shown if count is None else f' (got {count:,})'}"
    if kind == "string_too_long":
        return f"must have at most {context['max_length']:,} characters (got {len(str(value)):,})"
    if kind == "value_error":
        return str(context.get("error", item["msg"]))
    return str(item["msg"])


def _unknown_key(item: Any, keys: Keys) -> str:
    known = [key for key in keys(item["loc"]) if key != "type"]
    if hint := nearest(str(item["loc"][-1]), known, as_clause=True):
        return f"is not a known key; {hint}"
    shown = f"; known here are {', '.join(known[:_KEYS])}{', …' if len(known) > _KEYS else ''}" if known else ""
    return f"is not a known key; remove it or correct its name{shown}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


#: What other programs and books call a field, and its name here.
_CALLED_ELSEWHERE = {
    "learning_rate": "lr",
    "num_epochs": "epochs",
    "max_epochs": "epochs",
    "n_epochs": "epochs",
    "batchsize": "batch_size",
    "random_state": "seed",
}


def nearest(name: str, known: Iterable[str], *, as_clause: bool = False) -> str:
    """Return " Did you mean X?" for the nearest known name, or ""; as a clause without the space and the capital."""
    names = list(known)
    meant = difflib.get_close_matches(name.lower(), _CALLED_ELSEWHERE, n=1, cutoff=0.8)
    if meant and (here := _CALLED_ELSEWHERE[meant[0]]) in names:
        names = [here]
        name = here
    words = sorted(name.lower().split("_"))
    same_words = [other for other in names if sorted(other.split("_")) == words]
    found = same_words or difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if not found:
        return ""
    return f"did you mean {found[0]}?" if as_clause else f" Did you mean {found[0]}?"
