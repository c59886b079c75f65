"""The commands, in this process: what they print, write and answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gdlab.cli import main
from gdlab.lab.presets import presets
from gdlab.lab.store import Store
from gdlab.spec.files import dumps, load_spec
from tests.lab.small import SMALL, spec

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of one's own with a spec file and a store of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "home"))
    (tmp_path / "small.toml").write_text(dumps(SMALL))
    return tmp_path


@pytest.fixture
def cli(folder: Path, capfd: pytest.CaptureFixture[str]) -> Cli:
    """Return a function that runs a command and gives exit code, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(a) for a in arguments])
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return code, captured.out, captured.err

    return run


def test_run_trains_keeps_and_exports(cli: Cli, folder: Path):
    code, out, err = cli("run", "small.toml", "--csv", "a.csv", "--set", "epochs=2", "--set", "optimizer=Adam(lr=0.01)")
    assert code == 0
    assert out.startswith("small: finished, 10 steps, 2 epochs in ")
    assert "Wrote a.csv" in err
    (entry,) = Store().list()
    assert entry.id in out
    (run,) = Store().load()
    assert run.spec == spec(epochs=2, optimizer="Adam(lr=0.01)")
    assert np.array_equal(pd.read_csv("a.csv")["value"], run.history.columns()["value"])
    assert load_spec("a.spec.toml") == run.spec


def test_run_calls_metrics_by_the_names_that_they_have_elsewhere(cli: Cli):
    code, out, _ = cli("run", "small.toml", "--set", "metrics=[Accuracy, F1(average='micro')]")
    assert code == 0
    assert re.search(r", train loss [\d.]+, val loss [\d.]+, val accuracy [\d.]+ %, val F1 \(micro\) [\d.]+,", out)


def test_a_pipe_gets_the_result_and_nothing_else(cli: Cli):
    code, out, err = cli("run", "small.toml")
    assert code == 0
    assert out.count("\n") == 2
    assert not err
    assert "\x1b" not in out


def test_another_store_is_used_where_one_is_named(cli: Cli, folder: Path):
    assert cli("run", "small.toml", "--store", "mine.sqlite", "--quiet")[0] == 0
    assert len(Store(folder / "mine.sqlite").list()) == 1
    assert Store().list() == []
    assert "small" in cli("runs", "--store", "mine.sqlite")[1]
    assert "No run is kept yet" in cli("runs")[1]


def test_compare_prints_a_table_best_first_and_writes_everything(cli: Cli, folder: Path):
    vary = "optimizer=SGD(lr=0.1, momentum=0.9),RMSprop(lr=0.002),Adam"
    code, out, _ = cli("compare", "small.toml", "--vary", vary, "--seeds", 2, "--csv", "c.csv", "--plot", "c.png")
    assert code == 0
    rows = out.splitlines()[1:4]
    assert {r.split("  ")[0] for r in rows} == {"SGD(lr=0.1, momentum=0.9)", "RMSprop(lr=0.002)", "Adam"}
    accuracy = [float(r.split(" %")[0].split()[-1]) for r in rows]
    assert accuracy == sorted(accuracy, reverse=True)
    assert "±" in rows[0]
    assert (folder / "c.png").read_bytes().startswith(b"\x89PNG")
    assert pd.read_csv("c.csv")["run"].nunique() == 6
    assert len(Store().list()) == 6


@pytest.mark.parametrize(("suffix", "start"), [(".svg", b"<?xml"), (".pdf", b"%PDF"), (".PNG", b"\x89PNG")])
def test_pictures_of_runs_with_any_names(cli: Cli, folder: Path, suffix: str, start: bytes):
    (folder / "x.toml").write_text(dumps(spec(name="_hidden $x^{2 [/bold] \\frac")))
    assert cli("compare", "x.toml", "--vary", "name='$\\frac','_a',plain", "--plot", f"x{suffix}")[0] == 0
    assert (folder / f"x{suffix}").read_bytes().startswith(start)


