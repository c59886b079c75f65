"""A column of a CSV file is one file: its heading, its place and its cells come from there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.lab.columns.base import csv_columns

_COLUMN = '''
"""The optimizer of the run."""

from gdlab.lab.columns.base import LongColumn


class LongOptimizer(LongColumn):
    """The optimizer."""

    name = "optimizer"
    help = "Optimizer of the run."
    after = "run"

    def cells(self, run):
        return [run.run.spec.optimizer.type] * len(run.measured["value"])
'''

_SCRIPT = """
import sys
import numpy as np
import gdlab, gdlab.lab.columns
gdlab.lab.columns.__path__.append(sys.argv[1])
from gdlab.engine.history import History
history = History()
index = ("step", "examples", "epoch", "elapsed", "wall_time", "val/loss")
history.table("val/loss").append({name: np.ones(2) for name in index}, 2)
gdlab.export([gdlab.Run(gdlab.RunSpec(optimizer="SGD"), history, name="r")], sys.argv[2])
"""


def test_a_column_in_one_file_stands_in_the_csv_where_it_says(tmp_path: Path) -> None:
    folder = tmp_path / "columns"
    folder.mkdir()
    (folder / "long_optimizer.py").write_text(_COLUMN, encoding="utf-8")
    path = tmp_path / "runs.csv"
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(folder), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "run,optimizer,metric,split,epoch,step,examples,wall_time,value"
    assert lines[1] == "r,SGD,loss,val,1.0,1,1,1.0,1.0"


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("long", "run metric split epoch step examples wall_time value"),
        ("wide", "step values"),
        ("summary", "run id group status reason fields figures edits"),
    ],
)
def test_every_column_says_what_it_means_and_has_its_place(form: str, names: str) -> None:
    columns = csv_columns(form)
    assert [column.name for column in columns] == names.split()
    assert all(column.help.endswith(".") for column in columns)
