"""A run predicts new rows as its training rows were prepared, also when it comes from the store."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import gdlab
from gdlab.cli.main import main
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.lab.train import examples_for
from tests.lab.small import spec

HEAD = "area,kind,since,price"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(0)
    lines = [HEAD]
    for i in range(60):
        area, kind = rng.uniform(20, 200), ("flat", "house", "barn")[i % 3]
        lines.append(f"{area:.1f},{kind},{2000 + i % 20}-03-0{1 + i % 9},{2000 * area + 9000 * (i % 3):.0f}")
    path = tmp_path_factory.mktemp("data") / "houses.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def house_spec(table: Path, target: str = "price", outputs: int = 1) -> gdlab.RunSpec:
    return spec(
        data={"type": "csv", "path": str(table), "target": target, "val_fraction": 0.25},
        network__layers=["Linear(out_features=8)", "ReLU", f"Linear(out_features={outputs})"],
        loss="MSELoss" if outputs == 1 else "CrossEntropyLoss",
        optimizer="Adam(lr=0.02)",
        training__epochs=60,
    )


@pytest.fixture(scope="module")
def kept(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    store = Store(tmp_path_factory.mktemp("store") / "runs.db")
    run = gdlab.train(house_spec(table))
    store.save(run)
    return store.load([run.id])[0]


def test_values_come_in_the_datas_own_unit_and_equal_what_the_training_rows_gave(kept: Run, table: Path):
    found = kept.predict(table)
    assert (found.target, found.values.shape) == ("price", (60, 1))
    prices = np.array([float(line.split(",")[3]) for line in table.read_text().split()[1:]])
    assert np.abs(found.values[:, 0] - prices).mean() < 0.15 * prices.mean()
    examples = examples_for(kept.spec)
    trainer = gdlab.Trainer(kept.spec, parameters=kept.parameters)
    scale = examples.extra["target_scale"]
    expected = np.sort((trainer.predict(examples.x_train) * scale["width"] + scale["shift"])[:, 0])
    assert np.isin(np.round(expected), np.round(np.sort(found.values[:, 0]))).mean() > 0.95


def test_rows_may_be_dicts_with_further_columns_in_any_order(kept: Run):
    row = {"note": "new", "since": "2010-03-04", "kind": "flat", "area": 100}
    one = kept.predict([row])
    assert one.values.shape == (1, 1)
    assert one.values == pytest.approx(kept.predict([dict(reversed(row.items()))]).values)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("area,since\n1,2001-01-01\n", "column 'kind' is missing; there are 'area', 'since'"),
        ("area\n1\n", "columns 'since', 'kind' are missing; there are 'area'"),
        (f"{HEAD}\n50,flat,2001-01-01,1\n60,castle,2001-01-01,1\n", "row 2: column 'kind' holds 'castle'"),
        (f"{HEAD}\nbig,flat,2001-01-01,1\n", "row 1: column 'area' holds 'big', which is no number"),
        (f"{HEAD}\n50,flat,soon,1\n", "row 1: column 'since' holds 'soon', which is no date"),
    ],
)
def test_what_does_not_fit_is_named_by_row_and_column(kept: Run, tmp_path: Path, rows, words):
    (tmp_path / "new.csv").write_text(rows)
    with pytest.raises(gdlab.DataError, match=words):
        kept.predict(tmp_path / "new.csv")


def test_a_row_that_does_not_fit_leaves_the_others_predicted(kept: Run, tmp_path: Path):
    (tmp_path / "new.csv").write_text(f"{HEAD}\n50,flat,2001-01-01,1\n60,castle,2001-01-01,1\nbig,flat,soon,1\n")
    found = kept.predict(tmp_path / "new.csv", strict=False)
    assert found.values[0] == kept.predict([{"area": 50, "kind": "flat", "since": "2001-01-01"}]).values[0]
    assert np.isnan(found.values[1:]).all()
    headings, rows = found.table()
    assert headings == ["price", "reason"]
    assert rows[0][1] == ""
    assert rows[1][0] == ""
    assert "column 'kind' holds 'castle', which the training part has not" in rows[1][1]
    assert "holds 'big', which is no number; column 'since' holds 'soon'" in rows[2][1]
    with pytest.raises(gdlab.DataError, match="none of the 1 rows can be predicted; row 1: column 'kind'"):
        kept.predict([{"area": 50, "kind": "castle", "since": "2001-01-01"}], strict=False)


def test_the_command_predicts_what_it_can_and_says_what_it_cannot(table: Path, tmp_path: Path, capsys):
    store = Store(tmp_path / "runs.db")
    run = gdlab.train(house_spec(table, "kind", 3))
    store.save(run)
    new = tmp_path / "new.csv"
    new.write_text("area,since,price\n50,2001-01-01,1\nbig,2001-01-01,1\n")
    arguments = ["predict", run.id, str(new), "--store", str(tmp_path / "runs.db"), "--out", str(tmp_path / "p.csv")]
    assert main(arguments) == 4
    assert "row 2: column 'area' holds 'big', which is no number" in capsys.readouterr().err
    lines = (tmp_path / "p.csv").read_text().splitlines()
    assert lines[0] == "kind,P(barn),P(flat),P(house),reason"
    assert lines[1].endswith(",")
    assert lines[2].startswith(",,,,\"column 'area'")
    assert main([*arguments[:-1], str(tmp_path / "q.csv"), "--strict"]) == 2
    assert not (tmp_path / "q.csv").exists()


def test_a_missing_value_gets_the_stand_in_of_the_training_part(kept: Run):
    rows = [{"area": area, "kind": "flat", "since": "2010-03-04"} for area in ("", None, float("nan"))]
    found = kept.predict(rows).values
    assert np.ptp(found) == 0
    assert np.isfinite(found).all()


def test_classes_come_with_probabilities_and_are_written(table: Path, tmp_path: Path):
    run = gdlab.train(house_spec(table, "kind", 3))
    found = run.predict(table)
    assert found.classes == ("barn", "flat", "house")
    assert found.probabilities.sum(axis=1) == pytest.approx(1)
    assert set(found.values) <= set(found.classes)
    lines = found.write(tmp_path / "p.csv").read_text().splitlines()
    assert lines[0] == "kind,P(barn),P(flat),P(house)"
    assert len(lines) == 61


def test_rows_of_a_shipped_table_are_arrays_of_its_own_numbers():
    made = spec(data={"type": "iris", "scale": "standard"}, network__layers=["Linear(out_features=3)"], epochs=60)
    run = gdlab.train(made.replace(optimizer="Adam(lr=0.05)"))
    found = run.predict(np.array([[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]))
    assert found.values.tolist() == [found.classes[0], found.classes[2]]
    with pytest.raises(gdlab.DataError, match="the rows have 3 columns, and the run was trained on 4"):
        run.predict(np.zeros((1, 3)))


def test_pictures_are_predicted_from_arrays_and_refuse_a_table(table: Path):
    run = gdlab.train(spec(data="digits", network__layers=["Linear(out_features=10)"], epochs=1))
    assert run.predict(examples_for(run.spec).x_val[:3]).probabilities.shape == (3, 10)
    with pytest.raises(
        gdlab.DataError, match=r"no PNG.* not trained on rows of a table; in Python, give Run.predict an array"
    ):
        run.predict(table)


def test_numbers_with_signs_around_them_are_read_as_in_training(tmp_path: Path):
    path = tmp_path / "t.csv"
    rows = [f"{'(' if k % 3 == 0 else ''}${k},50{k % 10}.5{')' if k % 3 == 0 else ''}" for k in range(1, 41)]
    path.write_text("profit,y\n" + "".join(f'"{cell}",{k}\n' for k, cell in enumerate(rows)))
    run = gdlab.train(house_spec(path, "y"))
    examples = examples_for(run.spec)
    scale = examples.extra["target_scale"]
    expected = gdlab.Trainer(run.spec, parameters=run.parameters).predict(
        np.concatenate([examples.x_train, examples.x_val])
    )
    found = run.predict([{"profit": cell} for cell in rows]).values[:, 0]
    assert np.sort(found) == pytest.approx(np.sort((expected * scale["width"] + scale["shift"])[:, 0]), rel=1e-5)


def test_a_run_without_a_name_is_named_after_its_data(table: Path):
    made = house_spec(table).replace(name="")
    assert Run(made).label == "houses"
    pair = made.data.replace(path="bikes/train.csv.gz")
    assert (Run(made.replace(data=pair)).label, Run(spec(name="")).label) == ("bikes", "SGD")
