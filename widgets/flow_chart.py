"""Running totals over a day around a zero line: the total in its direction's colour, its parts by letter."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.braille import DOTS_ACROSS, DOTS_DOWN, Canvas, Glyphs, columns_of, dot_row, draw_level, draw_line
from widgets.palette import sign_role
from widgets.text import Row, Span, fit, pad_row, scale_row, width_of
from widgets.ticks import NICE_STEPS, nice_step

MIN_TIMED_HEIGHT = 4
"""Rows from which on the last one is given to the times."""

MIN_PLOT_WIDTH = 10
"""Cells that must remain for the lines; the axis gives way before."""

ROWS_PER_TICK = 3
"""Rows between two values on the axis, at least."""

RANGE_PARTS = 4
"""The axis ends on a whole part of a step: between whole steps it would leave rows blank, at any value it would
move with each of them."""

SMALLEST_RANGE = 1e-9
"""A range below which all values count as zero; steps of far smaller ones would vanish."""


class Series(NamedTuple):
    """One line: a value a slot, None where unknown. `label` of one or two letters stands at its end.

    Without a `role` the line is up where it is above zero and down below; with one it is of that role, and `every`
    above 1 draws only each such column of dots, so that lines without a colour of their own stay apart. A line too
    faint for text has a `label_role` besides.
    """

    label: str
    values: Sequence[float | None]
    role: str | None = None
    every: int = 1
    label_role: str | None = None


class _Axis(NamedTuple):
    low: float
    high: float
    ticks: tuple[float, ...]


def flow_chart(
    series: Sequence[Series],
    slots: int,
    width: int,
    height: int,
    *,
    value_text: Callable[[float], str],
    times: Mapping[int, str] | None = None,
    glyphs: Glyphs = "unicode",
) -> tuple[Row, ...]:
    """The lines over the slots of a whole day, those drawn last on top; exactly `height` rows of `width` cells.

    `value_text` writes the values of the axis on the left; `times` says what stands below which slot.
    """
    if width <= 0 or height <= 0:
        return ()
    timed = bool(times) and height >= MIN_TIMED_HEIGHT
    plot_height = height - 1 if timed else height
    axis = _axis(series, plot_height)
    labels = _axis_labels(axis, plot_height, value_text)
    left = max(cell_len(text) for text in labels.values()) + 1
    right = max((cell_len(one.label) for one in series), default=0)
    if width - left - right < MIN_PLOT_WIDTH:
        labels, left, right = {}, 0, 0
    plot_width = max(width - left - right, 1)
    rows = _plot(series, slots, plot_width, plot_height, axis, glyphs)
    ends = _end_labels(series, slots, plot_width, plot_height, axis) if right else {}
    drawn = [
        (
            Span(fit(labels.get(y, ""), left - 1, "right") + " ", "muted"),
            *_with_end(row, ends.get(y), plot_width + right),
        )
        if left
        else row
        for y, row in enumerate(rows)
    ]
    if timed and times:
        drawn.append(_time_row(times, slots, left, plot_width, width))
    return tuple(pad_row(row, width) for row in drawn)


def _axis(series: Sequence[Series], height: int) -> _Axis:
    """A range that holds zero and every value, in parts of a step; the ticks stand at whole steps."""
    known = [value for one in series for value in one.values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < SMALLEST_RANGE:
        return _Axis(-1.0, 1.0, (0.0,))
    step = min(nice_step((high - low) / max(height // ROWS_PER_TICK, 1)), _step_below(max(high, -low)))
    part = step / RANGE_PARTS
    low, high = math.floor(low / part) * part, math.ceil(high / part) * part
    ticks = range(math.ceil(low / step), math.floor(high / step) + 1)
    return _Axis(low, high, tuple(number * step for number in ticks))


def _step_below(most: float) -> float:
    """The largest step that does not go beyond the outer value: zero alone would be no scale."""
    power = 10.0 ** math.floor(math.log10(most))
    return next((nice * power for nice in reversed(NICE_STEPS) if nice * power <= most), most)


def _axis_labels(axis: _Axis, height: int, value_text: Callable[[float], str]) -> dict[int, str]:
    """The text of each row; where two values share a row, zero wins, then the outer one."""
    labels: dict[int, str] = {}
    for tick in sorted(axis.ticks, key=lambda tick: (tick != 0, -abs(tick))):
        labels.setdefault(dot_row(tick, axis.low, axis.high, height * DOTS_DOWN) // DOTS_DOWN, value_text(tick))
    return labels


def _plot(
    series: Sequence[Series], slots: int, width: int, height: int, axis: _Axis, glyphs: Glyphs
) -> tuple[Row, ...]:
    canvas = Canvas(width, height)
    draw_level(canvas, 0.0, axis.low, axis.high)
    for one in series:
        columns = columns_of(one.values, max(slots, len(one.values)), width * DOTS_ACROSS)
        role = one.role
        role_of = sign_role if role is None else _always(role)
        draw_line(canvas, columns, axis.low, axis.high, role_of, one.every)
    return canvas.rows(glyphs)


def _always(role: str) -> Callable[[float], str]:
    return lambda _: role


def _end_labels(
    series: Sequence[Series], slots: int, width: int, height: int, axis: _Axis
) -> dict[int, tuple[int, Span]]:
    """By row: the cell after the line's end, and its label; a taken row pushes a label to the nearest free one."""
    labels: dict[int, tuple[int, Span]] = {}
    for one in reversed(series):
        known = [(slot, value) for slot, value in enumerate(one.values) if value is not None]
        if not known or not one.label or len(labels) == height:
            continue
        slot, value = known[-1]
        wished = dot_row(value, axis.low, axis.high, height * DOTS_DOWN) // DOTS_DOWN
        row = min((y for y in range(height) if y not in labels), key=lambda y: (abs(y - wished), y))
        cell = min(slot * width // max(slots, len(one.values)) + 1, width)
        labels[row] = cell, Span(one.label, one.label_role or one.role or sign_role(value))
    return labels


def _with_end(row: Row, end: tuple[int, Span] | None, width: int) -> Row:
    """The plotted row with the label laid over it."""
    if end is None:
        return pad_row(row, width)
    cell, label = end
    return pad_row((*_part(row, 0, cell), label, *_part(row, cell + cell_len(label.text), width)), width)


def _part(row: Row, start: int, end: int) -> Row:
    """The cells from `start` to `end` of a plotted row, whose characters are all one cell wide; blank beyond it."""
    spans: list[Span] = []
    at = 0
    for span in pad_row(row, max(end, width_of(row))):
        text = span.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            spans.append(Span(text, span.role))
        at += len(span.text)
    return tuple(spans)


def _time_row(times: Mapping[int, str], slots: int, left: int, plot_width: int, width: int) -> Row:
    """The times centred below their slots."""
    places = ((left + slot * plot_width // slots - cell_len(text) // 2, text) for slot, text in sorted(times.items()))
    return scale_row(places, width)
