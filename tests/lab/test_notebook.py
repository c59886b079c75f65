"""Runs, comparisons and specs in a notebook, executed by a real kernel."""

from __future__ import annotations

import base64
import io
import os
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from PIL import Image

import gdlab
from gdlab.lab.compare import Comparison
from gdlab.lab.run import Run

SPEC = """
import gdlab
spec = gdlab.RunSpec(
    name="<b>bold</b> & brave",
    data="moons",
    network={"layers": ["Linear(out_features=8)", "Tanh", "Linear(out_features=2)"]},
    training={"epochs": 30},
)
"""
CELLS = (
    SPEC,
    "run = gdlab.train(spec)",
    "run",
    "spec",
    "run.plot()",
    'runs = gdlab.compare(spec, vary={"optimizer": ["SGD(lr=0.1)", "Adam(lr=0.01)"]}, seeds=2)',
    "runs",
    "runs.plot(title='Two', theme='dark')",
    "quiet = gdlab.train(spec, progress=False)",
    """
import os, signal, threading
endless = spec.replace(training={"epochs": 10_000_000})
threading.Timer(1.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
stopped = gdlab.train(endless)
""",
    "print(stopped.status, stopped.reason, len(stopped.history['train/loss']) > 0, len(stopped.parameters))",
    "bad = gdlab.train(spec, parameters={})",
)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict[str, Any]]]:
    """Execute the notebook and return each cell's outputs."""
    folder = tmp_path_factory.mktemp("notebook")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(gdlab.__file__).parents[1]),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
    }
    client = NotebookClient(book, timeout=120, kernel_name="python3", allow_errors=True)
    client.execute(cwd=str(folder), env=environment)
    return [cell["outputs"] for cell in book.cells]


def html(output: dict[str, Any]) -> str:
    """Return an output's HTML after seeing that it is harmless: nothing to load, no script."""
    text = output["data"]["text/html"]
    assert not re.search(r"<script|src=|href=|url\(|https?:", text)
    assert not re.search(r"(?<![-\w])(color|background)\s*:", text), "a colour would not suit both light and dark"
    return text


def picture(output: dict[str, Any]) -> Image.Image:
    """Return an output's picture."""
    return Image.open(io.BytesIO(base64.b64decode(output["data"]["image/png"]))).convert("RGB")


def test_training_shows_one_output_that_ends_with_the_result(outputs: list[list[dict[str, Any]]]):
    (shown,) = outputs[1]
    assert shown["output_type"] == "display_data"
    assert "finished after 390 steps" in html(shown)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; brave" in html(shown)
    assert shown["data"]["text/plain"].startswith("<b>bold</b> & brave: finished")


def test_a_run_shows_its_figures_and_its_spec(outputs: list[list[dict[str, Any]]]):
    text = html(outputs[2][0])
    assert "val/accuracy" in text
    assert "Linear(out_features=8)" in text
    assert "<b>bold" not in text


def test_a_spec_shows_as_a_table_with_every_name_escaped(outputs: list[list[dict[str, Any]]]):
    text = html(outputs[3][0])
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; brave" in text
    for part in ("moons", "0: Linear(out_features=8)<br>1: Tanh", "CrossEntropyLoss", "Adam", "epochs = 30"):
        assert part in text


def test_curves_are_a_picture_in_the_cell(outputs: list[list[dict[str, Any]]]):
    light, dark = picture(outputs[4][0]), picture(outputs[7][0])
    assert light.getpixel((2, 2)) == (255, 255, 255)
    assert dark.getpixel((2, 2)) == (0x1C, 0x21, 0x27)
    assert light.width > 800
    assert len(light.resize((200, 100)).getcolors(20_000)) > 20


def test_a_comparison_shows_its_runs_while_they_train_and_as_a_table(outputs: list[list[dict[str, Any]]]):
    (shown,) = outputs[5]
    assert html(shown).count("finished after 390 steps") == 4
    text = html(outputs[6][0])
    assert text.count("<tr>") >= 3
    assert "SGD(lr=0.1)" in text
    assert " ± " in text


def test_progress_can_be_switched_off(outputs: list[list[dict[str, Any]]]):
    assert outputs[8] == []


def test_an_interrupted_cell_keeps_what_was_trained(outputs: list[list[dict[str, Any]]]):
    (shown,) = outputs[9]
    assert "stopped (interrupted)" in html(shown)
    assert outputs[10][0]["text"] == "stopped interrupted True 4\n"


def test_an_error_ends_the_progress_and_is_raised(outputs: list[list[dict[str, Any]]]):
    shown, error = outputs[11]
    assert "ended by SpecError" in html(shown)
    assert error["output_type"] == "error"


def test_without_a_notebook_progress_is_a_line_of_text_or_nothing(capfd: pytest.CaptureFixture[str]):
    spec = gdlab.RunSpec(data="moons", network={"layers": ["Linear(out_features=2)"]}, training={"epochs": 2})
    gdlab.train(spec)
    assert capfd.readouterr() == ("", "")
    gdlab.train(spec, progress=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert re.fullmatch(r"Adam: finished after 26 steps · train/loss .*\n", err)
    gdlab.train(spec.replace(training={"max_steps": 1}), progress=True)
    assert re.fullmatch(r"Adam: finished after 1 step · train/loss .*\n", capfd.readouterr().err)


def test_a_comparison_is_still_a_list_of_runs():
    spec = gdlab.RunSpec(data="moons", network={"layers": ["Linear(out_features=2)"]}, training={"epochs": 2})
    runs = gdlab.compare(spec, vary={"training.batch_size": [16, 32]})
    assert isinstance(runs, list)
    assert [type(run) for run in runs] == [Run, Run]
    assert Comparison()._repr_html_()


def test_a_picture_is_written_too(tmp_path: Path):
    spec = gdlab.RunSpec(data="moons", network={"layers": ["Linear(out_features=2)"]}, training={"epochs": 2})
    run = gdlab.train(spec)
    assert run.plot().save(tmp_path / "curves.svg").read_text().startswith("<?xml")
    assert len(run.plot().figure.axes) == 3
