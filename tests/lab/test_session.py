"""A session: runs in the background, their controls, and that nothing is left behind or lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.code_choice import CODES
from gdlab.lab.events import Edited, Observed, Preparing, StatusChanged
from gdlab.lab.run import Status
from gdlab.lab.session import Session
from gdlab.lab.train import train
from gdlab.spec.errors import SpecError, StateError
from tests.lab.small import SMALL, same, spec, trained

LONG = spec(epochs=1_000_000)


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session(workers=2)
    yield made
    made.close()


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.002)


def statuses(session: Session, run: ActiveRun) -> list[str]:
    return [str(e.status) for e in session.drain() if isinstance(e, StatusChanged) and e.run_id == run.id]


def test_a_run_goes_from_queued_through_running_to_finished(session: Session):
    run = session.start(SMALL)
    assert session.wait(60)
    events = session.drain()
    assert [str(e.status) for e in events if isinstance(e, StatusChanged)] == ["queued", "running", "finished"]
    assert any(isinstance(e, Preparing) and "data" in e.text for e in events)
    assert run.progress == 1.0
    assert same(run.run, trained())


def test_a_session_is_busy_until_the_end_of_its_run_was_told(session: Session, monkeypatch: pytest.MonkeyPatch):
    told = ActiveRun._end

    def late(run: ActiveRun, status: Status, reason: str) -> None:
        time.sleep(0.2)  # as long as a busy machine may take between the last step and the event
        told(run, status, reason)

    monkeypatch.setattr(ActiveRun, "_end", late)
    run = session.start(SMALL)
    assert session.wait(60)
    assert statuses(session, run)[-1] == "finished"


def test_pause_resume_and_single_steps(session: Session):
    run = session.start(LONG, paused=True)
    until(lambda: run.status is Status.PAUSED)
    assert run.step == 0
    for n, wanted in ((1, 1), (1, 2), (5, 7)):
        run.single_step(n)
        until(lambda wanted=wanted: run.step == wanted and run.status is Status.PAUSED)
    run.resume()
    until(lambda: run.step > 50)
    run.pause()
    until(lambda: run.status is Status.PAUSED)
    held = run.step
    time.sleep(0.05)
    assert run.step == held


def test_single_steps_asked_in_a_hurry_are_all_done(session: Session):
    run = session.start(LONG, paused=True)
    for _ in range(200):
        run.single_step()
    until(lambda: run.step == 200 and run.status is Status.PAUSED)
    time.sleep(0.03)
    assert run.step == 200


def test_steps_by_hand_give_the_same_figures_as_a_run_in_one_go(session: Session):
    run = session.start(SMALL, paused=True)
    while not run.status.ended:
        before = run.step
        run.single_step(2)
        until(lambda before=before: run.step > before or run.status.ended)
        until(lambda: run.status in (Status.PAUSED, Status.FINISHED))
    assert same(run.run, trained())


def test_stop_keeps_what_was_trained(session: Session):
    run = session.start(LONG)
    until(lambda: run.step > 10)
    run.stop()
    run.resume()  # too late
    until(lambda: run.status.ended)
    assert run.status is Status.STOPPED
    assert run.run.parameters
    assert len(run.run.history["train/loss"]) == run.step


def test_a_run_may_be_stopped_before_its_first_step(session: Session):
    run = session.start(LONG, paused=True)
    run.stop()
    until(lambda: run.status.ended)
    assert run.status is Status.STOPPED


def test_an_edit_takes_effect_within_a_slice_and_is_marked(session: Session):
    run = session.start(LONG)
    until(lambda: run.step > 10)
    run.edit(lr=0.5)
    until(lambda: bool(run.history.marks))
    until(lambda: run.history.last("train/lr") == 0.5)
    mark = run.history.marks[0]
    assert (mark.kind, mark.text) == ("edit", "lr → 0.5")
    rates, steps = run.history["train/lr"], run.history.index("train/lr")
    assert np.array_equal(rates[: len(steps)] == 0.5, steps[: len(rates)] > mark.step)
    assert any(isinstance(e, Edited) and e.step == mark.step for e in session.drain())
    assert run.spec == LONG


def test_an_edit_of_a_paused_run_is_marked_at_once(session: Session):
    run = session.start(LONG, paused=True)
    until(lambda: run.status is Status.PAUSED)
    run.edit(lr=0.5)
    until(lambda: bool(run.history.marks))
    assert run.step == 0
    assert run.status is Status.PAUSED


def test_a_wrong_edit_is_refused_here_and_now(session: Session):
    run = session.start(LONG, paused=True)
    with pytest.raises(SpecError, match="cannot change while a run trains; these can: lr"):
        run.edit(out_features=3)
    with pytest.raises(SpecError, match="at least 0"):
        run.edit(lr=-1)


def test_a_pace_holds_a_run_back_and_lets_it_go_again(session: Session):
    run = session.start(LONG, pace=50)
    until(lambda: run.step >= 2)
    first, began = run.step, time.monotonic()
    time.sleep(0.5)
    assert run.step - first <= 50 * (time.monotonic() - began) + 3
    run.pace = 0.01
    time.sleep(0.1)
    held = run.step
    run.pace = 0
    until(lambda: run.step > held + 1000)


def test_more_runs_than_workers_advance_side_by_side(session: Session):
    runs = session.race([LONG.replace(seed=i) for i in range(6)])
    until(lambda: all(r.step > 20 for r in runs))
    assert len({r.run.group for r in runs}) == 1
    for run in runs:
        run.stop()
    assert session.wait(60)


def test_a_run_that_fails_says_why_and_disturbs_no_other(session: Session):
    bad = session.start(spec(network__layers=["Linear(out_features=1)"]))
    broken = session.start(LONG)
    good = session.start(SMALL)
    until(lambda: broken.step > 5)
    with broken.lock:
        assert broken.trainer is not None
        broken.trainer.advance = lambda n: 1 / 0
    until(lambda: bad.status.ended and broken.status.ended and good.status.ended)
    assert bad.status is Status.FAILED
    assert "outputs" in bad.run.reason
    assert broken.status is Status.FAILED
    assert "ZeroDivisionError" in broken.run.reason
    assert broken.run.parameters
    assert good.status is Status.FINISHED


def test_a_diverged_run_keeps_its_curve_and_says_why(session: Session):
    x = np.linspace(-1, 1, 40, dtype=np.float32).reshape(-1, 1)
    wild = spec(loss="MSELoss", optimizer="SGD(lr=1000)", network__layers=["Linear(out_features=1)"], epochs=100)
    run = session.start(wild, data=(x, x, x, x))
    told: list[str] = []
    until(lambda: told.extend(statuses(session, run)) or told[-1:] == ["diverged"])
    assert run.status is Status.DIVERGED
    assert "became" in run.run.reason
    assert len(run.history["train/loss"])


def test_what_an_observer_asks_is_answered_with_the_run_held_still(session: Session):
    run = session.start(LONG)
    until(lambda: run.step > 0)

    def ask(held: ActiveRun) -> bool:
        before = held.step
        time.sleep(0.03)
        return held.step == before

    session.observe(run, "still", ask)
    session.observe(run, "broken", lambda held: 1 / 0)
    found: dict[str, object] = {}

    def both() -> bool:
        found.update({e.kind: e.result for e in session.drain() if isinstance(e, Observed)})
        return len(found) == 2

    until(both)
    assert found["still"] is True
    assert isinstance(found["broken"], ZeroDivisionError)
    assert not run.status.ended


def test_a_removed_run_stops_and_leaves_the_workbench(session: Session):
    run = session.start(LONG)
    until(lambda: run.step > 0)
    session.remove(run)
    assert session.find(run.id) is None
    until(lambda: run.status.ended)


def test_closing_joins_every_thread_and_concludes_every_run():
    session = Session(workers=2)
    runs = session.race([LONG.replace(seed=i) for i in range(4)])
    paused = session.start(LONG, paused=True)
    until(lambda: all(r.step > 5 for r in runs))
    session.close()
    session.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("gdlab-")]
    assert all(r.status is Status.STOPPED and r.run.parameters for r in runs)
    assert paused.status is Status.STOPPED
    with pytest.raises(StateError):
        session.start(SMALL)


def test_a_session_that_never_started_anything_has_no_thread():
    session = Session()
    assert not [t for t in threading.enumerate() if t.name.startswith("gdlab-")]
    session.close()


def test_a_run_branches_from_a_kept_state_bit_for_bit(session: Session):
    run = session.start(SMALL, paused=True)
    run.single_step(7)
    until(lambda: run.step == 7 and run.status is Status.PAUSED)
    assert run.trainer is not None
    with run.lock:
        state = run.trainer.state()
    branch = session.start(SMALL, state=state)
    run.resume()
    assert session.wait(60)
    assert same(run.run, branch.run)
    assert branch.run.code == run.run.code


def test_a_branch_keeps_to_the_code_that_made_its_state(session: Session, monkeypatch: pytest.MonkeyPatch):
    choose, recorded = CODES.choose, []
    monkeypatch.setattr(CODES, "choose", lambda *terms: recorded.append(terms[3]) or choose(*terms))
    run = session.start(SMALL)
    assert session.wait(60)
    assert run.trainer is not None
    more = SMALL.replace(training=SMALL.training.replace(epochs=9))
    branch = session.start(more, state=run.trainer.state(), code=run.run.code)
    assert session.wait(60)
    goes_on = train(more, state=run.trainer.state(), progress=False)
    assert recorded == ["", run.run.code, ""]  # where nobody says which it was, the usual one is taken
    assert branch.run.code == goes_on.code == run.run.code


def test_a_control_is_obeyed_at_once_also_when_all_workers_wait(session: Session):
    run = session.start(LONG, paused=True)
    until(lambda: run.status is Status.PAUSED)
    waits = []
    for _ in range(5):
        began, before = time.monotonic(), run.step
        run.single_step()
        until(lambda before=before: run.step > before)
        waits.append(time.monotonic() - began)
        time.sleep(0.02)
    assert min(waits) < 0.2
