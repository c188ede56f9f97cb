"""The Southbound pane: mainland money into Hong Kong today, minute by minute, and over the last days; in HK$ bn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui.market.instruments import Market
from tui.market.sessions import CLOSED_PHASES, Phase, SouthboundStatus, day_plan, southbound_status
from tui.market.southbound import SouthboundDaily, SouthboundDay
from tui.market.state import Held
from tui.market.zones import MARKET_TIME
from tui.panes.dayline import MINUTES_IN_HOUR, ONE_MINUTE
from tui.panes.desk import Desk
from tui.panes.figures import BILLION, FLAT_PCT, arrow, day_text, duration, role_of, signed_billions
from tui.panes.pane import MarketPane, title_row
from widgets.bars import bars
from widgets.flow_chart import Series, flow_chart
from widgets.text import EMPTY_ROW, Row, Span, fit_row, width_of

HISTORY_DAYS = 20
BARS_HEIGHT = 6
CHART_LEAST_HEIGHT = 5
FIGURE_GAP = Span("   ")
TIME_MARKS = ("09:30", "10:30", "12:00", "14:00", "15:00", "16:00")
QUIET = CLOSED_PHASES | {Phase.LUNCH}


class SouthboundPane(MarketPane):
    """Figures, the day's curve, and bars of the days before."""

    number = 3
    word = "southbound"

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The pane's rows."""
        title = title_row(
            self.desk,
            "southbound",
            width,
            number=self.number,
            chosen=self.chosen,
            extra=((Span(self.desk.word("net buy hkd bn"), "muted"),),),
        )
        return [title, *southbound_rows(self.desk, width, height - 1)]


def southbound_rows(desk: Desk, width: int, height: int) -> list[Row]:
    """Below the title: today's figures or why there are none, the curve, and the days before."""
    status = southbound_status(desk.now(), desk.calendars)
    held = desk.state.southbound
    rows = notes(desk, status, held, width)
    if held is not None and is_of_today(desk, held, status):
        rows += figure_rows(desk, held.value, width)
    history = desk.state.southbound_history
    bars_height = BARS_HEIGHT if history is not None and height - len(rows) >= BARS_HEIGHT + CHART_LEAST_HEIGHT else 0
    chart_height = height - len(rows) - bars_height
    if held is not None and held.value.minutes and is_of_today(desk, held, status) and chart_height > 1:
        rows += day_chart(desk, held.value, width, chart_height)
    elif history is not None:
        bars_height = max(0, min(2 * BARS_HEIGHT, height - len(rows)))
    if history is not None and bars_height > 2:
        rows += history_rows(desk, history.value, width, bars_height)
    return rows


def is_of_today(desk: Desk, held: Held[SouthboundDay], status: SouthboundStatus) -> bool:
    """Whether the flow held may be shown as today's: of a day that trades, and of this very day.

    Feeds repeat the last day's figures on holidays; before the open they still show the day before.
    """
    return status.trading_day and held.value.trading and held.value.date == desk.now().date()


def notes(desk: Desk, status: SouthboundStatus, held: Held[SouthboundDay] | None, width: int) -> list[Row]:
    """What a reader must know before the figures: no southbound today, nothing yet, or old."""
    note = status.note_zh if desk.view.language == "zh" else status.note_en
    row: Row = EMPTY_ROW
    if not status.trading_day:
        following = f"{desk.word('next')} {day_text(status.next_day, desk.view.language)}"
        reason = fit_row((Span(note or desk.word("no southbound"), "warn"),), width)
        return flowing([reason, (Span(following, "label"),)], width)
    if held is None:
        failure = next((f for feed, f in desk.state.failures.items() if feed.value == "southbound"), None)
        row = (Span(failure.reason if failure else desk.word("waiting"), "warn"),)
    elif not is_of_today(desk, held, status):
        last = day_text(held.value.date, desk.view.language)
        row = (Span(desk.word("nothing today yet", day=last), "label"),)
    elif status.open and held.is_stale(desk.clock.age(held.source.received)):
        age = duration(desk.clock.age(held.source.received))
        row = (Span(f"{desk.word('old')}: {held.source.provider} {age}", "warn"),)
    elif note:
        row = (Span(note, "label"),)
    return [fit_row(row, width)] if row else []


