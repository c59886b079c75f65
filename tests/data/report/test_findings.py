"""What would fool a person is found in tables where it was planted, and in no others."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.data import column_findings, load, preview, summary
from gdlab.data.sources.blobs import Blobs
from gdlab.data.sources.breast_cancer import BreastCancer
from gdlab.data.sources.csv import Csv
from gdlab.data.sources.diabetes import Diabetes
from gdlab.data.sources.iris import Iris
from gdlab.data.sources.npz import Npz
from gdlab.data.sources.saratoga_houses import SaratogaHouses
from gdlab.data.sources.wine import Wine

N = 600
RNG = np.random.default_rng(0)


def plain() -> dict[str, np.ndarray]:
    """Return columns that predict "y", a class, and "v", a value, in part."""
    a, b, c = RNG.normal(size=N), RNG.integers(0, 5, N), RNG.choice(list("xyz"), N)
    y = np.where(a + 0.3 * RNG.normal(size=N) > 0, "yes", "no")
    return {"a": a, "b": b, "c": c, "v": 3 * a + RNG.normal(size=N), "y": y}


@pytest.fixture
def findings(tmp_path):
    def findings(columns, target, leave_out=()):
        path = tmp_path / "t.csv"
        rows = zip(*columns.values(), strict=True)
        cells = [",".join("" if x != x else str(x) for x in row) for row in rows]
        path.write_text(",".join(columns) + "\n" + "\n".join(cells) + "\n")
        found = preview(path)
        inputs = [name for name in columns if name not in (target, *leave_out)]
        classes = target == "y"
        in_parts = summary(load(Csv(path=str(path), target=target, ignore=tuple(leave_out)), 0)).findings
        return (*column_findings(found.sample, target, inputs, classes=classes), *in_parts)

    return findings


PLANTED = {
    "id": (lambda t: np.arange(N), "y", "key", "'id' is a different whole number in each of 600 rows (0 to 599)"),
    "customer_no": (lambda t: RNG.permutation(10**6)[:N], "y", "key", "'customer_no' is a different whole number"),
    "name": (lambda t: [f"n{k}" for k in range(N)], "y", "key", "'name' differs in every row (600 different values"),
    "copy": (lambda t: t["y"], "y", "leak", "'copy' says the same as the target 'y' in all 600 rows"),
    "twin": (lambda t: t["v"], "v", "leak", "'twin' equals the target 'v' in all 600 rows"),
    "cents": (lambda t: np.round(100 * t["v"]), "v", "leak", "'cents' is the target 'v' in another unit"),
    "cube": (
        lambda t: t["v"] ** 3,
        "v",
        "leak",
        "'cube' is a function of the target 'v': their ranks have correlation 1",
    ),
    "blurred": (lambda t: t["v"] + 0.1 * RNG.normal(size=N), "v", "leak", "'blurred' alone predicts 'v' with R² 0.99"),
    "coded": (lambda t: (t["y"] == "yes") + 0, "y", "leak", "'coded' alone tells 'y' with accuracy 1.000"),
    "paid": (lambda t: np.where(t["y"] == "yes", RNG.random(N), np.nan), "y", "leak", "'paid' alone tells 'y'"),
    "patient": (lambda t: np.arange(N) // 6, "y", "group", "'patient' names what rows belong to: 100 different"),
    "year0": (lambda t: np.full(N, 7), "y", "constant", "'year0' holds one value only (7)"),
    "t": (
        lambda t: np.where(np.arange(N) % 40 == 0, -999, RNG.normal(20, 5, N).round(1)),
        "y",
        "mark",
        "'t' holds -999 15 times, far from its other values",
    ),
    "income": (lambda t: np.where(np.arange(N) == 9, 1e9, RNG.normal(9, 1, N)), "y", "outlier", "'income' holds 1e+09"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_was_planted_is_found_with_its_name_and_figure(findings, name):
    make, target, kind, text = PLANTED[name]
    table = plain()
    found = findings({name: make(table), **table}, target, leave_out=["v" if target == "y" else "y"])
    assert [f.kind for f in found] == [kind]
    assert text in found[0].text
    assert found[0].column == name


@pytest.mark.parametrize("target", ["y", "v"])
def test_nothing_is_said_of_a_plain_table(findings, target):
    assert findings(plain(), target, leave_out=["v" if target == "y" else "y"]) == ()


@pytest.mark.parametrize("spec", [Iris(), Wine(), BreastCancer(), Diabetes(), Blobs()])
def test_nothing_is_said_of_known_sets(spec):
    assert summary(load(spec, 0)).findings == ()


@pytest.mark.parametrize("spec", [Iris(), Wine(), BreastCancer(), Diabetes(), SaratogaHouses()])
def test_no_column_of_a_known_set_is_called_a_leak_or_a_key(findings, spec):
    e = load(spec, 0)
    columns = {name.replace(",", " "): e.x_train[:, k] for k, name in enumerate(e.features)}
    target = "y" if e.task == "classification" else "v"
    found = findings({**columns, target: e.y_train.reshape(-1)}, target)
    assert not [f.text for f in found if f.kind in ("leak", "key")]


def test_a_key_by_which_sorted_classes_are_told_is_a_leak(findings):
    table = plain()
    table["y"] = np.sort(table["y"])
    found = findings({"Id": np.arange(N), **table}, "y", leave_out=["v"])
    assert (found[0].kind, found[0].column) == ("leak", "Id")


def test_the_only_input_may_predict_its_target(findings):
    x = RNG.normal(size=N)
    assert findings({"x": x, "v": np.sin(x)}, "v") == ()


def test_rows_that_stand_in_both_parts_are_counted(findings):
    table = {name: np.tile(values[:120], 5) for name, values in plain().items()}
    found = findings(table, "y", leave_out=["v"])
    assert [f.kind for f in found] == ["duplicates", "duplicates"]
    assert "600 of 600 rows occur more than once" in found[0].text
    assert "120 of 120 validation rows stand in the training part as well" in found[1].text


def test_equal_rows_of_a_table_with_few_combinations_are_no_finding(findings):
    table = {name: RNG.integers(0, 2, N) for name in "abc"}
    table["y"] = np.where(table["a"] + RNG.random(N) > 0.8, "p", "q")
    assert findings(table, "y") == ()


def test_the_same_picture_in_both_parts_is_counted(tmp_path):
    pixels = RNG.integers(0, 255, (40, 4, 4), dtype=np.uint8)
    pixels[30:] = pixels[:10]
    np.savez(tmp_path / "p.npz", X=pixels, y=np.arange(40) % 2)
    (found,) = summary(load(Npz(path=str(tmp_path / "p.npz"), split="time", val_fraction=0.25), 0)).findings
    assert "10 of 10 validation pictures stand in the training part as well" in found.text


def test_imbalance_rare_classes_and_drifting_parts_are_said(findings, tmp_path):
    table = plain()
    table["y"] = np.where(np.arange(N) % 25 == 0, "yes", "no").astype(object)
    table["y"][3] = "maybe"
    said = {f.kind: f.text for f in findings(table, "y", leave_out=["v"])}
    assert "% of the training targets are 'no': always naming it has accuracy 0.9" in said["imbalance"]
    assert "'maybe' 1 in training and 0 in validation" in said["rare class"]
    path = tmp_path / "d.csv"
    path.write_text("x,z,v\n" + "".join(f"{k / 10},{RNG.random()},{RNG.random()}\n" for k in range(400)))
    (found,) = summary(load(Csv(path=str(path), split="time"), 0)).findings
    assert "'x' differs between the parts: 100 %" in found.text


def test_what_differs_between_the_parts_is_said_of_arrays_targets_and_classes_too(tmp_path):
    t = np.arange(400) / 100
    np.savez(tmp_path / "a.npz", X=np.column_stack([RNG.normal(size=400), t, -t]), y=t + RNG.normal(0, 0.4, 400))
    columns, target = summary(load(Npz(path=str(tmp_path / "a.npz"), split="time"), 0)).findings
    assert "'x1' differs between the parts: 100 % of the values" in columns.text
    assert "so do 'x2' (1.00)." in columns.text
    assert "The target differs between the parts (Kolmogorov–Smirnov distance 0." in target.text
    y = np.where(np.arange(400) < 320, np.arange(400) % 4 == 0, np.arange(400) % 4 != 0).astype(int)
    np.savez(tmp_path / "c.npz", X=RNG.normal(size=(400, 2)), y=y)
    (found,) = summary(load(Npz(path=str(tmp_path / "c.npz"), split="time"), 0)).findings
    assert "'0' is 75 % of training and 25 % of validation" in found.text


def test_a_target_far_from_all_others_is_said(findings):
    table = plain()
    table["v"] = np.where(np.arange(N) == 9, 1e9, table["v"])
    assert [(f.kind, f.column) for f in findings(table, "v", leave_out=["y"])] == [("outlier", "v")]
