"""Training that takes its time in a process that is to be killed, so that what is trained afterwards can be short."""

from __future__ import annotations

import time

from gdlab.engine.trainer import Trainer

#: Steps at a time, and the seconds after each such part.
STEPS, PAUSE = 200, 0.05


def train_slowly() -> None:
    """Make every trainer of this process do a few steps at a time, and wait after them."""
    advance = Trainer.advance

    def a_few(self: Trainer, steps: int = 1) -> int:
        done = advance(self, min(steps, STEPS))
        time.sleep(PAUSE)
        return done

    Trainer.advance = a_few
