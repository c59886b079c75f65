"""``gdlab data`` lists, shows, fetches and imports."""

import tomllib

import numpy as np
import pytest
import typer

from gdlab.cli import data
from gdlab.data import entries
from gdlab.spec.base import load_members
from gdlab.spec.errors import DataError, SpecError
from gdlab.spec.run import RunSpec


def run(*arguments):
    """Run a command with errors let through."""
    app = typer.Typer()
    app.add_typer(data.group)
    return app(["data", *map(str, arguments)], standalone_mode=False)


def test_the_list_names_every_data_set(capsys):
    run("list")
    shown = capsys.readouterr().out
    assert all(f"{e.type} " in shown for e in entries())
    assert "170.5 MB" in shown


def test_show_prints_shapes_classes_columns_and_licence(capsys):
    run("show", "iris", "--set", "val_fraction=0.4")
    shown = capsys.readouterr().out
    assert "90 to train and 60 to validate" in shown
    assert "versicolor" in shown
    assert "petal length (cm)" in shown
    assert "Fisher 1936" in shown


@pytest.mark.parametrize(
    ("name", "sentence", "field"),
    [
        ("csv", "--set path=FILE", "date_formats"),
        ("series", "--set path=FILE", "horizon"),
        ("images", "--set path=FILE", "augment_flip"),
        ("cifar10", "gdlab data download cifar10", "flatten"),
        ("ames", "may not hand this set on", "target_scale"),
    ],
)
def test_show_describes_what_has_no_file_yet(name, sentence, field, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path))
    run("show", name)
    shown = capsys.readouterr().out
    assert f"({name})" in shown
    assert sentence in shown
    assert field in shown


def test_show_lists_the_fields_of_any_data_set(capsys):
    run("show", "moons", "--fields")
    shown = capsys.readouterr().out
    assert "label_noise" in shown
    assert "to train" not in shown


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        (("show", "irs"), DataError, "Did you mean iris"),
        (("show", "iris", "--set", "colour=3"), SpecError, "is no field of iris"),
        (("show", "iris", "--set", "noise_label=0.1"), SpecError, "Did you mean label_noise"),
        (("show", "moons", "--set", "noise=-1"), SpecError, "must be at least 0"),
        (("show", "csv", "--set", "path=nowhere.csv"), DataError, "does not exist"),
        (("download", "iris"), DataError, "needs no download"),
        (("import", "nowhere.csv"), DataError, "does not exist"),
    ],
)
def test_bad_input_is_a_sentence(arguments, error, sentence):
    with pytest.raises(error, match=sentence):
        run(*arguments)


def test_import_prints_a_data_table_that_trains(tmp_path, capsys):
    path = tmp_path / "t.csv"
    path.write_text("a;b;label\n" + "".join(f"{k},5;{k % 7};{'xy'[k % 2]}\n" for k in range(40)))
    run("import", path, "--target", "label", "--set", "types.b=categorical")
    captured = capsys.readouterr()
    assert "40 rows, 0 bad ones" in captured.err
    table = tomllib.loads(captured.out)
    assert table["data"] == {"type": "csv", "path": str(path), "target": "label", "types": {"b": "categorical"}}
    load_members()
    assert RunSpec.parse(table).data.target == "label"


def test_import_takes_arrays_and_texts_too(tmp_path, capsys):
    np.savez(tmp_path / "a.npz", X=np.arange(40.0).reshape(20, 2), y=np.arange(20) % 2)
    run("import", tmp_path / "a.npz", "--set", "split=time")
    assert tomllib.loads(capsys.readouterr().out)["data"] == {
        "type": "npz",
        "path": str(tmp_path / "a.npz"),
        "split": "time",
    }


def test_import_says_on_standard_error_what_would_fool_a_person(tmp_path, capsys):
    rng = np.random.default_rng(0)
    size = rng.normal(size=200).round(3)
    rows = [f"{k},{k // 5},{s},{s > 0:d},{'big' if s > 0 else 'small'}" for k, s in enumerate(size)]
    (tmp_path / "t.csv").write_text("id,patient,size,answer,kind\n" + "\n".join(rows) + "\n")
    run("import", tmp_path / "t.csv")
    said = capsys.readouterr()
    assert "! 'answer' alone tells 'kind' with accuracy 1.000" in said.err
    assert """To leave it out: --set 'ignore=["id"]'""" in said.err
    assert "'patient' names what rows belong to: 40 different in 200 rows" in said.err
    assert "'kind' is predicted as classes: it holds words" in said.err
    assert tomllib.loads(said.out)["data"] == {"type": "csv", "path": str(tmp_path / "t.csv")}


def test_import_takes_named_arrays_and_another_kind_as_the_window_does(tmp_path, capsys):
    np.savez(tmp_path / "a.npz", pictures=np.zeros((20, 3)) + np.arange(20)[:, None], labels=np.arange(20) % 2)
    run("import", tmp_path / "a.npz")
    table = tomllib.loads(capsys.readouterr().out)["data"]
    assert (table["x"], table["y"]) == ("pictures", "labels")
    days = np.datetime64("2020-01-01") + np.arange(60)
    (tmp_path / "s.csv").write_text("day,x\n" + "".join(f"{day},{k % 9}.5\n" for k, day in enumerate(days)))
    run("import", tmp_path / "s.csv", "--set", "type=series", "--set", "length=5")
    captured = capsys.readouterr()
    assert tomllib.loads(captured.out)["data"] == {"type": "series", "path": str(tmp_path / "s.csv"), "length": 5}
    assert "55 windows of 5 steps" in captured.err


def test_import_shows_a_table_the_way_that_is_said(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("a|b;c\n" + "".join(f"{k};x|{k % 2}\n" for k in range(40)))
    run("import", tmp_path / "t.csv", "--set", "delimiter='|'")
    captured = capsys.readouterr()
    assert "b;c" in captured.err
    assert tomllib.loads(captured.out)["data"]["delimiter"] == "|"


def test_several_labels_are_not_called_a_regression(tmp_path, capsys):
    rows = "".join(f"{k},{k % 2},{k % 3 // 2}\n" for k in range(40))
    (tmp_path / "l.csv").write_text(f"x,red,blue\n{rows}")
    run("import", tmp_path / "l.csv", "--target", "red,blue")
    assert "csv, labels, input (1,):" in capsys.readouterr().err
