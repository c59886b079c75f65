"""``gdlab arena`` prints where descents ended, and writes their paths."""

from __future__ import annotations

import csv

import pytest

from gdlab.cli.main import main


def test_the_table_names_minimum_steps_and_kind(capsys, tmp_path):
    paths = ["--csv", str(tmp_path / "a.csv"), "--plot", str(tmp_path / "a.png")]
    words = ["arena", "Himmelblau", "--optimizers", "SGD(lr=0.01),SGD(lr=1)", "--start", "2,2", "--steps", "200"]
    assert main([*words, *paths]) == 0
    said = capsys.readouterr().out
    assert "lowest minimum" in said
    assert "(3, 2)" in said
    assert "diverged" in said
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["optimizer", "step", "x", "y", "value", "gradient_norm"]
    assert rows[1][:4] == ["SGD(lr=0.01)", "0", "2.0", "2.0"]
    assert sum(row[0] == "SGD(lr=0.01)" for row in rows) == 201
    assert (tmp_path / "a.png").stat().st_size > 1000


def test_a_formula_is_a_surface_and_none_lists_all(capsys):
    assert main(["arena", "(x-1)^2 + 3*y^2", "--steps", "100", "--start", "-1,1"]) == 0
    assert "(1, 0)" in capsys.readouterr().out
    assert main(["arena"]) == 0
    assert "Rosenbrock" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["x^2 + * y"], "at position 7"),
        (["__import__('os')"], "position"),
        (["Booth", "--start", "1"], "two numbers X,Y"),
        (["Booth", "--plot", "a.gif"], "ends with .png"),
        (["Booth", "--csv", "missing/a.csv"], "does not exist"),
        (["Booth", "--steps", "0"], "at least 1"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_code_2(capsys, words, says):
    assert main(["arena", *words]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said


def test_a_surface_that_there_is_not_is_refused_with_the_nearest_name(capsys):
    assert main(["arena", "Rosenbroc"]) == 2
    assert "there is no surface called 'Rosenbroc'; did you mean Rosenbrock" in capsys.readouterr().err
