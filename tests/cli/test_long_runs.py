"""Long runs at the command line: the list of runs says how many steps are kept, and the store holds no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from gdlab.cli.main import main
from gdlab.lab.store import Store

SPEC = """
name = "long"
network.layers = ["Linear(out_features=2)"]
optimizer = "SGD(lr=0.01)"
training = {{ batch_size = 1, epochs = 30, eval_every = 100, history = {history} }}
data = {{ type = "moons", n_samples = 400 }}
"""


@pytest.mark.parametrize("history", ["1", '"all"'])
def test_the_list_of_runs_says_how_many_steps_are_kept(tmp_path: Path, capsys, history: str):
    spec, store = tmp_path / "long.toml", tmp_path / "runs.sqlite"
    spec.write_text(SPEC.format(history=history), encoding="utf-8")
    assert main(["run", str(spec), "--store", str(store)]) == 0
    (run,) = Store(store).load()
    steps = int(run.history.index("train/loss")[-1])
    assert (run.history.thinned is None) == (history == '"all"')
    assert len(run.history["val/loss"]) == steps // 100 + 1
    capsys.readouterr()
    assert main(["runs", "--store", str(store)]) == 0
    listed = " ".join(capsys.readouterr().out.split())
    kept = run.history.thinned
    assert ("kept)" in listed) == (kept is not None)
    assert kept is None or kept[1] == steps
