"""Which of the figures in the market state count as fresh, and until when."""

from datetime import datetime

import pytest

from tests.panes.desks import CALENDARS, SETTINGS, UNIVERSE, StoppedClock, moment
from tui.known_events import calendar_for
from tui.market.agenda import AHEAD, event_state
from tui.market.quotes import Quote
from tui.market.southbound import SouthboundDay
from tui.market.state import MarketState
from tui.market.updates import EventsUpdate, QuotesUpdate, Source, SouthboundUpdate
from tui.status.facts import decoded, encoded
from tui.status.gather import OLD_ALREADY, EventsAhead, gather


def facts_at(
    now: str,
    *,
    stamp: str | None = None,
    received: str | None = None,
    flow_day: str = "",
    last: float = 101.0,
    pace: float = 60.0,
):
    clock = StoppedClock(moment(now))
    state = MarketState(UNIVERSE)
    source = Source("tencent", moment(received or now), 0.1, 3.0)
    state.apply(QuotesUpdate(source, (Quote("HSI", last, 100.0, moment(stamp or now), "tencent"),)))
    if flow_day:
        day = SouthboundDay(moment(f"{flow_day} 00:00").date(), 3e9, 1e9, 2e9, ())
        state.apply(SouthboundUpdate(Source("eastmoney", moment(received or now), 0.1, pace), day))
    return gather(state, CALENDARS, clock, ())


def seconds(text: str) -> float:
    return moment(text).timestamp()


def test_while_the_market_trades_a_price_is_fresh_for_some_polls():
    facts = facts_at("2026-11-23 10:42")
    assert facts.figures["HSI"] == (
        101.0,
        pytest.approx(1.0),
        seconds("2026-11-23 10:42"),
        facts.now + 10.0,
        "hong kong",
    )
    assert set(facts.labels) == {instrument.symbol for instrument in UNIVERSE}


def test_a_number_that_no_market_has_is_none():
    facts = facts_at("2026-11-23 10:42", last=1e300)
    assert facts.figures["HSI"][:2] == (None, None)
    assert decoded(encoded(facts)) == facts


def test_a_price_that_stands_still_is_as_old_as_its_stamp():
    figure = facts_at("2026-11-23 10:42", stamp="2026-11-23 10:20").figures["HSI"]
    assert (figure.at, figure.fresh_until, figure.market) == (seconds("2026-11-23 10:20"), OLD_ALREADY, "hong kong")


def test_the_close_is_fresh_until_the_market_opens_again_and_nobody_need_ask():
    figure = facts_at("2026-11-23 17:00", stamp="2026-11-23 16:08").figures["HSI"]
    assert figure.fresh_until == seconds("2026-11-24 09:00")


def test_a_run_that_ended_at_noon_has_not_seen_the_close():
    figure = facts_at("2026-11-23 17:00", stamp="2026-11-23 11:59", received="2026-11-23 12:00").figures["HSI"]
    assert (figure.at, figure.fresh_until) == (seconds("2026-11-23 11:59"), OLD_ALREADY)


def test_the_flow_of_another_day_is_not_told_as_todays():
    assert facts_at("2026-11-23 10:42", flow_day="2026-11-23").southbound.net_buy == 3e9
    assert facts_at("2026-11-23 10:42", flow_day="2026-11-20").southbound.net_buy is None
    assert facts_at("2026-11-23 17:00", flow_day="2026-11-23").southbound.net_buy == 3e9


@pytest.mark.parametrize(("received", "fresh"), [("10:29", False), ("16:08", False), ("16:10:02", True)])
def test_a_flow_that_stopped_before_the_close_is_old_after_it(received, fresh):
    flow = facts_at("2026-11-23 17:00", received=f"2026-11-23 {received}", flow_day="2026-11-23", pace=3.0).southbound
    assert (flow.net_buy, flow.fresh_until > OLD_ALREADY) == (3e9, fresh)


def test_the_events_ahead_are_looked_for_again_once_the_first_has_passed():
    now = moment("2026-11-23 10:42")
    events = calendar_for(now.date(), (), simulated=False)
    ahead = EventsAhead(SETTINGS)
    first = ahead.at(events, now)
    assert list(first) == sorted(first, key=lambda event: event.at)
    assert ahead.at(events, now) is first
    later = datetime.fromtimestamp(first[0].at + 1, now.tzinfo)
    assert ahead.at(events, later)[0].at > first[0].at
    assert all(event.at > now.timestamp() for event in first)
    state = MarketState(UNIVERSE)
    state.apply(EventsUpdate(events))
    names = {event.name_en for event in state.events if event_state(event, now) in AHEAD}
    assert {event.name_en for event in first} <= names
