"""A descent that is played keeps its time, however long its pictures take."""

from __future__ import annotations

import time

from gdlab.ui.pages.landscape.player import Player


def test_steps_that_fall_into_a_long_picture_are_made_up_for(qtbot):
    player = Player()
    qtbot.addWidget(player)
    player.set_steps(6000)
    player.speed.set_value("watch")
    player.start()
    time.sleep(0.5)  # a picture that holds the window
    qtbot.waitUntil(lambda: player.step > 0)
    assert player.step >= 500


def test_a_pause_takes_no_time_from_what_follows(qtbot):
    player = Player()
    qtbot.addWidget(player)
    player.set_steps(6000)
    player.start()
    player.pause()
    time.sleep(0.4)
    player.toggle()
    qtbot.waitUntil(lambda: player.step > 0)
    assert player.step < 400
