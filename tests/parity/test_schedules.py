"""Every schedule gives PyTorch's rates and momenta, which PyTorch reaches tick by tick, over hundreds of ticks."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.spec.base import member, members
from tests.parity.schedule_cases import BASE, CASES, HORIZON, losses

FOLDER = Path(__file__).with_name("schedules")
FIGURES = np.load(FOLDER / "figures.npz")
DEFAULTS = json.loads((FOLDER / "defaults.json").read_text())["defaults"]
#: last_epoch resumes a schedule by hand, functions stand for formulas, and a loss is always made small.
NOT_HERE = {"last_epoch", "scale_fn", "scale_mode", "epochs", "steps_per_epoch", "mode", "optimizer"}
NONE_IS = {"step_size_down": 0, "total_steps": 0}


def schedule_of(name: str):
    catalogue.load_engine_members()
    case = CASES[name]
    return member("schedule", case.type).model_validate({"type": case.type, **case.options})


@pytest.mark.parametrize("name", CASES)
def test_gives_pytorchs_rates_and_momenta(name: str) -> None:
    schedule, seen = schedule_of(name), losses()
    memory, rates = schedule.start(), np.empty(HORIZON)
    if memory:
        for t in range(HORIZON):
            rates[t] = schedule.rates(np.array([t]), BASE, HORIZON, memory)[0]
            memory = schedule.observe(memory, float(seen[t]), float(rates[t]))
    else:
        rates = schedule.rates(np.arange(HORIZON), BASE, HORIZON, memory)
    np.testing.assert_allclose(rates, FIGURES[name][:, 0], rtol=1e-9, atol=1e-15)
    momenta = schedule.momenta(np.arange(HORIZON), 0.5, HORIZON)
    if momenta is None:
        momenta = np.full(HORIZON, 0.5)
    np.testing.assert_allclose(np.where(np.isnan(momenta), 0.5, momenta), FIGURES[name][:, 1], rtol=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_any_slice_of_ticks_gives_the_same_rates(name: str) -> None:
    schedule = schedule_of(name)
    whole = schedule.rates(np.arange(HORIZON), BASE, HORIZON, schedule.start())
    for first, last in ((0, 1), (5, 6), (20, 30), (149, 152), (HORIZON - 1, HORIZON)):
        part = schedule.rates(np.arange(first, last), BASE, HORIZON, schedule.start())
        np.testing.assert_array_equal(part, whole[first:last])


@pytest.mark.parametrize("name", DEFAULTS)
def test_options_and_defaults_are_pytorchs(name: str) -> None:
    catalogue.load_engine_members()
    fields = members("schedule")[name].model_fields
    for option, default in DEFAULTS[name].items():
        if option in NOT_HERE and not (option == "mode" and name == "CyclicLR"):
            continue
        assert fields[option].default == (NONE_IS[option] if default is None else default), option


def test_every_schedule_has_a_case() -> None:
    catalogue.load_engine_members()
    tried = {case.type for case in CASES.values()}
    assert set(members("schedule")) == tried, "a schedule needs a case in tests/parity/schedule_cases.py"
