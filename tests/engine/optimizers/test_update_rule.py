"""Update rules of one's own: what is written is what is computed, and nothing else can be written."""

from __future__ import annotations

import pickle
import random
import sys
import types
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdlab
from gdlab.engine.machine import abi, loop
from gdlab.engine.optimizers.rule_files import rule_name, rule_text
from gdlab.engine.optimizers.rule_source import kernel_source
from gdlab.engine.optimizers.update_rule import UpdateRule
from gdlab.engine.program.assembly import assemble
from gdlab.spec.errors import SpecError
from gdlab.spec.rule_language import RULE_FUNCTIONS, RuleError
from gdlab.spec.rule_parser import MOST_CHARACTERS, parse_rule
from gdlab.spec.rule_torch import class_name, torch_source
from tests.reference.optimizers import TWINS

gdlab.RunSpec()
STEPS = 40
#: A rule that uses every function and every way in which loops have to be apart.
EVERYTHING = """# Everything at once
param lr = 0.05 in [0, 1]
param a = 0.5 in (0, 1)
state m, n
d = clip(g, -a, a) / (norm(g) + 1e-9)
c = where(mean(g), 0.9, 0.8)
m = c * m + d * mean(abs(d)) + min(p, a) % 2
n = max(n, m^2)
k = norm(p) / (norm(m) + 1) + sum(n) * 0
q = p
p = p - lr * k * m * max(sin(g), cos(p)) + sign(m) * 1e-3 * floor(t / 3)
c = exp(-t) + sqrt(t) * 0 + log(t) * tan(a) * tanh(a)
p = p + 1e-3 * where(q, exp(-abs(q)), tanh(g)) ^ 3 * c - -0 * sqrt(n)
"""


def walked(optimizer, dtype="float64"):
    """Return the weights after some steps on given gradients, and those weights' twin."""
    layers = ({"type": "Linear", "out_features": 3},)
    spec = gdlab.RunSpec(network={"layers": layers}, loss="MSELoss", optimizer=optimizer, training={"dtype": dtype})
    arena = assemble(spec, (4,), 3, 1)
    rng = np.random.default_rng(0)
    parts = {p.name: slice(p.offset, p.offset + p.size) for p in arena.program.parameters}
    arena.weights[:] = rng.normal(size=arena.weights.shape)
    values = {name: arena.weights[part].astype(float) for name, part in parts.items()}
    twin = TWINS[spec.optimizer.type](spec.optimizer, values)
    with np.errstate(all="ignore"):
        for t in range(1, STEPS + 1):
            gradients = {name: rng.normal(size=values[name].shape) for name in values}
            for name, part in parts.items():
                arena.gradient[part] = gradients[name]
            twin.step(values, gradients, t, spec.optimizer.lr)
            arena.run(loop.update)
            arena.ctx[abi.STEP] += 1
    return arena.weights.copy(), np.concatenate([values[name] for name in parts])


SHIPPED = {
    "momentum": "SGD(lr=0.02, momentum=0.9, weight_decay=0.1)",
    "adam": "Adam(lr=0.02, weight_decay=0.1)",
    "lion": "Lion(lr=0.02, weight_decay=0.1)",
    "rmsprop": "RMSprop(lr=0.02, weight_decay=0.1)",
}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_rule_is_the_built_in_optimizer_to_rounding(name):
    rule = f"UpdateRule(text={name}, lr=0.02, weight_decay=0.1)"
    assert walked(rule)[0] == pytest.approx(walked(SHIPPED[name])[0], rel=1e-12, abs=1e-14)
    if name != "adam":
        return
    single = walked(rule, "float32")[0], walked(SHIPPED[name], "float32")[0]
    assert single[0] == pytest.approx(single[1], rel=2e-5, abs=2e-6)


def test_adabelief_is_as_its_paper_says():
    """Zhuang et al. 2020, algorithm 2: the variance is of the gradient around its running mean."""
    rng, lr = np.random.default_rng(0), 0.02
    found = walked(f"UpdateRule(text=adabelief, lr={lr})")[0]
    p = rng.normal(size=found.shape)
    m, s = np.zeros_like(p), np.zeros_like(p)
    for t in range(1, STEPS + 1):
        g = np.concatenate([rng.normal(size=12), rng.normal(size=3)])
        m = 0.9 * m + 0.1 * g
        s = 0.999 * s + 0.001 * (g - m) ** 2 + 1e-16
        p -= lr * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-16)
    assert found == pytest.approx(p, rel=1e-9)


@pytest.mark.parametrize("text", [EVERYTHING, rule_text("normalised")])
def test_a_kernel_computes_what_the_text_says(text):
    ours, twins = walked({"type": "UpdateRule", "text": text})
    assert ours == pytest.approx(twins, rel=1e-9, abs=1e-12)


