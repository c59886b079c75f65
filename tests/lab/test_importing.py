"""Curves of other programs become runs beside own ones, marked as foreign, and damaged files are refused."""

from __future__ import annotations

import csv
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import gdlab
from gdlab.cli.main import command_line, main
from gdlab.data import Cancelled
from gdlab.lab.bundle.files import write_bundle
from gdlab.lab.comparison.compared_run import compared_runs
from gdlab.lab.comparison.run_groups import group_runs
from gdlab.lab.event_records import scalar_records, version_record
from gdlab.lab.export import export
from gdlab.lab.files import OutputError, check_writable
from gdlab.lab.foreign import text as csv_text
from gdlab.lab.importing import runs_from
from gdlab.lab.known_runs import import_into
from gdlab.lab.store import Store
from gdlab.lab.store.run_lines import RunLines
from gdlab.spec.errors import DataError
from tests.lab.small import trained


def test_event_files_that_gdlab_wrote_come_back(tmp_path: Path):
    run = trained()
    export([run], tmp_path / "logs", "tensorboard")
    (found,) = runs_from(tmp_path / "logs" / "small")
    (file,) = (tmp_path / "logs" / "small").glob("*tfevents*")  # it ends as a bundle does
    assert list(runs_from(file)[0].history) == list(run.history)
    assert (found.name, found.status, found.is_foreign) == ("small", "imported", True)
    assert list(found.history) == list(run.history)
    for tag in run.history:
        assert np.array_equal(found.history.index(tag), run.history.index(tag))
        assert np.array_equal(found.history[tag], run.history[tag].astype(np.float32))


def test_a_folder_of_keras_is_one_run(tmp_path: Path):
    steps = np.arange(3)
    for part in ("train", "validation"):
        folder = tmp_path / "net" / part
        folder.mkdir(parents=True)
        records = scalar_records("epoch_loss", steps + 1e9, steps, 1.0 / (steps + 1))
        (folder / "events.out.tfevents.1.v2").write_bytes(version_record(1e9) + records)
    (found,) = runs_from(tmp_path)
    assert (found.name, list(found.history)) == ("net", ["train/loss", "val/loss"])
    assert found.elapsed == 2.0


def test_an_event_file_that_is_cut_is_read_to_its_cut_and_a_damaged_one_refused(tmp_path: Path):
    whole = version_record(1.0) + scalar_records("train/loss", np.ones(5), np.arange(5), np.ones(5))
    path = tmp_path / "events.out.tfevents.1"
    path.write_bytes(whole[:-3])
    assert len(runs_from(path)[0].history["train/loss"]) == 4
    for damaged in (whole[:50] + b"\xff" + whole[51:], b"\xff" * 100, whole[:46] + b"\x07" * 8 + whole[54:]):
        path.write_bytes(damaged)
        with pytest.raises(gdlab.DataError, match=r"event file|no curve"):
            runs_from(path)


def test_no_bit_of_an_event_file_changes_unseen(tmp_path: Path):
    whole = version_record(1.0) + scalar_records("train/loss", np.ones(3), np.arange(3), np.ones(3))
    path = tmp_path / "events.out.tfevents.1"
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(gdlab.DataError, match="checksum"):
            runs_from(path)


