"""The past of an event's series: a line of its figures, and the last ones in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.cells import cell_len

from tui.market.agenda import known_at, market_day
from tui.market.events import Event
from tui.market.published import SCALES, Figure, read_figure
from tui.market.surprise import surprise_of
from tui.panes.desk import Desk
from tui.panes.event_cells import surprise_span
from tui.panes.event_facts import period_text
from tui.panes.page_rows import ruled_row
from widgets.sparkline import MIN_LABELLED_HEIGHT, line_chart
from widgets.table import Column, Record, table
from widgets.text import EMPTY_ROW, Row, Span, plain

SHOWN = 12
"""The most rows of the table: a year of monthly figures."""

DRAWN = 36
"""The most figures of the line."""

LEAST_DRAWN = 3
"""With fewer figures there is no line to see."""

HIGHEST_CHART = 10
"""Rows of the line, at most."""

FIGURE_WIDTH = 9
"""Cells of a figure, at least."""

HEAD_ROWS = 1
TITLE_ROWS = 1
WIDEST_SPARKLINE = 36
"""Cells of a line in the title's row, at most: one for each figure."""


def history_rows(desk: Desk, event: Event, past: Sequence[Event], width: int, height: int, offset: int) -> list[Row]:
    """Title, line and table in at most so many rows; the table from its row `offset` on. The page is of `event`."""
    if height <= 0:
        return []
    if not past:
        return [
            ruled_row(
                desk, [(Span(desk.word("past figures"), "title"),), (Span(desk.word("no past"), "muted"),)], width
            )
        ]
    records = [record(desk, each, is_own=each.id == event.id) for each in past[:SHOWN]]
    values = values_of(past)
    spare = height - TITLE_ROWS - HEAD_ROWS - len(records) - 1
    chart = chart_rows(desk, values, past, width, min(spare, HIGHEST_CHART))
    title = title_row(desk, values, width, with_line=not chart)
    room = height - len(chart) - TITLE_ROWS
    rows = table(columns(desk, past[:SHOWN]), records, width, room, offset=offset)
    return [title, *chart, *rows][:height]


def past_of(desk: Desk, event: Event, now: datetime) -> list[Event]:
    """The events of the series whose figure is out, the newest first."""
    known = (known_at(each, now) for each in desk.events_of(event.series))
    return sorted((each for each in known if each.actual is not None), key=market_day, reverse=True)


def clamped(offset: int, past: Sequence[Event], height: int) -> int:
    """The first row of the table to show in a history of so many rows so that the last page is full."""
    return max(0, min(offset, min(len(past), SHOWN) - (height - TITLE_ROWS - HEAD_ROWS)))


def values_of(past: Sequence[Event]) -> list[float]:
    """The figures as numbers, ascending; none where any of them is no number, or of another kind than the newest."""
    figures = [read_figure(each.actual) for each in past[:DRAWN]]
    known = [figure for figure in figures if figure is not None]
    if len(known) < max(len(figures), LEAST_DRAWN) or any(figure.percent is not known[0].percent for figure in known):
        return []
    return [figure.value for figure in reversed(known)]


def title_row(desk: Desk, values: Sequence[float], width: int, *, with_line: bool) -> Row:
    """The title, with the line in it where it has no rows of its own."""
    parts: list[Row] = [(Span(desk.word("past figures"), "title"),)]
    if with_line and values:
        cells = min(len(values), WIDEST_SPARKLINE, width // 2)
        parts += line_chart(values, cells, 1, glyphs=desk.view.charts)
    return ruled_row(desk, parts, width)


def chart_rows(desk: Desk, values: Sequence[float], past: Sequence[Event], width: int, height: int) -> list[Row]:
    """The line in rows of its own with its levels, and a blank row below; nothing where it has no room for them."""
    newest = read_figure(past[0].actual)
    if height < MIN_LABELLED_HEIGHT or not values or newest is None:
        return []
    rows = line_chart(
        values, width, height, value_text=lambda value: figure_text(newest, value), glyphs=desk.view.charts
    )
    return [*rows, EMPTY_ROW]


def figure_text(like: Figure, value: float) -> str:
    """A value written as a figure of the series is published."""
    scale = SCALES[like.scale]
    return f"{value / scale:.{like.decimals}f}{like.unit}"


def columns(desk: Desk, past: Sequence[Event]) -> tuple[Column, ...]:
    """Of what, when it came out, and its figures, as wide as the widest: some are words, `CNY 450bn`."""

    def widest(word: str, figures: Iterable[str | None]) -> int:
        return max(FIGURE_WIDTH, cell_len(desk.word(word)), *(cell_len(plain(figure or "")) for figure in figures))

    return (
        Column("period", desk.word("period"), 10, "left", max_width=14),
        Column("date", desk.word("came out"), 10, "left", "label", priority=4),
        Column(
            "previous",
            desk.word("previous"),
            widest("previous", (each.revised or each.previous for each in past)),
            role="label",
            priority=3,
        ),
        Column(
            "consensus",
            desk.word("consensus"),
            widest("consensus", (each.consensus for each in past)),
            role="label",
            priority=1,
        ),
        Column("actual", desk.word("actual"), widest("actual", (each.actual for each in past))),
        Column("surprise", desk.word("surprise"), FIGURE_WIDTH, priority=2),
    )


def record(desk: Desk, event: Event, *, is_own: bool) -> Record:
    """One release; that of the page stands out."""
    surprise = surprise_of(event, ())
    return {
        "period": Span(period_text(desk, event) or plain(event.tail), "title" if is_own else "label"),
        "date": Span(market_day(event).isoformat(), "label"),
        "previous": plain(event.revised or event.previous or ""),
        "consensus": plain(event.consensus or ""),
        "actual": plain(event.actual or ""),
        "surprise": "" if surprise is None else surprise_span(desk, surprise),
    }
