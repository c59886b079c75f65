"""Studies that run: the same figures twice, kept runs, stopping and going on, files."""

from __future__ import annotations

import csv
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import numpy as np
import pytest

from gdlab.lab.run import Status
from gdlab.lab.store import Store
from gdlab.lab.train import SpecTrainer
from gdlab.spec.errors import GdlabError
from gdlab.studies import duration
from gdlab.studies.booklet import table_lines, write_booklet
from gdlab.studies.catalogue import study
from gdlab.studies.drawing import plot
from gdlab.studies.duration import expected_seconds
from gdlab.studies.experiment import plan
from gdlab.studies.export import write_csv, write_report
from gdlab.studies.last_results import remember_result, remembered_results
from gdlab.studies.procedures.quadratics import QuadraticRates
from gdlab.studies.runner import StudyRun
from gdlab.studies.summary_table import write_summary_table
from tests.studies.test_catalogue import tiny_study


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "studies.sqlite")


def figures(result):
    table = result.tables["main"]
    return {(r.label, c, s): v for r, c, s, v in table.long() if c not in table.timed}


def test_figures_are_equal_when_run_twice(store):
    first = StudyRun(plan(tiny_study(), "quick")).run()
    second = StudyRun(plan(tiny_study(), "quick"), workers=1).run()
    assert figures(first) == figures(second)
    assert first.tables["main"].columns == ["loss", "seconds an epoch"]
    assert first.tables["main"].timed == {"seconds an epoch"}
    assert first.verdict == second.verdict
    assert first.verdict.state == "held"


@pytest.mark.parametrize(("name", "seeds"), [("rate-scaling", 2), ("quadratic-rates", 1), ("tuning", 1)])
def test_the_csv_is_the_same_for_any_number_of_workers(name, seeds, tmp_path):
    """A race, a procedure with what is derived from it, and a search inside a study."""
    held = study(name)
    short = held.replace(quick=held.quick.replace(vars={**held.quick.vars, "epochs": 1}))
    texts = [
        write_csv([StudyRun(plan(short, "quick", seeds), workers=n).run()], tmp_path / f"{n}.csv").read_bytes()
        for n in (1, 3)
    ]
    assert texts[0] == texts[1]


def test_kept_runs_are_taken_and_fresh_ones_are_not(store):
    first = StudyRun(plan(tiny_study(), "quick"), store).run()
    again = StudyRun(plan(tiny_study(), "quick"), store).run()
    fresh = StudyRun(plan(tiny_study(), "quick"), store, fresh=True).run()
    assert (first.reused, again.reused, fresh.reused) == (0, 20, 0)
    assert figures(first) == figures(again) == figures(fresh)
    assert {e.group for e in store.list()} == {"study tiny"}


@pytest.mark.parametrize("workers", [1, 2])
def test_rows_that_come_to_the_same_run_share_it(store, workers):
    part = tiny_study().parts[0].model_dump()
    part["factors"][1]["levels"] = [{"label": "flat", "depth": 0}, {"label": "deep", "depth": 0}]
    held = plan(tiny_study(parts=[part]), "quick")
    job = StudyRun(held, store, workers=workers)
    found = job.run()
    assert (len(held.jobs), len(held.distinct), job.done, job.share) == (20, 10, 10, 1.0)
    assert len(store.list()) == 10
    assert sorted(found.runs) == sorted({(j.part, j.row) for j in held.jobs})
    assert {one.row for one, _ in job.seen()} == {j.row for j in held.jobs}
    table = found.tables["main"]
    for flat in (row for row in table.rows if row.levels["net"] == "flat"):
        (deep,) = table.select({**flat.levels, "net": "deep"})
        assert np.array_equal(table.cell(flat.label, "loss"), table.cell(deep.label, "loss"))
        assert not np.isnan(table.cell(deep.label, "loss")).any()


def test_a_stopped_study_keeps_what_is_finished_and_goes_on_from_there(store):
    job = StudyRun(plan(tiny_study(), "quick"), store, workers=1)

    def look(run):
        if run.done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _slow(job).run(look)
    kept = sum(line.status == Status.FINISHED for line in store.list())
    assert 2 <= kept < 20
    assert {line.status for line in store.list()} <= {Status.FINISHED, Status.STOPPED}
    again = StudyRun(plan(tiny_study(), "quick"), store).run()
    assert again.reused == kept
    assert figures(again) == figures(StudyRun(plan(tiny_study(), "quick")).run())


def _slow(job):
    """Let each run wait a moment, so that there is time to stop between two."""
    train, pause = job._train, threading.Event()

    def slowly(one):
        pause.wait(0.3)
        return train(one)

    job._train = slowly
    return job


