"""Draw any member with any values that its fields allow, from what the fields say of themselves."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from gdlab.spec.base import Member, load_members, members
from gdlab.spec.fields import Field, fields
from gdlab.spec.run import RunSpec, TrainingSpec

load_members()

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KINDS = ("layer", "optimizer", "schedule", "loss", "init", "average", "data")
ALL = [(kind, name) for kind in KINDS for name in members(kind)]


def _numbers(field: Field, *, whole: bool) -> st.SearchStrategy[Any]:
    if whole:
        low = 0 if field.low is None else int(field.low) + field.low_open
        high = low + 1000 if field.high is None else int(field.high) - field.high_open
        return st.integers(low, max(low, high))
    low = -1e6 if field.low is None else float(field.low)
    high = 1e6 if field.high is None else float(field.high)
    return st.floats(low, high, exclude_min=field.low_open, exclude_max=field.high_open, allow_nan=False)


def values(field: Field, depth: int) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a field; its default where nothing else is known of it."""
    default = st.just(field.default)
    match field.kind:
        case "float" | "int":
            found = _numbers(field, whole=field.kind == "int")
        case "floats" | "ints":
            length = field.length or 2
            found = st.lists(_numbers(field, whole=field.kind == "ints"), min_size=length, max_size=length)
        case "bool":
            found = st.booleans()
        case "choice":
            found = st.sampled_from(field.choices)
        case "int_or_word":
            found = st.integers(1, 10_000) | st.just(field.word)
        case "text":
            found = TEXT
        case "member" if depth:
            found = member_of(field.member, depth - 1)
        case "members" if depth:
            fewest = 1 if field.required else 0
            found = st.lists(member_of(field.member, depth - 1), min_size=fewest, max_size=2).map(tuple)
        case _:
            found = default
    return found | st.none() if field.optional else found


@st.composite
def made(draw: st.DrawFn, cls: type[Member], depth: int = 1) -> Member:
    """Draw an instance of a member; what its own checks refuse falls back to fewer changed fields."""
    drawn = {f.name: draw(values(f, depth)) for f in fields(cls) if f.required or draw(st.booleans())}
    if "milestones" in drawn and "schedulers" in drawn:  # as many as there are changes from one to the next
        drawn["milestones"] = draw(
            st.permutations(range(1, 20)).map(lambda p: sorted(p[: len(drawn["schedulers"]) - 1]))
        )
    while True:
        try:
            return cls.model_validate(drawn)
        except (ValidationError, PydanticCustomError) as error:
            named = error.errors() if isinstance(error, ValidationError) else []
            wrong = {str(item["loc"][0]) for item in named if item["loc"]} & drawn.keys()
            required = {f.name for f in fields(cls) if f.required}
            removable = [name for name in (wrong or drawn.keys()) if name not in required]
            if not removable:
                raise
            drawn = {name: v for name, v in drawn.items() if name not in removable}


@st.composite
def member_of(draw: st.DrawFn, kind: str, depth: int = 1) -> Member:
    """Draw a member of a kind; at depth 0 none that cannot do without others."""
    known = {name: cls for name, cls in members(kind).items() if depth or not _needs_others(cls)}
    return draw(made(known[draw(st.sampled_from(sorted(known)))], depth))


def _needs_others(cls: type[Member]) -> bool:
    return any(f.required and f.kind in ("member", "members") for f in fields(cls))


@st.composite
def runs(draw: st.DrawFn) -> RunSpec:
    """Draw a whole run spec; whether its parts fit one another is not a spec's business."""
    schedules = member_of("schedule") if members("schedule") else st.none()
    training = {f.name: draw(values(f, 1)) for f in fields(TrainingSpec) if draw(st.booleans())}
    return RunSpec(
        name=draw(TEXT),
        seed=draw(st.integers(0, 2**63 - 1)),
        data=draw(member_of("data")),
        network={"layers": draw(st.lists(member_of("layer", 2), max_size=4))},
        loss=draw(member_of("loss")),
        optimizer=draw(member_of("optimizer")),
        schedule=draw(st.none() | schedules),
        training=training,
    )