CSVS = {
    "run-fit-tag-val_loss.csv": ("Wall time,Step,Value\n1.5,0,0.5\n2.5,1,0.25\n", {"fit": {"val/loss": [0.5, 0.25]}}),
    "keras.csv": (
        "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.0,0.4,1.1\n1,0.75,0.5,,0.6\n",
        {
            "keras": {
                "train/accuracy": [0.5, 0.75],
                "train/loss": [1.0, 0.5],
                "val/accuracy": [0.4],
                "val/loss": [1.1, 0.6],
            }
        },
    ),
    "wandb.csv": (
        '"Step","calm-sea-1 - val/loss","calm-sea-1 - val/loss__MIN","b - x - loss"\n'
        '"0","0.5","0.4",""\n"1","0.25","","2"\n',
        {"calm-sea-1": {"val/loss": [0.5, 0.25]}, "b - x": {"train/loss": [2.0]}},
    ),
    "mlflow.csv": (
        "run_id,key,value,step,timestamp\nabc,val_loss,0.5,0,1700000000000\nabc,val_loss,0.25,1,1700000001000\n",
        {"abc": {"val/loss": [0.5, 0.25]}},
    ),
    "runs.csv": (
        "Start Time,Duration,Run ID,Name,optimizer,val_loss\n2026-01-02 03:04:05,1.0s,ab,calm,Adam,0.25\n",
        {"calm": {"val/loss": [0.25]}},
    ),
    "search_runs.csv": (
        "run_id,experiment_id,start_time,metrics.val_loss,params.lr,tags.mlflow.runName\n"
        "ab,0,2026-01-02 03:04:05+00:00,0.25,0.1,calm\ncd,0,2026-01-02 03:04:06+00:00,0.5,0.01,calm\n",
        {"calm": {"val/loss": [0.25]}, "calm [cd]": {"val/loss": [0.5]}},
    ),
}


@pytest.mark.parametrize("name", CSVS)
def test_the_csv_of_other_programs_is_recognised(tmp_path: Path, name: str):
    text, expected = CSVS[name]
    (tmp_path / name).write_text(text)
    found = runs_from(tmp_path / name)
    assert {run.name: {tag: run.history[tag].tolist() for tag in run.history} for run in found} == expected
    assert {run.status for run in found} == {"imported"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"a,b\n1,2\n", "holds no runs that are known"),
        (b"epoch,loss\n0,much\n", "line 2: loss holds 'much', which is no number"),
        (b"epoch,loss\nnan,1\n", "line 2: epoch holds no finite number"),
        (b" epoch,loss\nnan,1\n", "line 2: epoch holds no finite number"),
        (b"loss,Run ID,Start Time\n0.5\n", "line 2 has neither a name nor an id of a run"),
        (b"epoch,loss\n0,1,2,3\n", "line 2 has 4 cells"),
        (b"epoch,loss\n", "no curve"),
        (b"\0\xff\xfe" * 40, "holds no runs that are known"),
        (b"epoch,loss\n0,\xff\n", "no file of comma-separated values|no runs"),
    ],
)
def test_what_is_no_file_of_curves_is_refused_by_line(tmp_path: Path, text: bytes, words: str):
    (tmp_path / "curves.csv").write_bytes(text)
    with pytest.raises(gdlab.DataError, match=words):
        runs_from(tmp_path / "curves.csv")


def test_imported_runs_stand_beside_own_ones_and_say_what_they_have_not(tmp_path: Path):
    (tmp_path / "keras.csv").write_text(CSVS["keras.csv"][0])
    store = tmp_path / "runs.db"
    Store(store).save(trained())
    words = ["import", str(tmp_path / "keras.csv"), "--store", str(store)]
    (tmp_path / "other.csv").write_text(CSVS["keras.csv"][0])
    words.insert(1, str(tmp_path / "other.csv"))
    result = CliRunner().invoke(command_line(words), words)
    assert "Imported keras" in result.output
    assert "of another program" in result.output
    kept = Store(store).load()
    assert sorted((run.name, run.status) for run in kept) == [
        ("keras", "imported"),
        ("other", "imported"),
        ("small", "finished"),
    ]
    foreign = next(run for run in kept if run.name == "keras")
    assert foreign.reason == "from Keras's CSVLogger: keras.csv"
    lines, _ = RunLines(Store(store)).refresh()
    groups = group_runs(compared_runs(Store(store), lines, "val/accuracy"))
    assert sorted(len(group.runs) for group in groups) == [1, 1, 1]
    with pytest.raises(gdlab.DataError, match="no trained parameters"):
        foreign.predict(np.zeros((1, 2)))
    with pytest.raises(OutputError, match="no trained parameters"):
        foreign.export(tmp_path / "w.npz", "npz")
    gdlab.export(kept, tmp_path / "all.csv", "summary")
    rows = (tmp_path / "all.csv").read_text().splitlines()
    assert "Adam" not in next(row for row in rows if "keras" in row)


