"""The line of a day: in one row beside a name, and large with its levels. Nothing is drawn where there is no data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from widgets.braille import (
    DOTS_ACROSS,
    DOTS_DOWN,
    Canvas,
    Glyphs,
    columns_of,
    dot_row,
    draw_level,
    draw_line,
)
from widgets.palette import sign_role
from widgets.text import EMPTY_ROW, Row, Span, fit

MIN_LABELLED_HEIGHT = 3
"""Rows that a chart needs for a label at its top, at its bottom and at its last value."""

MIN_CHART_WIDTH = 10
"""Cells that must remain for the line beside its labels."""

ValueText = Callable[[float], str]
"""Writes a value for a label: digits and unit are the caller's."""


def sparkline(
    values: Sequence[float | None],
    width: int,
    *,
    slots: int | None = None,
    low: float | None = None,
    high: float | None = None,
    baseline: float | None = None,
    glyphs: Glyphs = "unicode",
) -> Row:
    """One row: the values over the slots of a whole day (as many as values if not given), the rest blank.

    Cells above the baseline are "up", below it "down". Without `low` and `high` the range is that of the values and
    the baseline. Exactly `width` cells.
    """
    rows = line_chart(values, width, 1, slots=slots, low=low, high=high, baseline=baseline, glyphs=glyphs)
    return rows[0] if rows else EMPTY_ROW


def line_chart(
    values: Sequence[float | None],
    width: int,
    height: int,
    *,
    slots: int | None = None,
    low: float | None = None,
    high: float | None = None,
    baseline: float | None = None,
    value_text: ValueText | None = None,
    glyphs: Glyphs = "unicode",
) -> tuple[Row, ...]:
    """A line of several rows, with the baseline dotted; `value_text` adds high, low and last value on the right.

    Labels are left out where the chart is too small for them. Every row is exactly `width` cells.
    """
    if width <= 0 or height <= 0:
        return ()
    known = [value for value in values if value is not None]
    extent = known + ([] if baseline is None else [baseline])
    if not known:
        return ((Span(" " * width),),) * height
    low = min(extent) if low is None else low
    high = max(extent) if high is None else high
    labels = _labels(known, low, high, baseline, height, value_text)
    gutter = max((cell_len(span.text) + 1 for span in labels.values()), default=0)
    if width - gutter < MIN_CHART_WIDTH:
        labels, gutter = {}, 0
    canvas = Canvas(width - gutter, height)
    if baseline is not None and height > 1:
        draw_level(canvas, baseline, low, high)
    columns = columns_of(values, max(slots or 0, len(values)), canvas.width * DOTS_ACROSS)
    draw_line(canvas, columns, low, high, lambda value: _role(value, baseline))
    rows = canvas.rows(glyphs)
    if not gutter:
        return rows
    return tuple((*row, _gutter_label(labels.get(y), gutter)) for y, row in enumerate(rows))


def _role(value: float, baseline: float | None) -> str:
    return "value" if baseline is None else sign_role(value - baseline)


def _labels(
    known: Sequence[float],
    low: float,
    high: float,
    baseline: float | None,
    height: int,
    value_text: ValueText | None,
) -> dict[int, Span]:
    """The label of each row: the range at its ends, and the last value where it is, which wins over them."""
    if value_text is None or height < MIN_LABELLED_HEIGHT:
        return {}
    last = known[-1]
    row = dot_row(last, low, high, height * DOTS_DOWN) // DOTS_DOWN
    labels = {0: Span(value_text(high), "muted"), height - 1: Span(value_text(low), "muted")}
    return labels | {row: Span(value_text(last), _role(last, baseline))}


def _gutter_label(label: Span | None, width: int) -> Span:
    return Span(" " * width) if label is None else Span(fit(label.text, width, "right"), label.role)
