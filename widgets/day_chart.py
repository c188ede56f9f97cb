"""A day's prices around the close before it: price on the left, percent on the right, time below, lunch closed up."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from widgets.braille import DOTS_ACROSS, DOTS_DOWN, Canvas, Glyphs, columns_of, dot_row, draw_level, draw_line
from widgets.palette import sign_role
from widgets.text import Row, Span, pad_row
from widgets.ticks import SLACK, gutter, placed_row, ticks_between, widest
from widgets.volume import labelled_volume, volume_height

MIN_PLOT_WIDTH = 10
"""Cells that must remain for the line; the axes give way before."""

MIN_TIMED_HEIGHT = 4
"""Rows from which on the last one is given to the times."""

ROWS_PER_TICK = 3
"""Rows between two values on the axis, at least."""

FINER = 4
"""The range ends at a step of this part of an axis step: a new high moves the picture seldom, and wastes little."""

LEAST_RANGE = 0.002
"""Of the baseline: a day that moved less is drawn as flat as it was."""

PERCENT_WIDTH = 7
"""Cells of `+10.00%`: the plot keeps its place from one tick to the next."""

_AVERAGE_EVERY = 3
"""Of the average's line each such column of dots is drawn, so that it is no second price."""


class _Range(NamedTuple):
    low: float
    high: float
    ticks: tuple[float, ...]


