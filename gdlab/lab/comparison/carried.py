"""A comparison that is carried to another computer: one bundle of its runs with the experiment and the view of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gdlab.lab.bundle.files import Bundle, write_bundle
from gdlab.lab.run import Run
from gdlab.lab.saved_experiment import SavedExperiment
from gdlab.spec.plain import is_list, is_table
from gdlab.translation import in_english

#: The page whose view names runs by their ids, and the name under which they are there.
_PAGE, _RUNS = "compare", "runs"


@in_english()
def write_comparison(
    runs: Sequence[Run], path: str | Path, saved: SavedExperiment, progress: Callable[[float, str], None]
) -> Path:
    """Write the runs of a comparison with the experiment and what the pages show, and return the path.

    Args:
        runs: the runs that are compared.
        path: the file.
        saved: the experiment; its view is changed to that of the chosen runs on the Compare page.
        progress: called with the share that is done and a text.

    Raises:
        OutputError: when it cannot be written.
    """
    held = saved.view.get(_PAGE)
    shown = {**(held if is_table(held) else {}), "set": "chosen", "source": "own", "view": "compare"}
    view = {**saved.view, "page": _PAGE, _PAGE: shown | {_RUNS: [run.id for run in runs]}}
    return write_bundle(runs, path, progress=progress, experiment=replace(saved, view=view))


def opened_comparison(bundle: Bundle) -> SavedExperiment | None:
    """Return the experiment of a bundle with the runs in its view called as they are here, None where it has none.

    Args:
        bundle: what was read; ``runs`` may since hold other runs of equal content, such as those that a store had.
    """
    saved = bundle.experiment
    if saved is None:
        return None
    held = saved.view.get(_PAGE)
    page: dict[str, Any] = dict(held) if is_table(held) else {}
    ids = page.get(_RUNS)
    here: Mapping[str, str] = {old: run.id for old, run in zip(bundle.ids, bundle.runs, strict=True) if old}
    page[_RUNS] = [here.get(str(key), str(key)) for key in ids] if is_list(ids) else []
    return replace(saved, view={**saved.view, _PAGE: page})
