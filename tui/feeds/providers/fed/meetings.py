"""The FOMC's meetings: `GET <base>/monetarypolicy/fomccalendars.htm`, a page with a panel a year.

A panel is headed "2026 FOMC Meetings"; in it each meeting is a row with its month ("January", "Apr/May"), its days
("27-28", "17-18*" with projections, "30-1" into the next month, "22 (notation vote)") and, once they are out, its
minutes ("Released February 18, 2026"). The decision comes on the last day at 14:00 in Washington.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tui.feeds.errors import WireError
from tui.feeds.providers.fed.notices import FED, decision, minutes, press_conference
from tui.feeds.providers.stamps import day_of, month_named
from tui.feeds.providers.telling import one_each
from tui.feeds.providers.wire_html import read_page, text_of, title_of
from tui.market.reports import Notice

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_MEETINGS = 400
"""Rows of one page: more than twenty years of meetings."""

_HEADING = re.compile(r"(?P<year>\d{4}) FOMC Meetings", re.ASCII)
_DAYS = re.compile(
    r"(?P<first>\d{1,2})(?: ?[-–] ?(?P<last>\d{1,2}))? ?(?P<projections>\*?)(?: ?\((?P<note>[^()]*)\))?", re.ASCII
)
_RELEASED = re.compile(r"Released (?P<month>[A-Z][a-z]+)\.? (?P<day>\d{1,2}), (?P<year>\d{4})", re.ASCII)

_NO_DECISION = frozenset({"notation vote", "unscheduled"})
"""Notes on days of which nothing was announced beforehand."""
_CANCELLED = frozenset({"cancelled", "canceled"})


def parse_meetings(body: bytes, charset: str | None = None) -> tuple[Notice, ...]:
    """Decisions, press conferences, and minutes as far as they are out. Raises WireError if there is no meeting."""
    page = read_page(body, charset, FED)
    notices: list[Notice] = []
    rows = 0
    for panel in page.css(".panel"):
        heading = _HEADING.search(text_of(panel.css_first("h4")))
        if heading is None:
            continue
        for row in panel.css(".fomc-meeting"):
            rows += 1
            if rows > MOST_MEETINGS:
                raise WireError(f"{FED} sent more than {MOST_MEETINGS} meetings")
            notices.extend(_meeting(row, int(heading["year"])))
    if not notices:
        raise WireError(f"{FED} sent no FOMC meetings but {title_of(page)}")
    return one_each(notices)


def _meeting(row: LexborNode, year: int) -> Iterator[Notice]:
    month, days = (text_of(row.css_first(f".fomc-meeting__{part}")) for part in ("month", "date"))
    read = _DAYS.fullmatch(days)
    note = (read["note"] or "").strip().lower() if read else ""
    if read is None or note not in _NO_DECISION | _CANCELLED | {""}:
        raise WireError(f"{FED} sent {days[:40]!r} where the days of a meeting should be")
    if note in _NO_DECISION:
        return
    last = _last_day(year, month, int(read["first"]), int(read["last"] or read["first"]))
    yield decision(last, projections=bool(read["projections"]), cancelled=note in _CANCELLED)
    yield press_conference(last, cancelled=note in _CANCELLED)
    released = _RELEASED.search(text_of(row.css_first(".fomc-meeting__minutes")))
    if released is not None:
        yield minutes(_day_released(released), last)


def _last_day(year: int, months: str, first: int, last: int) -> date:
    """The last day of a meeting: in the second of two months, or in the next one where the days begin anew."""
    named = [month_named(name) for name in months.split("/")]
    if not 1 <= len(named) <= 2 or None in named:
        raise WireError(f"{FED} sent {months[:40]!r} where the month of a meeting should be")
    month = named[-1] or 0
    if len(named) == 1 and last < first:
        month += 1
    if month > 12 or (len(named) == 2 and month < (named[0] or 0)):
        year, month = year + 1, month % 12 or 12
    return day_of(year, month, last, FED)


def _day_released(released: re.Match[str]) -> date:
    month = month_named(released["month"])
    if month is None:
        raise WireError(f"{FED} sent {released[0][:40]!r} where the release of minutes should be")
    return day_of(int(released["year"]), month, int(released["day"]), FED)