def test_two_variations_make_every_combination(cli: Cli):
    code, out, _ = cli("compare", "small.toml", "--vary", "lr=0.1,0.2", "--vary", "batch_size=5,full", "-q")
    assert code == 0
    assert len(out.splitlines()) == 5


def test_new_prints_a_spec_that_run_takes(cli: Cli, folder: Path):
    for name in presets():
        code, out, _ = cli("new", name)
        assert code == 0
        (folder / "p.toml").write_text(out, encoding="utf-8")
        assert load_spec(folder / "p.toml").name == name
    assert cli("new")[1] == cli("new", "digits")[1]
    assert set(presets()) <= set(cli("new", "--list")[1].replace(":", " ").split())


@pytest.mark.parametrize("form", ["long", "wide", "summary"])
def test_export_writes_chosen_runs(cli: Cli, folder: Path, form: str):
    for name in ("a", "b", "c"):
        cli("run", "small.toml", "--set", f"name={name}")
    first = Store().list()[-1].id
    assert cli("export", first, "c", "--format", form, "--out", "out.csv")[0] == 0
    frame = pd.read_csv("out.csv")
    if form == "wide":
        assert {c.split(" - ")[0] for c in frame.columns[1:]} == {"a", "c"}
    else:
        assert set(frame["run"]) == {"a", "c"}


def test_export_without_names_takes_every_run_and_tensorboard_a_folder(cli: Cli, folder: Path):
    cli("compare", "small.toml", "--vary", "lr=0.1,0.2")
    assert cli("export", "--format", "tensorboard", "--out", "board")[0] == 0
    assert len(list((folder / "board").glob("*.csv"))) == 10
    assert len(list((folder / "board").glob("*.specs.toml"))) == 1


def test_runs_are_listed_newest_first_and_forgotten(cli: Cli):
    for rate in (0.1, 0.2):  # one after the other: those of a comparison start at the same time
        cli("run", "small.toml", "--set", f"lr={rate}", "--set", f"name=lr={rate}")
    out = cli("runs")[1]
    assert [line.split("  ")[1].strip() for line in out.splitlines()[1:]] == ["lr=0.2", "lr=0.1"]
    entry = Store().list()[0]
    assert cli("runs", "--remove", entry.id, "--remove", "nosuch")[0] == 2
    assert len(Store().list()) == 2
    assert "Put 1 run into the trash" in cli("runs", "--remove", entry.id)[1]
    assert len(Store().list()) == 1


def test_names_that_look_like_markup_are_printed_as_they_are(cli: Cli, folder: Path):
    (folder / "x.toml").write_text(dumps(spec(name="[/nope] [red]:smile:")))
    assert "[/nope] [red]:smile:" in cli("run", "x.toml")[1]
    assert "[/nope] [red]:smile:" in cli("runs")[1]


def test_a_diverged_run_is_exit_code_3_and_is_kept(cli: Cli):
    wild = (
        "--set",
        "data=sine",
        "--set",
        "loss=MSELoss",
        "--set",
        "layers[2].out_features=1",
        "--set",
        "layers[1]=Identity",
    )
    code, out, _ = cli("run", "small.toml", *wild, "--set", "lr=100000", "--set", "epochs=200", "--csv", "w.csv")
    assert code == 3
    assert "diverged (the loss became" in out
    assert "step" in out
    assert Store().list()[0].status == "diverged"
    assert pd.read_csv("w.csv")["value"].isna().sum() + np.isinf(pd.read_csv("w.csv")["value"]).sum() > 0
    code, out, _ = cli(
        "compare", "small.toml", *wild, "--vary", "lr=0.0001,100000", "--set", "epochs=200", "--plot", "w.png"
    )
    assert code == 3
    assert out.splitlines()[2].rstrip().endswith("diverged")


def test_doctor_says_what_it_finds(cli: Cli):
    code, out, _ = cli("doctor")
    assert code == 0
    assert "steps/s" in out
    assert "MiB of compiled kernels" in out
    assert "bad" not in out


