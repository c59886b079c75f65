"""How long the steps of runs take: a slow first round is not taken for a long one."""

from __future__ import annotations

import time

from gdlab.lab.train import SpecTrainer
from gdlab.studies.timing import interleaved_times
from tests.lab.small import SMALL


def test_a_run_whose_first_round_is_slow_is_timed_in_rounds_as_long_as_the_others(monkeypatch):
    """Runs of larger batches, whose first steps are slow, were timed by single steps, at twice the seconds."""
    advance, rounds = SpecTrainer.advance, []

    def slow_at_first(self: SpecTrainer, steps: int) -> int:
        rounds.append(steps)
        if len(rounds) in (2, 5):  # the first round after the warm one, and a later one
            until = time.thread_time() + 0.006
            while time.thread_time() < until:
                pass
        return advance(self, steps)

    monkeypatch.setattr(SpecTrainer, "advance", slow_at_first)
    found = interleaved_times([SMALL], lambda: False)
    assert rounds[-1] >= 64, "a step of this network takes some microseconds, and a round four milliseconds"
    assert 0 < found.seconds_per_example[0] < 1e-4
