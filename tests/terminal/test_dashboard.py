"""The real command in a real pty: what a trader sees, types and resizes."""

from __future__ import annotations

import re
from functools import partial

import pytest

from tests.terminal.screen import ScreenProgram, demo, is_filled, lasting, wait_until

pytestmark = pytest.mark.terminal

SIZES = [(80, 24), (200, 60), (40, 10), (120, 36), (60, 16), (39, 9), (160, 45)]


def looks_alike(one: ScreenProgram, other: ScreenProgram) -> bool:
    return "+1.90" in one.text and lasting(one.text) == lasting(other.text)


def test_the_demo_fills_all_four_panes():
    with demo((160, 45)) as program:
        text = program.wait_for(is_filled)
    assert re.search(r"Hang Seng Index +23,597\.97 +\+440\.00 ▲ +\+1\.90", text)


def test_a_small_terminal_shows_the_strip_and_the_pane_that_is_chosen():
    with demo((80, 24)) as program:
        program.wait_for(lambda text: "HSI" in text and " 1 Indices ─" in text and "+1.90" in text)
        program.type(b"4")
        text = program.wait_for(lambda text: " 4 Events ─" in text and "FOMC" in text)
        assert re.search(r"HSI +23,597\.97 +▲\+1\.90", text)
        assert "1 Indices ─" not in text


def test_names_switch_to_chinese_and_back():
    with demo((120, 36)) as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        program.type(b"n")
        program.wait_for(lambda text: "恒生" in text.replace(" ", "") and "Hang Seng" not in text)
        program.type(b"n")
        program.wait_for(lambda text: "Hang Seng" in text and "恒生" not in text.replace(" ", ""))


@pytest.mark.long
def test_after_a_storm_of_resizes_the_screen_is_that_of_a_fresh_start():
    small, large = (80, 24), (160, 45)
    with demo((120, 36)) as stormy, demo(small) as small_one, demo(large) as large_one:
        stormy.wait_for(is_filled)
        for last, fresh in ((small, small_one), (large, large_one)):
            for columns, rows in [*SIZES * 3, last]:
                stormy.resize(columns, rows)
                stormy.read_for(0.01)
            wait_until(partial(looks_alike, stormy, fresh), stormy, fresh)


def test_too_small_a_terminal_says_so_and_recovers():
    with demo((20, 5)) as program:
        program.wait_for(lambda text: "needs 40×10" in text and "this is 20×5" in text)
        program.resize(120, 36)
        text = program.wait_for(lambda text: "Hang Seng" in text)
    assert "40×10" not in text


def test_no_part_of_an_escape_sequence_is_left_on_the_screen():
    with demo((120, 36)) as program:
        text = program.wait_for(is_filled)
    assert not re.search(r"\[[\d;?]+[a-zA-Z]|\x1b", text)