def test_what_a_store_has_already_is_not_imported_again(tmp_path: Path):
    mine, theirs = Store(tmp_path / "mine.db"), Store(tmp_path / "theirs.db")
    run = trained()
    mine.save(run)
    write_bundle([run], tmp_path / "a.gdlab")
    (tmp_path / "keras.csv").write_text(CSVS["keras.csv"][0])
    assert [one.known.id for one in import_into(mine, runs_from(tmp_path / "a.gdlab"))] == [run.id]
    for name in ("a.gdlab", "keras.csv"):
        assert [one.known for one in import_into(theirs, runs_from(tmp_path / name))] == [None]
        (again,) = import_into(theirs, runs_from(tmp_path / name))
        assert again.known is not None
    assert len(theirs.list()) == 2
    words = ["import", str(tmp_path / "a.gdlab"), "--store", str(tmp_path / "mine.db")]
    assert f"small is already there as small ({run.id})" in CliRunner().invoke(command_line(words), words).output


def test_csv_is_printed_and_other_formats_need_a_file(tmp_path: Path):
    store = tmp_path / "runs.db"
    run = trained()
    Store(store).save(run)
    printed = []
    for out in ("-", str(tmp_path / "a.csv")):
        words = ["export", "--out", out, "--store", str(store), "--format", "summary", "--quiet"]
        printed.append(CliRunner().invoke(command_line(words), words).stdout)
    assert printed[0].replace("\r\n", "\n") == (tmp_path / "a.csv").read_text()
    assert main(["export", run.id, "--out", "-", "--store", str(store), "--format", "npz"]) == 2
    assert not Path("-").exists()
    with pytest.raises(OutputError, match="give the name of a file"):
        check_writable("-")


def test_a_table_of_curves_is_read_line_by_line_and_stopped_where_the_progress_says_so(tmp_path: Path):
    path = tmp_path / "keras.csv"
    path.write_text("epoch,loss\n" + "".join(f"{k},0.5\n" for k in range(2500)))
    shares: list[float] = []

    def stop_at_the_third(share: float, text: str) -> None:
        shares.append(share)
        if len(shares) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        runs_from(path, stop_at_the_third)
    assert len(shares) == 3
    assert len(runs_from(path)[0].history["train/loss"]) == 2500


@pytest.mark.parametrize(
    ("content", "limit", "said"),
    [
        ("epoch,loss\n" + "1,2\n" * 30, "MOST_VALUES", "holds more than 50 values"),
        ("epoch,loss\n1,2" + " " * 60 + "\n", "_LONGEST_LINE", "line 2 is longer than 50 characters"),
        ("epoch,loss\n" + "1,2\n" * 30, "MOST_BYTES", "is larger than 0 MB, which no such file is"),
    ],
)
def test_a_table_of_curves_without_end_is_refused(tmp_path: Path, monkeypatch, content: str, limit: str, said: str):
    monkeypatch.setattr(csv_text, limit, 50)
    path = tmp_path / "keras.csv"
    path.write_text(content)
    with pytest.raises(DataError, match=said):
        runs_from(path)


