"""Where each market is in its day: auctions, trading, lunch, closing auction, holidays; and the same for southbound.

Sources: SSE Trading Rules 2026 (art. 2.4.2) and SZSE Trading Rules 2026 (art. 2.3.2), both in force from 2026-07-06;
HKEX's trading hours and closing auction session. BSE is taken to keep the mainland's hours.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from tui.market.calendars import Calendars
from tui.market.instruments import Market
from tui.market.zones import MARKET_TIME, new_york


class Phase(StrEnum):
    """A part of a market's day.

    Opening: PRE_OPEN (Hong Kong) and AUCTION (mainland) take orders that may be withdrawn, NO_CANCEL orders that may
    not; RANDOM_MATCHING is Hong Kong's match at an unknown moment; in the PAUSE before trading nothing moves.
    Closing: CLOSING_AUCTION, in Hong Kong followed by a RANDOM_CLOSE whose price is the official close. AFTER_HOURS
    is the mainland's trading at the closing price. CLOSED also covers weekends.
    """

    PRE_OPEN = "pre-open"
    AUCTION = "auction"
    NO_CANCEL = "no-cancel auction"
    RANDOM_MATCHING = "random matching"
    PAUSE = "pause"
    OPEN = "open"
    LUNCH = "lunch"
    CLOSING_AUCTION = "closing auction"
    RANDOM_CLOSE = "random close"
    AFTER_HOURS = "after-hours"
    CLOSED = "closed"
    HOLIDAY = "holiday"


Pace = Literal["trading", "auction", "lunch", "closed"]

AFTER_HOURS_SINCE = date(2026, 7, 6)
"""From this day trading at the closing price covers the whole mainland market; before, STAR and ChiNext alone."""

CLOSED_PHASES = frozenset({Phase.CLOSED, Phase.HOLIDAY, Phase.AFTER_HOURS})
"""The day's price is final (or there is none): trading after hours is at the closing price."""

_RANDOM_CLOSE_AFTER = timedelta(minutes=8)
_AUCTION_ENDS_AFTER = timedelta(minutes=10)
_ONE_DAY = timedelta(days=1)
_FRIDAY = 4

_Starts = tuple[tuple[time, Phase], ...]

_MAINLAND: _Starts = (
    (time(0), Phase.CLOSED),
    (time(9, 15), Phase.AUCTION),
    (time(9, 20), Phase.NO_CANCEL),
    (time(9, 25), Phase.PAUSE),
    (time(9, 30), Phase.OPEN),
    (time(11, 30), Phase.LUNCH),
    (time(13), Phase.OPEN),
    (time(14, 57), Phase.CLOSING_AUCTION),
    (time(15), Phase.CLOSED),
)
_MAINLAND_AFTER_HOURS: _Starts = ((time(15, 5), Phase.AFTER_HOURS), (time(15, 30), Phase.CLOSED))
_HONG_KONG_MORNING: _Starts = (
    (time(0), Phase.CLOSED),
    (time(9), Phase.PRE_OPEN),
    (time(9, 15), Phase.NO_CANCEL),
    (time(9, 20), Phase.RANDOM_MATCHING),
    (time(9, 22), Phase.PAUSE),
    (time(9, 30), Phase.OPEN),
)
_HONG_KONG_AFTERNOON: _Starts = ((time(12), Phase.LUNCH), (time(13), Phase.OPEN))
_HONG_KONG_CLOSE = time(16)
_UNITED_STATES: _Starts = ((time(0), Phase.CLOSED), (time(9, 30), Phase.OPEN), (time(16), Phase.CLOSED))


class PlannedPhase(NamedTuple):
    """One part of a day's plan: from `start` up to, not including, `end`; both aware."""

    start: datetime
    end: datetime
    phase: Phase


class SessionStatus(Struct, frozen=True):
    """Where a market is now, all times aware in market time.

    A closed market is so `since` the end of its last session `until` the first auction of the next; `next_phase` is
    what starts then. `last_close` is when the newest closing price was fixed at the latest, whatever has begun since.
    The notes name the holiday, the weekend or the reason of a half day; None on a full day.
    """

    market: Market
    phase: Phase
    since: datetime
    until: datetime
    next_phase: Phase
    last_close: datetime
    note_en: str | None = None
    note_zh: str | None = None


