"""Check, when a study is read, that each of its runs is a valid spec, in both sizes and with each data set."""

from __future__ import annotations

from collections.abc import Iterator

from gdlab.spec.errors import Problem, SpecError
from gdlab.studies.experiment import runs_of, variables_of
from gdlab.studies.model import DataChoice, Part, Size, Study
from gdlab.studies.shapes import place_inside
from gdlab.studies.template import names_in

_SIZES: tuple[Size, ...] = ("quick", "full")


def check_runs(study: Study) -> None:
    """Refuse a study of which a run would be no valid spec, before anything is trained.

    Raises:
        SpecError: with the part, the field and what would be right; of each part the first row that does not fit.
    """
    found: dict[tuple[str, str], Problem] = {}
    for i, part in enumerate(study.parts):
        for size in _SIZES if part.derive is None else ():
            for choice in study.data or (None,):
                for problem in _of_part(study, part, size, choice):
                    found.setdefault(
                        (problem.path, problem.message), Problem(f"parts[{i}].{problem.path}", problem.message)
                    )
        if not found:
            found |= {(one.path, one.message): one for one in _of_factors(f"parts[{i}].factors", study, part)}
    if found:
        raise SpecError(list(found.values()))


def _of_factors(path: str, study: Study, part: Part) -> Iterator[Problem]:
    """Yield a problem for each factor of several levels none of whose variables stands in the base or in one of it."""
    choices = [table for choice in study.data for table in (choice.spec, choice.vars)]
    levels = [level for factor in part.factors for level in factor.chosen("full").values()]
    used = names_in([part.base, study.vars, study.quick.vars, study.full.vars, *choices, *levels])
    for j, factor in enumerate(part.factors):
        own = list(dict.fromkeys(name for level in factor.chosen("full").values() for name in level))
        if len(factor.levels) > 1 and used.isdisjoint(own):
            named = " or ".join(f"'${name}'" for name in own)
            said = f"nothing in the base has {named}, so all its levels would be the same runs"
            yield Problem(f"{path}[{j}]", said)


def _of_part(study: Study, part: Part, size: Size, choice: DataChoice | None) -> list[Problem]:
    """Return what is wrong with the runs of a part, by their places in it."""
    try:
        _, _, jobs = runs_of(study, part, size, (0,), variables_of(study, size, choice))
    except SpecError as error:
        field = "base" if part.procedure is None else "procedure"
        return [Problem(place_inside(field, p.path), p.message) for p in error.problems]
    if any(job.spec is not None and not job.spec.network.layers for job in jobs):
        return [Problem("base.network.layers", "has nothing to train: add a Linear layer, for a start")]
    return []