def test_a_study_in_its_own_thread_ends_with_its_result_and_can_be_stopped(store):
    job = StudyRun(plan(tiny_study(), "quick"), store)
    job.start()
    job._thread.join(60)
    assert not job.busy
    assert job.result is not None
    assert job.share == 1.0
    other = _slow(StudyRun(plan(tiny_study(), "full"), None))
    other.start()
    other.close()
    assert other.stopped
    assert other.result is None
    assert not other.error


def test_a_study_of_which_no_run_works_is_an_error_and_no_verdict():
    study = tiny_study()
    parts = [{**study.parts[0].model_dump(), "base": {**study.parts[0].base, "loss": "MSELoss", "data": "moons"}}]
    with pytest.raises(GdlabError):
        StudyRun(plan(tiny_study(parts=parts), "quick", 1)).run()


def test_figures_pictures_and_report_are_written(tmp_path, store):
    result = StudyRun(plan(tiny_study(), "quick"), store).run()
    assert [p.kind for p in result.pictures()] == ["lines", "heat"]
    path = write_csv([result], tmp_path / "out.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4 * 2 * 5
    losses = [float(r["value"]) for r in rows if r["column"] == "loss"]
    assert np.isclose(losses, list(figures(result).values())).all()
    assert plot(result, tmp_path / "out.png").stat().st_size > 5000
    text = write_report([result], tmp_path / "out.html", {"other": "why <not>"}).read_text(encoding="utf-8")
    for expected in ("A larger rate is ahead", "As printed", "As measured", "✔ held", "why &lt;not&gt;", "base64"):
        assert expected in text
    for expected in (
        "; quick size; 1 study in ",
        "What decides, fixed before the run",
        datetime.now(UTC).astimezone().date().isoformat(),
    ):  # in the time zone of the machine
        assert expected in text
    known = [(tiny_study(name="later", title="Another question"), "Not run yet.")]
    text = write_report([result], tmp_path / "out.html", None, known).read_text(encoding="utf-8")
    assert "Another question" in text
    assert text.count("Not run yet.") == 2
    told: list[tuple[float, str]] = []

    def tell(share: float, name: str) -> None:
        told.append((share, name))

    written = write_booklet([result, result], tmp_path / "out.pdf", None, known, progress=tell)
    assert written.read_bytes().startswith(b"%PDF")
    name = result.plan.study.name
    assert told == [(0.0, name), (0.5, name)]
    write_report([result, result], tmp_path / "out.html", None, known, progress=tell)
    assert told[2:] == told[:2]
    page = tmp_path / "page.md"
    page.write_text(
        "before\n<!-- verdicts -->\nold\n| saddle | mixed |\n| saddle | held | full, 2026-01-02 |\n"
        "| saddle | mixed | quick, 2026-01-02 |\n<!-- end of verdicts -->\nafter\n",
        encoding="utf-8",
    )
    write_summary_table([result], page)
    words = page.read_text(encoding="utf-8")
    assert "| tiny | held | of 1 rules 1 held, 0 did not |".replace("1 rules", "1 rule") in words
    assert words.startswith("before")
    assert words.endswith("after\n")
    assert "old" not in words
    assert words.index("| saddle | mixed | quick") < words.index("| saddle | held | full")  # not run this time
    assert " cores." in words


def test_a_table_on_paper_has_every_cell_whole_and_no_line_that_is_too_long():
    header = ["", *(f"a column with a name of some length, number {i}" for i in range(5))]
    rows = [[f"row {k} of the table", *(f"{k}.{i} (0.1 to 12.5)" for i in range(5))] for k in range(3)]
    lines = list(table_lines(header, rows, 90))
    assert max(map(len, lines)) <= 90
    assert all(any(cell in line for line in lines) for row in (header, *rows) for cell in row)


def test_an_infinite_figure_keeps_its_sign_in_the_csv(tmp_path, store):
    result = StudyRun(plan(tiny_study(), "quick", 1), store).run()
    row = result.tables["main"].rows[0].label
    result.tables["main"].put(row, 0, {"loss": -np.inf})
    assert ",-inf," in write_csv([result], tmp_path / "out.csv").read_text(encoding="utf-8")


def test_how_long_a_study_takes_is_said_beforehand():
    few, many = (expected_seconds(plan(tiny_study(), "quick", seeds)) for seeds in (1, 10))
    assert 0 < few < many < 60


def test_a_first_step_that_takes_long_is_not_taken_for_all_of_them(monkeypatch):
    class SlowStart(SpecTrainer):
        def advance(self, steps: int, *rest) -> int:
            if self.step == 0:
                time.sleep(0.5)
            return super().advance(steps, *rest)

    monkeypatch.setattr(duration, "SpecTrainer", SlowStart)
    one = plan(tiny_study(), "quick", 1)
    steps = sum(SpecTrainer(job.spec).total_steps for job in one.jobs)
    assert expected_seconds(one, workers=1) < 0.1 * steps


def test_the_last_verdict_is_remembered_and_a_damaged_memory_is_empty(tmp_path, store):
    path = tmp_path / "memory.json"
    remember_result(StudyRun(plan(tiny_study(), "quick"), store).run(), path)
    assert remembered_results(path)["tiny"].state == "held"
    few = StudyRun(plan(tiny_study(), "quick", 1), store).run()
    stands = remember_result(few, path)
    assert (stands.state, stands.seeds) == ("held", 5)
    assert stands.newer.startswith("quick, 1 seed, ")
    assert stands.newer.endswith(": inconclusive")
    assert remembered_results(path)["tiny"] == stands
    assert remember_result(StudyRun(plan(tiny_study(), "quick"), store).run(), path).newer == ""
    other = tiny_study(quick={"seeds": 2, "vars": {"epochs": 1}})
    assert remember_result(StudyRun(plan(other, "quick"), store).run(), path).seeds == 2  # another experiment
    path.write_text("{'", encoding="utf-8")
    assert remembered_results(path) == {}


KILLED = (
    "import os, sys, threading\n"
    "from gdlab.lab.store import Store\n"
    "from gdlab.lab.run import Status\n"
    "from gdlab.studies.experiment import plan\n"
    "from gdlab.studies.runner import StudyRun\n"
    "from tests.slowly import train_slowly\n"
    "from tests.studies.test_runner import endless_study\n"
    "train_slowly()\n"
    "StudyRun(plan(endless_study(), 'quick', 1), Store(sys.argv[1]), workers=2).run()\n"
)


def endless_study(epochs: int = 4_000):
    """Return a study of four runs, two of which take several seconds where all is done slowly.

    Args:
        epochs: of the two; tenfold they take several seconds at full speed.
    """
    study = tiny_study()
    part = study.parts[0].model_dump()
    part["base"] |= {"training": {"batch_size": 16, "epochs": "$epochs"}}
    levels = [{"label": "short", "lr": 0.1, "epochs": 3}, {"label": "long", "lr": 0.1, "epochs": epochs}]
    part["factors"] = [{"name": "rate", "levels": levels}, part["factors"][1]]
    return tiny_study(parts=[part])


def _two_ended_and_two_train(store):
    lines = store.list()
    training = [line for line in lines if line.status == "running" and line.steps > 0]
    return len(training) == 2 and [line.status for line in lines].count("finished") == 2


def test_a_killed_study_keeps_its_finished_and_its_running_runs(store):
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(store.path)], stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 120
        while not _two_ended_and_two_train(store):
            assert time.monotonic() < until, [(line.name, line.status, line.steps) for line in store.list()]
            assert child.poll() is None, child.stderr.read().decode()
            time.sleep(0.02)
    finally:
        child.kill()
        child.communicate()
    lines = {line.id: line for line in store.list()}
    assert sorted(line.status for line in lines.values()) == ["finished", "finished", "interrupted", "interrupted"]
    begun = {line.id: line.steps for line in lines.values() if line.status == "interrupted"}
    resumed = []
    again = StudyRun(plan(endless_study(), "quick", 1), store)
    train = again._trainer.train

    def watch(job, progress, preparing):
        def first(trainer):
            if job.key not in [key for key, _ in resumed]:
                resumed.append((job.key, trainer.step))
            progress(trainer)

        return train(job, first, preparing)

    again._trainer.train = watch
    result = again.run()
    assert result.reused == 2
    assert {key for key, step in resumed if step > begun[key]} == set(begun)
    whole = StudyRun(plan(endless_study(), "quick", 1)).run()
    assert figures(result) == figures(whole)
    assert {line.status for line in store.list()} == {"finished"}


def test_what_a_procedure_measured_is_kept_for_the_next_start(store, monkeypatch):
    rates = {"type": "quadratic_rates", "conditions": [10], "dimensions": 2, "drop": 0.01}
    study = tiny_study(parts=[tiny_study().parts[0].model_dump(), {"name": "rates", "procedure": rates}])
    first = StudyRun(plan(study, "quick", 1), store).run()
    measure, measured = QuadraticRates.measure, []

    def note(self, *words):
        measured.append(words[0])
        return measure(self, *words)

    monkeypatch.setattr(QuadraticRates, "measure", note)
    again = StudyRun(plan(study, "quick", 1), store).run()
    assert (measured, again.reused) == ([], len(again.plan.jobs))
    assert list(again.tables["rates"].long()) == list(first.tables["rates"].long())
    store.path.with_name("studies-figures.json").write_text("[" * 5000, encoding="utf-8")
    StudyRun(plan(study, "quick", 1), store).run()
    assert len(measured) == len(first.plan.jobs) - 4
    StudyRun(plan(study, "quick", 1), store, fresh=True).run()
    assert len(measured) == 2 * (len(first.plan.jobs) - 4)
