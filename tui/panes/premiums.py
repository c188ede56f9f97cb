"""The A/H premiums: how much dearer each company's A share is than its H share, and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from statistics import median

from tui.market.calendars import Calendars
from tui.market.health import Feed
from tui.market.instruments import Market
from tui.market.known import Held
from tui.market.rates import Rate
from tui.market.sessions import Phase, day_plan, is_trading
from tui.market.zones import MARKET_TIME
from tui.panes.desk import Desk
from tui.panes.feed_failure import failure_text
from tui.panes.figures import (
    FLAT_PCT,
    MISSING,
    change_span,
    day_text,
    duration,
    index_level,
    minute_time,
    role_of,
    signed,
)
from tui.panes.market_colors import market_row
from tui.panes.marks import late_mark, old_mark, since_text
from tui.panes.page_rows import flowing, page_title
from tui.panes.premium_rows import BY_PREMIUM, SORT_KEYS, PairRow, columns, in_order, pair_rows, record
from widgets.line_pane import LinePane
from widgets.table import table
from widgets.text import Row, Span, plain
from widgets.wrapping import wrap_row

INDEX = "HSAHP"
RATE_DECIMALS = 4
PAIR_WORDS = {"HKD/CNH": "offshore", "HKD/CNY": "onshore"}
HEAD_ROWS = 2
"""The title, and the heads of the table."""

LEAST_TABLE_ROWS = 8
"""Rows below which the explanation under the table gives way."""


class PremiumsPane(LinePane):
    """The page's body. Keys move a cursor over the companies, choose what they are sorted by, and reverse that."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="premiums")
        self.desk = desk
        self._sort = BY_PREMIUM
        self._reversed = False
        self._marked: str | None = None
        self._first = 0
        self.room = 1
        self._first_row = 0

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, what the premiums rest on, and the table with its cursor in sight."""
        desk = self.desk
        rows = self._ordered()
        above = head_rows(desk, rows, width)
        below = explanations(desk, rows, width)
        if height - len(above) - len(below) <= LEAST_TABLE_ROWS:
            below = []
        room = height - 1 - len(above) - len(below)
        self._first_row = HEAD_ROWS + len(above)
        place = self._keep_in_sight(rows, room - 1)
        shown = columns(desk, SORT_KEYS[self._sort], reverse=self._reversed)
        drawn = table(shown, [record(desk, row) for row in rows], width, room, cursor=place, offset=self._first)
        return [self._title(rows, width), *above, *drawn, *below][:height]

    def point(self, y: int) -> bool:
        """Set the cursor on the company in that row of the pane; whether it stood there already."""
        rows, row = self._ordered(), y - self._first_row
        if not 0 <= row < min(self.room, len(rows) - self._first):
            return False
        before, self._marked = self._marked, rows[self._first + row].h.instrument.symbol
        self.redraw()
        return self._marked == before

    def move(self, down: int) -> None:
        """Move the cursor by so many rows; the first press shows it."""
        rows = self._ordered()
        if not rows:
            return
        place = self._place(rows)
        place = self._first if place is None else max(0, min(place + down, len(rows) - 1))
        self._marked = rows[place].h.instrument.symbol
        self.redraw()

    def sort_by(self, step: int) -> None:
        """Sort by the column so many further, in the order that it usually has."""
        self._sort = (self._sort + step) % len(SORT_KEYS)
        self._reversed = False
        self.redraw()

    def reverse(self) -> None:
        """Turn the order around."""
        self._reversed = not self._reversed
        self.redraw()

    def selected(self) -> str | None:
        """The canonical symbol of the H share under the cursor, once there is one."""
        return self._marked

    def _ordered(self) -> list[PairRow]:
        return in_order(pair_rows(self.desk), SORT_KEYS[self._sort], reverse=self._reversed)

    def _keep_in_sight(self, rows: Sequence[PairRow], room: int) -> int | None:
        """Scroll so far that the cursor is in sight and no room is left over. Returns the cursor's place."""
        self.room = max(1, room)
        place = self._place(rows)
        if place is not None:
            self._first = min(max(self._first, place - self.room + 1), place)
        self._first = max(0, min(self._first, len(rows) - self.room))
        return place

    def _title(self, rows: Sequence[PairRow], width: int) -> Row:
        desk = self.desk
        readings = [reading for row in rows for reading in (row.a, row.h)]
        extra = [*old_mark(desk, readings), *late_mark(desk, readings), *earlier_mark(desk, rows)]
        extra.append((Span(desk.word("a over h"), "muted"),))
        if len(rows) > self.room:
            last = min(len(rows), self._first + self.room)
            part = desk.word("shown of", first=self._first + 1, last=last, count=len(rows))
            extra.append((Span(part, "muted"),))
        return page_title(desk, "ah premiums", width, extra=extra)

    def _place(self, rows: Sequence[PairRow]) -> int | None:
        return next((at for at, row in enumerate(rows) if row.h.instrument.symbol == self._marked), None)


