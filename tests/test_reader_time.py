"""The reader's own clock follows TZ, with the offset that its zone has at that moment."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest

from tui.clock import reader_time
from tui.market.zones import MARKET_TIME


@pytest.fixture
def in_new_york(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_new_york")
@pytest.mark.parametrize(("day", "hours", "name"), [("2026-07-01", -4, "EDT"), ("2026-12-01", -5, "EST")])
def test_a_moment_is_told_in_the_zone_of_the_reader(day, hours, name):
    moment = datetime.fromisoformat(f"{day} 09:30").replace(tzinfo=MARKET_TIME)
    local = reader_time(moment)
    assert local == moment
    assert (local.utcoffset(), local.tzname()) == (timedelta(hours=hours), name)