BAD = [
    (("run", "none.toml"), "none.toml: there is no such file"),
    (("run", "."), "this is a folder"),
    (("run", "binary.toml"), "not a text file"),
    (("run", "cut.toml"), "cut.toml: this is not TOML"),
    (("run", "large.toml"), "larger than 4 MiB"),
    (("run", "key.toml"), "key.toml: optimizer.rate (line 2): is not a known key"),
    (("run", "small.toml", "--set", "lr=-1"), "optimizer.lr: must be at least 0 (got -1)"),
    (("run", "small.toml", "--set", "lr"), "--set: 'lr' should be KEY=VALUE"),
    (("run", "small.toml", "--set", "epochs=1" + "0" * 30), "training.epochs: must be at most"),
    (("run", "small.toml", "--set", "layers[0].out_features=1000000000"), "must be at most 65536"),
    (("run", "small.toml", "--set", "layers[2].out_features=1"), "outputs"),
    (("run", "small.toml", "--set", "layers[0]=Conv2d(out_channels=3)"), "network.layers[0]: Conv2d"),
    (("run", "small.toml", "--set", "data=nosuch"), "there is no data called 'nosuch'"),
    (("run", "small.toml", "--set", "loss=MSELoss"), "MSELoss"),
    (("run", "huge.toml"), "of memory and"),
    (("run", "small.toml", "--csv", "none/x.csv"), "the folder none does not exist"),
    (("run", "small.toml", "--csv", "."), "this is a folder"),
    (("run", "small.toml", "--csv", "small.toml/x.csv"), "does not exist"),
    (("run", "small.toml", "--store", "."), "this is a folder"),
    (("run", "small.toml", "--store", "small.toml"), "not a store of gdlab"),
    (("run", "small.toml", "--store", "none/s.sqlite"), "does not exist"),
    (("run",), "Missing argument"),
    (("compare", "small.toml"), "--vary"),
    (("compare", "small.toml", "--vary", ""), "--vary"),
    (("compare", "small.toml", "--vary", "optimizer="), "has no value"),
    (("compare", "small.toml", "--vary", "lr=1", "--vary", "lr=2"), "given twice"),
    (("compare", "small.toml", "--vary", "lr=0.1", "--seeds", "0"), "--seeds"),
    (("compare", "small.toml", "--vary", "lr=0.1", "--seeds", "many"), "--seeds"),
    (("compare", "small.toml", "--vary", "lr=0.1", "--plot", "x.bmp"), "a picture's name ends with .png, .svg, .pdf"),
    (("compare", "small.toml", "--vary", "lr=0.1", "--plot", "none/x.png"), "does not exist"),
    (("compare", "small.toml", "--vary", "layers[2].out_features=2,1"), "outputs"),
    (("export", "--out", "x.csv"), "there is no run to export"),
    (("export", "nosuch", "--out", "x.csv"), "there is no run 'nosuch'"),
    (("export", "--out", "x.csv", "--format", "excel"), "excel"),
    (("export",), "--out"),
    (("new", "digit"), "Did you mean digits?"),
    (("frobnicate",), "No such command"),
]


@pytest.mark.parametrize(("arguments", "words"), BAD, ids=[" ".join(a)[:60] for a, _ in BAD])
def test_bad_input_is_a_sentence_exit_code_2_and_costs_nothing(
    cli: Cli, folder: Path, arguments: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch
):
    (folder / "binary.toml").write_bytes(bytes(range(256)) * 20)
    (folder / "cut.toml").write_text('name = "cut')
    (folder / "large.toml").write_bytes(b"#" * 5_000_000)
    (folder / "key.toml").write_text('[optimizer]\nrate = 3\ntype = "Adam"\n')
    wide = ["Linear(out_features=65536)"] * 3 + ["Linear(out_features=2)"]
    (folder / "huge.toml").write_text(dumps(spec(network__layers=wide)))
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    monkeypatch.setattr("gdlab.engine.trainer.Trainer.advance", lambda *a: pytest.fail("it began to train"))
    code, out, err = cli(*arguments)
    assert code == 2
    assert words in err.replace("│", " ")
    assert not out
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_what_cannot_be_written_after_the_training_does_not_lose_the_run(cli: Cli, folder: Path, monkeypatch):
    from gdlab.lab.export import OutputError

    def full(*args: object) -> None:
        raise OutputError("a.csv: cannot be written: No space left on device")

    monkeypatch.setattr("gdlab.cli.saving.export", full)
    code, out, err = cli("run", "small.toml", "--csv", "a.csv")
    assert code == 2
    assert "No space left" in err
    assert "finished" in out
    assert len(Store().list()) == 1