def head_rows(desk: Desk, rows: Sequence[PairRow], width: int) -> list[Row]:
    """The index of all premiums; how they stand together; the rate; what must be known of them."""
    parts = [index_part(desk), *summary_parts(desk, rows)]
    return [*flowing(filter(None, parts), width), *rate_rows(desk, rows, width), *notes(desk, rows, width)]


def earlier_mark(desk: Desk, rows: Sequence[PairRow]) -> list[Row]:
    """The day, if every premium is of one that is over: before the open, or on a day off for both markets."""
    days = {day for row in rows if row.premium for day in (row.premium.a_time.date(), row.premium.h_time.date())}
    if len(days) != 1 or desk.now().date() in days:
        return []
    return [(Span(day_text(days.pop(), desk.view.language), "value"),)]


def index_part(desk: Desk) -> Row:
    """The index of A/H premiums: level and move, and what its level means."""
    if INDEX not in desk.state.universe:
        return ()
    reading = desk.reading(INDEX)
    name = Span(f"{desk.label(reading.instrument)} ", "label")
    quote = reading.quote
    if quote is None or quote.last is None:
        return (name, Span(MISSING, "label"))
    old = reading.old
    role = "stale" if old else "value"
    figures: Row = (
        Span(f"{index_level(quote.last)} ", role),
        Span(f"{signed(quote.change)} ", "stale" if old else role_of(quote.change, FLAT_PCT)),
        change_span(quote.change_pct, desk.view.glyphs, stale=old),
        Span("%", "muted"),
    )
    row = (name, *market_row(desk, reading.instrument.market, figures))
    return (*row, Span(f" {desk.word('old')} {since_text(desk, quote)}".rstrip(), "warn")) if old else row


def explanations(desk: Desk, rows: Sequence[PairRow], width: int) -> list[Row]:
    """How the move over 20 sessions is counted, and the index's level read: one row, as far as there is room."""
    words = [*(["shift note"] if any(row.shift is not None for row in rows) else []), "parity"]
    return flowing([(Span(desk.word(key), "muted"),) for key in words], width)[:1]


def summary_parts(desk: Desk, rows: Sequence[PairRow]) -> list[Row]:
    """How many companies there are, the premium in their middle, and how many have the dearer H share."""
    found = [row.premium.premium_pct for row in rows if row.premium is not None]
    parts: list[Row] = [(Span(desk.word("ah pairs", n=len(rows)), "label"),)]
    if found:
        parts.append((Span(f"{desk.word('ah median')} ", "label"), Span(f"{signed(median(found))}%", "value")))
        parts.append((Span(desk.word("h dearer", n=sum(pct < 0 for pct in found)), "label"),))
    if found and len(found) < len(rows):
        parts.append((Span(desk.word("unpriced pairs", n=len(rows) - len(found)), "warn"),))
    return parts


