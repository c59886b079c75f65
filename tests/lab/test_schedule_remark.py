"""A schedule whose range does not fit the run is remarked on before the run."""

from __future__ import annotations

import logging

import pytest

import gdlab
from gdlab.lab.schedule_remark import schedule_remark
from gdlab.spec.base import members
from tests.lab.small import spec

#: 45 examples in batches of 10: 5 steps an epoch.
BASE = spec(training__epochs=15)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ("CosineAnnealingLR(T_max=945)", ("T_max = 945 counts epochs", "1.6 %", 'interval = "step" or T_max = 15')),
        ("CosineAnnealingLR(T_max=15, interval=step)", ("counts steps", "5 times", 'interval = "epoch" or T_max = 75')),
        ("StepLR(step_size=200)", ("step_size = 200 counts epochs", "7.5 %")),
        ("MultiStepLR(milestones=[300, 600])", ("milestones = 600", "2.5 %")),
        ("CyclicLR(max_lr=1)", ("step_size_up = 2000 counts steps", "3.8 %")),
        ("WarmUp(warmup_iters=1, schedule=CosineAnnealingLR(T_max=945))", ("T_max = 945",)),
    ],
)
def test_a_range_in_the_wrong_unit_is_named_with_both_units(schedule, words):
    remark = schedule_remark(BASE.replace(schedule=schedule), 45)
    assert all(part in remark for part in words)


@pytest.mark.parametrize(
    "schedule",
    ["none", "CosineAnnealingLR", "CosineAnnealingLR(T_max=15)", "StepLR(step_size=1)", "LinearLR", "OneCycleLR",
     "CosineAnnealingLR(T_max=75, interval=step)", "CosineAnnealingWarmRestarts(T_0=3)", "ReduceLROnPlateau",],
)  # fmt: skip
def test_a_range_that_fits_is_not(schedule):
    assert schedule_remark(BASE.replace(schedule=schedule), 45) == ""


def test_every_schedule_shows_its_interval_and_says_in_the_help_of_its_range_what_it_counts():
    for schedule in members("schedule").values():
        assert "interval" in schedule.main
        if field := schedule.span_field:
            assert "interval says" in str(schedule.model_fields[field].description)


def test_python_logs_the_remark_once(caplog):
    made = BASE.replace(schedule="CosineAnnealingLR(T_max=777)")
    with caplog.at_level(logging.WARNING, "gdlab"):
        gdlab.compare(made, {"lr": [0.1, 0.2]})
    assert [r.message.count("T_max = 777 counts epochs") for r in caplog.records if "T_max" in r.message] == [1]
