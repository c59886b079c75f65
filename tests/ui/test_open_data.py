"""Data of one's own in the window: previewed, its columns edited, and taken only once they have been read whole."""

from __future__ import annotations

import numpy as np
import PySide6
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from gdlab.ui.widgets.collapsible import Collapsible
from tests.ui.opening import opened, still, taken


def test_cancel_leaves_the_experiment_untouched(drive, strange):
    experiment = drive.window.experiment
    before = experiment.spec
    dialog = opened(drive, strange)
    dialog.pane.columns.set_part("id", "ignore")
    dialog.take.click()
    dialog.reject()
    drive.wait(lambda: drive.lab.opener.dialog is None)
    drive.rest()
    assert experiment.spec == before
    assert len(experiment.history) == 0


def test_reading_that_is_cancelled_keeps_the_dialog_and_what_was_chosen(drive, strange):
    dialog = opened(drive, strange)
    dialog.pane.columns.set_part("width", "target")
    dialog.take.click()
    assert not dialog.take.isEnabled()
    dialog.work.cancelled.emit()
    still(drive, dialog)
    assert "nothing was changed" in dialog.problem.text()
    assert dialog.pane.target.value() == "width"
    assert drive.window.experiment.spec.data.type == "digits"
    dialog.reject()


def test_data_that_nothing_can_be_learned_from_are_refused_beside_the_column(drive, tmp_path):
    path = tmp_path / "same.csv"
    path.write_text("a,y\n" + "".join(f"{i},1\n" for i in range(40)))
    dialog = opened(drive, path)
    assert "one value only" in dialog.pane.target.error
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_what_only_reading_finds_out_is_said_beside_its_column(drive, tmp_path):
    path = tmp_path / "infinite.jsonl"
    path.write_text(
        "".join(f'{{"a": {i}, "b": {"1e400" if i == 5 else i}, "y": "{"pq"[i % 2]}"}}\n' for i in range(40))
    )
    before = drive.window.experiment.spec
    dialog = opened(drive, path)
    dialog.take.click()
    drive.wait(lambda: dialog.problem.text() != "")
    assert "b" in dialog.problem.text()
    assert drive.window.experiment.spec == before
    assert dialog.isVisible()
    dialog.reject()


@pytest.mark.parametrize(
    "name, content",
    [("empty.csv", b""), ("strange.xyz", b"1"), ("head.csv", b"a,b\n"), ("cut.csv.gz", b"\x1f\x8b\x08")],
)
def test_a_broken_file_is_said_in_the_dialog_and_another_can_be_chosen(drive, tmp_path, strange, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    dialog = opened(drive, path)
    assert name in dialog.empty.accessibleName()
    assert not dialog.take.isEnabled()
    dialog.open_path(strange)
    still(drive, dialog)
    assert dialog.problem.text() == ""
    assert dialog.take.isEnabled()
    dialog.open_path(path)
    still(drive, dialog)
    assert dialog.pane is None
    assert name in dialog.empty.accessibleName()
    assert not dialog.take.isEnabled()
    dialog.reject()
    assert drive.window.experiment.spec.data.type == "digits"


def test_arrays_are_found_by_their_names_and_shown(drive, tmp_path):
    rng = np.random.default_rng(0)
    path = tmp_path / "arrays.npz"
    np.savez(path, pictures=rng.integers(0, 255, (80, 6, 6), dtype=np.uint8), labels=rng.integers(0, 3, 80))
    dialog = opened(drive, path)
    assert dialog.pane.view.isVisible(), dialog.problem.text()
    taken(drive, dialog)
    data = drive.window.experiment.spec.data
    assert (data.type, data.x, data.y) == ("npz", "pictures", "labels")
    assert drive.window.experiment.spec.name == "arrays"
    assert drive.window.experiment.spec.network.layers[-1].out_features == 3


@pytest.mark.parametrize("targets", ["values", "labels", "one-hot", "classes"])
def test_points_of_the_plane_with_any_targets_are_shown_and_train(drive, tmp_path, targets):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(80, 2))
    y = {
        "values": x @ rng.normal(size=(2, 2)),
        "labels": (x > 0).astype(int),
        "one-hot": np.eye(3)[rng.integers(0, 3, 80)],
        "classes": np.where(x[:, 0] > 0, 1, -1),
    }[targets]
    np.savez(tmp_path / "plane.npz", X=x, y=y)
    dialog = opened(drive, tmp_path / "plane.npz")
    assert dialog.pane.view.isVisible(), dialog.problem.text()
    assert dialog.take.isEnabled()
    taken(drive, dialog)
    losses = {"values": "MSELoss", "labels": "BCEWithLogitsLoss"}
    spec = drive.window.experiment.spec
    assert (spec.loss.type, spec.network.layers[-1].out_features) == (
        losses.get(targets, "CrossEntropyLoss"),
        3 if targets == "one-hot" else 2,
    )
    drive.train(epochs=1)


