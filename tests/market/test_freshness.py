"""When a quote is old: by the feed's own pace, by a stamp that stands still, by a close that was never seen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tui.market.breadth import ListedBreadth
from tui.market.freshness import counts_are_old, is_old
from tui.market.instruments import Market
from tui.market.known import Held
from tui.market.quotes import Quote, QuoteState
from tui.market.sessions import status
from tui.market.updates import Source
from tui.market.zones import MARKET_TIME
from tui.shipped import load_calendars, load_universe

UNIVERSE = load_universe()
CALENDARS = load_calendars()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23 {text}").replace(tzinfo=MARKET_TIME)


def old(
    symbol: str,
    stamp: datetime | None,
    now: datetime,
    *,
    age: float = 1.0,
    received: datetime | None = None,
    **fields: object,
) -> bool:
    instrument = UNIVERSE[symbol]
    quote = Quote(symbol, 101.0, 100.0, stamp, "tencent", **fields)  # type: ignore[arg-type]
    held = Held(quote, Source("tencent", received or now - timedelta(seconds=age), 0.1, expected_every=3.0))
    return is_old(held, instrument, status(instrument.market, now, CALENDARS), now, age)


def test_a_feed_that_keeps_its_pace_is_fresh():
    assert not old("HSI", at("10:30:00"), at("10:30:04"), age=4)


def test_a_feed_that_missed_its_pace_is_old_while_the_market_trades():
    assert old("HSI", at("10:30:00"), at("10:30:12"), age=12)
    assert old("00700.HK", at("10:30:00"), at("10:30:12"), age=12)


def test_an_index_whose_stamp_stands_still_is_old_though_answers_come():
    assert old("HSI", at("10:30:00"), at("10:35:01"))
    assert not old("HSI", at("10:30:00"), at("10:34:59"))


def test_a_quiet_share_is_not_old_for_not_trading():
    assert not old("02356.HK", at("09:40:00"), at("11:00:00"))


def test_the_reopening_gives_an_index_time_to_move():
    assert not old("000300.SH", at("11:30:00"), at("13:04:00"))
    assert old("000300.SH", at("11:30:00"), at("13:06:00"))


def test_at_lunch_a_standing_stamp_is_no_sign_of_age():
    assert not old("000300.SH", at("11:30:00"), at("12:30:00"))


def test_a_delayed_feed_may_be_late_by_its_delay():
    assert not old("HSI", at("10:15:00"), at("10:34:00"), delayed=True)
    assert old("HSI", at("10:15:00"), at("10:36:00"), delayed=True)


@pytest.mark.parametrize(
    ("symbol", "stamp", "verdict"),
    [
        ("HSI", "16:08:39", False),
        ("HSI", "16:00:03", False),  # the index stands from the end of trading to the auction's price
        ("HSI", "15:57:59", True),
        ("HSI", "15:45:00", True),
        ("HSI", "14:02:00", True),
        ("000300.SH", "15:03:10", False),
        ("000300.SH", "14:59:58", False),
        ("000300.SH", "14:55:00", False),
        ("000300.SH", "14:54:59", True),
    ],
)
@pytest.mark.parametrize("now", ["16:10:01", "16:12:00", "20:00:00"])
def test_after_the_close_an_index_is_old_only_if_the_close_was_not_seen(symbol, stamp, verdict, now):
    assert old(symbol, at(stamp), at(now)) is verdict


@pytest.mark.parametrize("now", ["15:00:01", "15:04:59", "15:05:30", "15:10:00", "15:29:59", "15:30:01", "20:00:00"])
def test_trading_at_the_closing_price_moves_no_close(now):
    assert not old("000300.SH", at("14:59:58"), at(now))
    assert old("000300.SH", at("14:40:00"), at(now))
    assert not counts_old(at("14:59:58"), at(now))
    assert counts_old(at("14:40:00"), at(now))


@pytest.mark.parametrize(("stamp", "verdict"), [("12:08:30", False), ("12:00:02", False), ("11:50:00", True)])
def test_a_half_day_closes_at_noon(stamp, verdict):
    half_day = timedelta(days=31)
    assert old("HSI", at(stamp) + half_day, at("12:10:30") + half_day) is verdict
    assert old("HSI", at(stamp) + half_day, at("20:00:00") + half_day) is verdict


def test_a_late_feed_has_a_late_stamp_for_as_long_as_it_is_late():
    assert not old("HSI", at("15:57:00"), at("16:12:00"), delayed=True)
    assert not old("HSI", at("16:08:30"), at("20:00:00"), delayed=True)
    assert old("HSI", at("15:50:00"), at("20:00:00"), delayed=True)


RECEIVED = [
    *[("HSI", "15:45:00", True), ("HSI", "16:05:00", True), ("HSI", "16:08:45", True), ("HSI", "16:09:55", False)],
    *[("00700.HK", "15:59:00", True), ("00700.HK", "16:08:55", False), ("00700.HK", "16:10:02", False)],
    *[("000300.SH", "14:40:00", True), ("000300.SH", "14:59:30", True), ("000300.SH", "14:59:55", False)],
    *[("688981.SH", "14:58:00", True), ("688981.SH", "15:00:02", False), ("688981.SH", "15:20:00", False)],
]
"""When the last answer came, and whether it had missed the close by the feed's own pace."""


