"""How the parts of the southbound flow share the room there is: what has none stands in a view of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest

from tui.panes.southbound_charts import bar_rows, day_chart
from tui.panes.southbound_facts import facts_rows, meaning_rows
from tui.panes.southbound_figures import context_rows, figure_rows, total_rows
from tui.panes.southbound_flow import Flow, FlowReader
from tui.panes.southbound_names import HEAD_ROWS, names_rows
from tui.panes.southbound_notes import notes
from widgets.stacking import ENDLESS, Part, beside, fixed, stacked, views_of
from widgets.text import EMPTY_ROW, Row

TWO_COLUMNS_FROM = 112
"""Cells from which charts and tables stand side by side."""

LEFT_SHARE = 0.58
"""The part of the width that the charts get then."""

COLUMN_GAP = 3
CHART_LEAST_HEIGHT = 7
BARS_LEAST_HEIGHT = 6
BARS_MOST_HEIGHT = 12
NAMES_LEAST_HEIGHT = HEAD_ROWS + 10


View = Callable[[], list[Row]]


def southbound_views(reader: FlowReader, flow: Flow, width: int, height: int) -> list[View]:
    """What there is to see, a view at a time, drawn when called: the first has what matters most."""
    above = notes(reader.desk, flow, width)[:height]
    views = wide_views if width >= TWO_COLUMNS_FROM else narrow_views
    return [partial(below, above, view) for view in views(reader, flow, width, height - len(above))]


def below(above: Sequence[Row], view: View) -> list[Row]:
    """The view with rows above it."""
    return [*above, *view()]


def narrow_views(reader: FlowReader, flow: Flow, width: int, room: int) -> list[View]:
    """All parts below each other."""
    desk = reader.desk
    parts = [
        fixed(figure_rows(desk, flow, width), place=0),
        *chart_part(reader, flow, width, place=2),
        fixed(context_rows(desk, flow, width), place=1),
        *bars_part(reader, flow, width, place=3),
        names_part(reader, flow, width, place=4),
        set_off([*facts_rows(desk, flow, width), *meaning_rows(desk, width)], place=5),
    ]
    return [partial(stacked, view, room) for view in views_of(parts, room, total_rows(desk, flow, width))]


def wide_views(reader: FlowReader, flow: Flow, width: int, room: int) -> list[View]:
    """Figures above, charts on the left, names and facts on the right; what has no room there in further views."""
    desk = reader.desk
    above = [*figure_rows(desk, flow, width), *context_rows(desk, flow, width)][:room]
    left_width = round(width * LEFT_SHARE)
    right_width = width - left_width - COLUMN_GAP
    height = room - len(above)
    left = [*chart_part(reader, flow, left_width, place=0), *bars_part(reader, flow, left_width, place=1)]
    right = [
        names_part(reader, flow, right_width, place=0, whole=True),
        set_off(facts_rows(desk, flow, right_width), place=1),
        fixed(meaning_rows(desk, right_width), place=2),
    ]
    return [
        partial(below, above, partial(two_columns, left_view, right_view, left_width, height))
        for left_view, right_view in zip_longest(views_of(left, height), views_of(right, height), fillvalue=())
    ]


def two_columns(left: Sequence[Part], right: Sequence[Part], left_width: int, height: int) -> list[Row]:
    """Parts on the left and on the right, each below each other."""
    return beside(stacked(left, height), stacked(right, height), left_width, COLUMN_GAP)


def chart_part(reader: FlowReader, flow: Flow, width: int, place: int) -> Sequence[Part]:
    """The day's curve, if today has one."""
    if flow.day is None or not flow.day.minutes:
        return ()
    return (Part(CHART_LEAST_HEIGHT, ENDLESS, lambda height: day_chart(reader, flow, width, height), place, share=2),)


def bars_part(reader: FlowReader, flow: Flow, width: int, place: int) -> Sequence[Part]:
    """The last days, if any is known."""
    if not flow.finished:
        return ()
    most = BARS_MOST_HEIGHT
    return (Part(BARS_LEAST_HEIGHT, most, lambda height: bar_rows(reader.desk, flow, width, height), place),)


def set_off(rows: Sequence[Row], place: int) -> Part:
    """Rows with a blank one above them where there is one to spare."""
    return Part(len(rows), len(rows) + 1, lambda height: [*[EMPTY_ROW] * (height - len(rows)), *rows], place)


def names_part(reader: FlowReader, flow: Flow, width: int, place: int, *, whole: bool = False) -> Part:
    """The most active names, or why there are none; with `whole` all of them where there is any room for that."""
    held = reader.desk.state.active_names
    if held is None:
        return fixed(names_rows(reader.desk, flow, width, NAMES_LEAST_HEIGHT), place)
    most = HEAD_ROWS + len(held.value.names)
    least = most if whole else min(NAMES_LEAST_HEIGHT, most)
    return Part(least, most, lambda height: names_rows(reader.desk, flow, width, height), place)