def test_two_imports_at_the_same_time_bring_a_run_once(tmp_path: Path, monkeypatch):
    """Both would see a store without it, unless the second one waits for the first."""
    run, store = trained(), tmp_path / "theirs.sqlite"
    write_bundle([run], tmp_path / "a.gdlab")
    Store(store).save(trained(seed=5))
    looked = threading.Event()
    usual = Store.save

    def slow_save(self, *arguments, **rest):
        looked.set()
        time.sleep(0.3)
        return usual(self, *arguments, **rest)

    monkeypatch.setattr(Store, "save", slow_save)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(import_into, Store(store), runs_from(tmp_path / "a.gdlab"))
        assert looked.wait(20)
        second = pool.submit(import_into, Store(store), runs_from(tmp_path / "a.gdlab"))
        assert [one.known is None for found in (first, second) for one in found.result(60)] == [True, False]
    assert len(Store(store).list()) == 2


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_table_with_a_column_of_steps_is_read_by_its_steps(tmp_path: Path):
    lightning = write(
        tmp_path, "metrics.csv", "epoch,lr-Adam,step,train_loss,val_acc", "0,,49,0.7,", "0,0.1,99,,0.65", "1,,149,0.5,"
    )
    (run,) = runs_from(lightning)
    assert list(run.history) == ["train/loss", "lr-Adam", "val/accuracy"]
    assert run.history.index("train/loss").tolist() == [49, 149]
    assert run.history.index("train/loss", "epoch").tolist() == [0, 1]
    assert run.history["val/accuracy"].tolist() == [0.65]
    history = write(
        tmp_path, "glad.csv", ",_step,_runtime,_timestamp,val/loss,table", "0,0,1.5,1.7e9,2,{}", "1,10,3,1700000007,1,"
    )
    (run,) = runs_from(history)
    assert list(run.history) == ["val/loss"]
    assert run.history.index("val/loss").tolist() == [0, 10]
    assert run.elapsed == 7


def test_two_runs_or_columns_of_one_name_are_both_kept(tmp_path: Path):
    chart = write(tmp_path, "chart.csv", "Step,base - loss,base - loss__MIN,base - loss,base - loss__MIN", "1,5,5,7,7")
    found = runs_from(chart)
    assert [(run.name, run.history["train/loss"].tolist()) for run in found] == [("base", [5]), ("base [2]", [7])]
    (run,) = runs_from(write(tmp_path, "keras.csv", "epoch,loss,loss", "0,1,100"))
    assert [(tag, values.tolist()) for tag, values in run.history.items()] == [("train/loss", [1]), ("loss.1", [100])]


@pytest.mark.parametrize("step", ["1e300", "9223372036854775807", "-1e17"])
def test_a_step_that_no_run_reaches_is_refused(tmp_path: Path, step: str):
    with pytest.raises(DataError, match=r"holds the step .* larger than any is"):
        runs_from(write(tmp_path, "a.csv", "Step,a - loss", "1,2", f"{step},3"))


def test_times_that_are_none_leave_a_run_that_can_be_kept(tmp_path: Path):
    moments = np.array([np.nan, 1e300, -5.0, 1e9, np.inf])
    records = scalar_records("train/loss", moments, np.arange(5), np.ones(5))
    (tmp_path / "events.out.tfevents.1").write_bytes(version_record(1e300) + records)
    (run,) = runs_from(tmp_path / "events.out.tfevents.1")
    assert run.history.index("train/loss", "wall_time").tolist() == [0, 0, 0, 1e9, 0]
    assert (run.started, run.elapsed) == (1e9, 0)
    store = Store(tmp_path / "runs.sqlite")
    import_into(store, [run])
    assert [kept.name for kept in store.load()] == [run.name]


def test_steps_between_those_that_were_logged_are_not_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write(tmp_path, "a.csv", "Step,a - loss,b - val/loss", "50,1,4", "100,0.5,3", "150,0.3,2")
    store = str(tmp_path / "runs.sqlite")
    assert main(["import", str(path), "--store", store]) == 0
    assert "1 curve, of another program" in capsys.readouterr().out
    assert main(["export", "--store", store, "--format", "summary", "--out", str(tmp_path / "s.csv")]) == 0
    assert "kept" not in capsys.readouterr().err
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["steps"] for row in table] == ["150", "150"]
    assert "kept_steps" not in table[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Step;a - loss\n1;0,5\n", "its columns are separated by ';', and commas are read"),
        (b"Step\ta - loss\n1\t0.5\n", r"its columns are separated by '\\t', and commas are read"),
        ("Step,ä - loss\n1,0.5\n".encode("latin-1"), "its text is not UTF-8"),
        ("Step,ä - loss\n1,0.5\n".encode("utf-16"), "its text is not UTF-8"),
    ],
)
def test_a_table_in_another_form_is_told_what_is_read(tmp_path: Path, content: bytes, sentence: str):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        runs_from(tmp_path / "a.csv")
