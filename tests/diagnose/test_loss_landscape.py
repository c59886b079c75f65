"""The loss on a plane is the network's own at every point, and the directions are what they say."""

from __future__ import annotations

import csv
import dataclasses

import numpy as np
import pytest

import gdlab
from gdlab.diagnose.loss_landscape import _fill, filled_rows
from gdlab.diagnose.planes import filter_normalised, retraced
from gdlab.lab.train import SpecTrainer, examples_for
from gdlab.paths import resource
from gdlab.spec.errors import DataError, SpecError

LAYERS = ["Linear(out_features=6)", "BatchNorm1d", "Tanh", "Linear(out_features=2)"]


@pytest.fixture(scope="module")
def run():
    return gdlab.train(
        gdlab.RunSpec(data="moons", network={"layers": LAYERS}, training={"epochs": 8, "dtype": "float64"})
    )


def trainer_of(run, parameters=None):
    return SpecTrainer(run.spec, None, run.parameters if parameters is None else parameters)


@pytest.mark.parametrize("split", ["train", "val"])
@pytest.mark.parametrize("plane", ["random", "line"])
def test_the_centre_is_the_runs_loss(run, plane, split):
    found = gdlab.landscape(run, plane, size=13, split=split)
    loss = trainer_of(run).evaluate(split, metrics=())["loss"]
    assert found.centre_loss == loss
    row, column = int(np.argmin(np.abs(found.b))), int(np.argmin(np.abs(found.a)))
    if plane == "random":
        assert found.losses[row, column] == loss


def test_every_point_is_the_loss_of_the_network_there(run):
    found = gdlab.landscape(run, size=5, span=0.7, seed=3)
    trainer = trainer_of(run)
    for row, b in enumerate(found.b):
        for column, a in enumerate(found.a):
            point = found.plane.centre + a * found.plane.directions[0] + b * found.plane.directions[1]
            trainer.arena.weights[:] = point
            assert found.losses[row, column] == trainer.evaluate("train", metrics=())["loss"]


def test_directions_are_as_long_as_each_filter_and_leave_biases_alone(run):
    found = gdlab.landscape(run, size=3)
    for parameter in trainer_of(run).arena.program.parameters:
        part = slice(parameter.offset, parameter.offset + parameter.size)
        for direction in found.plane.directions:
            if len(parameter.shape) < 2:
                assert not direction[part].any()
            else:
                lengths = [np.linalg.norm(parameter.export(v[part]), axis=1) for v in (direction, found.plane.centre)]
                assert lengths[0] == pytest.approx(lengths[1], rel=1e-12)


def test_filters_of_convolutions_are_normalised_one_by_one():
    layers = ["Conv2d(out_channels=3, kernel_size=3)", "Flatten", "Linear(out_features=10)"]
    trainer = SpecTrainer(gdlab.RunSpec(data="digits(flatten=False)", network={"layers": layers}))
    parameter = trainer.arena.program.parameters[0]
    weights = trainer.arena.weights[parameter.offset : parameter.offset + parameter.size]
    made = filter_normalised(parameter, np.random.default_rng(0).normal(size=parameter.size), weights)
    sizes = [np.linalg.norm(parameter.export(v).reshape(3, -1), axis=1) for v in (made, weights)]
    assert sizes[0] == pytest.approx(sizes[1])


def test_the_seed_draws_the_directions(run):
    one, same, two = (gdlab.landscape(run, size=3, seed=seed).losses for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, two)


def test_the_path_ends_at_the_centre_and_its_plane_explains_most(run):
    found = gdlab.landscape(run, "pca", size=9)
    path = found.plane.path
    assert path is not None
    assert path[-1] == pytest.approx([0, 0], abs=1e-9)
    points = retraced(run.spec, examples_for(run.spec))
    assert np.linalg.norm(found.plane.directions, axis=1) == pytest.approx([1, 1])
    whole = ((points - points[-1]) ** 2).sum()
    assert sum(found.plane.explained) == pytest.approx((path**2).sum() / whole)
    assert 0.8 < sum(found.plane.explained) <= 1 + 1e-12
    assert found.a[0] < path[:, 0].min()
    assert path[:, 0].max() < found.a[-1]


def test_runs_of_a_race_share_the_plane_and_it_fills_from_coarse_to_fine(run):
    other = gdlab.train(run.spec.replace(optimizer="SGD(lr=0.1)"))
    seen = []
    found = gdlab.landscape(
        run, "pca", size=17, race=[other], partial=lambda so_far: seen.append(int(np.isnan(so_far.losses).sum()))
    )
    assert seen == [17 * rows for rows in (14, 12, 8, 0)]
    (path,) = found.plane.race
    assert found.plane.path is not None
    assert path[0] == pytest.approx(found.plane.path[0])  # they begin with the same parameters
    points = retraced(other.spec, examples_for(run.spec))
    assert path == pytest.approx((points - found.plane.centre) @ found.plane.directions.T)
    assert found.a[0] < path[:, 0].min()
    half = found.losses.copy()
    half[1::2] = np.nan
    assert np.array_equal(filled_rows(half)[3], half[2])
    smaller = run.spec.replace(network={"layers": ["Linear(out_features=2)"]})
    with pytest.raises(DataError, match="need the same network"):
        gdlab.landscape(run, "pca", size=5, race=[gdlab.train(smaller)])


def test_a_line_leads_from_the_initial_parameters_or_another_runs(run):
    found = gdlab.landscape(run, "line", size=61)
    begin = SpecTrainer(run.spec)
    begin_point = begin.arena.weights.copy()
    assert found.plane.centre - found.plane.directions[0] == pytest.approx(begin_point)
    same = gdlab.landscape(run, "line", size=61, other=run.parameters)
    assert np.ptp(same.losses) == 0
    assert same.barrier == 0
    assert found.barrier >= 0