class SouthboundStatus(Struct, frozen=True):
    """Whether southbound Stock Connect trades today (`trading_day`) and at this moment (`open`).

    The notes say why not, or that only the morning trades; None on a full day. `next_day` is the first southbound
    day after today.
    """

    trading_day: bool
    open: bool
    next_day: date
    note_en: str | None = None
    note_zh: str | None = None


def is_trading(phase: Phase) -> bool:
    """Whether prices of the day are being made: continuous trading and the closing auction."""
    return phase in (Phase.OPEN, Phase.CLOSING_AUCTION, Phase.RANDOM_CLOSE)


def pace_kind(phase: Phase) -> Pace:
    """How lively a phase is, for whoever polls."""
    match phase:
        case Phase.OPEN:
            return "trading"
        case Phase.CLOSED | Phase.HOLIDAY:
            return "closed"
        case Phase.LUNCH | Phase.AFTER_HOURS:
            return "lunch"
        case _:
            return "auction"


def busiest_pace(now: datetime, calendars: Calendars) -> Pace:
    """The livelier pace of Hong Kong and the mainland at that moment."""
    paces = {pace_kind(status(market, now, calendars).phase) for market in (Market.MAINLAND, Market.HONG_KONG)}
    order: tuple[Pace, ...] = ("trading", "auction", "lunch", "closed")
    return next(pace for pace in order if pace in paces)


def zone_of(market: Market) -> tzinfo:
    """The zone of a market's own clock."""
    return new_york() if market is Market.UNITED_STATES else MARKET_TIME


def market_day(market: Market, moment: datetime) -> date:
    """The market's own day at that moment (aware, any zone): New York's for the United States."""
    return moment.astimezone(zone_of(market)).date()


def day_plan(market: Market, day: date, calendars: Calendars) -> tuple[PlannedPhase, ...]:
    """The phases of one day from midnight to midnight, without gap; a day off is one phase.

    The day is the market's own: New York's for the United States, of which only weekends are known, no holidays.
    """
    zone = zone_of(market)
    starts = [(datetime.combine(day, start, zone), phase) for start, phase in _starts(market, day, calendars)]
    midnight = datetime.combine(day + _ONE_DAY, time(0), zone)
    ends = [*(start for start, _ in starts[1:]), midnight]
    return tuple(PlannedPhase(start, end, phase) for (start, phase), end in zip(starts, ends, strict=True))


def official_close(market: Market, day: date, calendars: Calendars) -> datetime | None:
    """When the day's closing price is fixed at the latest, market time: the end of its closing auction.

    Hong Kong's ends at random before that. The United States have no auction here, but the end of trading. None on a
    day without a session.
    """
    return _close_in(day_plan(market, day, calendars))


def status(market: Market, now: datetime, calendars: Calendars) -> SessionStatus:
    """Where the market is at `now` (aware, any zone)."""
    day = market_day(market, now)
    plan = day_plan(market, day, calendars)
    number = next(number for number, part in enumerate(plan) if part.start <= now < part.end)
    part = plan[number]
    before = day_plan(market, _previous_session(market, day, calendars), calendars)
    since = part.start if number else before[-1].start
    close = _close_in(plan)
    if close is None or now < close:
        close = _close_in(before)
    assert close is not None, "a session has a close"
    if number + 1 < len(plan):
        until, next_phase = part.end, plan[number + 1].phase
    else:
        opening = _first_phase(market, _next_session(market, day, calendars), calendars)
        until, next_phase = opening.start, opening.phase
    note_en, note_zh = _notes(market, day, calendars)
    return SessionStatus(
        market=market,
        phase=part.phase,
        since=since.astimezone(MARKET_TIME),
        until=until.astimezone(MARKET_TIME),
        next_phase=next_phase,
        last_close=close,
        note_en=note_en,
        note_zh=note_zh,
    )


