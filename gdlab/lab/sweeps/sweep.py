"""Search for good configurations from Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.data.base import Raw, Source
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.splits import split, split_off_test
from gdlab.lab.store import Store
from gdlab.lab.sweeps.names import fresh_name, held_sweep, refuse_name
from gdlab.lab.sweeps.place import LocalPlace, Place
from gdlab.lab.sweeps.search import check_searchable
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.lab.train import Arrays, examples_for
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.sweep import SweepSpec, load_sweep


def sweep(
    spec: SweepSpec | str | Path | None = None,
    data: Arrays | None = None,
    *,
    name: str = "",
    resume: str = "",
    workers: int = 0,
    cluster: str = "",
    store: Store | None = None,
    progress: Callable[[SweepRun], None] | None = None,
    **changes: Any,
) -> SweepRun:
    """Search for good configurations and check the best of them on fresh seeds.

    Args:
        spec: a spec file with a table ``[sweep]``, or what :func:`gdlab.spec.sweep.load_sweep` returned. None goes on
            with the sweep ``resume`` as it was.
        data: the user's own arrays in place of the spec's data: ``(X, y)`` or ``(X_train, y_train, X_val, y_val)``;
            the test part is taken out of the first two.
        name: what the sweep is called; the spec's name, with a number where it is taken, if "".
        resume: the name of a sweep to go on with; what has ended is not trained again.
        workers: trials at a time; one a core if 0.
        cluster: Dask's workers instead: ``"local:4"`` for processes of this machine, or a scheduler's address.
        store: where the runs are kept, and beside it the journal; the user's own store if None.
        progress: called a few times a second; KeyboardInterrupt from it stops the sweep, and what was trained is kept.
        changes: fields of the table to change, such as ``trials=100``.

    Returns:
        The sweep as it was carried out: ``trials``, ``best``, ``best_trials``, ``confirmation``.

    Raises:
        SpecError: when anything does not fit; nothing is trained then.
        GdlabError: when Optuna is missing, or every trial failed.
    """
    store = store or Store()
    if spec is None and not resume:
        raise SpecError([Problem("spec", "give a spec file with a table [sweep], or resume=NAME")])
    held = held_sweep(store, resume) if spec is None else load_sweep(spec) if not isinstance(spec, SweepSpec) else spec
    held = held.changed(**changes) if changes else held
    called = resume or fresh_name(store, name or held.run.name or "sweep")
    refuse_name(called)
    check_searchable(held)
    arrays = (None, None) if data is None else without_test_part(data, held)
    place = _cluster_place(cluster, *arrays) if cluster else LocalPlace(workers, *arrays)
    done = SweepRun(held, called, store, place)
    done.run(progress)
    return done


def _cluster_place(address: str, data: Arrays | None, test: Arrays | None) -> Place:
    from gdlab.lab.cluster.place import ClusterPlace

    return ClusterPlace(address, data, test)


def without_test_part(data: Arrays, held: SweepSpec) -> tuple[Arrays, Arrays | None]:
    """Return the user's arrays as ``(X_train, y_train, X_val, y_val)`` without the test part, and the test part.

    Raises:
        DataError: when the arrays do not fit together.
    """
    found = examples_for(held.run, data)
    x, y = np.asarray(data[0]), found.y_train
    raw = Raw(Numbers(x), y, task=found.task)
    rules = Source(test_fraction=held.test_fraction, val_fraction=held.run.data.val_fraction)
    rest, test = split_off_test(raw, rules)
    apart = (x[test], y[test]) if len(test) else None
    if len(data) == 4:
        return (x[rest], y[rest], np.asarray(data[2]), found.y_val), apart
    train, val = split(raw, rules, held.run.seed)
    return (x[train], y[train], x[val], y[val]), apart