def figure_rows(desk: Desk, day: SouthboundDay, width: int) -> list[Row]:
    """Total and channels, then the sums of the last days; as many figures to a row as fit whole."""
    figures = [
        figure(desk, "total", day.net_buy, bold=True),
        figure(desk, "via shanghai", day.shanghai_net_buy),
        figure(desk, "via shenzhen", day.shenzhen_net_buy),
    ]
    history = desk.state.southbound_history
    if history is not None:
        for word, days in (("5 days", 5), ("20 days", 20)):
            figures.append(figure(desk, word, sum_with_today(history.value, day, days)))
    return flowing(figures, width)


def figure(desk: Desk, word: str, value: float | None, *, bold: bool = False) -> Row:
    """A label and a signed amount in HK$ bn with its arrow."""
    # Two decimals, as a percentage has: the same amount is too small to show, and has no direction.
    shown = None if value is None else value / BILLION
    role = role_of(shown, FLAT_PCT)
    strong = bold and role in ("up", "down")
    text = f"{arrow(shown, desk.view.glyphs)}{signed_billions(value)}".strip()
    return (Span(f"{desk.word(word)} ", "label"), Span(text, f"{role}-bold" if strong else role))


def flowing(parts: Sequence[Row], width: int) -> list[Row]:
    """Parts left to right, and on into the next row where one does not fit."""
    rows: list[Row] = []
    for part in parts:
        if rows and width_of(rows[-1]) + len(FIGURE_GAP.text) + width_of(part) <= width:
            rows[-1] = (*rows[-1], FIGURE_GAP, *part)
        else:
            rows.append(part)
    return rows


def sum_with_today(history: Sequence[SouthboundDaily], day: SouthboundDay, days: int) -> float | None:
    """Net buy of the last `days` trading days, today among them; None if any of them is unknown."""
    before = [daily.net_buy for daily in history if daily.date < day.date][-(days - 1) :]
    values = [*before, day.net_buy]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) == days else None


def southbound_minutes(day: date, desk: Desk) -> tuple[int, ...]:
    """The minutes after midnight in which southbound figures may move: Hong Kong's, from 09:00, lunch left out."""
    minutes: list[int] = []
    for part in day_plan(Market.HONG_KONG, day, desk.calendars):
        if part.phase not in QUIET:
            start = part.start.astimezone(MARKET_TIME)
            first = start.hour * MINUTES_IN_HOUR + start.minute
            minutes.extend(range(first, first + (part.end - part.start) // ONE_MINUTE))
    return tuple(minutes)


def day_chart(desk: Desk, day: SouthboundDay, width: int, height: int) -> Sequence[Row]:
    """The three curves of the day: both channels faint, their total in the colour of its sign."""
    slots = southbound_minutes(day.date, desk)
    place = {minute: slot for slot, minute in enumerate(slots)}
    total: list[float | None] = [None] * len(slots)
    shanghai, shenzhen = total[:], total[:]
    for minute in day.minutes:
        slot = place.get(minute.minute)
        if slot is not None:
            shanghai[slot], shenzhen[slot] = minute.shanghai_net_buy, minute.shenzhen_net_buy
            total[slot] = minute.net_buy
    letters = ("沪", "深", "") if desk.view.language == "zh" else ("SH", "SZ", "")
    marks = {place[at]: mark for mark in TIME_MARKS if (at := minute_of(mark)) in place}
    return flow_chart(
        (
            Series(letters[0], shanghai, role="muted", every=2),
            Series(letters[1], shenzhen, role="muted", every=4),
            Series(letters[2], total),
        ),
        len(slots),
        width,
        height,
        value_text=lambda value: f"{value / BILLION:+.1f}" if value else "0",
        times=marks,
        glyphs=desk.view.glyphs,
    )


def minute_of(mark: str) -> int:
    """`09:30` as minutes after midnight."""
    hours, minutes = mark.split(":")
    return int(hours) * MINUTES_IN_HOUR + int(minutes)


def history_rows(desk: Desk, history: Sequence[SouthboundDaily], width: int, height: int) -> list[Row]:
    """Bars of the last finished days."""
    today = desk.now().date()
    days = [daily for daily in history if daily.date < today][-HISTORY_DAYS:]
    head: Row = (Span(desk.word("last days", n=len(days)), "muted"),)
    drawn = bars(
        [daily.net_buy for daily in days],
        width,
        height - 1,
        value_text=lambda value: f"{value / BILLION:+.1f}",
        labels={0: f"{days[0].date:%m-%d}", len(days) - 1: f"{days[-1].date:%m-%d}"} if days else None,
        glyphs=desk.view.glyphs,
    )
    return [head, *drawn]
