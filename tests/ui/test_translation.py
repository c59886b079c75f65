"""The window in another language: every text is translated, none is cut, and numbers are read and written its way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import update_translations as catalogue
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QLabel

from gdlab.lab.number_text import format_duration, format_number, format_share
from gdlab.sentences import SentenceTemplates
from gdlab.spec.base import kinds, members
from gdlab.spec.fields import fields
from gdlab.translation import in_english, local_number, tr, tr_n, use_language
from gdlab.ui.app import make_app, make_window
from gdlab.ui.dialogs.race import RaceDialog
from gdlab.ui.language import chosen_language, install_language, language_codes, system_language
from gdlab.ui.pages.studies.card import StudyCard
from gdlab.ui.plots.axes import plain_number, tick_text
from gdlab.ui.settings import Settings
from gdlab.ui.widgets.elided import ElidedLabel
from gdlab.ui.widgets.number import IntEditor, NumberEditor
from tests.ui.opening import opened, still, taken
from tests.ui.texts_in_sight import menu_texts, texts_in_sight

GERMAN = catalogue.FOLDER / "gdlab_de.ts"
_PLACE = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def german_texts():
    return catalogue.read_catalogue(GERMAN)


@pytest.fixture
def german(qapp):
    install_language("de")
    yield
    install_language("en")


@pytest.fixture
def pseudo(qapp):
    """A language in which every text, and every sentence that is known, stands in brackets."""
    known = SentenceTemplates(catalogue.sentences(), lambda text: f"⟦{text}⟧", ".")
    use_language(
        lambda text, _meaning, _n: text if text.startswith("⟦") else f"⟦{text}⟧",
        recognise=lambda text: text if "⟦" in text else known.translated(text),
    )
    yield
    use_language(None)


# --- the catalogue ----------------------------------------------------------------------------------------------------
def test_every_text_of_the_program_is_translated_and_no_other(german_texts):
    missing = catalogue.all_texts().keys() - german_texts.keys()
    assert not missing, "run packaging/update_translations.py and translate what it calls unfinished"
    assert not german_texts.keys() - catalogue.all_texts().keys(), "run packaging/update_translations.py"


def test_placeholders_and_edges_of_translations_are_those_of_the_source(german_texts):
    for text, forms in german_texts.items():
        for form in forms:
            assert form.strip(), text
            wanted, found = set(_PLACE.findall(text.source)), set(_PLACE.findall(form))
            assert found == wanted or (text.plural and found <= wanted), (text, form)
            assert text.source[:1].isspace() == form[:1].isspace(), (text, form)
            assert text.source[-1:].isspace() == form[-1:].isspace(), (text, form)
            assert text.source.count("\t") == form.count("\t"), (text, form)


def test_thousands_in_translations_stand_apart_as_in_the_programs_own_figures(german_texts):
    thousands = re.compile(r"(?<![\d.,=\w/])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,]*\d|\w)")
    assert thousands.search("1.438 Beispiele")
    assert not thousands.search("1\u202f438 Beispiele")
    assert format_number(1438) == "1\u202f438"
    assert not [form for forms in german_texts.values() for form in forms if thousands.search(form)]


def test_the_compiled_catalogue_is_up_to_date(tmp_path: Path):
    catalogue.compile_catalogue(GERMAN, tmp_path / "made.qm")
    assert (tmp_path / "made.qm").read_bytes() == GERMAN.with_suffix(".qm").read_bytes()


def test_the_list_of_sentences_is_up_to_date(tmp_path: Path):
    catalogue.write_sentences(tmp_path / "sentences.txt")
    shipped = catalogue.FOLDER / "sentences.txt"
    assert (tmp_path / "sentences.txt").read_bytes() == shipped.read_bytes(), "run packaging/update_translations.py"


def test_a_study_whose_part_has_no_name_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "resources" / "studies").mkdir(parents=True)
    text = 'title = "Is Adam ahead?"\n[[parts]]\n[[parts.measures]]\ncolumn = "val loss"\n'
    (tmp_path / "resources" / "studies" / "plain.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    assert {text for text, _ in catalogue._study_texts()} == {"Is Adam ahead?", "val loss"}


def test_what_was_translated_stays_when_the_catalogue_is_written_anew(tmp_path: Path):
    plain, plural = catalogue.Text("Open", "verb"), catalogue.Text("{n} runs", plural=True)
    known = {plain: ("Öffnen",), plural: ("{n} Lauf", "{n} Läufe")}
    texts = {plain: "a.py", plural: "a.py", catalogue.Text("New"): "b.py"}
    assert catalogue.write_catalogue(tmp_path / "x.ts", "de", texts, known) == 1
    assert catalogue.read_catalogue(tmp_path / "x.ts") == known


def test_texts_are_found_in_conditions_and_with_their_meaning(tmp_path: Path):
    code = 'tr("One" if x else "Two")\ntr("Add", meaning="a layer")\ntr_n("{n} run", "{n} runs", n)\ntr(variable)\n'
    (tmp_path / "part.py").write_text(code, encoding="utf-8")
    assert set(catalogue.texts_of_code(tmp_path)) == {
        catalogue.Text("One"), catalogue.Text("Two"), catalogue.Text("Add", "a layer"),
        catalogue.Text("{n} runs", plural=True),
    }  # fmt: skip


# --- the window -------------------------------------------------------------------------------------------------------
def _own_words() -> set[str]:
    """Return the words that are the same in every language: names of members, fields and choices, and units."""
    words = {
        "gdlab",
        "lr",
        "x",
        "dy",
        "dx",
        "digits",
        "digit",
        "kB",
        "MB",
        "ms",
        "min",
        "SD",
        "SE",
        "max",
        "id",
        "Adam",
        "SGD",
    }
    for kind in kinds():
        for name, cls in members(kind).items():
            words |= {name, *(f.name for f in fields(cls))}
            words |= {str(c) for f in fields(cls) for c in f.choices}
    return words | {"RMSE", "ROC", "AUC", "English", "Deutsch"}


#: Places whose texts are code: the names of rules and formulas.
_CODE = ("kept_rule", "rule_surface")


def test_every_text_in_sight_is_translated(pseudo, qtbot):
    make_app()
    window = make_window(keep=True, store=None)
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(lambda: window.experiment.examples is not None, timeout=60_000)
    own, left = _own_words(), {}
    for place, text in [*menu_texts(window.menuBar()), *_texts_of_pages(window, qtbot)]:
        rest = re.sub(r"⟦.*⟧", "", text, flags=re.DOTALL)
        rest = re.sub(r"<[^>]*>|&\w+;|\w+\([^)]*\)", "", rest)
        unknown = [word for word in re.findall(r"[A-Za-zÄÖÜäöü_]{2,}", rest) if word not in own]
        if unknown and not any(part in place for part in _CODE):
            left[text] = place
    window.ask_before_leaving = False
    window.close()
    window.deleteLater()
    assert not left, "\n".join(f"{place}: {text}" for text, place in left.items())


def _texts_of_pages(window, qtbot):
    for button in window.rail.buttons:
        button.click()
        if button.objectName() == "nav_studies":
            qtbot.waitUntil(lambda: len(window.page("studies").cards) > 30, timeout=30_000)
            yield from texts_in_sight(window)
            window.page("studies").open("momentum")
        yield from texts_in_sight(window)


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_no_german_label_or_button_is_cut(german, qtbot, size):
    make_app()
    window = make_window(keep=False)
    window.resize(*size)
    window.show()
    qtbot.waitUntil(lambda: window.experiment.examples is not None, timeout=60_000)
    cut = []
    for button in window.rail.buttons:
        button.click()
        if button.text() == "Studien":  # whose cards come when their files have been read
            qtbot.waitUntil(lambda: len(window.findChildren(StudyCard)) > 30, timeout=60_000)
            qtbot.wait(100)
        qtbot.wait(30)
        for widget in window.findChildren(QLabel) + window.findChildren(QAbstractButton):
            if widget.isVisibleTo(window) and widget.text() and _is_cut(widget):
                cut.append((button.text(), type(widget).__name__, widget.text()))
    window.ask_before_leaving = False
    window.close()
    window.deleteLater()
    assert not cut


def _is_cut(widget: QLabel | QAbstractButton) -> bool:
    if isinstance(widget, ElidedLabel) or (isinstance(widget, QLabel) and widget.pixmap()):
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    return widget.sizeHint().width() > widget.width() + 1


# --- the choice -------------------------------------------------------------------------------------------------------
def test_the_language_is_that_of_the_environment_the_settings_or_the_system(monkeypatch):
    monkeypatch.setenv("GDLAB_LANGUAGE", "de")
    assert chosen_language("en") == "de"
    monkeypatch.delenv("GDLAB_LANGUAGE")
    assert chosen_language("de") == "de"
    assert chosen_language("klingon") == chosen_language("") == system_language()
    assert set(language_codes()) == {"en", "de"}


def test_the_language_is_chosen_in_set_up_and_kept(drive):
    drive.window.show_page("setup")
    choice = drive.window.setup.language
    assert [choice.combo.itemText(row) for row in (1, 2)] == ["English", "Deutsch"]
    choice.combo.setCurrentIndex(2)
    choice.combo.activated.emit(2)
    assert Settings.load().language == "de"
    choice.combo.activated.emit(choice.combo.setCurrentIndex(0) or 0)
    assert Settings.load().language == ""


def test_a_language_is_installed_and_taken_off_again(qapp):
    install_language("de")
    assert tr("Loss") == "Verlust"
    assert [tr_n("{n} run", "{n} runs", n) for n in (1, 2)] == ["1 Lauf", "2 Läufe"]
    assert QLocale().language() == QLocale.Language.German
    with in_english():
        assert (tr("Loss"), local_number("0.5")) == ("Loss", "0.5")
    install_language("en")
    assert tr("Loss") == "Loss"


# --- numbers ----------------------------------------------------------------------------------------------------------
def test_numbers_have_the_decimal_sign_of_the_language(german):
    assert (format_number(0.25), format_share(0.125), format_duration(3.42)) == ("0,2500", "12,50 %", "3,42 s")
    assert (tick_text(0.5, 0.5), plain_number(0.001)) == ("0,5", "0,001")


def test_numbers_are_typed_as_the_language_writes_them(german, qtbot):
    editor, whole = NumberEditor("Lernrate", 0.5), IntEditor("Schritte", 3)
    qtbot.addWidget(editor)
    qtbot.addWidget(whole)
    assert editor.line.text() == "0,5"
    for text, value in (("0,01", 0.01), ("0.01", 0.01), ("1e-3", 0.001), ("−2,5", -2.5)):
        editor.line.setText(text)
        editor.commit()
        assert editor.value() == value
    for text in ("1.000", "1.234,5", "1,2,3"):
        assert editor.problem(text)
    assert whole.problem("1.000")


@pytest.mark.own_window
def test_titles_of_charts_and_values_of_fields_are_in_the_language_too(german, drive):
    for lr in (0.1, 0.2):
        drive.train(optimizer=f"SGD(lr={lr})", training__epochs=1)
    model = drive.lab.runs.model
    cells = {str(model.data(model.index(row, column))) for row in range(2) for column in range(model.columnCount())}
    assert {"0,1", "0,2"} <= cells
    inside = drive.lab.inside
    titles = {"Layers": "Aktivierungen", "Probabilities": "ROC"}
    for view, title in titles.items():
        inside.choose(view)
        drive.wait(
            lambda title=title: title in {label.text() for label in inside.findChildren(QLabel) if label.isVisible()}
        )
    drive.find("chart_norm").forget_all()
    assert drive.find("chart_norm")._title.text() == "Gradientennorm"


@pytest.mark.own_window
def test_what_is_undone_is_named_in_the_language_too(german, drive):
    experiment = drive.window.experiment
    undo, redo = experiment.undo_actions()
    experiment.set("optimizer.lr", 0.02)
    assert undo.text() == "Rückgängig: lr ändern"
    experiment.duplicate_layer(0)
    assert undo.text() == "Rückgängig: Linear verdoppeln"
    undo.trigger()
    assert redo.text() == "Wiederherstellen: Linear verdoppeln"


def test_what_is_said_of_opened_data_and_offered_for_a_race_is_in_the_language_too(german, drive, tmp_path):
    path = tmp_path / "students.csv"
    rows = (f"S{k};{k % 9},5;{k % 7},25;{k % 5};{'ab'[k % 2]}" for k in range(60))
    path.write_text("\n".join(["student;hours;prior;age;passed", *rows]))
    dialog = opened(drive, path)
    assert dialog.pane.dialect.delimiter.combo.currentText() == "Semikolon (erk.)"
    assert dialog.pane.dialect.decimal.combo.currentText() == "Komma (erk.)"
    assert dialog.pane.task_words.text().endswith("Vermutet, denn die Spalte enthält Wörter.")
    assert "(60 verschiedene Werte in 60 Zeilen)" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    rows = dialog.pane.tabs.widget(0).model()
    assert rows.index(0, 1).data() == "0,5"
    dialog.pane.columns.set_part("student", "ignore")
    still(drive, dialog)
    taken(drive, dialog)
    assert "Das Netz wurde angepasst: 2 Ausgaben." in drive.lab.banner.text
    assert "'passed' wird als Klassen vorhergesagt" in " ".join(
        label.text() for label in drive.lab.experiment_panel.findChildren(QLabel)
    )
    drive.lab.starter.ask_race()
    race = drive.window.findChild(RaceDialog)
    offered = [race.first.what.itemText(k) for k in range(4)]
    assert offered == ["Optimierer", "Lernraten", "Batch-Größen", "Genauigkeit der Zahlen"]
    assert race.second.what.currentText() == "Sonst nichts"
    assert not race.second.varies
    race.first.what.setCurrentText("Lernraten")
    race.go.click()
    drive.wait(lambda: len(drive.runs) == 5 and all(run.status.ended for run in drive.runs))
    assert len({run.spec.optimizer.lr for run in drive.runs}) == 5