def test_a_fault_of_our_own_is_a_sentence_too(cli: Cli, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gdlab.cli.train.train", lambda *a, **k: 1 / 0)
    code, _, err = cli("run", "small.toml")
    assert code == 1
    assert "something went wrong inside gdlab (ZeroDivisionError" in err


WORDS = st.sampled_from(
    [
        "run",
        "compare",
        "export",
        "runs",
        "new",
        "small.toml",
        "--set",
        "--vary",
        "--csv",
        "--store",
        "--seeds",
        "--out",
        "lr=0.1",
        "optimizer=Adam,SGD",
        "x.csv",
        "--format",
        "wide",
        "-q",
        "--plot",
        "p.png",
        "digits",
        "--list",
        "--help",
    ]
)


@given(st.lists(WORDS | st.text(max_size=12).filter(lambda t: "\0" not in t), min_size=1, max_size=7))
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_there_is_no_traceback(folder: Path, capfd, arguments: list[str]):
    assume(arguments != ["small.toml"])  # opens the window, which stays until it is closed
    (folder / "small.toml").write_text(dumps(spec(epochs=1)))
    assert main(arguments) in (0, 2, 3)
    assert "Traceback" not in capfd.readouterr().err


def test_quiet_says_nothing_beside_results_and_pairs_take_several_settings(cli: Cli, folder: Path):
    pairs = ("--pair", "optimizer=SGD(lr=0.1); schedule=StepLR(step_size=900)", "--pair", "optimizer=Adam")
    code, out, err = cli("compare", "small.toml", *pairs, "--csv", "c.csv", "--budget", "6 steps", "-q")
    assert (code, err) == (0, "")
    assert "SGD(lr=0.1), StepLR(step_size=900)" in out
    assert cli("run", "small.toml", "--csv", "d.csv", "-q")[2] == ""
    assert cli("compare", "small.toml", "--pair", ";")[0] == 2


def test_a_spec_that_its_data_refuse_leaves_no_run(tmp_path, capsys):
    spec = 'name = "x"\n[data]\ntype = "digits"\n[loss]\ntype = "MSELoss"\n[[network.layers]]\ntype = "Linear"\n'
    (tmp_path / "s.toml").write_text(spec + "out_features = 12\n")
    store = tmp_path / "s.sqlite"
    assert main(["run", str(tmp_path / "s.toml"), "--store", str(store), "--quiet"]) == 2
    assert "the network gives 12 numbers an example" in capsys.readouterr().err
    assert Store(store).list() == []


def test_a_layer_that_leaves_an_axis_of_a_series_is_told_of_flatten(tmp_path, capsys):
    (tmp_path / "s.csv").write_text("v\n" + "".join(f"{k % 7}\n" for k in range(90)))
    spec = '[data]\ntype = "series"\npath = "s.csv"\nlength = 12\n'
    (tmp_path / "s.toml").write_text(spec + '[loss]\ntype = "MSELoss"\n[[network.layers]]\ntype = "Linear"\n')
    assert main(["run", str(tmp_path / "s.toml"), "--store", str(tmp_path / "s.sqlite"), "--quiet"]) == 2
    assert "a Flatten before the last layer" in capsys.readouterr().err
