"""A branch trains as its spec says, in every field, or is refused with the field and the reason."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.machine import abi, loop
from gdlab.engine.trainer import Trainer
from gdlab.lab.branch import BranchPoint, branched, refusal, take_branch_point
from gdlab.spec.base import members
from gdlab.spec.errors import StateError
from gdlab.spec.run import RunSpec
from tests.engine.running import trainer_of
from tests.lab.branch_cases import AFTER, BEFORE, REFUSED, cases, changed
from tests.parity.optimizer_cases import slope
from tests.reference.optimizers import TWINS

LAYERS = [{"type": "Linear", "out_features": 6}, {"type": "Tanh"}, {"type": "Linear", "out_features": 3}]
CLOSURES = ("LBFGS", "SAM", "SimulatedAnnealing")
STEPS = 9


def made(layers: Any = LAYERS, *, classes: bool = True, **rest: Any) -> Trainer:
    rng = np.random.default_rng(4)
    x = rng.standard_normal((30, 4)).astype(np.float32)
    y = rng.integers(0, 3, 30) if classes else rng.standard_normal((30, 3))
    training = {"batch_size": 6, "epochs": 50, "dtype": "float64", **rest.pop("training", {})}
    return trainer_of(layers, x, y, val=(x[:10], y[:10]), training=training, **rest)


def with_optimizer(name: str, **options: Any) -> Trainer:
    return made(optimizer={"type": name, **BEFORE[name], **options})


def branch_of(point: BranchPoint, spec: RunSpec, trainer: Trainer) -> Trainer:
    """Return a trainer of the spec, on the same data, that goes on from the point."""
    made_anew = Trainer(spec, trainer.examples)
    made_anew.restore(branched(point, spec))
    return made_anew


def respecced(trainer: Trainer, field: str, value: Any) -> RunSpec:
    return trainer.spec.replace(optimizer=trainer.spec.optimizer.replace(**{field: value}))


def exported(trainer: Trainer) -> dict[str, np.ndarray]:
    """Return the parameters by name; for PerturbedSGD, whose draws follow the arena's order, as one vector."""
    if trainer.spec.optimizer.type == "PerturbedSGD":
        return {"": trainer.arena.weights.copy()}
    return trainer.parameters


def drive(trainer: Trainer, steps: int) -> None:
    """Run the optimizer's kernel on gradients that the twin gets too."""
    arena = trainer.arena
    for _ in range(steps):
        t = int(arena.ctx[abi.STEP]) + 1
        if "" in exported(trainer):
            arena.gradient[:] = slope(arena.weights, t)
        else:
            for p in arena.program.parameters:
                values = p.export(arena.weights[p.offset : p.offset + p.size])
                arena.gradient[p.offset : p.offset + p.size] = p.load(slope(values, t))
        arena.fp[arena.hyper] = trainer.spec.optimizer.lr
        arena.run(loop.update)
        arena.ctx[abi.STEP] += 1


def twin_path(trainer: Trainer, after: RunSpec) -> dict[str, np.ndarray]:
    """Return where the NumPy twin stands, and is evaluated, after steps with one spec and then with another."""
    values = exported(trainer)
    twin = TWINS[trainer.spec.optimizer.type](trainer.spec.optimizer, values, int(trainer.arena.ctx[abi.NOISE_KEY]))
    for t in range(1, 2 * STEPS + 1):
        twin.o = trainer.spec.optimizer if t <= STEPS else after.optimizer
        sign = -1.0 if getattr(twin.o, "maximize", False) else 1.0
        twin.step(values, {k: sign * slope(v, t) for k, v in values.items()}, t, twin.o.lr)
    return values | {f"average of {k}": v for k, v in twin.point(values).items()}


def test_every_optimizer_and_every_field_has_a_change_here() -> None:
    catalogue.load_engine_members()
    assert set(BEFORE) == set(members("optimizer")), "an optimizer needs a line in BEFORE here"
    for name, field in cases():
        value = changed(name, field)
        cls = members("optimizer")[name]
        assert value is not None, f"{name}.{field}: say in AFTER what it is changed to"
        if not (name == "SGD" and field == "dampening"):
            assert getattr(cls(**BEFORE[name]), field) != getattr(cls(**{**BEFORE[name], field: value}), field)


@pytest.mark.parametrize(("name", "field"), sorted(REFUSED))
def test_a_field_that_cannot_change_is_refused_by_name_and_reason_before_anything_is_trained(
    name: str, field: str
) -> None:
    trainer = with_optimizer(name)
    trainer.advance(2)
    spec = respecced(trainer, field, changed(name, field))
    with pytest.raises(StateError, match=f"{name}'s {field} cannot change from .* to .*, because .*"):
        branched(take_branch_point(trainer), spec)
    assert field in refusal(take_branch_point(trainer), spec)


