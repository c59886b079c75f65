"""Runs leave the window in every format, come in beside own ones, predict new rows, and an experiment is a link."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from gdlab.lab import plugins
from gdlab.lab.bundle.files import read_bundle
from gdlab.lab.exports.base import run_formats
from gdlab.lab.run import Status
from gdlab.ui.actions.view_state import apply_view, view_of
from gdlab.ui.theming import current_theme

ROWS = "epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.6\n"


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    path = tmp_path / "houses.csv"
    path.write_text("area,kind,price\n" + "".join(f"{20 + i},{'ab'[i % 2]},{3 * i}\n" for i in range(40)))
    return path


def trained_on(drive, path: Path):
    drive.set("data", {"type": "csv", "path": str(path), "target": "price"})
    drive.set("network.layers", ["Linear(out_features=1)"])
    drive.set("loss", "MSELoss")
    drive.set("optimizer", "SGD(lr=0.01)")
    drive.train(**{"training.epochs": 2})
    return drive.lab.book.current


def test_a_run_of_the_table_predicts_a_file_and_writes_it(drive, houses: Path, tmp_path: Path, monkeypatch):
    shown = trained_on(drive, houses)
    menu = drive.lab.runs.menu([shown])
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Predict…"].isEnabled()
    new = tmp_path / "new.csv"
    new.write_text("area,kind\n30,cave\n31,castle\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(new), ""))
    actions["Predict…"].trigger()
    drive.wait(lambda: "new.csv was not predicted" in drive.lab.banner.text)
    assert "row 1: column 'kind' holds 'cave'" in drive.lab.banner.text
    new.write_text("area,kind\n30,a\n31,castle\n")
    with drive.qtbot.waitSignal(drive.lab.predictor.predicted, timeout=20_000):
        drive.lab.predictor.predict(shown.run.id, new)
    dialog = drive.lab.predictor.dialog
    assert (dialog.table.rowCount(), dialog.table.horizontalHeaderItem(0).text()) == (2, "price")
    assert "1 of them could not be predicted" in dialog.note.text()
    assert dialog.note.text().startswith("2 rows of new.csv.")
    assert "holds 'castle'" in dialog.table.item(1, 1).text()
    assert dialog.table.item(1, 1).toolTip() == dialog.table.item(1, 1).text()
    assert dialog.table.verticalHeader().isVisible()
    dialog.save(tmp_path / "out.csv")
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 3
    assert "Wrote 2 predictions" in drive.lab.banner.text
    new.write_text("area,kind\n30,a\n")
    with drive.qtbot.waitSignal(drive.lab.predictor.predicted, timeout=20_000):
        drive.lab.predictor.predict(shown.run.id, new)
    assert drive.lab.predictor.dialog.note.text() == "1 row of new.csv."


def test_a_run_on_pictures_predicts_a_folder(drive, tmp_path: Path, monkeypatch):
    for k in range(12):
        path = tmp_path / ("dark", "light")[k % 2] / f"{k}.png"
        path.parent.mkdir(exist_ok=True)
        Image.new("L", (4, 4), 20 + k + 200 * (k % 2)).save(path)
    drive.set("data", {"type": "images", "path": str(tmp_path), "height": 4, "width": 4, "grey": True})
    drive.set("network.layers", ["Linear(out_features=2)"])
    drive.wait(lambda: drive.window.experiment.examples.name == "images")
    drive.train(**{"training.epochs": 2})
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path))
    with drive.qtbot.waitSignal(drive.lab.predictor.predicted, timeout=20_000):
        drive.lab.predictor.ask()
    table = drive.lab.predictor.dialog.table
    assert (table.rowCount(), table.horizontalHeaderItem(0).text()) == (12, "file")
    assert table.item(0, 0).text() == "dark/0.png"


def test_the_export_menu_holds_every_format_and_a_bundle_comes_back(drive, tmp_path: Path):
    drive.train(**{"training.epochs": 1})
    shown = drive.lab.book.current
    export = next(a.menu() for a in drive.lab.runs.menu([shown]).actions() if a.text() == "Export")
    assert {a.text() for a in export.actions()} == {f"{form.title}…" for form in run_formats().values()}
    path = tmp_path / "mine.gdlab"
    controls = drive.lab.curves.controls
    controls.smoothing.setValue(250)
    controls.log_x.setChecked(True)
    drive.lab.book.set_color(shown.run.id, "#123456")
    with drive.qtbot.waitSignal(drive.lab.exporter.exported, timeout=20_000):
        drive.lab.exporter.write(path, None, "bundle")
    assert read_bundle(path).runs[0].spec == shown.run.spec
    assert read_bundle(path).view["runs"] == [{"color": "#123456", "visible": True}]
    controls.smoothing.setValue(600)
    controls.log_x.setChecked(False)
    (tmp_path / "keras.csv").write_text(ROWS)
    with drive.qtbot.waitSignal(drive.lab.importer.imported, timeout=20_000):
        drive.lab.importer.read([path, tmp_path / "keras.csv"])
    assert [each.run.status for each in drive.lab.book] == [Status.FINISHED, Status.FINISHED, Status.IMPORTED]
    assert "Imported 2 runs, 1 of other programs" in drive.lab.banner.text
    assert (controls.smoothing.value(), controls.log_x.isChecked()) == (250, True)
    assert [each.color for each in drive.lab.book][1] == "#123456"
    apply_view({"smoothing": "x", "x_axis": 3, "log_x": 1, "runs": [{"color": "red"}, 4]}, controls, drive.lab.book, [])
    drive.settle()
    foreign = drive.lab.book.find(list(drive.lab.book)[-1].run.id)
    actions = {a.text(): a.isEnabled() for a in drive.lab.runs.menu([foreign]).actions()}
    assert not any(actions[name] for name in ("Predict…", "Use these settings", "Branch…"))
    assert foreign.run.history["val/loss"].tolist() == [1.1, 0.6]


def test_a_run_of_a_bundle_has_the_colour_in_its_place_in_whatever_theme_it_was_written(drive):
    shown, colors = drive.lab.book.find(drive.train(**{"training.epochs": 1}).id), current_theme().runs.colors
    view = view_of(drive.lab.curves.controls, drive.lab.book, [shown.run.run])
    assert view["runs"] == [{"color": shown.color, "visible": True, "place": colors.index(shown.color)}]
    for place, color in ((3, colors[3]), (99, "#654321"), ("x", "#654321")):
        written = view | {"runs": [{"color": "#654321", "visible": True, "place": place}]}
        apply_view(written, drive.lab.curves.controls, drive.lab.book, [shown.run.run])
        assert shown.color == color


def test_a_damaged_import_is_said_and_takes_nothing(drive, tmp_path: Path):
    (tmp_path / "evil.gdlab").write_bytes(b"PK nothing")
    before = len(drive.lab.book)
    drive.lab.importer.read([tmp_path / "evil.gdlab"])
    drive.wait(lambda: "The import failed" in drive.lab.banner.text)
    assert len(drive.lab.book) == before


def test_an_import_is_cancelled_while_a_file_is_read(drive, tmp_path: Path):
    path = tmp_path / "keras.csv"
    path.write_text("epoch,loss\n" + "".join(f"{k},0.5\n" for k in range(300_000)))
    before = len(drive.lab.book)
    drive.lab.importer.read([path])
    assert drive.lab.banner.text == "Reading keras.csv"
    drive.lab.banner.action_clicked.emit()
    drive.wait(lambda: drive.lab.banner.text == "The import was cancelled.")
    assert len(drive.lab.book) == before


def test_a_plugin_is_not_run_before_the_user_agrees(drive, tmp_path: Path, monkeypatch):
    script = tmp_path / "mine.py"
    script.write_text("raise SystemExit('it was run')\n")
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GDLAB_PLUGINS", str(script))
    monkeypatch.setattr(plugins, "_LOADED_PLUGINS", [])
    plugins.load_plugins()
    drive.window.plugins.show()
    assert "1 plugin is not loaded" in drive.lab.banner.text
    for answer in (QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes):
        assert not plugins.found_plugins()[0].is_agreed
        monkeypatch.setattr(QMessageBox, "question", lambda *_a, answer=answer: answer)
        drive.lab.banner.action_clicked.emit()
    assert plugins.found_plugins()[0].is_agreed
    assert "runs from the next start on" in drive.lab.banner.text


def test_an_experiment_is_copied_and_opened_as_a_link(drive):
    files, experiment = drive.window.files, drive.window.experiment
    drive.set("optimizer", "SGD(lr=0.25)")
    files.copy_link()
    drive.set("optimizer", "Adam")
    files.open_link(QApplication.clipboard().text())
    assert experiment.spec.optimizer.as_call() == "SGD(lr=0.25)"
    files.open_link("gdlab:1:zzzz")
    assert "The link was not opened: the link is damaged" in drive.lab.banner.text
