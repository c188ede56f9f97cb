"""The southbound flow drawn: today by minute beside the usual day, and the last days as bars."""

from __future__ import annotations

from collections.abc import Sequence

from tui.panes.dayline import MINUTES_IN_HOUR
from tui.panes.desk import Desk
from tui.panes.figures import BILLION
from tui.panes.southbound_flow import Flow, FlowReader, southbound_minutes
from widgets.bars import bars
from widgets.flow_chart import Series, flow_chart
from widgets.text import Row, Span

BAR_DAYS = 20
TIME_MARKS = ("09:30", "10:30", "12:00", "14:00", "15:00", "16:00")


def day_chart(reader: FlowReader, flow: Flow, width: int, height: int) -> Sequence[Row]:
    """Today's total in the colour of its sign, its channels and the usual day faint behind it."""
    desk = reader.desk
    slots = southbound_minutes(flow.today, desk)
    place = {minute: slot for slot, minute in enumerate(slots)}
    total: list[float | None] = [None] * len(slots)
    shanghai, shenzhen = total[:], total[:]
    for minute in flow.day.minutes if flow.day is not None else ():
        slot = place.get(minute.minute)
        if slot is not None:
            shanghai[slot], shenzhen[slot] = minute.shanghai_net_buy, minute.shenzhen_net_buy
            total[slot] = minute.net_buy
    series = [
        Series(desk.word("line shanghai"), shanghai, role="muted", every=2),
        Series(desk.word("line shenzhen"), shenzhen, role="muted", every=4),
        Series("", total),
    ]
    usual = reader.usual(slots)
    if usual.days:
        series.insert(0, Series(desk.word("line usual"), usual.values, role="faint", every=3, label_role="muted"))
    marks = {place[at]: mark for mark in TIME_MARKS if (at := minute_of(mark)) in place}
    return flow_chart(series, len(slots), width, height, value_text=amount_text, times=marks, glyphs=desk.view.charts)


def minute_of(mark: str) -> int:
    """`09:30` as minutes after midnight."""
    hours, minutes = mark.split(":")
    return int(hours) * MINUTES_IN_HOUR + int(minutes)


def amount_text(value: float) -> str:
    """HK$ bn with one decimal and a sign; zero plain."""
    return f"{value / BILLION:+.1f}" if value else "0"


def bar_rows(desk: Desk, flow: Flow, width: int, height: int) -> list[Row]:
    """A head, and bars of the last finished days; today's stands apart while it is not final."""
    days = flow.finished[-BAR_DAYS:]
    values = [daily.net_buy for daily in days]
    running = flow.net_buy is not None and (not days or days[-1].date < flow.today)
    labels = {0: f"{days[0].date:%m-%d}"} if days else {}
    head: list[Span] = [Span(desk.word("last days", n=len(days)), "muted")]
    if running:
        labels[len(values)] = desk.word("today")
        values.append(flow.net_buy)
        head.append(Span(desk.word("today apart"), "muted"))
    elif days:
        labels[len(values) - 1] = f"{days[-1].date:%m-%d}"
    if not values:
        return []
    drawn = bars(
        values,
        width,
        height - 1,
        value_text=amount_text,
        labels=labels,
        running=running,
        glyphs=desk.view.charts,
    )
    return [tuple(head), *drawn]