@pytest.mark.parametrize(("name", "field"), [c for c in cases() if c[0] not in CLOSURES and c not in REFUSED])
def test_a_kernel_goes_on_in_a_branch_as_its_twin_does_under_the_new_spec(name: str, field: str) -> None:
    trainer = with_optimizer(name)
    spec = respecced(trainer, field, changed(name, field))
    expected, unchanged = twin_path(trainer, spec), twin_path(trainer, trainer.spec)
    drive(trainer, STEPS)
    branch = branch_of(take_branch_point(trainer), spec, trainer)
    drive(branch, STEPS)
    reached = exported(branch)
    if "" not in reached:
        reached |= {f"average of {k}": v for k, v in branch.averaged_parameters.items()}
    for k, ours in reached.items():
        np.testing.assert_allclose(ours, expected[k], rtol=1e-8, atol=1e-11)
    assert branch.spec.optimizer == spec.optimizer
    moved = max(float(np.abs(expected[k] - unchanged[k]).max()) for k in expected)
    assert moved > 1e-7, "the field does not matter here: change the case so that it does"


@pytest.mark.parametrize(("name", "field"), [c for c in cases() if c[0] in CLOSURES and c not in REFUSED])
def test_a_closure_goes_on_in_a_branch_as_its_spec_says(name: str, field: str) -> None:
    trainer, plain = with_optimizer(name), with_optimizer(name)
    spec = respecced(trainer, field, changed(name, field))
    trainer.advance(STEPS)
    plain.advance(2 * STEPS)
    branch = branch_of(take_branch_point(trainer), spec, trainer)
    branch.advance(STEPS)
    trainer.spec = spec
    trainer._optimizer = spec.optimizer  # type: ignore[assignment]
    trainer.advance(STEPS)
    np.testing.assert_array_equal(branch.arena.weights, trainer.arena.weights)
    assert not np.array_equal(branch.arena.weights, plain.arena.weights)


@pytest.mark.parametrize("name", sorted(BEFORE))
def test_a_branch_with_live_fields_changed_is_the_run_edited(name: str) -> None:
    trainer = with_optimizer(name)
    cls = members("optimizer")[name]
    live = [f for f, info in cls.model_fields.items() if (info.json_schema_extra or {}).get("live")]  # type: ignore[union-attr]
    values = {f: changed(name, f) for f in live if AFTER.get(f) is not None}
    trainer.advance(STEPS)
    spec = trainer.spec.replace(optimizer=trainer.spec.optimizer.replace(**values))
    branch = branch_of(take_branch_point(trainer), spec, trainer)
    trainer.edit(**values)
    for t in (trainer, branch):
        t.advance(STEPS)
    np.testing.assert_array_equal(branch.arena.weights, trainer.arena.weights)


def test_the_case_of_the_report_trains_with_what_the_spec_records() -> None:
    trainer = made(optimizer="SGD(lr=0.1, momentum=0.9)")
    trainer.advance(STEPS)
    point = take_branch_point(trainer)
    new = made(optimizer="SGD(lr=0.1, momentum=0.5, weight_decay=0.3)").spec
    branch = branch_of(point, new, trainer)
    trainer.edit(momentum=0.5, weight_decay=0.3)
    for t in (trainer, branch):
        t.advance(STEPS)
    np.testing.assert_array_equal(branch.arena.weights, trainer.arena.weights)


@pytest.mark.parametrize(
    ("rest", "other", "named"),
    [
        ({"training": {"average": "EMA(decay=0.9)"}}, {"training": {}}, "average"),
        ({"training": {}}, {"training": {"average": "EMA(decay=0.9)"}}, "average"),
        ({"training": {"average": "EMA(decay=0.9)"}}, {"training": {"average": "SWA(start=0)"}}, "average"),
        ({"training": {}}, {"training": {"dtype": "float32"}}, "dtype"),
        ({"training": {}}, {"training": {"batch_size": 5}}, "batch_size"),
        ({"optimizer": "Adam"}, {"optimizer": "SGD"}, "optimizer"),
        ({}, {"layers": [{"type": "Linear", "out_features": 5}, *LAYERS[1:]]}, "0.weight"),
    ],
    ids=["average off", "average on", "another average", "dtype", "batch size", "optimizer", "network"],
)
def test_what_shapes_the_state_is_refused_by_name_and_reason(rest: Any, other: Any, named: str) -> None:
    trainer = made(**rest)
    trainer.advance(STEPS)
    new = made(**other)
    before = new.parameters
    with pytest.raises(StateError, match=named) as caught:
        new.restore(branched(take_branch_point(trainer), new.spec))
    assert "because" in str(caught.value)
    for k, v in new.parameters.items():
        np.testing.assert_array_equal(v, before[k])


def step_apart(trainer: Trainer, other: Any) -> tuple[Trainer, Trainer]:
    """Return a branch with something changed, and the run it came from with the same point set by hand."""
    trainer.advance(STEPS)
    branch = branch_of(take_branch_point(trainer), other.spec, trainer)
    reference = Trainer(other.spec, trainer.examples)
    persistent = trainer.arena.program.persistent
    reference.arena.mem[:persistent] = trainer.arena.mem[:persistent]
    reference.arena.ctx[abi.STEP] = trainer.step
    return branch, reference


