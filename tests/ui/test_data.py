"""The data in the window: what a set looks like, a file of one's own, and what has to be fetched."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.ui.dialogs.open_data import OpenDataDialog


def choose(drive, name: str) -> None:
    drive.set("data", {"type": name})
    drive.wait(lambda: drive.window.experiment.examples.name == name)
    drive.rest()


@pytest.mark.parametrize(
    "name, view",
    [("digits", "images"), ("moons", "points"), ("reviews", "texts"), ("stocks", "series"), ("paradise_lost", "texts")],
)
def test_the_data_card_shows_what_the_set_looks_like(drive, name, view):
    choose(drive, name)
    data = drive.lab.inside.data
    drive.lab.inside.choose("Data")
    assert getattr(data, view).isVisibleTo(data)
    assert str(len(drive.window.experiment.examples.x_val)) in data.sizes.text().replace("\u202f", "")


def test_a_table_shows_a_histogram_a_column_and_classes_their_balance(drive):
    choose(drive, "iris")
    data, examples = drive.lab.inside.data, drive.window.experiment.examples
    drive.wait(lambda: len(data.inputs._rows) == 4)
    assert [row.name for row in data.inputs._rows] == list(examples.features)
    assert sum(sum(row.counts) for row in data.inputs._rows) == examples.x_train.size
    assert sum(row.train + row.val for row in data.balance._rows) == 150


def test_pictures_are_taken_from_all_over_a_sorted_set(drive):
    choose(drive, "photo_patches")
    assert len(set(drive.lab.inside.data.images.tiles._truth)) == 2


@pytest.fixture
def table(tmp_path):
    rng = np.random.default_rng(0)
    path = tmp_path / "flowers.csv"
    rows = [f"{a:.3f};{b:.3f};{'big' if a + b > 1 else 'small'}" for a, b in rng.random((200, 2))]
    path.write_text("width;height;kind\n" + "\n".join(r.replace(".", ",") for r in rows) + "\n")
    return path


def opened(drive, path) -> OpenDataDialog:
    opener = drive.lab.opener
    opener.open(path)
    drive.wait(lambda: opener.dialog is not None or drive.lab.banner.isVisible())
    assert opener.dialog is not None, drive.lab.banner.text
    return opener.dialog


def test_a_table_of_ones_own_is_previewed_and_becomes_the_experiments_data(drive, table):
    dialog = opened(drive, table)
    assert [dialog._kind(i) for i in range(3)] == ["numeric", "numeric", "categorical"]
    assert dialog.target.currentText() == "kind"
    dialog.take.click()
    drive.wait(lambda: drive.window.experiment.spec.data.type == "csv")
    drive.wait(lambda: drive.window.experiment.examples.name == "csv")
    examples = drive.window.experiment.examples
    assert sorted(examples.classes) == ["big", "small"]
    assert examples.shape == (2,)
    drive.wait(lambda: drive.lab.opener.dialog is None)
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 5)


def test_kinds_and_target_that_are_changed_go_into_the_spec(drive, table):
    dialog = opened(drive, table)
    dialog.target.setCurrentText("height")
    dialog.columns.cellWidget(2, 1).setCurrentText("ignore")
    dialog.take.click()
    drive.wait(lambda: drive.window.experiment.spec.data.type == "csv")
    drive.wait(lambda: drive.window.experiment.examples.task == "regression")
    assert drive.window.experiment.examples.features == ("width",)
    drive.wait(lambda: drive.lab.opener.dialog is None)


def test_bad_rows_are_shown_with_line_and_reason(drive, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("a,b,y\n" + "".join(f"{i},{i * 2},{i % 2}\n" for i in range(50)) + "1,2\n" + "x,3,1\n")
    dialog = opened(drive, path)
    assert dialog.tabs.count() == 3
    assert "Bad rows" in dialog.tabs.tabText(2)
    shown = dialog.tabs.widget(2)
    assert shown.item(0, 0).text() == "52"
    assert shown.item(0, 1).text()
    dialog.reject()


def test_data_that_cannot_be_used_are_refused_in_the_dialog_and_nothing_changes(drive, tmp_path):
    path = tmp_path / "same.csv"
    path.write_text("a,y\n" + "".join(f"{i},1\n" for i in range(40)))
    before = drive.window.experiment.spec
    dialog = opened(drive, path)
    dialog.take.click()
    drive.wait(lambda: dialog.problem.text() != "")
    assert "same" in dialog.problem.text() or "every target" in dialog.problem.text()
    assert drive.window.experiment.spec == before
    dialog.reject()


@pytest.mark.parametrize("name, text", [("empty.csv", ""), ("strange.xyz", "1"), ("head.csv", "a,b\n")])
def test_a_file_that_holds_no_data_is_said_in_a_sentence(drive, tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    drive.lab.opener.open(path)
    drive.wait(drive.lab.banner.isVisible)
    assert name in drive.lab.banner.text
    assert drive.window.experiment.spec.data.type == "digits"


def test_what_is_not_here_offers_a_download_with_its_size_and_the_stand_in(drive):
    drive.set("data", {"type": "cifar10"})
    drive.wait(lambda: drive.window.experiment.data_problem != "")
    tools = drive.lab.experiment_panel.data_tools
    assert tools.fetch.isVisible()
    assert "MB" in tools.fetch.text()
    assert not drive.find("start").isEnabled()
    drive.click("use_stand_in")
    drive.wait(lambda: drive.window.experiment.spec.data.type == "shapes32")
    drive.wait(lambda: drive.window.experiment.examples.name == "shapes32")
    assert not tools.fetch.isVisible()
