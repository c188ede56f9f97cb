"""The day of one instrument, minute by minute, around the close before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tui.market.health import Feed
from tui.market.instruments import Instrument, Kind
from tui.market.quotes import Quote, QuoteState
from tui.market.series import Minute, MinuteSeries
from tui.market.sessions import market_day
from tui.panes.dayline import MINUTES_IN_HOUR, clock, minutes_ahead, with_last
from tui.panes.desk import DayPrices, Desk, Reading
from tui.panes.feed_failure import failure_text
from tui.panes.figures import day_text
from tui.panes.instrument_figures import amount, millions
from tui.panes.market_colors import market_rows_of
from tui.panes.page_rows import ruled_row
from tui.panes.prices import ValueText, price_reference, price_text_of
from tui.panes.tiles import STATE_WORDS
from widgets.day_chart import day_chart
from widgets.line_pane import LinePane
from widgets.text import Row, Span
from widgets.wrapping import wrap_row

ROOM_TO_RISE = 1.1
"""The axis keeps room for the digits of a price that is so much higher: the plot does not move when it comes."""

NOT_TRADING = (QuoteState.SUSPENDED, QuoteState.DELISTED)


class DayFlow(Struct, frozen=True):
    """What a day's minutes tell besides prices, one value a slot: the average price so far, and what was traded.

    `traded` is in shares, or in single currency units (`in_money`) where shares are not known or mean nothing.
    """

    average: tuple[float | None, ...]
    traded: tuple[float | None, ...]
    in_money: bool


class DayPane(LinePane):
    """The intraday chart."""

    def __init__(self, desk: Desk, symbol: str) -> None:
        super().__init__(id="instrument-day")
        self._desk = desk
        self.symbol = symbol
        self._flow: tuple[MinuteSeries, DayFlow] | None = None

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title and chart, or what there is to wait for."""
        desk = self._desk
        reading = desk.reading(self.symbol)
        held = desk.state.minutes.get(self.symbol)
        if held is None or not held.value.minutes:
            return empty_rows(desk, reading, width)
        day = desk.day_prices(held.value, reading.instrument.market)
        rows = day_rows(desk, reading, day, self._flow_of(reading.instrument, day), width, height)
        return market_rows_of(desk, reading.instrument.market, rows)

    def _flow_of(self, instrument: Instrument, day: DayPrices) -> DayFlow:
        """Worked out once for each series that comes."""
        if self._flow is None or self._flow[0] is not day.series:
            self._flow = day.series, day_flow(instrument, day)
        return self._flow[1]


def day_rows(desk: Desk, reading: Reading, day: DayPrices, flow: DayFlow, width: int, height: int) -> list[Row]:
    """A row that says of which day it is, and the chart."""
    instrument, series = reading.instrument, day.series
    quote = reading.quote if is_of_day(reading, series.date) else None
    values = day.values
    if quote is not None and quote.last is not None and quote.time is not None:
        values = with_last(values, day.slots, quote.time, quote.last)
    base = series.previous_close if quote is None or quote.previous_close is None else quote.previous_close
    reference = base if base is not None else series.minutes[0].price
    lows = (reference, *values, None if quote is None else price_reference(quote))
    text = price_text_of(instrument, min(low for low in lows if low is not None))
    old = reading.old and quote is not None
    chart = day_chart(
        values,
        len(day.slots),
        width,
        height - 1,
        value_text=text,
        baseline=base,
        average=flow.average,
        volumes=flow.traded,
        volume_text=amount if flow.in_money else millions,
        times=time_marks(day.slots, minutes_ahead(instrument.market, series.date)),
        breaks=breaks_of(day.slots),
        label_width=len(text(reference * ROOM_TO_RISE)),
        role="stale" if old else None,
        glyphs=desk.view.charts,
    )
    return [title(desk, reading, series, flow, text, width), *chart]