@pytest.mark.parametrize(
    ("rest", "other"),
    [
        ({}, {"loss": "CrossEntropyLoss(label_smoothing=0.3)"}),
        ({"loss": "CrossEntropyLoss(weight=[1.0, 2.0, 3.0])"}, {"loss": "CrossEntropyLoss(weight=[3.0, 1.0, 1.0])"}),
        ({"loss": "HuberLoss(delta=0.1)"}, {"loss": "HuberLoss(delta=2.0)"}),
        ({"layers": [*LAYERS, "Dropout(p=0.1)"]}, {"layers": [*LAYERS, "Dropout(p=0.6)"]}),
        ({"layers": [*LAYERS, "Dropout(p=0.5)"]}, {"layers": [*LAYERS, "Dropout(p=0.5)"], "seed": 7}),
        (
            {"layers": [*LAYERS, "LeakyReLU(negative_slope=0.01)"]},
            {"layers": [*LAYERS, "LeakyReLU(negative_slope=0.5)"]},
        ),
        ({}, {"training": {"clip_grad_norm": 0.01}}),
        ({}, {"training": {"clip_grad_value": 0.001, "max_norm": 0.2}}),
        ({}, {"training": {"l1": 0.05, "l2": 0.1}}),
        ({"layers": [*LAYERS, {"type": "Linear", "out_features": 3, "init": "Zeros", "bias": False}, "ReLU"]}, None),
        ({}, {"training": {"shuffle": False}}),
        ({}, {"schedule": "ExponentialLR(gamma=0.3)"}),
        ({"schedule": "ExponentialLR(gamma=0.3)"}, {}),
        ({}, {"schedule": "ReduceLROnPlateau(patience=0, threshold=1.0)"}),
        (
            {"optimizer": "SGD(lr=0.1, momentum=0.7)", "schedule": "OneCycleLR"},
            {"optimizer": "SGD(lr=0.1, momentum=0.7)"},
        ),
        (
            {"optimizer": "Adam", "schedule": "CyclicLR(step_size_up=20)"},
            {"optimizer": "Adam", "schedule": "CyclicLR(step_size_up=20, cycle_momentum=False)"},
        ),
    ],
    ids=lambda v: str(v)[:70],
)
def test_whatever_else_is_changed_is_trained_as_the_spec_says(rest: Any, other: Any) -> None:
    classes = "HuberLoss" not in str(rest)
    if other is None:
        other = {**rest, "training": {"kink": 0.5}}
    trainer, plain = made(classes=classes, **rest), made(classes=classes, **rest)
    branch, reference = step_apart(trainer, made(classes=classes, **other))
    plain.advance(2 * STEPS)
    for t in (branch, reference):
        t.advance(STEPS)
    np.testing.assert_array_equal(branch.arena.weights, reference.arena.weights)
    assert not np.array_equal(branch.arena.weights, plain.arena.weights)


@pytest.mark.parametrize(
    ("old", "new"), [("EMA(decay=0.9)", "EMA(decay=0.2)"), ("SWA(start=0, every=3)", "SWA(start=0, every=1)")]
)
def test_an_average_goes_on_with_the_new_numbers(old: str, new: str) -> None:
    trainer = made(training={"average": old})
    trainer.advance(STEPS)
    spec = trainer.spec.replace(training=trainer.spec.training.replace(average=new))
    branch = branch_of(take_branch_point(trainer), spec, trainer)
    mean = branch.arena.point.copy()  # type: ignore[union-attr]
    branch.advance(1)
    share = 0.8 if "EMA" in old else 0.25
    np.testing.assert_allclose(branch.arena.point, mean + share * (branch.arena.weights - mean), rtol=1e-12)


def test_a_momentum_that_a_schedule_left_behind_survives_a_restore_and_an_edit() -> None:
    schedule = {
        "type": "SequentialLR",
        "interval": "step",
        "schedulers": ["OneCycleLR(total_steps=6)", "ConstantLR(factor=1.0)"],
        "milestones": [6],
    }
    rest = {"optimizer": "SGD(lr=0.1, momentum=0.5)", "schedule": schedule}
    whole, resumed, edited = (made(**rest) for _ in range(3))
    for trainer in (whole, edited):
        trainer.advance(8)
    resumed.restore(whole.state())
    edited.edit(weight_decay=0.0)
    for trainer in (whole, resumed, edited):
        trainer.advance(6)
    np.testing.assert_array_equal(resumed.arena.weights, whole.arena.weights)
    np.testing.assert_array_equal(edited.arena.weights, whole.arena.weights)


def test_a_plain_restore_into_a_changed_spec_trains_with_what_the_run_was_edited_to_or_names_the_field() -> None:
    trainer = made(optimizer="SGD(lr=0.1, momentum=0.9)")
    trainer.advance(STEPS)
    other = made(optimizer="SGD(lr=0.1, momentum=0.5, weight_decay=0.3)")
    other.restore(trainer.state())
    assert other.spec.optimizer == trainer.spec.optimizer
    for t in (trainer, other):
        t.advance(STEPS)
    np.testing.assert_array_equal(other.arena.weights, trainer.arena.weights)
    with pytest.raises(StateError, match="dampening"):
        made(optimizer="SGD(lr=0.1, momentum=0.9, dampening=0.5)").restore(trainer.state())