def test_it_trains_networks_and_is_kept_whole_in_the_spec(tmp_path):
    layers = ["Linear(out_features=8)", "ReLU", "Linear(out_features=2)"]
    spec = gdlab.RunSpec(data="moons", network={"layers": layers}, optimizer="UpdateRule(text=adam, lr=0.01)",
                         training={"dtype": "float64", "epochs": 2})  # fmt: skip
    assert spec.optimizer.to_dict()["text"] == rule_text("adam")
    assert gdlab.RunSpec.parse(spec.to_dict()) == spec
    assert pickle.loads(pickle.dumps(spec.optimizer)) == spec.optimizer  # noqa: S301
    ours, adam = gdlab.train(spec), gdlab.train(spec.replace(optimizer="Adam(lr=0.01)"))
    assert ours.history["val/loss"] == pytest.approx(adam.history["val/loss"], rel=1e-9)
    descents = gdlab.arena("Rosenbrock", ["UpdateRule(text=adam, lr=0.05)", "Adam(lr=0.05)"], steps=100).descents
    assert descents[0].points == pytest.approx(descents[1].points, rel=1e-9)


def test_ones_own_folder_holds_rules_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.rule").write_text("param lr = 0.3\np = p - lr*g\n", encoding="utf-8")
    made = gdlab.RunSpec(optimizer="UpdateRule(text=mine)").optimizer
    assert made.lr == 0.3
    assert made.as_call() == "UpdateRule(text=mine)"
    assert rule_name(made.to_dict()["text"]) == "mine"
    by_path = gdlab.RunSpec(optimizer={"type": "UpdateRule", "text": str(tmp_path / "rules" / "mine.rule")})
    assert by_path.optimizer == made


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("p = p - lr * q", "line 1, character 14: 'q' is not known"),
        ("# a\n\n p = p - ", "line 3, character 9: ends too soon"),
        ("p = p.real", "line 1, character 6: '.' does not belong"),
        ("p = __import__('os')", "line 1, character 16: ''' does not belong"),
        ("p = __import__(g)", "line 1, character 5: '__import__' is not known"),
        ("import os\np = p", "line 1, character 1: should be NAME = EXPRESSION"),
        ("p.data = g", "line 1, character 1: 'p.data' is no name"),
        ("g = p\np = g", "line 1, character 1: g cannot be assigned"),
        ("lr = 3\np = g", "line 1, character 1: lr cannot be assigned"),
        ("x = g", "never assigns p"),
        ("", "never assigns p"),
        ("state p\np = g", "line 1, character 7: 'p' has a meaning"),
        ("state m, m\np = g", "'m' is declared twice"),
        ("param b = 2 in [0, 1)\np = g", "line 1, character 11: the default of b must be at least 0 and below 1"),
        ("param b = 1 in [0, 1\np = g", "should be param NAME = NUMBER in"),
        ("param kernel = 1\np = g", "line 1, character 7: 'kernel' has a meaning"),
        ("param model_fields = 1\np = g", "'model_fields' has a meaning"),
        ("p = p - norm(lr)", "line 1, character 9: norm takes a tensor"),
        ("x = g\nx = 3\np = g", "line 2, character 1: x was a tensor"),
        ("p = clip(g, 1)", "clip takes 3 values, not 2"),
        ("p = " + "(" * 60 + "g" + ")" * 60, "nested deeper"),
        ("p = " + "+".join("g" * 200), "longer than 300"),
        ("\n".join(["p = p + g"] * 41), "at most 40 assignments"),
        ("\n".join(["p = " + "+".join("g" * 140)] * 3), "more than 400 operations"),
        ("#" * (MOST_CHARACTERS + 1), "longer than 4000 characters"),
        ("state " + ",".join(f"s{i}" for i in range(9)) + "\np = g", "at most 8 tensors"),
        ("\n".join(f"param b{i} = 1" for i in range(20)) + "\np = g", "at most 16 hyperparameters"),
        ("lambda = 3\np = g", "'lambda' is no name"),
    ],
)
def test_an_error_names_line_and_character(text, says):
    with pytest.raises(SpecError) as error:
        UpdateRule(text=text if "=" in text else f"{text}\n# =")
    assert says in str(error.value)


def test_values_outside_of_the_rules_bounds_are_refused():
    with pytest.raises(SpecError, match=r"optimizer\.beta1: must be below 1"):
        gdlab.RunSpec(optimizer="UpdateRule(text=adam, beta1=1.5)")
    with pytest.raises(SpecError, match=r"optimizer\.gamma"):
        gdlab.RunSpec(optimizer="UpdateRule(text=adam, gamma=1.5)")
    with pytest.raises(SpecError, match="there is no rule called 'nobody'"):
        gdlab.RunSpec(optimizer="UpdateRule(text=nobody)")


WORDS = [*RULE_FUNCTIONS, "p", "g", "t", "lr", "m", "x", "=", "=", "(", ")", ",", "+", "-", "*", "/", "^", "%", "\n",
         "state", "param", "in", "[", "0", "1e999", "2.5", ".", "__class__", "import", "exec", "#", "'", "\\", ";",
         "\x00", "ü", "lambda", "if", "while", "@", "**"]  # fmt: skip