def southbound_status(now: datetime, calendars: Calendars) -> SouthboundStatus:
    """Whether and why southbound trades: on days when both markets do, in Hong Kong's hours."""
    day = now.astimezone(MARKET_TIME).date()
    next_day = calendars.next_connect_day(day)
    if not calendars.is_connect_day(day):
        reason_en, reason_zh = _no_southbound(day, calendars)
        note_en, note_zh = f"no southbound today: {reason_en}", f"今日无港股通：{reason_zh}"
        return SouthboundStatus(False, False, next_day, note_en, note_zh)
    is_open = status(Market.HONG_KONG, now, calendars).phase not in CLOSED_PHASES
    half = calendars.hong_kong.half_day(day)
    if half is None:
        return SouthboundStatus(True, is_open, next_day)
    return SouthboundStatus(
        True,
        is_open,
        next_day,
        f"morning only: Hong Kong half day ({half.reason.name_en})",
        f"仅上午：香港半日市（{half.reason.name_zh}）",
    )


def _no_southbound(day: date, calendars: Calendars) -> tuple[str, str]:
    mainland, hong_kong = calendars.mainland.closure(day), calendars.hong_kong.closure(day)
    if mainland is not None and hong_kong is not None:
        names_en = dict.fromkeys((mainland.name_en, hong_kong.name_en))
        names_zh = dict.fromkeys((mainland.name_zh, hong_kong.name_zh))
        return f"both markets closed ({', '.join(names_en)})", f"两地休市（{'、'.join(names_zh)}）"
    if mainland is not None:
        return f"mainland closed ({mainland.name_en})", f"内地休市（{mainland.name_zh}）"
    assert hong_kong is not None, "southbound trades when both markets do"
    return f"Hong Kong closed ({hong_kong.name_en})", f"香港休市（{hong_kong.name_zh}）"


def _starts(market: Market, day: date, calendars: Calendars) -> _Starts:
    if market is Market.UNITED_STATES:
        return _UNITED_STATES if day.weekday() <= _FRIDAY else ((time(0), Phase.CLOSED),)
    calendar = calendars.of(market)
    if not calendar.is_session(day):
        return ((time(0), Phase.HOLIDAY if day in calendar.closures else Phase.CLOSED),)
    if market is Market.MAINLAND:
        return _MAINLAND if day < AFTER_HOURS_SINCE else _MAINLAND + _MAINLAND_AFTER_HOURS
    half = calendar.half_day(day)
    if half is not None:
        return _HONG_KONG_MORNING + _closing_auction(half.close)
    return _HONG_KONG_MORNING + _HONG_KONG_AFTERNOON + _closing_auction(_HONG_KONG_CLOSE)


@cache
def _closing_auction(close: time) -> _Starts:
    start = datetime.combine(date.min, close)
    return (
        (close, Phase.CLOSING_AUCTION),
        ((start + _RANDOM_CLOSE_AFTER).time(), Phase.RANDOM_CLOSE),
        ((start + _AUCTION_ENDS_AFTER).time(), Phase.CLOSED),
    )


def _next_session(market: Market, day: date, calendars: Calendars) -> date:
    if market is not Market.UNITED_STATES:
        return calendars.of(market).next_session(day)
    day += _ONE_DAY
    while day.weekday() > _FRIDAY:
        day += _ONE_DAY
    return day


def _previous_session(market: Market, day: date, calendars: Calendars) -> date:
    if market is not Market.UNITED_STATES:
        return calendars.of(market).previous_session(day)
    day -= _ONE_DAY
    while day.weekday() > _FRIDAY:
        day -= _ONE_DAY
    return day


def _close_in(plan: tuple[PlannedPhase, ...]) -> datetime | None:
    """The end of a day's last trading, market time; None on a day off."""
    ends = [part.end for part in plan if is_trading(part.phase)]
    return ends[-1].astimezone(MARKET_TIME) if ends else None


def _first_phase(market: Market, session: date, calendars: Calendars) -> PlannedPhase:
    return day_plan(market, session, calendars)[1]


def _notes(market: Market, day: date, calendars: Calendars) -> tuple[str | None, str | None]:
    if market is Market.UNITED_STATES:
        return (None, None) if day.weekday() <= _FRIDAY else ("weekend", "周末")
    calendar = calendars.of(market)
    closure = calendar.closure(day)
    if closure is not None:
        return closure.name_en, closure.name_zh
    half = calendar.half_day(day)
    if half is not None:
        return f"half day: {half.reason.name_en}", f"半日市：{half.reason.name_zh}"
    return None, None