def title(desk: Desk, reading: Reading, series: MinuteSeries, flow: DayFlow, text: ValueText, width: int) -> Row:
    """What is drawn, of which day, and what the dotted line and the columns are."""
    today = series.date == market_day(reading.instrument.market, desk.now())
    parts: list[Row] = [
        (Span(desk.word("intraday chart"), "title"),),
        (Span(day_text(series.date, desk.view.language), "label" if today else "value"),),
    ]
    if reading.old:
        parts.append((Span(desk.word("old"), "warn"),))
    average = next((value for value in reversed(flow.average) if value is not None), None)
    if average is not None:
        word = f"{desk.word('average price')} "
        parts.append((Span(word, "muted"), Span(text(average), "label"), Span(f" {desk.word('dotted')}", "muted")))
    if any(flow.traded):
        parts.append((Span(desk.word("turnover" if flow.in_money else "volume m"), "muted"),))
    return ruled_row(desk, parts, width)


def is_of_day(reading: Reading, day: date) -> bool:
    """Whether the quote is of the day of the minutes: before the open the two may differ."""
    quote = reading.quote
    return quote is not None and quote.time is not None and market_day(reading.instrument.market, quote.time) == day


def day_flow(instrument: Instrument, day: DayPrices) -> DayFlow:
    """The average price (turnover over volume) and what was traded in each slot, from the running totals.

    An index has no average price: its turnover is not one in points.
    """
    minutes = day.series.minutes
    stock = instrument.kind is Kind.STOCK
    in_money = not stock or all(minute.volume is None for minute in minutes)
    average: list[float | None] = [None] * len(day.slots)
    traded: list[float | None] = [None] * len(day.slots)
    before = 0.0
    for minute in minutes:
        slot = slot_of(day.slots, minute.minute)
        total = minute.turnover if in_money else minute.volume
        if slot is None:
            continue
        if total is not None:
            traded[slot] = (traded[slot] or 0.0) + max(total - before, 0.0)
            before = max(total, before)
        if stock:
            average[slot] = average_price(minute)
    return DayFlow(tuple(average), tuple(traded), in_money)


def average_price(minute: Minute) -> float | None:
    """The average price of the day so far."""
    if minute.turnover is None or not minute.volume:
        return None
    return minute.turnover / minute.volume


def slot_of(slots: Sequence[int], minute: int) -> int | None:
    """The slot that a minute belongs to: what comes before the first counts for it, lunch for the one before."""
    return max(bisect_right(slots, minute) - 1, 0) if slots else None


def breaks_of(slots: Sequence[int]) -> tuple[int, ...]:
    """The slots before which time was cut out."""
    return tuple(at for at in range(1, len(slots)) if slots[at] != slots[at - 1] + 1)


def time_marks(slots: Sequence[int], ahead: int = 0) -> list[tuple[int, str]]:
    """What stands below which slot: begin, end and breaks of trading before whole hours.

    `ahead`: the minutes that the clock of the labels is ahead of that of the slots.
    """
    if not slots:
        return []
    cuts = breaks_of(slots)
    slots = [minute + ahead for minute in slots]
    marks = [(0, clock(slots[0])), (len(slots), clock(slots[-1] + 1))]
    marks += [(at, f"{clock(slots[at - 1] + 1)}/{clock(slots[at])}") for at in cuts]
    marks += [
        (at, clock(minute)) for at, minute in enumerate(slots) if minute % MINUTES_IN_HOUR == 0 and at not in cuts
    ]
    return marks


def empty_rows(desk: Desk, reading: Reading, width: int) -> list[Row]:
    """Why there is no line: nothing was traded, nobody answered, or nothing has come yet."""
    head = ruled_row(desk, [(Span(desk.word("intraday chart"), "title"),)], width)
    return [head, *wrap_row(why_empty(desk, reading.quote), width)]


def why_empty(desk: Desk, quote: Quote | None) -> str:
    """The reason in words."""
    if quote is not None and quote.state in NOT_TRADING:
        return desk.word("no trading", state=desk.word(STATE_WORDS[quote.state]))
    failure = failure_text(desk, Feed.MINUTES)
    return desk.word("no minutes yet") if failure is None else desk.word("minutes failed", reason=failure)