def rate_rows(desk: Desk, rows: Sequence[PairRow], width: int) -> list[Row]:
    """What one HKD costs, where, who says so and of when; without a usable rate, why there is none."""
    held = desk.state.rate
    failure = failure_text(desk, Feed.RATES)
    if held is None:
        reason = f"{desk.word('no rate')}: {failure or desk.word('waiting')}"
        return wrap_row(reason, width, "warn")
    parts = rate_parts(desk, held)
    if not any(row.premium for row in rows) and (day := too_old(rows, held.value)):
        parts.append((Span(desk.word("rate too old", day=day_text(day, desk.view.language)), "warn"),))
    if failure:
        parts.append((Span(failure, "warn"),))
    return flowing(parts, width)


def rate_parts(desk: Desk, held: Held[Rate]) -> list[Row]:
    """`1 HKD = 0.9187 CNH offshore`, and `eastmoney 10:41:58, 12s`."""
    rate = held.value
    currency = rate.pair.rpartition("/")[2]
    old = held.is_stale(desk.clock.age(held.source.received))
    at = desk.word("no stamp")
    if rate.time is not None:
        stamp = rate.time.astimezone(MARKET_TIME)
        day = "" if stamp.date() == desk.now().date() else f"{day_text(stamp.date(), desk.view.language)} "
        at = f"{day}{stamp:%H:%M:%S}, {duration(desk.clock.between(stamp, desk.now()))}"
    cost: Row = (
        Span(f"{desk.word('one hkd')} = ", "label"),
        Span(f"{rate.last:.{RATE_DECIMALS}f}", "stale" if old else "value"),
        Span(f" {currency} {desk.word(PAIR_WORDS.get(rate.pair, 'rate of pair'))}", "label"),
    )
    source: Row = (Span(f"{plain(rate.provider)} {at}", "label"),)
    return [cost, (*source, Span(f" {desk.word('old')}", "warn")) if old else source]


def too_old(rows: Sequence[PairRow], rate: Rate) -> date | None:
    """The day of a rate that is older than the newest price; None if the rate can be used."""
    if rate.time is None:
        return None
    quotes = [reading.quote for row in rows for reading in (row.a, row.h) if reading.quote is not None]
    newest = max((quote.time for quote in quotes if quote.time is not None), default=None)
    day = rate.time.astimezone(MARKET_TIME).date()
    return day if newest is not None and day < newest.astimezone(MARKET_TIME).date() else None


def notes(desk: Desk, rows: Sequence[PairRow], width: int) -> list[Row]:
    """That one side is final while the other still moves, or of another day, and why."""
    found = [row.premium for row in rows if row.premium is not None]
    texts = []
    for side, market, times in (
        ("a", Market.MAINLAND, [(p.a_time.date(), p.h_time.date()) for p in found]),
        ("h", Market.HONG_KONG, [(p.h_time.date(), p.a_time.date()) for p in found]),
    ):
        earlier = [own for own, other in times if own < other]
        if earlier:
            day = day_text(max(earlier), desk.view.language)
            texts.append(desk.word(f"{side} side earlier", n=len(earlier), day=day) + closure_note(desk, market))
    today = [p for p in found if p.a_time.date() == p.h_time.date() == desk.now().date()]
    for side, market, one_final in (
        ("a", Market.MAINLAND, any(p.a_final and not p.h_final for p in today)),
        ("h", Market.HONG_KONG, any(p.h_final and not p.a_final for p in today)),
    ):
        if one_final:
            at = closing_time(market, desk.now().date(), desk.calendars)
            texts.append(desk.word(f"{side} side final", at=minute_time(at)))
    return [row for text in texts for row in wrap_row(text, width, "warn")]


def closure_note(desk: Desk, market: Market) -> str:
    """The holiday's name in brackets, if the market has one today."""
    session = desk.session(market)
    note = session.note_zh if desk.view.language == "zh" else session.note_en
    if session.phase is not Phase.HOLIDAY or note is None:
        return ""
    return f"（{note}）" if desk.view.language == "zh" else f" ({note})"


def closing_time(market: Market, day: date, calendars: Calendars) -> datetime:
    """When the last trading of that day ends, the closing auction included."""
    plan = day_plan(market, day, calendars)
    return max((part.end for part in plan if is_trading(part.phase)), default=plan[-1].end)