@pytest.fixture(scope="module")
def three(run):
    training = {"epochs": 60, "dtype": "float64"}
    return [gdlab.train(run.spec.replace(seed=k, optimizer="Adam(lr=0.05)", training=training)) for k in range(3)]


def test_a_line_between_two_runs_has_the_loss_of_each_at_its_end_and_says_its_barrier(three):
    run, *others = three
    found = gdlab.landscape(run, "line", size=61, others=others[:1])
    far = trainer_of(run, others[0].parameters).evaluate("train", metrics=())["loss"]  # running statistics and all
    assert found.ends == pytest.approx((far, found.centre_loss), rel=1e-9)
    share = found.a + 1
    above = np.where((share >= 0) & (share <= 1), found.losses[0] - far - share * (found.centre_loss - far), 0)
    assert found.barrier == pytest.approx(above.max())
    assert found.barrier > 0.01  # permuted units: no linear connection
    assert found.barrier_place == pytest.approx(share[above.argmax()])


def test_the_plane_through_three_runs_has_the_loss_of_each_at_its_mark(three):
    run, *others = three
    found = gdlab.landscape(run, "three", size=5, others=others)
    plane = found.plane
    assert plane.directions @ plane.directions.T == pytest.approx(np.eye(2), abs=1e-12)
    for each, (a, b) in zip((run, *others), plane.marks, strict=True):
        weights = plane.centre + np.array([a, b]) @ plane.directions
        assert weights == pytest.approx(trainer_of(run, each.parameters).arena.weights, abs=1e-12)
        exact = dataclasses.replace(found, a=np.array([a]), b=np.array([b]), losses=np.full((1, 1), np.nan))
        _fill(exact, run, examples_for(run.spec), lambda *_: None, lambda _: None)
        wanted = trainer_of(run, each.parameters).evaluate("train", metrics=())["loss"]
        assert exact.losses[0, 0] == pytest.approx(wanted, rel=1e-9)
    with pytest.raises(DataError, match="lie on one line"):
        gdlab.landscape(run, "three", size=5, others=[run, others[0]])
    smaller = gdlab.train(run.spec.replace(network={"layers": ["Linear(out_features=2)"]}))
    with pytest.raises(DataError, match="need the same network"):
        gdlab.landscape(run, "three", size=5, others=[others[0], smaller])


def test_files_hold_every_point(run, tmp_path):
    found = gdlab.landscape(run, size=4)
    found.to_csv(tmp_path / "l.csv")
    with (tmp_path / "l.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["loss"]) for row in rows] == found.losses.reshape(-1).tolist()
    assert [float(row["a"]) for row in rows[:4]] == found.a.tolist()
    raced = gdlab.landscape(run, "pca", size=4, others=[run])
    raced.to_npz(tmp_path / "l.npz")
    with np.load(tmp_path / "l.npz") as held:
        assert np.array_equal(held["losses"], raced.losses)
        assert np.array_equal(held["path_1"], held["path"])
        assert held["path_steps"][-1] == SpecTrainer(run.spec).total_steps
    for plane in ("random", "pca", "line"):
        path = tmp_path / f"{plane}.png"
        gdlab.landscape(run, plane, size=4).plot(path)
        assert path.stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"plane": "flat"}, "plane: must be random, pca, line or three"),
        ({"plane": "three"}, "plane: three takes three runs .got 1."),
        ({"size": 2}, "size: must be at least 3"),
        ({"span": 0}, "span: must be above 0"),
        ({"split": "test"}, "split: must be train or val"),
    ],
)
def test_wrong_values_are_refused_with_a_sentence(run, arguments, says):
    with pytest.raises(SpecError, match=says):
        gdlab.landscape(run, **arguments)


def test_a_run_that_cannot_be_retraced_or_has_no_parameters_says_so(run):
    changed = gdlab.train(run.spec.replace(seed=1))
    changed.spec = run.spec
    with pytest.raises(DataError, match="cannot be retraced"):
        gdlab.landscape(changed, "pca", size=3)
    changed.parameters = {}
    with pytest.raises(DataError, match="has no parameters"):
        gdlab.landscape(changed)


def test_the_command_line_writes_the_plane_of_a_kept_run(tmp_path, capsys):
    from gdlab.cli.main import main

    spec = resource("presets", "moons.toml")
    store = ["--store", str(tmp_path / "r.sqlite")]
    assert main(["run", str(spec), "--set", "training.epochs=2", "--set", "name=m", "-q", *store]) == 0
    files = ["--csv", str(tmp_path / "p.csv"), "--plot", str(tmp_path / "p.svg")]
    capsys.readouterr()
    assert main(["landscape", "m", "--size", "7", "--plane", "pca", *files, *store]) == 0
    said = capsys.readouterr().out
    assert "path explained by" in said
    assert "over 49 points" in said
    assert len((tmp_path / "p.csv").read_text().splitlines()) == 50
    assert (
        main(["run", str(spec), "--set", "seed=1", "--set", "name=n", "--set", "training.epochs=2", "-q", *store]) == 0
    )
    assert (
        main(["landscape", "m", "n", "--size", "7", "--plane", "line", "--npz", str(tmp_path / "l.npz"), *store]) == 0
    )
    assert "barrier on the line" in capsys.readouterr().out
    assert (tmp_path / "l.npz").exists()
    assert main(["landscape", "m", "n", *store]) == 2
    assert "random takes one run (got 2)" in capsys.readouterr().err
    assert main(["landscape", "nobody", *store]) == 2
    assert main(["landscape", "m", "--size", "1", *store]) == 2
