"""HKEX's list of board meetings: `GET <base>/reports/bmn/ebmn.htm` on www3.hkexnews.hk, made anew each day.

A page with `Date : 16/07/2026` and one table: BM Date, an empty cell, Stock Short Name, Code (padded, without leading
zeros), Purpose (`FIN RES`, `INT RES/DIV`, `2ND QUARTER RES`, `SPECIAL DIVIDEND`), Period (`Y.E.31/03/26`,
`6-MTH-ENDED30/06/26`, or nothing). The header's tags are not closed. Of a meeting of several days the first counts.
It "may not be exhaustive", and reaches some seven weeks ahead. tools/global_calendar.py of jonoki/thetiltedgent.com
reads the same page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import unescape

from tui.feeds.answers import Told
from tui.feeds.errors import WireError
from tui.feeds.one_line import one_line
from tui.feeds.providers.event_rows import LONGEST_NAME, fullest_of_each
from tui.feeds.providers.results import Statement, results_notice
from tui.feeds.providers.wire_text import decode_text, excerpt
from tui.market.instruments import Instrument
from tui.market.reports import Notice

PROVIDER = "hkex_meetings"

_PAGE_DATE = re.compile(r"Date\s{0,3}:\s{0,3}(?P<day>[0-9]{2}/[0-9]{2}/[0-9]{4})", re.ASCII)
_HEADER = ("BM Date", "Stock Short Name", "Purpose", "Period")
_ROW, _CELL = re.compile(r"<tr\b", re.IGNORECASE), re.compile(r"<td\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_DAY = re.compile(r"(?P<day>[0-9]{2})(?:-[0-9]{2})?/(?P<month>[0-9]{2})/(?P<year>[0-9]{4})", re.ASCII)
_RESULTS = re.compile(r"\bRES(?:ULTS?)?\b")
_PERIOD = re.compile(
    r"(?:(?P<year_ended>Y\.E\.)|(?P<months>[0-9]{1,2})-MTHS?-ENDED)\s?"
    r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})/(?P<year>[0-9]{2})",
    re.ASCII,
)

_CELLS = 6
_CODE_DIGITS = 5
_MOST_ROWS = 5000
"""In March and August some hundreds."""
_CENTURY = 2000
_YEAR, _NINE_MONTHS, _HALF, _QUARTER = 12, 9, 6, 3


def parse_meetings(body: bytes, shares: Mapping[str, Instrument]) -> Told:
    """The meetings of these shares, by code, at which results are told. Raises WireError."""
    text = decode_text(body, "utf-8", may_be_utf8=True)
    page_date, rows = _PAGE_DATE.search(text), _ROW.split(text)[1:]
    header = next((place for place, row in enumerate(rows) if all(name in row for name in _HEADER)), None)
    if page_date is None or header is None:
        raise WireError(f"HKEX sent no list of board meetings but {excerpt(text)}")
    if len(rows) > _MOST_ROWS:
        raise WireError(f"HKEX sent {len(rows):,} rows of board meetings")
    first = _day(page_date["day"])
    meetings = [cells for row in rows[header + 1 :] if (cells := _cells(row)) is not None]
    if not meetings:
        raise WireError("HKEX's list of board meetings is empty")
    notices = [notice for cells in meetings if (notice := _notice(cells, shares)) is not None]
    return Told(first, max(first, *(_day(cells[0]) for cells in meetings)), fullest_of_each(notices))


def _cells(row: str) -> list[str] | None:
    """The texts of a row's cells; None for a row that is no meeting. Raises WireError if a meeting lacks some."""
    cells = [_plain(cell) for cell in _CELL.split(row)[1:]]
    if not cells or _DAY.fullmatch(cells[0]) is None:
        return None
    if len(cells) != _CELLS:
        raise WireError(f"HKEX sent a board meeting of {len(cells)} cells: {excerpt(' | '.join(cells))}")
    return cells


def _plain(html: str) -> str:
    return one_line(unescape(_TAG.sub("", html[:4096])), LONGEST_NAME)


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found is not None:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    raise WireError(f"HKEX sent {text[:20]!r} where a day should be")


def _notice(cells: list[str], shares: Mapping[str, Instrument]) -> Notice | None:
    """What a meeting says; None if it is another company's, or about other things."""
    on, _, _, code, purpose, period = cells
    share = shares.get(code.zfill(_CODE_DIGITS))
    if share is None or _RESULTS.search(purpose.upper()) is None:
        return None
    tail, statement = _reported(period.upper())
    return results_notice(share, _day(on), tail, statement)


def _reported(period: str) -> tuple[str, Statement]:
    """The period reported on, as our ids have it, and what that is called; "" where it is not told.

    Financial years end in any month. Quarters and halves of the calendar are called so, other stretches by their end.
    """
    found = _PERIOD.search(period)
    if found is None or not 1 <= int(found["month"]) <= _YEAR:
        return "", Statement.SOME
    year, month = _CENTURY + int(found["year"]), int(found["month"])
    months = _YEAR if found["year_ended"] else int(found["months"])
    if months == _YEAR:
        return f"{year}-fy", Statement.ANNUAL
    if months == _HALF:
        whole_half = month % _HALF == 0
        return f"{year}-h{month // _HALF}" if whole_half else f"{year}-{month:02d}", Statement.INTERIM
    if months in (_QUARTER, _NINE_MONTHS):
        whole_quarter = month % _QUARTER == 0
        return f"{year}-q{month // _QUARTER}" if whole_quarter else f"{year}-{month:02d}", Statement.QUARTERLY
    return f"{year}-{month:02d}", Statement.SOME
