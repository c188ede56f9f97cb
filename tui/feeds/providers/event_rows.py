"""What vendors' calendars of events have in common: names from their servers, figures, and rows of one subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time

from tui.feeds.one_line import one_line
from tui.market.published import read_figure
from tui.market.reports import Notice
from tui.market.zones import MARKET_TIME, new_york

RELEASE = "release"
"""The kind of what only vendors tell of."""

LONGEST_NAME = 120
"""Characters of a name; a longer one is cut."""
_LONGEST_FIGURE = 20
_LONGEST_SLUG = 60

_IN_ENDS = "us-fomc-decision"
"""The series whose figures are ranges, and the vendors' their upper ends."""

_MIDNIGHT = time(0)

_STEP = 0.25
"""Percentage points between the two ends of the Federal Reserve's target range, since 2008."""

_NO_WORD = re.compile(r"[^a-z0-9]+", re.ASCII)


def figure(text: str) -> str | None:
    """A figure as it is published; None where there is none."""
    plain = one_line(text, _LONGEST_FIGURE + 1)
    return plain if 0 < len(plain) <= _LONGEST_FIGURE else None


def slug(title: str) -> str:
    """A title as part of an id: `1-y Loan Prime Rate` is `1-y-loan-prime-rate`; "" where it has no such letters."""
    return _NO_WORD.sub("-", title.lower())[:_LONGEST_SLUG].strip("-")


def target_range(upper: str | None) -> str | None:
    """The target range of the federal funds rate (`3.50-3.75`) of which vendors give the upper end, `3.75%`.

    None for anything else: a range cannot be compared with one of its ends.
    """
    end = read_figure(upper)
    if end is None or not end.percent or not _STEP <= end.value < 100:
        return None
    return f"{end.value - _STEP:.2f}-{end.value:.2f}"


def in_our_form(published: str | None, series: str) -> str | None:
    """A figure as our series has it: vendors tell of the Federal Reserve's target range its upper end."""
    return target_range(published) if series == _IN_ENDS else published


def own_time(moment: datetime, country: str) -> datetime:
    """A moment on the clock of the country that the event is of."""
    return moment.astimezone(new_york() if country == "US" else MARKET_TIME)


def at_midnight(moment: datetime) -> bool:
    """Whether the vendor's own clock stands at midnight: how it writes that only the day is known."""
    return moment.time() == _MIDNIGHT


def fullest_of_each(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Of notices of one subject the first with most figures: a decision and its statement are one event."""
    kept: dict[tuple[str, str], Notice] = {}
    for notice in notices:
        other = kept.get(notice.subject)
        if other is None or _figures(notice) > _figures(other):
            kept[notice.subject] = notice
    return tuple(kept.values())


def _figures(notice: Notice) -> int:
    return sum(value is not None for value in (notice.actual, notice.consensus, notice.previous, notice.revised))
