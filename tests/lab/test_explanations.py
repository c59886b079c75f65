"""Every field, chart and status has a sentence and a paragraph, in words that are explained."""

from __future__ import annotations

from docs import make_explanation_pictures
from gdlab.lab.explanations import explain_field, explain_status, explanation_texts, terms_of
from gdlab.lab.run import Status
from gdlab.paths import resource
from gdlab.spec.base import load_members, members
from gdlab.spec.fields import fields
from gdlab.spec.run import TrainingSpec

load_members()
KINDS = ("data", "layer", "loss", "optimizer", "schedule", "average", "init", "metric")
FORMS = [TrainingSpec, *(cls for kind in KINDS for cls in members(kind).values())]


def test_every_field_of_every_form_has_a_sentence_and_more():
    for form in FORMS:
        for field in fields(form):
            found = explain_field(form, field, field.name)
            assert len(found.sentence) > 4, (form, field.name)
            assert found.paragraph or field.kind in ("member", "members", "int_or_word"), (form, field.name)


def test_every_option_of_training_has_a_paragraph_of_its_own():
    texts = explanation_texts()["fields"]
    assert [f.name for f in fields(TrainingSpec) if {f.name, f"training.{f.name}"}.isdisjoint(texts)] == []


def test_every_text_belongs_to_a_field_that_there_is():
    known: set[str] = set()
    for form in FORMS:
        kind = getattr(form, "kind", "training") or "training"
        for field in fields(form):
            known |= {field.name, f"{kind}.{field.name}", f"{form.__name__}.{field.name}"}
    assert sorted(set(explanation_texts()["fields"]) - known) == []


def test_a_term_is_explained_by_terms_above_it_only():
    terms = list(explanation_texts()["terms"])
    for place, term in enumerate(terms):
        used = [word for word, _ in terms_of(explanation_texts()["terms"][term], term)]
        assert [word for word in used if terms.index(word) > place] == [], term


def test_every_status_is_explained_and_a_diverged_run_says_what_was_measured():
    for status in Status:
        assert explain_status(status).sentence, status
    html = explain_status(Status.DIVERGED, "learning rate 1, stable up to 2/λ_max = 0.3").html()
    assert "2/λ_max = 0.3" in html
    assert "<b>divergence</b>" not in html
    assert "<b>learning rate</b>: The factor between the gradient and the step" in html


def test_terms_are_found_as_whole_words_and_in_the_plural():
    assert [term for term, _ in terms_of("Batches and losses; a seeder")] == ["loss", "batch"]


def test_drawings_are_those_that_the_engine_makes_and_each_belongs_to_a_text():
    texts = explanation_texts()
    assert {file.stem for file in resource("texts", "pictures").iterdir()} == set(texts["pictures"])
    assert set(texts["pictures"]) == set(texts["pictured"].values())
    for name, svg in make_explanation_pictures.walk_pictures().items():
        assert resource("texts", "pictures", f"{name}.svg").read_text(encoding="utf-8") == svg, name
    known = set(texts["fields"]) | {f"chart {name}" for name in texts["charts"]}
    assert set(texts["pictured"]) <= known | {f"status {name}" for name in texts["statuses"]}
    html = explain_status(Status.DIVERGED).html()
    assert f'<img src="{resource("texts", "pictures", "stability.svg").as_posix()}">' in html
    assert texts["pictures"]["stability"] in html
