"""An experiment travels as one line of text, and a damaged or hostile one ends in a sentence."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import gdlab
from gdlab.cli.main import command_line
from gdlab.lab.experiment_link import experiment_link, saved_of_link, spec_of_link
from gdlab.lab.presets import presets
from gdlab.lab.spec_names import LINK_PREFIX
from tests.lab.small import SMALL


def test_every_preset_comes_back_equal():
    for name, preset in presets().items():
        link = experiment_link(preset.saved)
        broken = f"  {link[:40]}\n{link[40:]} "
        assert spec_of_link(broken) == preset.spec, name
        assert saved_of_link(broken) == replace(preset.saved, about=""), name
        assert len(link) < 4000


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://example.org", "begins with gdlab:1:"),
        (experiment_link(SMALL)[:-8], "the link is damaged"),
        (LINK_PREFIX + "!!!!", "the link is damaged"),
        (LINK_PREFIX + "a" * 200_000, "longer than"),
        (LINK_PREFIX + base64.urlsafe_b64encode(zlib.compress(b"\0" * 10**8, 9)).decode(), "longer than|damaged"),
        (LINK_PREFIX + base64.urlsafe_b64encode(zlib.compress(b"a" * 2_000_000)).decode(), "the link is damaged"),
        (LINK_PREFIX + base64.urlsafe_b64encode(zlib.compress(b"optimizer = 'os'")).decode(), "no optimizer called"),
    ],
)
def test_a_strange_link_is_refused(link: str, words: str):
    with pytest.raises(gdlab.SpecError, match=words):
        spec_of_link(link)


def test_the_command_line_prints_and_reads_links(tmp_path):
    link = experiment_link(SMALL)
    out = tmp_path / "small.toml"
    words = ["link", link, "--out", str(out)]
    assert CliRunner().invoke(command_line(words), words).exit_code == 0
    assert gdlab.load_spec(out) == SMALL
    words = ["link", str(out)]
    assert CliRunner().invoke(command_line(words), words).output.strip() == link