@pytest.mark.parametrize(("symbol", "received", "verdict"), RECEIVED)
@pytest.mark.parametrize("now", ["16:10:01", "16:30:00", "20:00:00"])
def test_what_was_old_when_the_market_closed_stays_old(symbol, received, verdict, now):
    age = max((at(now) - at(received)).total_seconds(), 0.0)
    assert old(symbol, at(received), at(now), age=age) is verdict


@pytest.mark.parametrize(("symbol", "received", "verdict"), RECEIVED)
def test_a_price_that_got_old_never_looks_fresh_again(symbol, received, verdict):
    moments = [at(received) + timedelta(seconds=seconds) for seconds in range(0, 4 * 3600, 7)]
    told = [old(symbol, at(received), now, age=(now - at(received)).total_seconds()) for now in moments]
    assert told == sorted(told) and told[-1] is verdict


@pytest.mark.parametrize(
    ("symbol", "stamp", "verdict"),
    [
        *[("HSI", "15:41:00", True), ("HSI", "15:54:00", True), ("HSI", "16:00:03", False)],
        *[("000300.SH", "14:40:00", True), ("000300.SH", "14:51:00", True), ("000300.SH", "14:57:02", False)],
    ],
)
def test_an_index_that_stood_still_before_its_closing_auction_is_old_in_it_and_after_it(symbol, stamp, verdict):
    moments = [at(stamp) + timedelta(seconds=seconds) for seconds in range(0, 4 * 3600, 7)]
    told = [old(symbol, at(stamp), now) for now in moments]
    assert told == sorted(told) and told[-1] is verdict
    if symbol == "000300.SH":
        told = [counts_old(at(stamp), now) for now in moments]
        assert told == sorted(told) and told[-1] is verdict


def test_in_the_last_minute_of_its_random_close_hong_kong_has_more_likely_closed_than_not():
    assert not old("HSI", at("16:08:39"), at("20:00:00"), age=(at("20:00:00") - at("16:09:00")).total_seconds())


def test_the_pace_of_a_feed_is_in_real_seconds_however_fast_the_market_runs():
    assert not old("00700.HK", at("16:08:00"), at("16:12:00"), age=2.0, received=at("16:08:00"))
    assert old("00700.HK", at("16:08:00"), at("16:12:00"), age=60.0, received=at("16:08:00"))


def test_after_the_close_a_share_is_old_only_with_a_stamp_of_another_day():
    assert not old("02356.HK", at("13:20:00"), at("20:00:00"))
    assert old("02356.HK", at("13:20:00") - timedelta(days=3), at("20:00:00"))


def test_after_the_close_a_share_that_was_last_asked_for_before_it_is_old():
    hours = 3600.0
    assert old("02356.HK", at("11:20:00"), at("20:00:00"), age=8.5 * hours)
    assert old("600036.SH", None, at("20:00:00"), age=8.5 * hours)
    assert not old("02356.HK", at("11:20:00"), at("16:12:00"), age=130)
    assert not old("600036.SH", at("14:59:00"), at("20:00:00"), age=4.9 * hours)


@pytest.mark.parametrize("state", [QuoteState.SUSPENDED, QuoteState.DELISTED, QuoteState.HALTED])
def test_the_stamp_of_a_name_that_does_not_trade_says_nothing(state):
    assert not old("603019.SH", at("09:00:00") - timedelta(days=9), at("20:00:00"), state=state)


def test_on_a_weekend_the_close_of_friday_is_fresh():
    saturday, friday = at("12:00:00") + timedelta(days=5), at("16:08:30") + timedelta(days=4)
    assert not old("HSI", friday, saturday, age=3600)


def counts_old(stamp: datetime | None, now: datetime, *, age: float = 1.0) -> bool:
    listed = ListedBreadth("000001.SH", 1500, 600, 40, stamp)
    held = Held(listed, Source("eastmoney", now - timedelta(seconds=age), 0.1, expected_every=20.0))
    return counts_are_old(held, status(Market.MAINLAND, now, CALENDARS), now, age)


def test_counts_are_old_once_their_feed_missed_its_pace_or_their_stamp_stands_still():
    assert not counts_old(at("10:30:00"), at("10:30:40"), age=40)
    assert counts_old(at("10:30:00"), at("10:31:10"), age=61)
    assert counts_old(at("10:30:00"), at("10:35:01"))
    assert not counts_old(None, at("10:35:01"))
    assert not counts_old(at("11:30:00"), at("12:50:00"))


def test_after_the_close_counts_are_old_only_if_the_close_was_not_seen():
    assert not counts_old(at("15:00:00"), at("20:00:00"), age=3600)
    assert counts_old(at("14:20:00"), at("20:00:00"), age=3600)
    assert counts_old(None, at("20:00:00"), age=6 * 3600)
    assert counts_old(at("14:50:00"), at("15:10:00"), age=1200)
    assert not counts_old(at("14:59:45"), at("15:10:00"), age=615)
