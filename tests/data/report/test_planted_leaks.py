"""Leaks of six kinds are found in twelve tables by column and figure, and none in twelve tables without one."""

from __future__ import annotations

import numpy as np
import pytest
import typer

from gdlab.cli import data as commands
from gdlab.data import column_findings, load, preview, summary
from gdlab.data.sources.npz import Npz
from gdlab.data.sources.series import SeriesFile

N = 400


def days(n: int = N) -> np.ndarray:
    return np.datetime64("2020-01-01") + np.arange(n)


def house(seed: int) -> dict[str, np.ndarray]:
    """Return a table of a value that three columns predict in part."""
    rng = np.random.default_rng(seed)
    area, rooms, town = rng.gamma(9, 12, N), rng.integers(1, 7, N), rng.choice(["north", "south", "west"], N)
    price = 900 * area + 9000 * rooms + 20_000 * (town == "west") + rng.normal(0, 25_000, N)
    return {"area": area.round(1), "rooms": rooms, "town": town, "y": price.round(-2)}


def loan(seed: int) -> dict[str, np.ndarray]:
    """Return a table of a class that three columns predict in part."""
    rng = np.random.default_rng(seed)
    income, debts, job = rng.lognormal(8, 0.5, N), rng.poisson(2, N), rng.choice(["a", "b", "c", "d"], N)
    risk = debts - income / 2000 + rng.normal(0, 1, N)
    return {"income": income.round(), "debts": debts, "job": job, "y": np.where(risk > 0.5, "late", "paid")}


def demand(seed: int, *, smooth: bool = False) -> dict[str, np.ndarray]:
    """Return a table in time whose target follows the season, its past and the weather."""
    rng = np.random.default_rng(seed)
    t, warm = np.arange(N + 10), rng.normal(size=N + 10)
    load_ = 50 + 10 * np.sin(2 * np.pi * t / 90) + 3 * warm + np.cumsum(rng.normal(0, 0.3, N + 10))
    y = np.convolve(load_, np.ones(9) / 9, "same") if smooth else load_
    table = {"day": days(), "warm": warm[5:-5].round(3), "yesterday": y[4:-6].round(4), "y": y[5:-5].round(4)}
    return table | {"_later": y[6:-4], "_week": y[5:-5] * 0 + np.roll(y, -7)[5:-5]}


def shuffled(table: dict[str, np.ndarray], seed: int = 0) -> dict[str, np.ndarray]:
    order = np.random.default_rng(seed).permutation(N)
    return {name: values[order] for name, values in table.items()}


def with_column(table, make):
    plain = {name: values for name, values in table.items() if not name.startswith("_")}
    return {"extra": make(table), **plain}