def day_chart(
    values: Sequence[float | None],
    slots: int,
    width: int,
    height: int,
    *,
    value_text: Callable[[float], str],
    baseline: float | None = None,
    average: Sequence[float | None] = (),
    volumes: Sequence[float | None] = (),
    volume_text: Callable[[float], str] | None = None,
    times: Sequence[tuple[int, str]] = (),
    breaks: Sequence[int] = (),
    label_width: int = 0,
    role: str | None = None,
    glyphs: Glyphs = "unicode",
) -> tuple[Row, ...]:
    """The line over the slots of a whole day, the rest blank; exactly `height` rows of `width` cells.

    Above `baseline` it is up, below it down (or of `role`, for data that are old), and the axis stands at whole
    percent of it, written on the right. `average` is dotted. `volumes`, one a slot, stand below where there is room.
    `times` says what stands below which slot, the first of them winning where two would touch; before the slots in
    `breaks` time was cut out, and a dotted line says so. `value_text` writes prices in at least `label_width` cells.
    """
    if width <= 0 or height <= 0:
        return ()
    known = [value for value in (*values, *average) if value is not None and math.isfinite(value)]
    timed = bool(times) and height >= MIN_TIMED_HEIGHT
    below = volume_height(volumes, height)
    plot_height = height - timed - below
    base = baseline if baseline is not None and 0 < baseline < math.inf else None
    extent = _range(known, base, plot_height)
    last = next((value for value in reversed(values) if value is not None), None)
    left_labels, right_labels = _labels(extent, last, base, plot_height, value_text, role) if known else ({}, {})
    left = max(label_width, widest(span.text for span in left_labels.values())) + 1
    right = max(PERCENT_WIDTH, widest(span.text for span in right_labels.values())) + 1 if base is not None else 0
    if width - left - right < MIN_PLOT_WIDTH:
        right = 0
    if width - left < MIN_PLOT_WIDTH:
        left = 0
    plot_width = width - left - right
    slots = max(slots, len(values), 1)
    plot = _plot(values, average, slots, plot_width, plot_height, extent, base, breaks, role, glyphs) if known else ()
    rows: list[Row] = [
        (gutter(left_labels.get(y), left), *(plot[y] if y < len(plot) else (Span(" " * plot_width),)))
        for y in range(plot_height)
    ]
    if right:
        rows = [(*row, _right_label(right_labels.get(y), right)) for y, row in enumerate(rows)]
    if below:
        columns = _summed(volumes, slots, plot_width)
        rows += labelled_volume(columns, left, plot_width, below, volume_text, glyphs)
    if timed:
        places = [(left + slot * plot_width // slots, Span(text, "muted")) for slot, text in times]
        rows.append(placed_row([(at - len(span.text) // 2, span) for at, span in places], width))
    return tuple(pad_row(row, width) for row in rows)


def _range(known: Sequence[float], base: float | None, height: int) -> _Range:
    """From low to high, ended at whole parts of a step; of percent where there is a baseline."""
    if not known:
        return _Range(0.0, 0.0, ())
    low, high = min(known), max(known)
    unit, zero = (1.0, 0.0) if base is None else (base / 100.0, base)
    low, high = (low - zero) / unit, (high - zero) / unit
    if base is not None:
        low, high = min(low, 0.0, high - LEAST_RANGE * 100.0), max(high, 0.0)
    most = max(height // ROWS_PER_TICK, 1)
    step = ticks_between(low, high, most).step
    if step > 0:
        fine = step / FINER
        low, high = math.floor(low / fine + SLACK) * fine, math.ceil(high / fine - SLACK) * fine
    ticks = ticks_between(low, high, most).values
    return _Range(low * unit + zero, high * unit + zero, tuple(tick * unit + zero for tick in ticks))


def _labels(
    extent: _Range,
    last: float | None,
    base: float | None,
    height: int,
    value_text: Callable[[float], str],
    role: str | None,
) -> tuple[dict[int, Span], dict[int, Span]]:
    """Price and percent of each row: of whole steps, and of the last value, which wins."""
    left: dict[int, Span] = {}
    right: dict[int, Span] = {}

    def put(value: float, left_role: str, right_role: str) -> None:
        row = dot_row(value, extent.low, extent.high, height * DOTS_DOWN) // DOTS_DOWN
        left[row] = Span(value_text(value), left_role)
        if base is not None:
            right[row] = Span(percent_text(value, base), right_role)

    for tick in extent.ticks:
        put(tick, "muted", "muted")
    if base is not None:
        put(base, "label", "label")
    if last is not None and math.isfinite(last):
        put(last, role or "value", role or (sign_role(last - base) if base is not None else "value"))
    return left, right


def percent_text(value: float, base: float) -> str:
    """The move from the baseline with its sign; zero carries none."""
    text = f"{(value / base - 1.0) * 100.0:+.2f}%"
    return text[1:] if not text.strip("+-0.%") else text


def _right_label(label: Span | None, width: int) -> Span:
    return Span(" " * width) if label is None else Span(f"{label.text:>{width}}", label.role)


def _plot(
    values: Sequence[float | None],
    average: Sequence[float | None],
    slots: int,
    width: int,
    height: int,
    extent: _Range,
    base: float | None,
    breaks: Sequence[int],
    role: str | None,
    glyphs: Glyphs,
) -> tuple[Row, ...]:
    canvas = Canvas(width, height)
    for slot in breaks:
        for y in range(0, height * DOTS_DOWN, DOTS_DOWN):
            canvas.dot(slot * width * DOTS_ACROSS // slots, y, "faint")
    if base is not None:
        draw_level(canvas, base, extent.low, extent.high)
    across = width * DOTS_ACROSS
    smooth = columns_of(_sound(average), slots, across)
    draw_line(canvas, smooth, extent.low, extent.high, lambda _: "label", _AVERAGE_EVERY)
    line = joined(columns_of(_sound(values), slots, across))

    def role_of(value: float) -> str:
        return role or ("value" if base is None else sign_role(value - base))

    draw_line(canvas, line, extent.low, extent.high, role_of)
    return canvas.rows(glyphs)


def joined(columns: Sequence[float | None]) -> list[float | None]:
    """The columns with gaps inside filled by the value before them: more columns than slots leave some empty."""
    last_known = max((x for x, value in enumerate(columns) if value is not None), default=-1)
    filled: list[float | None] = []
    for x, value in enumerate(columns):
        filled.append(filled[-1] if value is None and filled and x < last_known else value)
    return filled


def _sound(values: Sequence[float | None]) -> list[float | None]:
    return [value if value is not None and math.isfinite(value) else None for value in values]


def _summed(volumes: Sequence[float | None], slots: int, width: int) -> list[float | None]:
    """The volume of all slots that each column stands for."""
    columns: list[float | None] = [None] * width
    for slot, volume in enumerate(_sound(volumes)):
        if volume is not None:
            column = slot * width // slots
            columns[column] = (columns[column] or 0.0) + volume
    return columns
