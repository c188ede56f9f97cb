"""Days on which index futures and options end: the terms of the contracts, worked out on the exchanges' calendars.

Hong Kong (HKEX contract terms): index futures and options, and stock options, trade for the last time on the business
day before the last one of the month; index contracts close at 16:00, on a half day with the market. Mainland (CFFEX
and the stock exchanges): index futures and options end on the third Friday, options on funds on the fourth Wednesday,
on the next trading day if that is a holiday. SGX: FTSE China A50 futures end on the last day but one of the month on
which Shanghai and Shenzhen trade, and are settled at the index's close.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from msgspec import Struct

from tui.market.calendars import Calendars, DayCertainty, TradingCalendar
from tui.market.events import Certainty, Event
from tui.market.month_days import (
    FRIDAY,
    WEDNESDAY,
    last_day,
    last_session,
    month_after,
    month_of,
    nth_weekday,
    session_from,
)
from tui.market.zones import MARKET_TIME

KIND = "expiry"
MAINLAND_CLOSE = time(15, 0)
HONG_KONG_CLOSE = time(16, 0)


class Contracts(Struct, frozen=True):
    """Contracts that end on the same day of each month: `day` finds it on the calendar, `terms` say how."""

    series: str
    country: str
    name_en: str
    name_zh: str
    importance: int
    close: time
    day: Callable[[date, TradingCalendar], date]
    terms: str
    exchange: str


def _last_but_one(month: date, calendar: TradingCalendar) -> date:
    return last_session(calendar, month, before=1)


def _third_friday(month: date, calendar: TradingCalendar) -> date:
    return session_from(calendar, nth_weekday(month, FRIDAY, 3))


def _fourth_wednesday(month: date, calendar: TradingCalendar) -> date:
    return session_from(calendar, nth_weekday(month, WEDNESDAY, 4))


HONG_KONG = "HK"
MAINLAND = "CN"

CONTRACTS = (
    Contracts(
        "hk-index-futures-expiry",
        HONG_KONG,
        "HSI, HSCEI, HSTECH futures and options expire",
        "恒指、国指、恒生科技期货及期权最后交易日",
        2,
        HONG_KONG_CLOSE,
        _last_but_one,
        "the business day before the last of the month",
        "HKEX",
    ),
    Contracts(
        "hk-stock-options-expiry",
        HONG_KONG,
        "Hong Kong stock options expire",
        "香港股票期权到期日",
        1,
        HONG_KONG_CLOSE,
        _last_but_one,
        "the business day before the last of the month",
        "HKEX",
    ),
    Contracts(
        "cn-index-futures-expiry",
        MAINLAND,
        "CSI 300, SSE 50, CSI 500, CSI 1000 futures and options expire (IF, IH, IC, IM)",
        "股指期货及期权交割日（IF、IH、IC、IM）",
        2,
        MAINLAND_CLOSE,
        _third_friday,
        "3rd Friday, next trading day after a holiday",
        "CFFEX",
    ),
    Contracts(
        "cn-etf-options-expiry",
        MAINLAND,
        "ETF options expire (Shanghai, Shenzhen)",
        "ETF期权到期日（沪深）",
        1,
        MAINLAND_CLOSE,
        _fourth_wednesday,
        "4th Wednesday, next trading day after a holiday",
        "SSE and SZSE",
    ),
    Contracts(
        "cn-sgx-a50-futures-expiry",
        MAINLAND,
        "SGX FTSE China A50 futures expire, settled at the close",
        "新交所富时中国A50期货到期（按收市结算）",
        1,
        MAINLAND_CLOSE,
        _last_but_one,
        "the last mainland trading day but one of the month",
        "SGX",
    ),
)


def expiry_events(calendars: Calendars, first: date, last: date) -> tuple[Event, ...]:
    """The days from `first` to `last`, both included, on which contracts end, ascending.

    OFFICIAL where the exchange's calendar is verified to the end of that month, for the terms leave no choice then;
    else EXPECTED, by the same rule.
    """
    found: list[Event] = []
    month = month_of(first)
    while month <= last:
        found += [_event(contracts, month, calendars) for contracts in CONTRACTS]
        month = month_after(month)
    return tuple(sorted((event for event in found if first <= event.date <= last), key=_order))


def _order(event: Event) -> tuple[date, str]:
    return event.date, event.id


def _event(contracts: Contracts, month: date, calendars: Calendars) -> Event:
    calendar = calendars.hong_kong if contracts.country == HONG_KONG else calendars.mainland
    day = contracts.day(month, calendar)
    half_day = calendar.half_day(day)
    close = contracts.close if half_day is None else min(contracts.close, half_day.close)
    sure = calendar.certainty(last_day(month)) is DayCertainty.VERIFIED
    return Event(
        id=f"{contracts.series}-{month:%Y-%m}",
        date=day,
        time=datetime.combine(day, close, MARKET_TIME),
        country=contracts.country,
        name_en=contracts.name_en,
        name_zh=contracts.name_zh,
        kind=KIND,
        period=f"{month:%Y-%m}",
        certainty=Certainty.OFFICIAL if sure else Certainty.EXPECTED,
        source=f"{contracts.exchange} contract terms: {contracts.terms}" if sure else f"rule: {contracts.terms}",
        importance=contracts.importance,
    )