def parsed_or_placed(text):
    """Return the rule of a text, None where it is refused, with a place in the text."""
    refused = None
    try:
        return parse_rule(text)
    except RuleError as error:
        refused = error
    assert refused.line >= 1
    assert 1 <= refused.position <= len(text) + 2
    return None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_a_hostile_rule_is_refused_with_a_place_or_becomes_harmless_source(words):
    text = " ".join(words)
    program = parsed_or_placed(text)
    if program is None:
        return
    source = kernel_source(program)
    assert not set("'\"\\@\x00ü") & set(source)
    assert "import" not in source
    assert "__" not in source


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_rule_or_refused_with_a_place(text):
    parsed_or_placed(text)


def test_random_rules_compute_what_they_say():
    """Rules drawn at random, compiled, beside NumPy's evaluation of their trees."""
    draw = random.Random(4)
    names, unary = ["g", "p", "m", "lr", "t", "0.5", "2"], ["sqrt", "abs", "sin", "tanh", "sign", "floor"]

    def expression(depth):
        if depth == 0:
            return draw.choice(names)
        kind = draw.randrange(4)
        if kind == 0:
            return f"{draw.choice(unary)}(abs({expression(depth - 1)}))"
        if kind == 1:
            return f"{draw.choice(['norm', 'mean'])}(g + {expression(depth - 1)})"
        if kind == 2:
            return f"{draw.choice(['min', 'max'])}({expression(depth - 1)}, {expression(depth - 1)})"
        return f"({expression(depth - 1)} {draw.choice('+-*')} {expression(depth - 1)})"

    for _ in range(2):
        lines = [f"x{i} = {expression(2)}" for i in range(3)]
        text = "\n".join(["state m", *lines, "m = 0.5*m + tanh(x0 - g)", "p = p - lr*tanh(x1 + x2 + m)"])
        ours, twins = walked({"type": "UpdateRule", "text": text})
        assert ours == pytest.approx(twins, rel=1e-8, abs=1e-10), text


def test_the_exported_optimizer_computes_the_same(monkeypatch):
    """A stand-in of a few functions takes PyTorch's place; the figures are those of the rule's NumPy evaluation."""
    monkeypatch.setitem(sys.modules, "torch", torch_of_numpy())
    for text in (rule_text("adam"), rule_text("lion"), EVERYTHING):
        names: dict = {}
        exec(compile(torch_source(parse_rule(text), "my rule"), "export", "exec"), names)  # noqa: S102
        rng = np.random.default_rng(0)
        p = Tensor(rng.normal(size=6))
        optimizer, spec = names["MyRule"]([p]), UpdateRule(text=text)
        values = {"p": np.array(p)}
        twin = TWINS["UpdateRule"](spec, values)
        for t in range(1, 20):
            p.grad = Tensor(rng.normal(size=6))
            with np.errstate(all="ignore"):
                optimizer.step()
                twin.step(values, {"p": np.array(p.grad)}, t, spec.lr)
        assert np.array(p) == pytest.approx(values["p"], rel=1e-10)
    with pytest.raises(ValueError, match="beta1 must be at least 0 and below 1"):
        exec(torch_source(parse_rule(rule_text("adam")), "adam") + "\nAdam([], beta1=2)", {})  # noqa: S102
    assert class_name("3 things") == "Rule3Things"


class Tensor(np.ndarray):
    """An array with the two methods of a tensor that rules call, and a gradient."""

    grad: Any

    def __new__(cls, values):
        return np.array(values).view(cls)

    def copy_(self, other):
        self[...] = other

    def __hash__(self):
        return id(self)


def torch_of_numpy():
    """Return a module that stands in for PyTorch where an exported rule uses it."""
    from collections import defaultdict
    from contextlib import nullcontext

    class Optimizer:
        def __init__(self, params, defaults):
            self.param_groups, self.state = [{"params": params, **defaults}], defaultdict(dict)

    class Step:
        def __call__(self, function=None):
            return function if function is not None else nullcontext()

    made: Any = types.ModuleType("torch")
    made.optim = types.SimpleNamespace(Optimizer=Optimizer)
    made.no_grad = Step
    made.is_tensor = lambda x: isinstance(x, np.ndarray)
    made.full_like, made.zeros_like = np.full_like, lambda p: Tensor(np.zeros_like(p))
    made.linalg = types.SimpleNamespace(vector_norm=lambda x: np.float64(np.linalg.norm(x)))
    made.remainder = np.mod
    for name in ("where", "minimum", "maximum", "sqrt", "exp", "log", "sin", "cos", "tan", "tanh", "abs", "floor"):
        setattr(made, name, getattr(np, name))
    made.sign = np.sign
    return made


def test_the_command_lists_checks_and_exports(tmp_path, capsys):
    from gdlab.cli.main import main

    assert main(["rule", "list"]) == 0
    assert "adabelief: AdaBelief" in capsys.readouterr().out
    assert main(["rule", "check", "adam"]) == 0
    assert "hyperparameter beta1: 0.9 (at least 0 and below 1)" in capsys.readouterr().out
    assert main(["rule", "check", "p = p - lr *"]) == 2
    assert "line 1, character 13: ends too soon" in capsys.readouterr().err
    assert main(["rule", "export", "adam", "--out", str(tmp_path / "adam.py")]) == 0
    assert "class Adam(torch.optim.Optimizer):" in (tmp_path / "adam.py").read_text(encoding="utf-8")