PLANTED = {
    "a copy in another unit": (lambda: with_column(house(0), lambda t: t["y"] * 1.19 + 3), "another unit"),
    "a copy in other words": (
        lambda: with_column(loan(1), lambda t: np.where(t["y"] == "late", "L", "P")),
        "says the same as the target",
    ),
    "a function, rising": (lambda: with_column(house(2), lambda t: np.log(t["y"] + 1e6).round(9)), "a function of"),
    "a function, falling": (lambda: with_column(house(3), lambda t: 1e6 / (t["y"] + 2e5)), "correlation -1"),
    "ranges of the target": (lambda: with_column(house(4), lambda t: t["y"] // 20_000), "is a range of the target"),
    "ranges in words": (
        lambda: with_column(house(12), lambda t: np.array(["low", "middle", "high"])[np.digitize(t["y"], [9e4, 15e4])]),
        "its 3 values never overlap",
    ),
    "one threshold": (lambda: with_column(house(5), lambda t: (t["y"] > 120_000) + 0), "is a range of the target"),
    "the next value": (lambda: with_column(demand(6), lambda t: t["_later"]), "of 1 row later"),
    "the value a week on, rows in any order": (
        lambda: shuffled(with_column(demand(7), lambda t: 3 * t["_week"] + 1)),
        "of 7 rows later",
    ),
    "the next value of a smooth series": (
        lambda: with_column(demand(8, smooth=True), lambda t: t["_later"]),
        "of 1 row later",
    ),
    "known only where it happened": (
        lambda: with_column(loan(9), lambda t: np.where(t["y"] == "late", np.arange(N) % 37 + 1.0, np.nan)),
        "alone tells",
    ),
    "what was decided afterwards": (
        lambda: with_column(loan(10), lambda t: np.where(t["y"] == "late", "letter", "none")),
        "says the same as the target",
    ),
    "the order of a sorted file": (
        lambda: with_column({k: v[np.argsort(loan(11)["y"])] for k, v in loan(11).items()}, lambda t: np.arange(N)),
        "alone tells",
    ),
}

CLEAN = {
    "houses": lambda: house(20),
    "loans": lambda: loan(22),
    "loans of another bank": lambda: loan(23),
    "demand with its past": lambda: with_column(demand(24), lambda t: t["warm"] ** 2),
    "a smooth demand with its past": lambda: with_column(demand(25, smooth=True), lambda t: t["warm"] ** 2),
    "demand in any order": lambda: shuffled(with_column(demand(26), lambda t: np.abs(t["warm"]))),
    "two smooth series that move alike": lambda: {
        "day": days(),
        "a": np.sin(np.arange(N) / 40).round(5),
        "y": (np.sin((np.arange(N) - 3) / 40) + np.random.default_rng(27).normal(0, 0.02, N)).round(5),
        "b": np.random.default_rng(28).normal(size=N),
    },
    "a trend": lambda: {
        "day": days(),
        "year": 2020 + np.arange(N) // 365,
        "y": (np.arange(N) + np.random.default_rng(29).normal(0, 8, N)).round(2),
        "a": np.random.default_rng(30).normal(size=N),
    },
    "groups that leap": lambda: {
        "dose": np.arange(N) % 3,
        "a": np.random.default_rng(31).normal(size=N),
        "y": 5.0 * (np.arange(N) % 3) + np.random.default_rng(32).normal(0, 1, N),
    },
    "one good predictor": lambda: {
        "a": (x := np.random.default_rng(33).normal(size=N)),
        "b": np.random.default_rng(34).normal(size=N),
        "y": x**3 + np.random.default_rng(35).normal(0, 0.4, N),
    },
    "a very smooth series and its past": lambda: {
        "day": days(),
        "yesterday": np.sin(np.arange(-1, N - 1) / 30).round(6),
        "y": np.sin(np.arange(N) / 30).round(6),
        "b": np.random.default_rng(37).normal(size=N),
    },
    "a panel in time": lambda: {
        "day": np.repeat(days(N // 4), 4),
        "shop": np.tile(list("abcd"), N // 4),
        "past": (y := np.random.default_rng(36).normal(size=N + 4).cumsum())[:N],
        "y": y[4:],
    },
}


def written(tmp_path, table):
    table = {name: values for name, values in table.items() if not name.startswith("_")}
    path = tmp_path / "t.csv"
    rows = zip(*table.values(), strict=True)
    lines = [",".join("" if value != value else str(value) for value in row) for row in rows]
    path.write_text("\n".join([",".join(table), *lines]) + "\n")
    return path, [name for name in table if name != "y"]


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_found_with_its_column_and_figure(tmp_path, name):
    make, said = PLANTED[name]
    table = make()
    path, inputs = written(tmp_path, table)
    found = column_findings(preview(path).sample, "y", inputs, classes=table["y"].dtype.kind == "U")
    leaks = [f for f in found if f.kind == "leak"]
    assert [(f.column, f.remedy) for f in leaks] == [("extra", "leave out")], found
    assert said in leaks[0].text


@pytest.mark.parametrize("name", CLEAN)
def test_no_leak_is_found_where_there_is_none(tmp_path, name):
    table = CLEAN[name]()
    path, inputs = written(tmp_path, table)
    found = column_findings(preview(path).sample, "y", inputs, classes=table["y"].dtype.kind == "U")
    assert not [f.text for f in found if f.kind == "leak"]


def test_what_rows_belong_to_is_kept_together_although_it_tells_the_target(tmp_path):
    who, rng = np.arange(N) // 8, np.random.default_rng(41)
    ill = rng.permuted(np.arange(N // 8) % 2)[who]
    table = {"patient": who, "a": rng.normal(size=N), "y": np.where(ill, "yes", "no")}
    path, inputs = written(tmp_path, table)
    (found,) = column_findings(preview(path).sample, "y", inputs, classes=True)
    assert (found.kind, found.column, found.remedy) == ("group", "patient", "keep together")


def test_later_values_are_found_in_a_table_that_is_too_long_to_be_looked_at_whole(tmp_path):
    n = 41_000
    y = np.random.default_rng(0).normal(size=n + 2).round(4)
    path = tmp_path / "long.csv"
    np.savetxt(path, np.column_stack([np.arange(n), y[2:], y[:n]]), "%.4f", ",", header="t,ahead,y", comments="")
    every = column_findings(preview(path).sample, "y", ["t", "ahead"], classes=False, time="t")
    (found,) = [f for f in every if f.kind == "leak"]
    assert found.column == "ahead"
    assert "of 2 rows later" in found.text


def test_columns_of_a_series_that_run_ahead_of_it_are_found_and_earlier_ones_are_not(tmp_path):
    table = demand(40)
    path, _ = written(tmp_path, {"day": table["day"], "ahead": table["_later"], "past": table["yesterday"]} | table)
    spec = SeriesFile(path=str(path), target="y", features=("y", "ahead", "past"), future=("warm",), length=8)
    (found,) = summary(load(spec, 0)).findings
    assert (found.kind, found.column, found.remedy) == ("leak", "ahead", "leave out")
    known = SeriesFile(path=str(path), target="y", features=("past",), future=("y",), length=8)
    assert [f.column for f in summary(load(known, 0)).findings] == ["y"]


def test_a_column_of_an_array_that_gives_the_target_away_is_named_by_its_number(tmp_path):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(N, 3)), rng.normal(size=(N, 2))
    x[:, 1] = np.exp(y[:, 1])
    np.savez(tmp_path / "a.npz", X=x, y=y)
    (found,) = summary(load(Npz(path=str(tmp_path / "a.npz")), 0)).findings
    assert "'x1' is a function of the target 'y1'" in found.text
    np.savez(tmp_path / "b.npz", X=x, y=(y[:, 0] > 0) + 0)
    assert summary(load(Npz(path=str(tmp_path / "b.npz")), 0)).findings == ()


def test_the_command_says_later_values_on_standard_error(tmp_path, capsys):
    path, _ = written(tmp_path, PLANTED["the next value"][0]())
    app = typer.Typer()
    app.add_typer(commands.group)
    app(["data", "import", str(path), "--target", "y"], standalone_mode=False)
    said = capsys.readouterr().err
    assert "'extra' holds the target 'y' of 1 row later (correlation 1.00000 over 399 rows" in said
    assert """To leave it out: --set 'ignore=["extra"]'""" in said
