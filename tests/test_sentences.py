"""Sentences of the rooms below the window in another language, recognised by their templates."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from sentence_templates import templates_of

from gdlab.lab.ranking import rank_figures
from gdlab.sentences import SentenceTemplates
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.spec.run import RunSpec
from gdlab.studies.catalogue import all_studies
from gdlab.studies.experiment import plan
from gdlab.studies.judging import judge
from gdlab.studies.last_results import Remembered, run_words
from gdlab.studies.procedures.saddles import SaddleWalks
from gdlab.translation import in_english, tr_message
from gdlab.ui.language import install_language

#: Words that no German sentence has.
_ENGLISH = re.compile(r"\b(the|of|is|are|that|with|and|than|not|at|least|most|from|every|between|must|should)\b")
_ENGLISH_OF_STUDIES = re.compile(r"\b(to|more|quick|full|each|all|over|by|or|which|measured|above|below)\b|\d\.\d\d\b")


@pytest.fixture(scope="module")
def known():
    german = {
        "{path} holds {n} rows": "{path} hat {n} Zeilen",
        "must be {wanted} (got {value})": "muss {wanted} sein (ist {value})",
        "must be at least {low}": "muss mindestens {low} sein",
        "at least {low}": "mindestens {low}",
        "; {more} of them empty": "; davon {more} leer",
        "the target {name} is missing{hint}.": "das Ziel {name} fehlt{hint}.",
        "{first}{second}": "{second}{first}",
        "a plain text": "ein einfacher Text",
    }
    return SentenceTemplates(german, german.__getitem__, ",")


@pytest.fixture
def german(qapp):
    install_language("de")
    yield
    install_language("en")


# --- how a sentence is recognised -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("a.csv holds 7 rows", "a.csv hat 7 Zeilen"),
        ("a.csv holds 7 rows; 2.5 of them empty", "a.csv hat 7 Zeilen; davon 2,5 leer"),
        ("optimizer.lr: must be at least 0.5 (got -1)", "optimizer.lr: muss mindestens 0,5 sein (ist -1)"),
        ("The target 'y' is missing.", "Das Ziel 'y' fehlt."),
        ("A plain text. a plain text\na plain text", "Ein einfacher Text. ein einfacher Text\nein einfacher Text"),
        ("0.25 s", "0,25 s"),
        ("data.v1.5.csv", "data.v1.5.csv"),
        ("my run, of no template (at all)", "my run, of no template (at all)"),
        ("", ""),
    ],
)
def test_a_sentence_is_translated_by_its_template_and_its_values(known, text, translated):
    assert known.translated(text) == translated


def test_a_very_long_text_is_left_as_it_is(known):
    assert known.translated("a plain text. " * 1000) == "a plain text. " * 1000


@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("“loss” of “a row, to 30” is below that of “b, is below that of. it”.",
         "„Verlust“ von „a row, to 30“ liegt unter dem von „b, is below that of. it“."),
        ("“loss”: 0.5 ± 0.25 (p = 0.03), “a row”: 1.5 (0.5 to 2.5).",
         "„Verlust“: 0,5 ± 0,25 (p = 0,03), „a row“: 1,5 (0,5 bis 2,5)."),
        ("“loss” of “a” is below that of “b”; “loss” of “c” is below that of “d”.",
         "„Verlust“ von „a“ liegt unter dem von „b“; „Verlust“ von „c“ liegt unter dem von „d“."),
        ("1,00 (0,5 to 2,5)", "1,00 (0,5 bis 2,5)"),  # as the window writes its figures already
        ("from here to there (from a to b)", "from here to there (from a to b)"),
        ("a cat and a dog. It and they", "a cat and a dog. It and they"),
    ],
)  # fmt: skip
def test_a_name_in_quotation_marks_is_not_cut_and_a_short_word_joins_no_sentences(text, translated):
    german = {
        "“{column}” of {a} is below that of {b}.": "„{column}“ von {a} liegt unter dem von {b}.",
        "{low_figure} to {high_figure}": "{low_figure} bis {high_figure}",
        "loss": "Verlust",
    }
    assert SentenceTemplates(german, german.__getitem__, ",", ("„", "“")).translated(text) == translated


@pytest.mark.parametrize(
    "text",
    ["a and " * 600, "a. b; c: (d) " * 200, "a is b of c by d at e " * 100 + "~", "a, " * 1000, "a (" * 900],
    ids=["values within values", "many ends", "many ways to cut", "many commas", "many brackets"],
)
def test_a_text_from_a_stranger_is_shown_as_it_is_and_does_not_hold_the_window(text):
    places = [f"{{a}} {word} {{b}}" for word in ("and", "is", "of", "by", "at")]
    german = {template: template for template in [*places, "{a} is {b} of {c} by {d} at {e}", "{a}, {b}", "{a}: {b}"]}
    assert SentenceTemplates(german, german.__getitem__, ".").translated(text) == text


# --- how templates are read from code ---------------------------------------------------------------------------------
def test_templates_are_read_from_what_is_raised_marked_or_reads_as_prose():
    code = '''
"""A docstring is no sentence."""
def f(path, n):
    _log.warning("what is logged is for nobody else: %s", path)
    said = f"{path.name} has {n} row{'s' if n != 1 else ''}, "
    said += f"{len(path)} of them empty"
    mark = tr_noop(f"{n} held")
    query = "SELECT a column FROM t"
    key = "word"
    raise ValueError(f"{n} misses" if n else "nothing")
'''
    assert set(templates_of(code)) == {
        "{name} has {n} row, {n_path} of them empty",
        "{name} has {n} rows, {n_path} of them empty",
        "{n} held",
        "{n} misses",
    }


# --- real sentences in German -----------------------------------------------------------------------------------------
def _refusals():
    for changes in ({"training.batch_size": 0}, {"training.epochs": -1}, {"optimizer": "Adm"}, {"optimizer.lr": "x"}):
        with pytest.raises(GdlabError) as caught:
            change(RunSpec(), changes)
        yield str(caught.value)


def test_refusals_read_german_whatever_they_went_through(german):
    for said in _refusals():
        kept = json.loads(json.dumps(said))  # a store, a file or another process keeps the text alone
        assert not _ENGLISH.search(tr_message(kept)), tr_message(kept)
        with in_english():
            assert tr_message(kept) == said


def test_the_words_of_every_study_read_german(german):
    left = []
    with in_english():  # as the command line writes them, whose verdicts the window remembers
        words = [
            text
            for study in all_studies().studies.values()
            for text in (study.title, study.claim, study.look, study.teaches, study.caveat, *study.rules_in_words())
            if text
        ]
    left += [tr_message(text) for text in words if _ENGLISH.search(tr_message(text))]
    assert not left, "packaging/update_translations.py asks for the German of:\n" + "\n".join(left)


def _judged(study, seeds: int):
    """Return the verdict of a study on figures that are drawn by lot."""
    made, draw = plan(study, "quick", seeds), np.random.default_rng(0)
    tables = made.blank()
    read = {column for check in study.checks for column in check.rule.columns_read()}
    heads = {column.removesuffix("*") for column in read if column[-1] in "* "}
    for table in tables.values():
        for column in sorted(read | {f"{head}{tail}" for head in heads for tail in ("1", "2", "3")}):
            for row in table.rows:
                table.put_all(row.label, column, draw.lognormal(0, 0.1, seeds))
    return judge(study, tables, size="quick", data=made.data)


def test_the_verdict_of_every_study_reads_german(german):
    left = []
    for study in all_studies().studies.values():
        with in_english():
            verdict = _judged(study, 5)
        said = (verdict.headline, verdict.text, *verdict.remarks, *(each.sentence for each in verdict.judged))
        shown = [re.sub("„[^“]*“", "", tr_message(text)) for text in said]  # the names of columns of data are their own
        left += [text for text in shown if _ENGLISH.search(text) or _ENGLISH_OF_STUDIES.search(text)]
    assert not left, "\n".join(left)


def test_what_is_remembered_of_a_study_reads_german(german):
    with in_english():
        known = Remembered(
            "held", "Held.", "quick", "2026-01-02", seeds=5, newer=f"{run_words('full', 1)}: did not hold"
        )
    assert tr_message(known.when) == "kurz, 5 Startwerte, 2026-01-02"
    assert tr_message(known.newer) == "voll, 1 Startwert: traf nicht zu"


def test_the_rows_and_columns_of_studies_read_german(german):
    names = {
        name
        for study in ("saddle", "batch-gd", "label-noise", "dropout")
        for part in plan(all_studies().studies[study], "quick", 1).tables.values()
        for name in (row.label for row in part.rows)
    }
    names |= set(SaddleWalks(methods={"GD": "SGD"}).columns())
    for name in ("12 dimensions", "1 dimension", "with noise", "escaped", "noisy (mini-batch)", "wrong labels 0.2"):
        assert name in names
        assert tr_message(name) != name
    assert tr_message("12 dimensions") == "12 Dimensionen"


def test_the_sentences_of_a_ranking_read_german(german):
    figures = {"SGD": {0: 0.5, 1: 0.6, 2: 0.55}, "Adam": {0: 0.1, 1: 0.2, 2: 0.14}, "Lion": {0: 0.11, 1: 0.21, 2: 0.1}}
    with in_english():
        said = rank_figures(figures, dict.fromkeys(figures, 3), "val/loss", None, {}).sentences
    assert said
    assert not [tr_message(text) for text in said if _ENGLISH.search(tr_message(text))]
