"""Feeds that fell silent: what came before the close is no day's total, however late a wrap is taken."""

from __future__ import annotations

from datetime import date

import pytest

from tests.panes.desks import desk_at, give_quotes, moment, quote_of, source_of
from tui.market.breadth import ListedBreadth
from tui.market.southbound import SouthboundDaily, SouthboundDay, SouthboundMinute
from tui.market.updates import BreadthUpdate, SouthboundHistoryUpdate, SouthboundUpdate
from tui.market.wrap.compose import compose
from tui.market.wrap.gather import gather

DAY = "2025-06-03"
SILENT = "old: the feed has fallen silent"
EVENING = "16:20"


def desk_after(now, *, silent_since, day=DAY):
    """Breadth, flow and indices that were last heard at one moment, looked at at another."""
    desk = desk_at(f"{DAY} {silent_since}")
    listed = tuple(ListedBreadth(symbol, 2150, 250, 10, desk.now()) for symbol in ("000001.SH", "399001.SZ"))
    desk.state.apply(BreadthUpdate(source_of(desk, "eastmoney", 20.0), listed))
    minute = min(desk.now().hour * 60 + desk.now().minute, 970)
    minutes = (SouthboundMinute(minute, 4.4e9, 4.4e9, 8.8e9),)
    flow = SouthboundDay(date.fromisoformat(DAY), 8.8e9, 4.4e9, 4.4e9, minutes)
    desk.state.apply(SouthboundUpdate(source_of(desk, "eastmoney", 20.0), flow))
    give_history(desk)
    give_quotes(desk, quote_of(desk, "HSI"), quote_of(desk, "000300.SH"))
    desk.clock.follow(moment(f"{day} {now}"))
    return desk


def give_history(desk, *, before="2025-06-03"):
    days = desk.calendars.connect_days_before(date.fromisoformat(before), 60)
    history = tuple(SouthboundDaily(day, 2e9) for day in days)
    desk.state.apply(SouthboundHistoryUpdate(source_of(desk, "eastmoney"), history))


def facts_of(desk):
    return gather(desk.state, desk.calendars, desk.now(), {}, desk.clock.age)


def told(desk, language="en"):
    return {sentence.id: sentence.text for sentence in compose(facts_of(desk), language).sentences}


def missing_of(desk):
    return {item.what: item.reason_en for item in facts_of(desk).missing}


@pytest.mark.parametrize(
    ("now", "silent_since", "day"),
    [
        ("12:30", "10:00", DAY),
        ("15:01", "10:30", DAY),
        (EVENING, "10:30", DAY),
        (EVENING, "14:55", DAY),
        ("08:00", "10:30", "2025-06-04"),
    ],
)
def test_breadth_of_the_morning_is_not_the_days(now, silent_since, day):
    desk = desk_after(now, silent_since=silent_since, day=day)
    assert "breadth" not in told(desk)
    assert missing_of(desk)["breadth"] == SILENT


@pytest.mark.parametrize(("now", "day"), [(EVENING, DAY), ("08:00", "2025-06-04")])
def test_breadth_of_the_close_is(now, day):
    desk = desk_after(now, silent_since="15:04", day=day)
    assert told(desk)["breadth"].startswith("In Shanghai and Shenzhen 4,300 shares rose and 500 fell")
    assert "breadth" not in missing_of(desk)


@pytest.mark.parametrize(("now", "day"), [("16:11", DAY), (EVENING, DAY), ("08:00", "2025-06-04")])
def test_a_flow_of_the_morning_is_told_with_its_time_and_nothing_more(now, day):
    desk = desk_after(now, silent_since="10:29", day=day)
    give_quotes(desk, quote_of(desk, "HSI", -1.0, time=moment(f"{DAY} 16:08:39")))
    assert told(desk)["southbound"] == (
        "Mainland investors bought a net HK$8.8 billion of Hong Kong shares through Stock Connect by 10:29."
    )
    assert told(desk, "zh")["southbound"] == "南向资金截至10:29净买入88.0亿港元。"
    assert missing_of(desk)["southbound"] == SILENT


def test_a_flow_without_minutes_is_told_with_the_minute_in_which_it_came():
    desk = desk_after(EVENING, silent_since="10:29")
    flow = desk.state.southbound
    total = SouthboundDay(date.fromisoformat(DAY), 8.8e9, 4.4e9, 4.4e9)
    desk.state._southbound = None
    desk.state.apply(SouthboundUpdate(flow.source, total))
    assert "through Stock Connect by 10:29." in told(desk)["southbound"]


def test_a_flow_that_stopped_before_lunch_is_told_with_its_time_at_lunch():
    desk = desk_after("12:30", silent_since="10:29")
    assert "through Stock Connect by 10:29" in told(desk)["southbound"]
    assert missing_of(desk)["southbound"] == SILENT


def test_a_flow_seen_until_the_close_is_the_days():
    desk = desk_after(EVENING, silent_since="16:10")
    assert told(desk)["southbound"].startswith(
        "Mainland investors bought a net HK$8.8 billion of Hong Kong shares through Stock Connect, "
    )
    assert "southbound" not in missing_of(desk)


def test_a_published_day_needs_no_feed():
    desk = desk_after("20:00", silent_since="10:29")
    give_history(desk, before="2025-06-04")
    assert "bought a net HK$2.0 billion" in told(desk)["southbound"] and "by 10:29" not in told(desk)["southbound"]
    assert "southbound" not in missing_of(desk)


@pytest.mark.parametrize(("silent_since", "over"), [("15:45", True), ("16:09:30", True), ("16:10:05", False)])
def test_an_index_that_was_not_seen_to_its_close_is_not_said_to_trade_in_the_evening(silent_since, over):
    desk = desk_after("20:00", silent_since=silent_since)
    assert "still trading" not in told(desk).get("lead", "")
    assert told(desk)["hong_kong"].startswith("The Hang Seng was last seen") is over
    assert ("HSI" in missing_of(desk)) is over
