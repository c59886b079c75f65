"""Which worker gets a trial: it stays where it is, unless its worker is gone, silent or too full."""

from __future__ import annotations

from gdlab.lab.cluster.worker_loads import WorkerLoads


def made(**threads: int) -> WorkerLoads:
    loads = WorkerLoads()
    loads.update(threads)
    return loads


def test_trials_are_spread_by_threads_and_stay_where_they_are():
    loads = made(a=1, b=3)
    assert sorted(loads.choose("") for _ in range(4)) == ["a", "b", "b", "b"]
    assert loads.threads == 4
    assert [loads.choose(worker) for worker in ("a", "b")] == ["a", "b"]
    loads.leave("b")
    assert loads.choose("") == "b"


def test_a_trial_of_a_worker_that_is_gone_or_silent_goes_elsewhere_and_no_worker_is_said_so():
    loads = made(a=1, b=1)
    assert [loads.choose(""), loads.choose("")] == ["a", "b"]
    loads.drop("a")
    assert loads.choose("a") == "b"
    loads.update({"a": 1, "b": 1})
    assert loads.choose("b") == "a"  # b holds two, and a has a thread to spare
    loads.avoid("a")
    assert loads.choose("a") == "b"
    loads.update({"a": 1})
    assert loads.choose("b") == "a"  # the only one, silent or not
    loads.update({})
    assert loads.choose("a") == ""
    assert "a" not in loads


def test_a_trial_that_went_as_a_task_is_counted_where_it_went():
    loads = made(a=1, b=1)
    assert loads.choose("") == "a"
    loads.move("a", "b")
    assert loads.choose("") == "a"
