"""Every field, chart and status has a sentence and a paragraph, in words that are explained."""

from __future__ import annotations

from xml.etree import ElementTree

from docs.explanation_drawings.schedules import schedule_drawings
from docs.explanation_drawings.walks import walk_drawings
from gdlab.lab.drawings import drawing_svg, drawings
from gdlab.lab.explanations import explain_chart, explain_field, explain_status, explanation_texts, terms_of
from gdlab.lab.run import Status
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
    without = [f.name for f in fields(TrainingSpec) if {f.name, f"training.{f.name}"}.isdisjoint(texts)]
    assert not without, f"[fields] of resources/texts/explanations.toml has no text for {', '.join(without)}"


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


def test_drawings_are_those_that_the_engine_makes_and_each_has_a_caption_and_a_place():
    texts, made = explanation_texts(), drawings()
    computed = walk_drawings() | schedule_drawings()
    other = [name for name, drawn in computed.items() if made.get(name) != drawn.data()]
    assert not other, f"python docs/make_explanation_pictures.py draws {', '.join(other)}"
    captions = texts["pictures"]
    assert [name for name in made if name not in captions and name.partition(" ")[0] not in captions] == []
    assert set(texts["pictured"].values()) <= set(made)
    used = set(texts["pictured"].values()) | {name for name in made if " " in name}
    assert set(made) - used == set()
    known = {f"chart {name}" for name in texts["charts"]} | {f"view {name}" for name in texts["views"]}
    known |= {f"status {name}" for name in texts["statuses"]}
    assert {key for key in texts["pictured"] if " " in key} <= known


def test_every_chart_and_every_field_of_what_can_be_drawn_has_a_drawing():
    """None on purpose: text, files, columns, names, seeds, cores, sizes of layers, metrics, where nothing is to see."""
    assert [name for name in explanation_texts()["charts"] if not explain_chart(name, name).picture] == []
    without: dict[str, list[str]] = {}
    for kind in ("optimizer", "schedule"):
        for name, form in members(kind).items():
            without[name] = [field.name for field in fields(form) if not explain_field(form, field, field.name).picture]
    # A rule of one's own has a page of its own, which draws it.
    left = {name: names for name, names in without.items() if names}
    assert left == {"UpdateRule": ["text"]}, "python docs/make_explanation_pictures.py draws them"


def test_a_drawing_is_made_in_the_colours_of_a_theme_and_in_the_language_of_the_window():
    colors = {"grid": "#111111", "muted": "#222222", "run 0": "#333333", "run 1": "#444444", "run 2": "#555555"}
    svg = drawing_svg("stability", colors)
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert all(part in svg for part in ("<polyline", "#333333", "#444444"))
    assert "below 2/λ" in svg
    html = explain_status(Status.DIVERGED).html("a folder/stability.svg")
    assert '<img src="a folder/stability.svg">' in html
    assert explanation_texts()["pictures"]["stability"] in html


def test_momentum_of_a_normalisation_is_not_that_of_an_optimizer():
    norm = members("layer")["BatchNorm1d"]
    field = next(field for field in fields(norm) if field.name == "momentum")
    found = explain_field(norm, field, "Momentum")
    assert "running" in found.paragraph
    assert "valley" not in found.paragraph
    assert found.picture == ""
