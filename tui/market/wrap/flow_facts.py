"""Southbound flow for a wrap: the day's net buying, and how unusual it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from statistics import fmean

from msgspec.structs import replace

from tui.market.health import Feed
from tui.market.instruments import Market
from tui.market.known import Held
from tui.market.same_minute import minute_of_day
from tui.market.southbound import SouthboundDaily, SouthboundDay
from tui.market.southbound_context import USUAL_DAYS, USUAL_LEAST_DAYS, SouthboundContext, southbound_context
from tui.market.turnover import HONG_KONG_TURNOVER
from tui.market.wrap.facts import ActiveFact, AverageFlow, Progress, SouthboundFact
from tui.market.wrap.reading import MARKETS, SILENT, Reading
from tui.market.wrap.records import Missing, Stamp
from tui.market.zones import MARKET_TIME

ACTIVE_TOLD = 3
DAY_ENDS = time(23, 59)

_TURNOVER, _INDEX = HONG_KONG_TURNOVER[0], "HSI"


def southbound_fact(reading: Reading, progress: Progress, missing: list[Missing]) -> SouthboundFact | None:
    """The flow of the day; None if it should have one and none is known. `progress` is Hong Kong's."""
    closures = {market: reading.calendar(market).closure(reading.day) for market in MARKETS}
    shut = {market: closure for market, closure in closures.items() if closure is not None}
    if shut:
        return SouthboundFact(shut, None, progress, old=False, minute=None, average=None, active=(), stamps=())
    held = reading.state.southbound
    history_held = reading.state.southbound_history
    history = () if history_held is None else history_held.value
    context = _context(reading, held, history)
    if context is None:
        missing.append(_why_nothing(reading, held))
        return None
    live = held if held is not None and held.value.date == reading.day else None
    old = live is not None and not context.finished and reading.is_silent(live, Market.HONG_KONG)
    minute = None if live is None else _last_minute(live, old=old)
    if old:
        missing.append(Missing("southbound", *SILENT))
    part = old and reading.progress(Market.HONG_KONG) is Progress.ENDED
    if part:
        # What stopped before the close is no day's total: other days' totals say nothing about it.
        context = replace(context, rank=None, streak=None, disagreement=None)
    if not history:
        missing.append(reading.missing("southbound history", Feed.SOUTHBOUND_HISTORY))
    provider = _provider(held, live is not None, history_held)
    return SouthboundFact(
        shut={},
        context=context,
        progress=progress,
        old=old,
        minute=minute,
        average=None if part else _average(reading, context, history, progress),
        active=_active(reading),
        stamps=(Stamp("southbound", provider, _time_of(reading, minute)),),
    )


def _context(
    reading: Reading, held: Held[SouthboundDay] | None, history: Sequence[SouthboundDaily]
) -> SouthboundContext | None:
    """The day's flow in its context, None unless the newest flow known is of that day."""
    moment = reading.now if reading.is_today else datetime.combine(reading.day, DAY_ENDS, MARKET_TIME)
    of_day = held.value if held is not None and held.value.date == reading.day else None
    turnover, index = reading.fresh_quote(_TURNOVER), reading.fresh_quote(_INDEX)
    context = southbound_context(
        of_day,
        history,
        reading.state.past_southbound,
        None if turnover is None else turnover.turnover,
        None if index is None else index.change_pct,
        moment,
        reading.calendars,
    )
    return context if context is not None and context.date == reading.day else None


def _last_minute(held: Held[SouthboundDay], *, old: bool) -> int | None:
    """The minute of the last figure; of an old one without minutes, that in which it came."""
    if held.value.minutes:
        return held.value.minutes[-1].minute
    return int(minute_of_day(held.source.received)) if old else None


def _why_nothing(reading: Reading, held: Held[SouthboundDay] | None) -> Missing:
    if held is None or Feed.SOUTHBOUND in reading.state.failures:
        return reading.missing("southbound", Feed.SOUTHBOUND)
    return Missing("southbound", f"nothing published for {reading.day}", f"{reading.day}数据尚未公布")


def _average(
    reading: Reading, context: SouthboundContext, history: Sequence[SouthboundDaily], progress: Progress
) -> AverageFlow | None:
    """What is usual: by the same minute while the day runs, of whole days once it is over."""
    pace = context.pace_20d
    if progress is not Progress.ENDED:
        return None if pace is None or pace.days < USUAL_LEAST_DAYS else AverageFlow(pace.average, pace.days, True)
    days = frozenset(reading.calendars.connect_days_before(reading.day, USUAL_DAYS))
    known = [daily.net_buy for daily in history if daily.date in days and daily.net_buy is not None]
    return AverageFlow(fmean(known), len(known), False) if len(known) >= USUAL_LEAST_DAYS else None


def _active(reading: Reading) -> tuple[ActiveFact, ...]:
    """The most active names, if they are of this day: they come after the close."""
    held = reading.state.active_names
    if held is None or held.value.date != reading.day:
        return ()
    told: list[ActiveFact] = []
    for name in held.value.names[:ACTIVE_TOLD]:
        instrument = reading.state.universe.get(name.symbol)
        label_en = name.symbol if instrument is None else instrument.label_en
        label_zh = name.name_zh if instrument is None else instrument.label_zh
        told.append(ActiveFact(label_en, label_zh, name.net_buy))
    return tuple(told)


def _provider(held: Held[SouthboundDay] | None, live: bool, history: Held[tuple[SouthboundDaily, ...]] | None) -> str:
    if held is not None and live:
        return held.source.provider
    return "" if history is None else history.source.provider


def _time_of(reading: Reading, minute: int | None) -> datetime | None:
    if minute is None:
        return None
    hours, minutes = divmod(minute, 60)
    return datetime.combine(reading.day, time(hours % 24, minutes), MARKET_TIME)
