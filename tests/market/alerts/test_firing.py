"""When alerts fire, and when not: a table of small stories, each a list of moments and what the market did then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest

from tests.market.alerts.watching import (
    FIRES,
    HK,
    SILENT,
    Step,
    Watch,
    at,
    bars,
    breadth,
    calendar,
    event,
    hk,
    net,
    play,
    quote,
)
from tui.market.alerts.making import percent_rule, price_rule
from tui.market.alerts.rules import (
    AlertRule,
    BreadthRule,
    EventRule,
    ExtremeRule,
    FlowRule,
    LimitOpenedRule,
    Side,
)
from tui.market.highs import Extreme
from tui.market.quotes import QuoteState
from tui.market.updates import KEPT, Update

MAINLAND, NEW_YORK = "002594.SZ", "INX"
ABOVE, BELOW = Side.ABOVE, Side.BELOW
LIMIT = 110.0
"""Ten percent above the previous close."""

OVER_600 = price_rule(HK, ABOVE, 600.0)
UNDER_580 = price_rule(HK, BELOW, 580.0)
UP_3 = percent_rule(HK, ABOVE, 3.0)
DOWN_2 = percent_rule(HK, BELOW, -2.0)
HIGH_5 = ExtremeRule(HK, Extreme.HIGH, 5)
BOUGHT = FlowRule(ABOVE, 10e9, 0.5e9)
SOLD = FlowRule(BELOW, -5e9, 0.5e9)
MANY_RISE = BreadthRule(ABOVE, 70.0, 2.0)
FEW_RISE = BreadthRule(BELOW, 30.0, 2.0)
OPENED = LimitOpenedRule(MAINLAND)
LPR = EventRule("cn-lpr", 3, 10)
WEIGHTY = EventRule("", 3, 10)


def index_of_new_york(last: float | None, **fields: object) -> Callable[[datetime], Update]:
    return partial(quote, symbol=NEW_YORK, last=last, **fields)


def share(last: float | None, **fields: object) -> Callable[[datetime], Update]:
    return partial(quote, symbol=MAINLAND, last=last, **fields)


def rising(advancing: int, declining: int, **fields: float) -> Callable[[datetime], Update]:
    return partial(breadth, advancing=advancing, declining=declining, **fields)


def due(time: str, **fields: object) -> Callable[[datetime], Update]:
    return lambda now: calendar(now, event(at(time), **fields))


def no_events(now: datetime) -> Update:
    return calendar(now)


def five_highs(now: datetime) -> Update:
    return bars(now, HK, [105.0, 103.0, 108.0, 104.0, 106.0])


def four_highs(now: datetime) -> Update:
    return bars(now, HK, [103.0, 108.0, 104.0, 106.0])


def past_of_new_york(now: datetime) -> Update:
    return bars(now, NEW_YORK, [105.0, 103.0, 108.0, 104.0, 106.0])


STORIES: dict[str, tuple[AlertRule, list[Step]]] = {
    "crossing up": (OVER_600, [("10:00", hk(599), SILENT), ("10:01", hk(600), FIRES)]),
    "crossing down": (UNDER_580, [("10:00", hk(581), SILENT), ("10:01", hk(580), FIRES)]),
    "not reached": (OVER_600, [("10:00", hk(599), SILENT), ("10:01", hk(599.99), SILENT)]),
    "gap over the level": (OVER_600, [("10:00", hk(590), SILENT), ("10:01", hk(640), FIRES)]),
    "gap under the level": (UNDER_580, [("10:00", hk(600), SILENT), ("10:01", hk(500), FIRES)]),
    "first value already above": (OVER_600, [("10:00", hk(620), SILENT), ("10:01", hk(630), SILENT)]),
    "first value above, then back and over": (
        OVER_600,
        [("10:00", hk(620), SILENT), ("10:01", hk(598), SILENT), ("10:02", hk(601), FIRES)],
    ),
    "once a crossing": (
        OVER_600,
        [("10:00", hk(599), SILENT), ("10:01", hk(601), FIRES), ("10:02", hk(602), SILENT)],
    ),
    "trembling about the level fires once": (
        OVER_600,
        [
            *[("10:00", hk(599.5), SILENT), ("10:01", hk(600.5), FIRES), ("10:02", hk(599.5), SILENT)],
            *[("10:03", hk(600.5), SILENT), ("10:04", hk(598.9), SILENT), ("10:05", hk(600.5), SILENT)],
        ],
    ),
    "again after it came back by the margin": (
        OVER_600,
        [
            *[("10:00", hk(599), SILENT), ("10:01", hk(601), FIRES)],
            *[("10:02", hk(598.8), SILENT), ("10:03", hk(601), FIRES)],
        ],
    ),
    "below fires again after the margin": (
        UNDER_580,
        [
            *[("10:00", hk(590), SILENT), ("10:01", hk(579), FIRES), ("10:02", hk(580.5), SILENT)],
            *[("10:03", hk(579), SILENT), ("10:04", hk(582), SILENT), ("10:05", hk(579), FIRES)],
        ],
    ),
    "a margin of its own": (
        price_rule(HK, ABOVE, 600.0, 50.0),
        [
            *[("10:00", hk(599), SILENT), ("10:01", hk(601), FIRES), ("10:02", hk(560), SILENT)],
            *[("10:03", hk(601), SILENT), ("10:04", hk(550), SILENT), ("10:05", hk(601), FIRES)],
        ],
    ),
    "auction state": (
        OVER_600,
        [("10:00", hk(599), SILENT), ("10:01", hk(700, state=QuoteState.AUCTION), SILENT), ("10:02", hk(601), FIRES)],
    ),
    "before the open": (
        OVER_600,
        [("09:10", hk(599), SILENT), ("09:16", hk(650), SILENT), ("09:31", hk(599), SILENT)],
    ),
    "mainland's auction": (
        price_rule(MAINLAND, ABOVE, 105.0),
        [("09:20", share(104), SILENT), ("09:24", share(109), SILENT), ("09:30", share(104), SILENT)],
    ),
    "closing auction": (OVER_600, [("15:59", hk(599), SILENT), ("16:05", hk(610), SILENT)]),
    "the official close counts": (
        OVER_600,
        [("15:59", hk(599), SILENT), ("16:05", hk(610), SILENT), ("16:11", hk(602, ago=3), FIRES)],
    ),
    "zero": (UNDER_580, [("10:00", hk(600), SILENT), ("10:01", hk(0.0), SILENT), ("10:02", hk(579), FIRES)]),
    "no price": (UNDER_580, [("10:00", hk(600), SILENT), ("10:01", hk(None), SILENT)]),
    "negative": (UNDER_580, [("10:00", hk(600), SILENT), ("10:01", hk(-1.0), SILENT)]),
    "stale": (
        OVER_600,
        [("10:00", hk(599), SILENT), ("10:10", hk(650, ago=300), SILENT), ("10:11", hk(650), FIRES)],
    ),
    "delayed": (OVER_600, [("10:00", hk(599), SILENT), ("10:01", hk(650, delayed=True), SILENT)]),
    "suspended": (OVER_600, [("10:00", hk(599), SILENT), ("10:01", hk(650, state=QuoteState.SUSPENDED), SILENT)]),
    "halted": (OVER_600, [("10:00", hk(599), SILENT), ("10:01", hk(650, state=QuoteState.HALTED), SILENT)]),
    "a stamp of yesterday": (
        OVER_600,
        [("10:00", hk(599), SILENT), ("10:01", hk(650, time=at("2026-11-23 16:08")), SILENT)],
    ),
    "without a stamp": (OVER_600, [("10:00", hk(650, time=None), SILENT), ("10:01", hk(601, time=None), SILENT)]),
    "from disk": (OVER_600, [("10:00", hk(599), SILENT), ("10:01", hk(650, provider=KEPT), SILENT)]),
    "lunch": (
        OVER_600,
        [("11:59", hk(599), SILENT), ("12:30", hk(650), SILENT), ("13:00", hk(601), FIRES)],
    ),
    "a restart between": (
        OVER_600,
        [("10:00", hk(599), SILENT), ("10:05", "restart", SILENT), ("10:06", hk(601), FIRES)],
    ),
    "a restart after it fired": (
        OVER_600,
        [
            *[("10:00", hk(599), SILENT), ("10:01", hk(601), FIRES), ("10:05", "restart", SILENT)],
            *[("10:06", hk(602), SILENT), ("10:07", hk(598), SILENT), ("10:08", hk(602), FIRES)],
        ],
    ),
    "over night": (
        OVER_600,
        [("15:00", hk(599), SILENT), ("2026-11-25 10:00", hk(620), FIRES), ("2026-11-25 10:01", hk(621), SILENT)],
    ),
    "a price that stayed above over night": (
        OVER_600,
        [
            *[("15:00", hk(599), SILENT), ("15:01", hk(601), FIRES)],
            ("2026-11-25 10:00", hk(620), SILENT),
        ],
    ),
    "level changed in the settings": (
        OVER_600,
        [
            *[("10:00", hk(599), SILENT), ("10:01", hk(601), FIRES), ("10:02", "level 610", SILENT)],
            *[("10:03", hk(605), SILENT), ("10:04", hk(611), FIRES)],
        ],
    ),
    "level changed to one that is passed": (
        OVER_600,
        [("10:00", hk(599), SILENT), ("10:02", "level 610", SILENT), ("10:03", hk(620), SILENT)],
    ),
    "percent up": (UP_3, [("10:00", hk(102.9), SILENT), ("10:01", hk(103.1), FIRES)]),
    "percent down": (DOWN_2, [("10:00", hk(99), SILENT), ("10:01", hk(97.9), FIRES)]),
    "percent is armed anew each day": (
        UP_3,
        [
            *[("10:00", hk(102), SILENT), ("10:01", hk(104), FIRES)],
            ("2026-11-25 09:31", hk(103.5), FIRES),
        ],
    ),
    "percent once in a session that goes on past midnight": (
        percent_rule(NEW_YORK, ABOVE, 1.0),
        [
            *[("22:50", index_of_new_york(100.5), SILENT), ("23:00", index_of_new_york(101.2), FIRES)],
            *[("2026-11-25 00:01", index_of_new_york(101.3), SILENT)],
            *[("2026-11-25 22:31", index_of_new_york(101.3), FIRES)],
        ],
    ),
    "percent without a previous close": (
        UP_3,
        [("10:00", hk(102), SILENT), ("10:01", hk(110, previous_close=None), SILENT)],
    ),
    "percent on a previous close of zero": (
        UP_3,
        [("10:00", hk(102), SILENT), ("10:01", hk(110, previous_close=0.0), SILENT)],
    ),
    "new high": (
        HIGH_5,
        [
            ("10:00", five_highs, SILENT),
            ("10:01", hk(107), SILENT),
            ("10:02", hk(108), SILENT),
            ("10:03", hk(108.1), FIRES),
        ],
    ),
    "new high once a day": (
        HIGH_5,
        [
            *[("10:00", five_highs, SILENT), ("10:01", hk(107), SILENT), ("10:02", hk(109), FIRES)],
            *[("10:03", hk(101), SILENT), ("10:04", hk(112), SILENT)],
        ],
    ),
    "new high without bars": (HIGH_5, [("10:01", hk(107), SILENT), ("10:02", hk(200), SILENT)]),
    "new high with too few bars": (
        HIGH_5,
        [("10:00", four_highs, SILENT), ("10:01", hk(107), SILENT), ("10:02", hk(200), SILENT)],
    ),
    "new high when bars come late": (
        HIGH_5,
        [
            *[("10:01", hk(107), SILENT), ("10:02", five_highs, SILENT), ("10:03", hk(107.5), SILENT)],
            ("10:04", hk(108.5), FIRES),
        ],
    ),
    "new high once in a session that goes on past midnight": (
        ExtremeRule(NEW_YORK, Extreme.HIGH, 5),
        [
            *[("22:40", past_of_new_york, SILENT), ("22:50", index_of_new_york(107), SILENT)],
            *[("23:00", index_of_new_york(109), FIRES), ("2026-11-25 00:01", index_of_new_york(109.5), SILENT)],
        ],
    ),
    "new low": (
        ExtremeRule(HK, Extreme.LOW, 5),
        [("10:00", five_highs, SILENT), ("10:01", hk(91), SILENT), ("10:03", hk(89.9), FIRES)],
    ),
    "southbound above": (
        BOUGHT,
        [("10:00", net(9.0), SILENT), ("10:01", net(10.2), FIRES), ("10:02", net(10.3), SILENT)],
    ),
    "southbound below": (SOLD, [("10:00", net(-3.0), SILENT), ("10:01", net(-5.1), FIRES)]),
    "southbound without figures": (BOUGHT, [("10:00", net(9.0), SILENT), ("10:01", net(None), SILENT)]),
    "southbound on no trading day": (
        BOUGHT,
        [("10:00", net(9.0), SILENT), ("10:01", net(12.0, trading=False), SILENT)],
    ),
    "southbound repeated on a day without Stock Connect": (
        BOUGHT,
        [("2026-09-30 14:00", net(9.0), SILENT), ("2026-10-02 10:30", net(15.0), SILENT)],
    ),
    "breadth above": (MANY_RISE, [("10:00", rising(60, 40), SILENT), ("10:01", rising(71, 29), FIRES)]),
    "breadth below": (FEW_RISE, [("10:00", rising(40, 60), SILENT), ("10:01", rising(29, 71), FIRES)]),
    "breadth with hysteresis": (
        MANY_RISE,
        [
            *[("10:00", rising(60, 40), SILENT), ("10:01", rising(71, 29), FIRES), ("10:02", rising(69, 31), SILENT)],
            *[("10:03", rising(71, 29), SILENT), ("10:04", rising(67, 33), SILENT), ("10:05", rising(71, 29), FIRES)],
        ],
    ),
    "breadth in the auction": (MANY_RISE, [("09:26", rising(60, 40), SILENT), ("09:28", rising(99, 1), SILENT)]),
    "breadth that is old": (
        MANY_RISE,
        [("10:00", rising(60, 40), SILENT), ("10:20", rising(99, 1, ago=900), SILENT)],
    ),
    "breadth of nothing": (FEW_RISE, [("10:00", rising(40, 60), SILENT), ("10:01", rising(0, 0), SILENT)]),
    "limit-up opened": (OPENED, [("10:00", share(LIMIT), SILENT), ("10:01", share(109.5), FIRES)]),
    "limit-up opened once while it trembles": (
        OPENED,
        [
            *[("10:00", share(LIMIT), SILENT), ("10:01", share(109.5), FIRES), ("10:02", share(LIMIT), SILENT)],
            ("10:03", share(109.5), SILENT),
        ],
    ),
    "limit-up held again, then opened": (
        OPENED,
        [
            *[("10:00", share(LIMIT), SILENT), ("10:01", share(109.5), FIRES), ("10:02", share(LIMIT), SILENT)],
            *[("10:06", share(LIMIT), SILENT), ("10:07", share(109.5), FIRES)],
        ],
    ),
    "never at its limit": (OPENED, [("10:00", share(109), SILENT), ("10:01", share(105), SILENT)]),
    "limit-up over night is another day's": (
        OPENED,
        [("14:00", share(LIMIT), SILENT), ("2026-11-25 09:31", share(105), SILENT)],
    ),
    "limit-up opened in the auction": (
        OPENED,
        [("10:00", share(LIMIT), SILENT), ("14:58", share(105, state=QuoteState.AUCTION), SILENT)],
    ),
    "event due": (LPR, [("08:40", due("09:00"), SILENT), ("08:50", None, FIRES), ("08:51", None, SILENT)]),
    "event due at the first look": (LPR, [("08:57", due("09:00"), FIRES), ("08:58", None, SILENT)]),
    "event past": (LPR, [("09:01", due("09:00"), SILENT)]),
    "event moved": (
        LPR,
        [
            *[("08:50", due("09:00"), FIRES), ("08:52", due("14:00"), SILENT), ("09:00", None, SILENT)],
            *[("13:50", None, FIRES), ("13:51", None, SILENT)],
        ],
    ),
    "event moved away before it was due": (
        LPR,
        [("08:40", due("09:00"), SILENT), ("08:45", due("2026-11-26 09:00"), SILENT), ("08:55", None, SILENT)],
    ),
    "event cancelled": (LPR, [("08:55", due("09:00", cancelled=True), SILENT)]),
    "event without a time": (
        LPR,
        [("08:55", lambda now: calendar(now, event(at("09:00"))), FIRES), ("08:56", no_events, SILENT)],
    ),
    "event of another series": (LPR, [("08:55", due("09:00", name="cn-cpi-yoy-2026-11"), SILENT)]),
    "event of importance": (WEIGHTY, [("08:55", due("09:00", name="cn-cpi-yoy-2026-11"), FIRES)]),
    "event of little importance": (WEIGHTY, [("08:55", due("09:00", importance=2), SILENT)]),
    "event after a restart": (
        LPR,
        [("08:50", due("09:00"), FIRES), ("08:52", "restart", SILENT), ("08:53", due("09:00"), SILENT)],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_rule_fires_when_its_story_says(story):
    play(*STORIES[story], story)


def test_what_fired_names_its_value_its_moment_and_its_rule():
    watch = Watch(OVER_600, simulated=True)
    for time, last in (("10:00", 599.0), ("10:01", 640.0)):
        watch.state.apply(quote(at(time), HK, last))
        fired = watch.check(at(time))
    (alert,) = fired
    assert (alert.at, alert.rule, alert.value, alert.simulated) == (at("10:01"), OVER_600, 640.0, True)


def test_all_rules_of_one_moment_fire_in_their_order():
    watch = Watch(OVER_600, price_rule(HK, ABOVE, 610.0), percent_rule(HK, ABOVE, 3.0))
    watch.state.apply(quote(at("10:00"), HK, 100.0))
    watch.check(at("10:00"))
    watch.state.apply(quote(at("10:01"), HK, 620.0))
    assert [fired.rule for fired in watch.check(at("10:01"))] == list(watch.rules.values())
