"""Numbers and times as the screen writes them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tui.panes.figures import (
    arrow,
    billions,
    change_span,
    countdown,
    duration,
    index_level,
    price_decimals,
    role_of,
    signed,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0.0, "0.00"), (-0.001, "0.00"), (0.004, "0.00"), (1.6, "+1.60"), (-12345.678, "-12,345.68")],
)
def test_a_signed_number_has_its_sign_and_zero_has_none(value, text):
    assert signed(value) == text


def test_missing_is_a_dash_and_never_zero():
    assert index_level(None) == billions(None) == "–"


def test_a_cheap_hong_kong_share_has_three_decimals():
    assert price_decimals(6.24, index=False, hong_kong=True) == 3
    assert price_decimals(6.24, index=False) == 2
    assert price_decimals(479.2, index=False, hong_kong=True) == 2


@pytest.mark.parametrize(("glyphs", "signs"), [("unicode", "▲▼= "), ("ascii", "^v= ")])
def test_direction_is_told_without_colour(glyphs, signs):
    assert "".join(arrow(change, glyphs) for change in (1.0, -1.0, 0.001, None)) == signs


def test_percent_spans_are_all_of_one_width():
    assert {len(change_span(change, "unicode").text) for change in (None, 0.0, 9.99, -10.02, 20.0, -29.97)} == {8}


def test_old_figures_lose_their_direction_colour_but_keep_the_sign():
    assert change_span(1.6, "unicode", stale=True) == ("▲  +1.60", "stale")


@pytest.mark.parametrize(("change", "role"), [(1.0, "up"), (-1.0, "down"), (0.0, "flat"), (None, "label")])
def test_the_role_follows_the_sign(change, role):
    assert role_of(change) == role


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (59, "59s"),
        (60, "1m"),
        (3599, "59m"),
        (3900, "1h05"),
        (90000, "1d 1h"),
        (10 * 86400, "10d"),
        (-5, "0s"),
    ],
)
def test_durations_are_short(seconds, text):
    assert duration(seconds) == text


def test_the_last_ten_minutes_count_in_seconds():
    assert countdown(timedelta(minutes=9, seconds=5)) == "9:05"
    assert countdown(timedelta(minutes=10)) == "10m"
    assert countdown(timedelta(hours=30)) == "1d 6h"
