"""A report says what can be told, with intervals, on one page that loads nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import gdlab
from gdlab.lab.experiment_link import spec_of_link
from gdlab.lab.files import OutputError
from gdlab.lab.importing import runs_from
from gdlab.lab.report.findings import findings
from tests.lab.small import SMALL, trained


class Page(HTMLParser):
    """What a browser would load, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.loaded = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.loaded += [value for name, value in attrs if name in ("src", "href") and not str(value).startswith("#")]
        self.loaded += [tag] if tag in ("script", "link", "iframe") else []
        self.open += [] if tag in ("meta", "br") else [tag]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def comparison():
    return gdlab.compare(SMALL, vary={"optimizer": ["SGD(lr=0.3)", "SGD(lr=0.0001)"]}, seeds=3)


def test_a_comparison_is_reported_with_its_ranking_on_one_page(comparison, tmp_path: Path):
    (path,) = gdlab.export(list(comparison), tmp_path / "report.html", "report")
    text = path.read_text()
    page = Page(text)
    assert (page.open, page.loaded) == ([], [])
    assert "<svg" in text
    found = findings(list(comparison))
    assert found.claims[0] == comparison.ranking().sentences[0].replace("SGD(lr=0.3)", "lr 0.3").replace(
        "SGD(lr=0.0001)", "lr 0.0001"
    )
    assert "3 seeds" in found.claims[0]
    assert [row[1] for row in found.rows] == ["3", "3"]
    assert all("±" in row[2] for row in found.rows)
    assert ("optimizer.lr", "0.3", "0.0001") in found.differences
    link = next(word for line in found.repeat for word in line.split() if word.startswith("gdlab:1:"))
    assert spec_of_link(link).optimizer.as_call() == "SGD(lr=0.3)"


def test_one_run_claims_no_interval_and_hostile_names_stay_text(tmp_path: Path):
    run = trained(name="<script>alert(1)</script>")
    (path,) = run.export(tmp_path / "one.html", "report")
    assert "<script" not in path.read_text()
    assert "One seed gives no interval" in path.read_text()
    (path,) = run.export(tmp_path / "one.pdf", "report")
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", content)) == 1


def test_foreign_runs_are_named_as_such_and_other_endings_refused(tmp_path: Path):
    (tmp_path / "keras.csv").write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.6\n")
    runs = [*runs_from(tmp_path / "keras.csv"), trained()]
    found = findings(runs)
    assert "1 of the runs were trained by another program and imported." in found.claims
    assert [row[0] for row in found.rows] == ["keras", "small"]
    with pytest.raises(OutputError, match=r"ends with \.html or \.pdf"):
        gdlab.export(runs, tmp_path / "report.docx", "report")


def test_a_picture_has_the_scale_and_the_size_of_text_that_are_asked_for(tmp_path: Path):
    from PIL import Image

    from gdlab.lab.picture import plot_runs

    run = trained()
    sizes = []
    for name, options in {"a": {}, "b": {"scale": 2.0}, "c": {"font_size": 27.0}}.items():
        with Image.open(plot_runs([run], tmp_path / f"{name}.png", **options)) as picture:
            sizes.append(picture.size)
    assert sizes[1] == (2 * sizes[0][0], 2 * sizes[0][1])
    assert sizes[2][0] == pytest.approx(2 * sizes[0][0], abs=2)
