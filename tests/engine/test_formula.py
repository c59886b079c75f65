"""Formulas are read as people write them, bounded, and never run as code."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.engine.schedules.lambda_lr import LambdaLR
from gdlab.spec.formula import DEEPEST, LONGEST, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1.0),
        ("2 + 3 * 4", 14.0),
        ("(2 + 3) * 4", 20.0),
        ("2 ** 3 ** 2", 512.0),
        ("2 ^ 3", 8.0),
        ("-2 ** 2", -4.0),
        ("2 ** -1", 0.5),
        ("8 / 4 / 2", 1.0),
        ("8 - 4 - 2", 2.0),
        ("7 % 4", 3.0),
        ("--3", 3.0),
        (".5e1", 5.0),
        ("1.", 1.0),
        ("sqrt(16) + abs(-2) + floor(2.9)", 8.0),
        ("min(3, max(1, 2))", 2.0),
        ("exp(0) + log(e) + sin(0) + cos(pi)", 1.0),
        ("t / T", 0.3),
        ("0.5 * (1 + cos(pi * t / T))", 0.5 * (1 + math.cos(0.3 * math.pi))),
    ],
)
def test_reads_arithmetic(text: str, value: float) -> None:
    assert float(parse(text, ("t", "T"))(t=30, T=100)) == pytest.approx(value, rel=1e-15)


def test_takes_all_ticks_at_once() -> None:
    t = np.arange(5)
    np.testing.assert_array_equal(parse("2 * t + 1", ("t", "T"))(t=t, T=5), 2.0 * t + 1.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "too soon"),
        ("2 +", "too soon"),
        ("(2", r"'\)' is missing"),
        ("2 3", "one too many"),
        ("2 ) ", "one too many"),
        ("x + 1", "'x' is not known"),
        ("sqrt", r"'\(' is missing"),
        ("sqrt(1, 2)", "takes 1 value"),
        ("min(1)", "takes 2 values"),
        ("2 ; 3", "';' at position 3"),
        ("__import__('os')", "does not belong|is not known"),
        ("t.real", r"'.' at position|does not belong|one too many"),
        ("[1]", "does not belong"),
        ("* 2", "stands where"),
        ("(" * (DEEPEST + 2) + "1" + ")" * (DEEPEST + 2), "nested deeper"),
        ("-" * 200 + "1", "nested deeper"),
        ("2" + "**2" * 80, "nested deeper"),
        ("1+" * LONGEST + "1", "longer than"),
    ],
)
def test_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse(text, ("t", "T"))


@given(st.text(alphabet="0123456789.+-*/%^() tTepixsqrtmn,", max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        formula = parse(text, ("t", "T"))
    except ValueError as error:
        formula, sentence = None, str(error)
    assert formula(t=np.arange(3), T=3.0).shape in ((), (3,)) if formula else sentence


def test_a_huge_power_overflows_at_once_instead_of_computing_for_ever() -> None:
    assert math.isinf(float(parse("9 ** 9 ** 9 ** 9 ** 9", ())()))


def test_a_rate_that_is_no_rate_is_not_a_number() -> None:
    rates = LambdaLR(lr_lambda="log(t)").rates(np.arange(4), 0.1, 4, {})
    assert np.isnan(rates[0])
    assert rates[1:].tolist() == pytest.approx([0.0, 0.1 * math.log(2), 0.1 * math.log(3)])
