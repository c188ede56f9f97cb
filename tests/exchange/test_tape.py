"""Prices through the day: what must hold at every second."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.exchange.scenario import Fate, Scenario
from tui.exchange.start import start_moment
from tui.exchange.tape import Tape
from tui.exchange.trading_day import Phase
from tui.market.instruments import Market, Universe

DAY_START = start_moment("00:00")
SECONDS = st.integers(min_value=0, max_value=2 * 86_400)
SYMBOLS = ("HSI", "000300.SH", "00700.HK", "601398.SH", "600733.SH", "002594.SZ", "VHSI", "00020.HK")


def at(second: int) -> datetime:
    return DAY_START + timedelta(seconds=second)


def test_every_instrument_of_the_universe_is_in_the_scenario(universe: Universe, scenario: Scenario) -> None:
    assert [instrument.symbol for instrument in universe if instrument.symbol not in scenario.outlines] == []


@settings(max_examples=400, deadline=None)
@given(second=SECONDS)
def test_high_and_low_hold_every_price_so_far(tape: Tape, second: int) -> None:
    for symbol in SYMBOLS:
        sample = tape.row(symbol, at(second)).sample
        if sample.last is not None:
            assert sample.high >= max(sample.last, sample.open)
            assert sample.low <= min(sample.last, sample.open)


@settings(max_examples=400, deadline=None)
@given(second=SECONDS, later=st.integers(min_value=0, max_value=7200))
def test_totals_and_extremes_only_ever_grow(tape: Tape, second: int, later: int) -> None:
    for symbol in SYMBOLS:
        one, two = tape.row(symbol, at(second)), tape.row(symbol, at(second + later))
        if one.stamp.date() != two.stamp.date() or one.sample.last is None:
            continue
        assert one.stamp <= two.stamp
        assert one.sample.volume <= two.sample.volume + 1e-6
        assert one.sample.turnover <= two.sample.turnover + 1e-6
        assert one.sample.high <= two.sample.high
        assert one.sample.low >= two.sample.low


@settings(max_examples=400, deadline=None)
@given(second=SECONDS)
def test_what_a_share_cost_on_average_lies_within_its_range(tape: Tape, second: int) -> None:
    for symbol in ("00700.HK", "601398.SH", "600733.SH", "002594.SZ"):
        sample = tape.row(symbol, at(second)).sample
        if sample.volume:
            average = sample.turnover / sample.volume
            assert sample.low * 0.999 <= average <= sample.high * 1.001


def test_prices_move_within_the_minute_and_stand_still_over_lunch(tape: Tape) -> None:
    moving = {tape.row("HSI", start_moment(f"10:10:{second:02d}")).price for second in range(0, 60, 3)}
    standing = {tape.row("HSI", start_moment(f"12:{minute:02d}")).price for minute in range(1, 60)}
    assert len(moving) > 5
    assert len(standing) == 1


@pytest.mark.parametrize(("symbol", "noon"), [("000300.SH", "11:30:0"), ("00700.HK", "12:00:0")])
def test_stamps_stop_at_lunch(tape: Tape, symbol: str, noon: str) -> None:
    assert f"{tape.row(symbol, start_moment('12:40')).stamp:%H:%M:%S}".startswith(noon)


def test_yesterdays_rows_stand_until_nine(tape: Tape) -> None:
    mainland, hong_kong = (tape.row(symbol, start_moment("08:59")) for symbol in ("000300.SH", "HSI"))
    assert f"{mainland.stamp:%Y-%m-%d}" == "2025-05-30"
    assert f"{hong_kong.stamp:%Y-%m-%d}" == "2025-06-02"
    assert (mainland.price, hong_kong.price) == (3840.23, 23157.97)


def test_an_auction_has_a_virtual_price_and_nothing_else(tape: Tape) -> None:
    row = tape.row("601398.SH", start_moment("09:20"))
    assert row.sample.phase is Phase.AUCTION
    assert row.sample.indicative == row.price
    assert (row.sample.last, row.sample.open, row.sample.high, row.sample.volume) == (None, None, None, 0.0)


def test_the_official_close_is_known_only_after_the_closing_auction(tape: Tape) -> None:
    phases = [tape.row("HSI", start_moment(moment)).sample.phase for moment in ("16:07", "16:09")]
    assert phases == [Phase.CLOSING, Phase.CLOSED]


def test_after_the_day_everything_stays_closed(tape: Tape) -> None:
    evening, next_week = tape.row("HSI", start_moment("23:00")), tape.row("HSI", DAY_START + timedelta(days=6))
    assert next_week == evening
    assert f"{evening.stamp:%H:%M}" == "16:08"


def test_the_limit_up_share_reaches_its_limit_and_stays(tape: Tape, scenario: Scenario) -> None:
    (symbol,) = (name for name, outline in scenario.outlines.items() if outline.fate is Fate.LIMIT_UP)
    row = tape.row(symbol, start_moment("11:00"))
    assert row.limits is not None
    before = tape.row(symbol, start_moment("10:00"))
    assert before.price < row.limits[0]
    later = [tape.row(symbol, start_moment(moment)).price for moment in ("11:00", "13:30", "14:58", "15:30")]
    assert set(later) == {row.limits[0]}


def test_the_suspended_share_has_no_trades(tape: Tape, scenario: Scenario) -> None:
    (symbol,) = (name for name, outline in scenario.outlines.items() if outline.fate is Fate.SUSPENDED)
    row = tape.row(symbol, start_moment("14:00"))
    assert row.suspended
    assert row.price == row.previous_close
    assert row.sample.volume == 0
    assert tape.minutes(symbol, start_moment("14:00")) == []


def test_the_morning_is_weak_and_the_afternoon_climbs(tape: Tape) -> None:
    for symbol in ("HSI", "000300.SH"):
        course = [
            tape.row(symbol, start_moment(moment)).change_pct for moment in ("09:55", "10:30", "13:05", "15:00")
        ]
        assert course[0] < 0
        assert course == sorted(course)


def test_us_indices_show_last_nights_close_all_day(tape: Tape) -> None:
    rows = [tape.row("INX", start_moment(moment)) for moment in ("08:00", "12:00", "22:00")]
    assert {row.price for row in rows} == {5935.94}
    assert {f"{row.stamp:%Y-%m-%d %Z}" for row in rows} == {"2025-06-02 EDT"}


@pytest.mark.parametrize(
    ("symbol", "first", "last", "count"),
    [("000300.SH", "9:30", "15:0", 241), ("HSI", "9:30", "16:0", 331), ("00700.HK", "9:30", "16:0", 331)],
)
def test_a_whole_day_of_minutes(tape: Tape, symbol: str, first: str, last: str, count: int) -> None:
    rows = tape.minutes(symbol, start_moment("16:30"))
    labels = [row.label for row in rows]
    assert labels == sorted(set(labels))
    assert [f"{label // 60}:{label % 60}" for label in (labels[0], labels[-1])] == [first, last]
    assert len(rows) == count
    assert rows[-1].price == tape.row(symbol, start_moment("16:30")).price
    lunch = 11 * 60 + 30 if tape.instruments[symbol].market is Market.MAINLAND else 12 * 60
    assert not [label for label in labels if lunch < label <= 13 * 60]


@settings(max_examples=200, deadline=None)
@given(second=st.integers(min_value=9 * 3600, max_value=17 * 3600))
def test_the_last_minute_agrees_with_the_row(tape: Tape, second: int) -> None:
    for symbol in ("HSI", "601398.SH"):
        row, minutes = tape.row(symbol, at(second)), tape.minutes(symbol, at(second))
        totals = [minute.turnover for minute in minutes]
        assert totals == sorted(totals)
        if minutes and row.sample.phase is Phase.TRADING and len(minutes) > 1:
            assert abs(minutes[-1].turnover - row.sample.turnover) <= row.sample.turnover * 0.02
