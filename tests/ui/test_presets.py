"""The gallery: a preset is found, and one click opens it with its race and its view."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gdlab.lab.presets import presets
from gdlab.ui.dialogs.race import RaceDialog
from gdlab.ui.pages.presets.card import PresetCard


def shown_cards(page) -> set[str]:
    return {name for name, card in page.cards.items() if card.isVisible()}


def test_the_gallery_finds_presets_and_opens_one_with_its_race_and_view(drive):
    window = drive.window
    page = window.page("presets")
    window.show_page(page.name)
    assert shown_cards(page) == set(presets())
    page.search.setText("hidden layer xor")
    assert shown_cards(page) == {"xor"}
    page.search.setText("zebra")
    assert shown_cards(page) == set()
    assert page._nothing.isVisible()
    page.search.setText("")
    page.tag.combo.setCurrentText("sequences")
    page.tag.combo.activated.emit(page.tag.combo.currentIndex())
    assert shown_cards(page) == {name for name, each in presets().items() if "sequences" in each.header.tags}
    page.search.setText("memory")
    drive.qtbot.mouseClick(page.cards["lstm-memory"], Qt.MouseButton.LeftButton)
    drive.wait(lambda: window.experiment.examples is not None and window.experiment.examples.name == "memory")
    assert window.pages.currentWidget().name == "lab"
    assert window.experiment.spec.name == "lstm-memory"
    assert window.experiment.why_not == ""
    assert window.lab.curves.controls.log_y.isChecked()
    assert presets()["lstm-memory"].header.sentence in window.lab.banner.text
    assert window.lab.starter.plan == presets()["lstm-memory"].saved.race


def test_the_race_of_a_preset_starts_with_one_click_more_and_one_without_a_race_forgets_it(drive):
    window = drive.window
    drive.qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = window.page("presets")
    drive.wait(lambda: "xor" in page.cards)
    drive.qtbot.mouseClick(page.cards["xor"].button, Qt.MouseButton.LeftButton)
    drive.wait(lambda: window.experiment.examples is not None and window.experiment.examples.name == "xor")
    drive.qtbot.mouseClick(window.lab.banner._action, Qt.MouseButton.LeftButton)
    drive.wait(lambda: len(drive.runs) == 2 and all(run.status.ended for run in drive.runs))
    drive.rest()
    assert [run.run.name for run in drive.runs] == ["no hidden layer – xor", "8 hidden units – xor"]
    window.files.open_preset("moons")
    assert window.lab.starter.plan is None
    assert presets()["moons"].header.sentence in window.lab.banner.text
    window.files.open_preset("xorr")
    assert "Did you mean xor" in window.lab.banner.text
    assert window.experiment.spec.name == "moons"


def test_every_card_has_a_name_a_picture_and_a_button_for_the_keyboard(drive):
    page = drive.window.page("presets")
    drive.window.show_page(page.name)
    assert len(page.cards) == len(presets())
    for card in page.cards.values():
        assert isinstance(card, PresetCard)
        assert card.button.accessibleName() == f"Open the preset {card.preset.header.title}"
        assert card.button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_race_of_a_preset_stands_in_the_dialog_as_it_is(drive):
    drive.window.files.open_preset("xor")
    drive.wait(lambda: drive.window.experiment.examples is not None and drive.window.experiment.examples.name == "xor")
    drive.wait(lambda: not drive.window.bridge.moving)
    drive.click("race")
    dialog = drive.window.findChild(RaceDialog)
    assert dialog.plan == presets()["xor"].saved.race
    assert len(dialog.variants()) == 2
    dialog.first.what.setCurrentText("Networks")
    dialog.second.what.setCurrentText("Initial weights")
    assert "not crossed" in dialog.problem.text()
    dialog.second.what.setCurrentText("data.noise")
    assert dialog.go.isEnabled()
    dialog.close()
