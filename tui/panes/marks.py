"""What must be said of figures that are not fresh: in a title of all below it, and of one price by its role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from tui.market.instruments import Instrument
from tui.market.quotes import Quote
from tui.market.quoting import traded_today
from tui.market.updates import KEPT, Source
from tui.market.zones import MARKET_TIME
from tui.panes.desk import Desk, Reading
from tui.panes.figures import clock_time, day_text, minute_time, short_day
from widgets.text import EMPTY_ROW, Row, Span, plain


def alert_mark(desk: Desk, instrument: Instrument) -> Row:
    """Behind a name: that an alert of the instrument has fired and was not looked at."""
    return (Span(" !", "accent"),) if instrument.symbol in desk.marked else EMPTY_ROW


def other_day(quote: Quote, now: datetime) -> date | None:
    """The day of the quote in its own market; None if that is today in market time, or unknown.

    Before the open, on a holiday, and for the United States most of the time, a quote is of an earlier day.
    """
    if quote.time is None or quote.time.date() == now.date():
        return None
    return quote.time.date()


def day_mark(desk: Desk, readings: Iterable[Reading]) -> list[Row]:
    """The day if all moves are of one that is not today; how many are of which if only some are."""
    now = desk.now()
    moved = [reading.quote for reading in readings if reading.quote is not None and traded_today(reading.quote)]
    days = Counter(day for quote in moved if (day := other_day(quote, now)))
    language = desk.view.language
    if len(days) == 1 and days.total() == len(moved):
        return [(Span(day_text(next(iter(days)), language), "value"),)]
    return [
        (Span(desk.word("of day", n=count, day=short_day(day, language)), "label"),)
        for day, count in sorted(days.items(), reverse=True)
    ]


def old_mark(desk: Desk, readings: Iterable[Reading]) -> list[Row]:
    """How many are old, and since when."""
    old = [reading.quote for reading in readings if reading.old and reading.quote is not None]
    if not old:
        return []
    oldest = min((quote for quote in old if quote.time is not None), key=stamp_of, default=None)
    since = "" if oldest is None else f" {since_text(desk, oldest)}"
    return [(Span(f"{len(old)} {desk.word('old')}{since}", "warn"),)]


def giver(desk: Desk, source: Source) -> str:
    """Who gave a record: the provider's name, safe to draw, or the disk."""
    return desk.word("disk") if source.provider == KEPT else plain(source.provider)


def stamp_of(quote: Quote) -> datetime:
    """The quote's own stamp; the earliest there can be where it has none."""
    return quote.time or datetime.min.replace(tzinfo=MARKET_TIME)


def since_text(desk: Desk, quote: Quote) -> str:
    """Since when an old quote stands; empty if nobody knows."""
    return "" if quote.time is None else since_moment(desk, quote.time)


def since_moment(desk: Desk, moment: datetime) -> str:
    """Five cells in market time: the minute of today, or month and day."""
    local = moment.astimezone(MARKET_TIME)
    return minute_time(local) if local.date() == desk.now().date() else f"{local:%m-%d}"


def stamp_texts(desk: Desk, moment: datetime) -> tuple[str, str]:
    """The day and the time of a stamp in market time, whatever the clock that it was stamped by; no day for today.

    It may be the day after that of its session: New York's ends in the morning.
    """
    local = moment.astimezone(MARKET_TIME)
    day = "" if local.date() == desk.now().date() else short_day(local.date(), desk.view.language)
    return day, clock_time(local)


def late_mark(desk: Desk, readings: Iterable[Reading]) -> list[Row]:
    """How many come from a feed that is late by design."""
    late = sum(reading.quote is not None and reading.quote.delayed for reading in readings)
    return [(Span(f"{late} {desk.word('delayed')}", "warn"),)] if late else []


def mostly_old(readings: Iterable[Reading]) -> bool:
    """Whether at least half of them are old: then so is what they average."""
    old = [reading.old for reading in readings]
    return 2 * sum(old) >= len(old) > 0


def price_role(reading: Reading) -> str:
    """Old is grey, and a previous close in place of a price that is not there yet is dim."""
    if reading.old:
        return "stale"
    return "label" if reading.quote is None or reading.quote.last is None else "value"
