"""Tables of one's own in the window: columns, dates, marks and leaks are shown, changed, and taken as shown."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from gdlab.lab import datasets
from gdlab.spec.change import change
from gdlab.ui.dialogs.open_data import columns
from gdlab.ui.dialogs.open_data import rows as first_rows
from tests.ui.opening import imported, opened, still, taken


def test_a_strange_table_becomes_the_experiments_data_in_one_step_and_trains(drive, strange, capsys):
    experiment = drive.window.experiment
    before = experiment.spec
    dialog = opened(drive, strange)
    pane = dialog.pane
    assert "semicolon" in pane.dialect.delimiter.combo.currentText()
    assert "comma" in pane.dialect.decimal.combo.currentText()
    assert "UTF-8" in pane.dialect.charset.combo.currentText()
    assert [pane.columns.kind(n) for n in pane.columns.names] == ["numeric"] * 3 + ["categorical"] * 2
    assert pane.target.value() == "kind"
    assert "2 classes of kind (big, small)" in pane.task_words.text()
    pane.columns.set_part("id", "ignore")
    still(drive, dialog)
    taken(drive, dialog)
    spec, examples = experiment.spec, experiment.examples
    assert spec.data.path == str(strange)
    assert spec.data.ignore == ("id",)
    assert spec.loss.type == "CrossEntropyLoss"
    assert spec.network.layers[-1].out_features == 2
    assert examples.classes == ("big", "small")
    assert len(examples.x_train) + len(examples.x_val) == 200
    same = datasets.load(change(spec, {"data": imported(capsys, strange, "ignore=['id']", "bad_rows=skip")}).data, 0)
    assert same.features == examples.features
    for part in ("x_train", "y_train", "x_val", "y_val"):  # equal answers give equal data on the command line
        assert np.array_equal(getattr(same, part), getattr(examples, part))
    assert len(experiment.history) == 1
    run = drive.train(training__epochs=3)
    assert run.history["train/loss"][-1] < 1
    while experiment.history.can_undo:
        experiment.history.undo()
    assert experiment.spec == before
    drive.wait(lambda: experiment.examples.name == "digits")
    drive.rest()


def test_the_kind_of_a_column_that_is_changed_goes_into_the_spec_and_its_bad_rows_are_read_again(drive, strange):
    dialog = opened(drive, strange)
    pane = dialog.pane
    assert pane._preview.n_bad == 2
    pane.columns.set_kind("width", "categorical")
    still(drive, dialog)
    assert pane._preview.n_bad == 1
    pane.columns.set_kind("rank", "ordinal")
    item = pane.columns.item(pane.columns.names.index("rank"), 5)
    assert item.text() == "high, low, middle"
    item.setText("low, middle")
    assert pane.blocked()
    assert not dialog.take.isEnabled()
    item.setText("low, middle, high")
    assert dialog.take.isEnabled()
    pane.columns.set_part("height", "target")
    assert pane.target.value() == "height"
    assert pane.columns.part("kind") == "input"
    assert "Regression: predict the value of height" in pane.task_words.text()
    taken(drive, dialog)
    data = drive.window.experiment.spec.data
    assert data.target == "height"
    assert data.types == {"width": "categorical"}
    assert data.levels == {"rank": ("low", "middle", "high")}
    assert drive.window.experiment.spec.loss.type == "MSELoss"


def test_bad_rows_are_counted_and_listed_with_line_and_reason(drive, strange):
    dialog = opened(drive, strange)
    pane = dialog.pane
    assert "200 rows, and 2 that cannot be read" in pane.sizes.text()
    listed = pane.tabs.widget(1)
    cells = [[listed.item(r, c).text() for c in range(2)] for r in range(listed.rowCount())]
    assert cells[0] == ["52", "column 'width' holds 'wide', which is not a number"]
    assert cells[1][0] == "203"
    assert "too few fields" in cells[1][1]
    pane.bad_rows.set_value("stop")
    pane.bad_rows.edited.emit("stop")
    assert "2 rows cannot be read" in pane.bad_rows.error
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_a_column_with_another_value_in_every_row_is_noted_beside_it(drive, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "name,town,age,kind\n" + "".join(f"P{k:03},{'AB'[k % 2]},{k / 2},{'xy'[k % 2]}\n" for k in range(12))
    )
    dialog = opened(drive, path)
    columns = dialog.pane.columns
    notes = {name: columns.item(row, 6).text() for row, name in enumerate(columns.names)}
    assert "another value in every row" in notes["name"]
    assert not any(notes[name] for name in ("town", "age", "kind"))
    columns.set_part("name", "ignore")
    assert columns.item(0, 6).text() == ""
    dialog.reject()


def test_a_separator_that_is_said_is_read_again(drive, strange):
    dialog = opened(drive, strange)
    pane = dialog.pane
    pane.dialect.delimiter.set_value("|")
    pane.dialect.delimiter.edited.emit("|")
    still(drive, dialog)
    assert len(pane.columns.names) == 1
    assert not dialog.take.isEnabled()
    assert "no column is left as an input" in pane.target.error
    pane.dialect.delimiter.set_value("")
    pane.dialect.delimiter.edited.emit("")
    still(drive, dialog)
    assert len(pane.columns.names) == 5
    dialog.reject()


def test_a_table_is_read_as_a_time_series(drive, tmp_path):
    path = tmp_path / "prices.csv"
    lines = [f"2020-01-{1 + i % 28:02d},{i % 9}.5,{i},{'ab'[i >= 75]}" for i in range(150)]
    path.write_text("\n".join(["day,price,sold,sold2", *lines]))
    dialog = opened(drive, path)
    dialog.kind.set_value("series")
    dialog.kind.edited.emit("series")
    still(drive, dialog)
    pane = dialog.pane
    still(drive, dialog)
    pane._picks["target"].edited.emit("price")
    pane.form.edited.emit("length", 10)
    still(drive, dialog)
    assert pane.view.isVisible()
    assert "validation 0" not in pane.view.series.keys
    pane._picks["group"].edited.emit("sold2")
    still(drive, dialog)
    assert "validation 1" in pane.view.series.keys
    pane._picks["group"].edited.emit("")
    still(drive, dialog)
    taken(drive, dialog)
    data = drive.window.experiment.spec.data
    assert (data.type, data.target, data.length) == ("series", "price", 10)
    assert drive.window.experiment.examples.shape == (10, 1)


def test_a_format_of_dates_that_is_written_is_read_and_goes_into_the_spec(drive, tmp_path):
    months = [f"{1 + k % 12:02}/01/{2019 + k // 12}" for k in range(36)]
    lines = "".join(f"{day},{k % 7}.5,{k}.5\n" for k, day in enumerate(months))
    (tmp_path / "us.csv").write_text(f"day,a,b\n{lines}")
    dialog = opened(drive, tmp_path / "us.csv")
    columns = dialog.pane.columns
    assert columns.date_format("day") == "%m/%d/%Y"
    assert "day/month/year would fit as well" in columns.item(0, 6).text()
    columns.item(0, 5).setText("%d/%m/%Y")
    still(drive, dialog)
    assert dialog.pane._preview.columns[0].date_format == "%d/%m/%Y"
    assert dialog.pane.date_parts.isVisible()
    dialog.pane.date_parts.set_value("month weekday")
    taken(drive, dialog)
    data = drive.window.experiment.spec.data
    assert (data.date_formats, data.date_parts) == ({"day": "%d/%m/%Y"}, ("month", "weekday"))
    assert drive.window.experiment.examples.shape == (6,)


def test_what_stands_around_a_table_is_said_and_can_be_set(drive, tmp_path):
    lines = "".join(f"{k}.5,{k % 7}.5,{k % 2}\n" for k in range(40))
    (tmp_path / "report.csv").write_text(f"A report\nwidth,height,kind\ncm,cm,\n{lines}")
    dialog = opened(drive, tmp_path / "report.csv")
    pane = dialog.pane
    assert pane.columns.names == ["width", "height", "kind"]
    assert (
        "Above the header: 'A report', left out. Below the header: units ('cm', 'cm'), left out." in pane.sizes.text()
    )
    pane.dialect.units.set_value("no")
    pane.dialect.units.edited.emit("no")
    still(drive, dialog)
    assert pane._preview.n_bad == 1
    pane.bad_rows.set_value("skip")
    pane.bad_rows.edited.emit("skip")
    taken(drive, dialog)
    assert drive.window.experiment.spec.data.units == "no"


def test_a_mark_of_missing_values_is_taken_by_its_button(drive, tmp_path):
    lines = [f"{'-' if k % 5 == 0 else k + 0.25},{k % 7 / 2},{k % 2}" for k in range(60)]
    (tmp_path / "marks.csv").write_text("a,b,kind\n" + "\n".join(lines) + "\n")
    dialog = opened(drive, tmp_path / "marks.csv")
    assert dialog.pane._preview.n_bad == 12
    drive.settle()
    button = dialog.pane.findings.findChild(QPushButton)
    assert button.accessibleName() == "Is missing: a"
    button.click()
    still(drive, dialog)
    assert (dialog.pane._preview.n_bad, dialog.pane._preview.columns[0].missing) == (0, 12)
    assert "'-' taken for missing" in dialog.pane.columns.item(0, 6).text()
    taken(drive, dialog)
    assert drive.window.experiment.spec.data.marks == {"a": ("-",)}
    assert drive.window.experiment.examples.x_train.shape == (48, 2)


def test_leaks_are_said_and_left_out_or_kept_together_by_their_button(drive, tmp_path):
    rng = np.random.default_rng(0)
    size = rng.normal(size=200).round(3)
    kinds = np.where(size + 0.5 * rng.normal(size=200) > 0, "big", "small")
    rows = [f"{k},{k // 5},{s},{kind == 'big':d},{kind}" for k, (s, kind) in enumerate(zip(size, kinds, strict=True))]
    (tmp_path / "leaky.csv").write_text("id,patient,size,answer,kind\n" + "\n".join(rows) + "\n")
    dialog = opened(drive, tmp_path / "leaky.csv")
    drive.settle()
    findings = dialog.pane.findings
    assert findings.isVisible()
    assert [(f.kind, f.column) for f in findings.findings] == [("leak", "answer"), ("key", "id"), ("group", "patient")]
    assert "accuracy 1.000" in findings.findings[0].text
    for name in ("Leave it out: answer", "Leave it out: id", "Keep together: patient"):
        button = next(b for b in findings.findChildren(QPushButton) if b.accessibleName() == name)
        button.click()
        still(drive, dialog)
        drive.settle()
    assert findings.findings == ()
    assert not findings.isVisible()
    taken(drive, dialog)
    data = drive.window.experiment.spec.data
    assert (data.ignore, data.group, data.split) == (("id", "answer"), "patient", "group")


def test_two_columns_of_a_table_are_predicted_together_and_either_is_shown_in_the_plane(drive, tmp_path):
    x = np.random.default_rng(0).normal(size=(80, 2)).round(3)
    path = tmp_path / "t.csv"
    path.write_text("a,b,price,rent\n" + "".join(f"{a},{b},{3 * a + b * b},{7 - b}\n" for a, b in x))
    dialog = opened(drive, path)
    pane = dialog.pane
    pane.columns.set_part("price", "target too")
    still(drive, dialog)
    assert pane.task_words.text().startswith("Predict rent and price from a, b, an output each")
    taken(drive, dialog)
    assert drive.window.experiment.spec.data.target == ("rent", "price")
    drive.train(epochs=1)
    view = drive.lab.inside.view("Boundary")
    drive.wait(lambda: view._answer is not None)
    assert [view.output.combo.itemText(k) for k in range(2)] == ["rent", "price"]
    first = view.chart._field
    view.output.set_value("1")
    view._on_output("1")
    assert not np.array_equal(view.chart._field, first)


def test_the_last_column_of_a_table_wider_than_the_list_is_predicted_and_all_others_count(drive, tmp_path, monkeypatch):
    for module in (columns, first_rows):
        monkeypatch.setattr(module, "MOST_COLUMNS", 4)
    path = tmp_path / "genes.csv"
    rows = (",".join([*(f"{r * k % 11}.{r}" for k in range(1, 8)), str(r % 2)]) for r in range(12))
    path.write_text("\n".join(["g0,g1,g2,g3,g4,g5,g6,ill", *rows]))
    dialog = opened(drive, path)
    pane = dialog.pane
    assert pane.target.value() == "ill"
    assert "8 columns; the first 3 and the last are listed" in pane.sizes.text()
    assert "2 classes of ill (0, 1) from g0, g1, g2, g3 and 3 more" in pane.task_words.text()
    taken(drive, dialog)
    assert drive.window.experiment.examples.shape == (7,)


def test_rows_without_a_target_are_left_out_as_is_said_or_refused_in_sight(drive, tmp_path, capsys):
    path = tmp_path / "t.csv"
    path.write_text("x,z,y\n" + "".join(f"{k},{k % 7},{'' if k % 9 == 4 else k / 4}\n" for k in range(40)))
    dialog = opened(drive, path)
    pane = dialog.pane
    assert "4 rows without it are left out" in pane._notes()["y"][0]
    assert (pane.bad_rows.isVisible(), pane.bad_rows.value()) == (True, "skip")
    pane.bad_rows.combo.setCurrentIndex(0)
    pane.bad_rows.edited.emit("stop")
    assert "4 rows have no y" in pane.bad_rows.error
    assert not dialog.take.isEnabled()
    pane.columns.set_part("z", "target")
    assert not pane.bad_rows.isVisible()
    pane.columns.set_part("y", "target")
    pane.bad_rows.set_value("skip")
    pane.bad_rows.edited.emit("skip")
    taken(drive, dialog)
    spec = drive.window.experiment.spec
    assert len(drive.window.experiment.examples.x_train) + len(drive.window.experiment.examples.x_val) == 36
    assert spec.data.bad_rows == imported(capsys, path, "bad_rows=skip")["bad_rows"]


def test_a_table_of_hundreds_of_columns_has_menus_where_it_is_looked_at(drive, tmp_path):
    """With menus in all rows the window was held for half a minute."""
    path = tmp_path / "genes.csv"
    rows = [",".join([*(f"{(r * k) % 11}.5" for k in range(400)), ("ill", "well")[r % 2]]) for r in range(30)]
    path.write_text("\n".join([",".join([*(f"g{k}" for k in range(400)), "state"]), *rows]))
    dialog = opened(drive, path)
    table = dialog.pane.columns
    assert len(table.names) == 300
    assert 6 < len(table.findChildren(QComboBox)) < 60
    assert (table.part("state"), table.kind("g250")) == ("target", "numeric")
    table.set_part("g250", "ignore")
    table.reveal("g250")
    drive.settle()
    menu = table.cellWidget(250, 1)
    assert menu.currentData() == "ignore"
    menu.setCurrentIndex(menu.findData("group"))
    menu.activated.emit(menu.currentIndex())
    assert (table.part("g250"), table.of_part("group")) == ("group", ["g250"])
    first = dialog.pane.tabs.widget(0).model()
    assert first.columnCount() == 300
    assert first.headerData(299, Qt.Orientation.Horizontal) == "state"
    assert [first.index(row, 299).data() for row in range(2)] == ["ill", "well"]
    dialog.reject()


def test_first_rows_show_numbers_to_their_last_digit(drive, tmp_path):
    path = tmp_path / "prices.csv"
    rows = (f"{1990 + k};{k % 7};{k % 5};2733{k:02d},28" for k in range(40))
    path.write_text("\n".join(["year;rooms;floor;price", *rows]))
    dialog = opened(drive, path)
    model = dialog.pane.tabs.widget(0).model()
    assert [model.index(1, column).data() for column in (0, 3)] == ["1991", "273301.28"]
    taken(drive, dialog)
    assert drive.lab.banner.text.endswith("loss MSELoss and 1 output. Ctrl+Z takes it back.")


def test_a_whole_number_that_differs_in_every_row_is_a_value_and_no_class(drive, tmp_path, capsys):
    path = tmp_path / "line.csv"
    path.write_text("x,y\n" + "".join(f"{k},{2 * k}\n" for k in range(1, 11)))
    dialog = opened(drive, path)
    assert dialog.pane.task_words.text().startswith("Regression: predict the value of y from x")
    assert "a different whole number in every row" in dialog.pane.task_words.text()
    taken(drive, dialog)
    assert drive.window.experiment.examples.task == "regression"
    assert "a small network of two hidden layers" in drive.lab.banner.text
