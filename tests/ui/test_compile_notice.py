"""The line that compiles ahead of a run, in the real window."""

from __future__ import annotations

import pytest

from gdlab.lab import compile_ahead


@pytest.fixture
def asked(monkeypatch):
    """Say that nothing but the default experiment is cached, until a child has been at it."""
    specs = []

    def is_cached(spec, _shape):
        if spec.optimizer.type == "Adam":
            return True
        specs.append(spec)
        return len(specs) > 1

    monkeypatch.setattr(compile_ahead, "kernels_are_cached", is_cached)
    monkeypatch.setattr(compile_ahead, "is_cold", lambda: False)
    return specs


def test_an_experiment_that_needs_the_compiler_has_it_at_work_before_start_is_pressed(drive, asked):
    line = drive.lab.compile_notice
    drive.window.start_compiling()
    assert not line.isVisible()
    drive.set("optimizer", "SGD(lr=0.1)")
    drive.wait(line.isVisible)
    drive.wait(lambda: not line.isVisible(), timeout=120_000)
    drive.wait(lambda: len(asked) == 2)
    drive.rest()
    assert not line.isVisible()


def test_an_experiment_that_cannot_be_started_is_not_compiled(drive, asked):
    drive.window.start_compiling()
    drive.set("network.layers", ["Linear(out_features=3)"])
    drive.set("optimizer", "SGD(lr=0.1)")
    drive.settle(900)
    assert asked == []


def test_closing_ends_a_child_that_is_at_work(drive, asked):
    line = drive.lab.compile_notice
    drive.window.start_compiling()
    drive.set("optimizer", "SGD(lr=0.1)")
    drive.wait(line.isVisible)
    child = line._child
    drive.window.close()
    assert not child.busy