def test_a_file_that_is_dropped_on_the_window_is_opened(drive, strange):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(strange))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = (
        QPointF(300, 300) if PySide6.__version_info__ >= (6, 12) else QPoint(300, 300)
    )  # 6.12 deprecates QPoint here
    over = QDragEnterEvent(place, copy, dropped, left, none)
    QApplication.sendEvent(drive.window, over)
    assert over.isAccepted()
    QApplication.sendEvent(drive.window, QDropEvent(QPointF(300, 300), copy, dropped, left, none))
    dialog = drive.lab.opener.dialog
    assert dialog is not None
    still(drive, dialog)
    assert dialog.take.isEnabled()
    dialog.reject()


def test_a_text_is_read_for_a_language_model_with_its_few_fields(drive, tmp_path):
    path = tmp_path / "novel.txt"
    path.write_text("It was a dark and stormy night.\n" * 100)
    dialog = opened(drive, path)
    assert {"unit", "length", "stride"} <= set(dialog.pane.form._editors)
    assert dialog.pane.view.isVisible(), dialog.problem.text()
    dialog.pane.form.edited.emit("length", 0)
    assert "1" in dialog.pane.form.editor("length").error
    dialog.pane.form.edited.emit("length", 16)
    still(drive, dialog)
    taken(drive, dialog)
    assert drive.window.experiment.spec.data.length == 16


def test_a_folder_a_class_is_read_as_pictures(drive, tmp_path):
    from PIL import Image

    for k, name in enumerate(("dark", "light")):
        (tmp_path / "pictures" / name).mkdir(parents=True)
        for i in range(10):
            Image.new("RGB", (9, 9), (100 * k + i,) * 3).save(tmp_path / "pictures" / name / f"{i}.png")
    dialog = opened(drive, tmp_path / "pictures")
    assert "path_column" not in dialog.pane.form._editors
    dialog.pane.form.edited.emit("width", 8)
    still(drive, dialog)
    taken(drive, dialog)
    assert drive.window.experiment.spec.data.width == 8
    assert drive.window.experiment.examples.classes == ("dark", "light")


def test_after_opening_the_form_shows_what_matters_and_folds_away_how_the_file_is_read(drive, strange):
    dialog = opened(drive, strange)
    dialog.pane.bad_rows.set_value("skip")
    dialog.pane.bad_rows.edited.emit("skip")
    still(drive, dialog)
    taken(drive, dialog)
    form = drive.lab.experiment_panel.data.form
    names = [name for name in type(drive.window.experiment.spec.data).model_fields if name != "type"]
    assert [name for name in names if form.editor(name).isVisibleTo(form)] == ["scale", "split", "target"]
    reading = next(fold for fold in form.findChildren(Collapsible) if "How the file is read" in fold._button.text())
    assert not reading.is_expanded
    assert form.editor("delimiter").isHidden() is False
    form.set_error("delimiter", "is wrong")
    assert reading.is_expanded
    assert form.editor("delimiter").isVisibleTo(form)
