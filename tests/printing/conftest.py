"""A market of a few names, shortly after the close of Tuesday 3 June 2025."""

from datetime import date, time, timedelta

import pytest

from tests.printing.small_market import NOW, SETTINGS, SOURCE, event, quote
from tui.clock import Clock
from tui.config import load
from tui.market.southbound import SouthboundDay, SouthboundMinute
from tui.market.state import MarketState
from tui.market.updates import EventsUpdate, QuotesUpdate, SouthboundUpdate
from tui.printing.compose import SECTIONS, Composer
from tui.shipped import load_calendars, load_universe


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "few.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    return load(path, {}).settings


@pytest.fixture
def state():
    state = MarketState(load_universe(), simulated=True)
    state.apply(
        QuotesUpdate(
            SOURCE,
            (
                quote("HSI", 23512.49, 23073.32, open=23100.0, high=23530.1, low=23090.0, turnover=2.1e11),
                quote("000300.SH", 3901.6, 3840.16),
                quote("01398.HK", 5.62, 5.5, turnover=3.2e9),
                quote("601398.SH", 7.1, 6.95),
                quote("00005.HK", 91.0, 91.5, delayed=True),
                quote("01211.HK", 421.6, 400.0),
            ),
        )
    )
    minutes = tuple(SouthboundMinute(minute, 1e9, 5e8, 1.5e9) for minute in (540, 541, 570, 970))
    state.apply(SouthboundUpdate(SOURCE, SouthboundDay(date(2025, 6, 3), 1.5e9, 1e9, 5e8, minutes)))
    before, after = date(2025, 5, 31), date(2025, 6, 9)
    state.apply(
        EventsUpdate(
            (
                event("long-ago", before - timedelta(days=30)),
                event("pmi", before, time(9, 30), actual="50.3"),
                event("trade", after, actual="known only later"),
            )
        )
    )
    return state


@pytest.fixture
def clock():
    clock = Clock(monotonic=lambda: 0.0)
    clock.follow(NOW)
    return clock


@pytest.fixture
def compose(state, settings, clock):
    def _compose(*sections):
        return Composer(state, settings, load_calendars(), clock).report(sections or SECTIONS)

    return _compose
