"""Quiet hours and lunch: when alerts are logged and not told."""

from __future__ import annotations

from datetime import time
from functools import partial

import pytest

from tests.market.alerts.watching import at
from tests.panes.desks import CALENDARS
from tui.config_alerts import parse_hours
from tui.market.alerts.quiet import at_lunch, in_quiet_hours
from tui.market.sessions import status


@pytest.mark.parametrize(
    ("hours", "now", "quiet"),
    [
        ("22:00-07:30", "21:59", False),
        ("22:00-07:30", "22:00", True),
        ("22:00-07:30", "23:59", True),
        ("22:00-07:30", "00:00", True),
        ("22:00-07:30", "07:29", True),
        ("22:00-07:30", "07:30", False),
        ("12:00-13:00", "12:30", True),
        ("12:00-13:00", "13:00", False),
        ("12:00-13:00", "00:30", False),
    ],
)
def test_quiet_hours_run_up_to_their_end_and_over_midnight(hours, now, quiet):
    assert in_quiet_hours(at(now), parse_hours(hours)) is quiet


def test_without_hours_nothing_is_quiet():
    assert not in_quiet_hours(at("03:00"), parse_hours(""))


@pytest.mark.parametrize(
    "text", ["", "22:00", "22:00-22:00", "25:00-07:00", "22:00 - 07:00", "9:00-10:00", "٢٢:00-07:00"]
)
def test_what_are_no_hours(text):
    assert parse_hours(text) is None


def test_hours_are_two_times():
    assert parse_hours("22:00-07:30") == (time(22), time(7, 30))


@pytest.mark.parametrize(
    ("now", "lunch"),
    [
        ("11:45", False),
        ("12:00", True),
        ("12:59", True),
        ("13:00", False),
        ("16:30", False),
        ("2026-11-28 12:30", False),
    ],
)
def test_lunch_is_when_no_market_trades(now, lunch):
    assert at_lunch(partial(status, now=at(now), calendars=CALENDARS)) is lunch
