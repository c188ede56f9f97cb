"""The NBS's calendar of releases: an index page with a link a year, and the year's page with one table.

`GET <base>/english/PressRelease/ReleaseCalendar/` links to "Regular Press Release Calendar of NBS in 2026". Its
table has a row a release ("No.", "Content", "Jan." to "Dec.") and in each month's cell the day, "19/Mon", and the
time, "10:00", in the same cell or in a second row below it. "……" means nothing that month; a cell may hold two days
("4/Wed Note5", "31/Tue"), whose time comes after both. Beijing time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.nbs.releases import PERFORMANCE, Release, brought, release_titled
from tui.feeds.providers.nbs.table import Cell, Grid, grid_of
from tui.feeds.providers.stamps import day_of, month_named
from tui.feeds.providers.telling import one_each
from tui.feeds.providers.wire_html import read_page, text_of, title_of
from tui.market.reports import Notice
from tui.market.zones import MARKET_TIME

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

NBS = "the NBS"
INDEX_PATH = "/english/PressRelease/ReleaseCalendar/"

MOST_TABLES = 50

_LINK = re.compile(r"Release Calendar.*\b(?P<year>20\d{2})\b", re.ASCII)
_TITLE = re.compile(r"Release Calendar of (?:the )?NBS in (?P<year>\d{4})", re.ASCII)
_TOKEN = re.compile(
    r"(?P<day>\d{1,2}) ?/ ?(?P<weekday>[A-Za-z]{3})|(?<!\d)(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?!\d)", re.ASCII
)
_NOTHING = re.compile(r"[\s….·—–-]*")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def parse_index(body: bytes, charset: str | None, years: tuple[int, ...]) -> Mapping[int, str]:
    """The path of the calendar of each of these years that is linked to.

    Raises WireError if no calendar is linked at all, NothingThere if those of these years are not there yet.
    """
    page = read_page(body, charset, NBS)
    paths: dict[int, str] = {}
    for link in page.css("a"):
        read = _LINK.search(text_of(link))
        if read is not None:
            paths.setdefault(int(read["year"]), _path(link.attributes.get("href") or ""))
    if not paths:
        raise WireError(f"{NBS} sent no links to its calendars but {title_of(page)}")
    if not (wanted := {year: paths[year] for year in years if year in paths}):
        raise NothingThere(f"{NBS} has published no calendar of {years[0]} yet")
    return wanted


def parse_releases(body: bytes, charset: str | None, year: int) -> tuple[Notice, ...]:
    """The releases of our series in a year. Raises WireError if there is none, or the page is of another year."""
    page = read_page(body, charset, NBS)
    stated = _TITLE.search(text_of(page.css_first("title") or page.css_first("h1")))
    if stated is not None and int(stated["year"]) != year:
        raise WireError(f"{NBS} sent its calendar of {stated['year']}, not of {year}")
    # The performance comes first, so that the row of a single release has the last word.
    rows = sorted(_rows(page), key=lambda row: row[0] is not PERFORMANCE)
    notices = [notice for release, cells in rows for notice in _of_row(release, cells, year)]
    if not notices:
        raise WireError(f"{NBS} sent no releases of {year} but {title_of(page)}")
    return one_each(notices)


def _path(href: str) -> str:
    """Where a link of the index leads, on the same host. Raises WireError for what cannot be a calendar."""
    try:
        path = urlsplit(urljoin(INDEX_PATH, href.strip())).path
    except ValueError:
        path = ""
    below = path.removeprefix(INDEX_PATH)
    if below in ("", path) or not path.isascii() or not path.isprintable() or " " in path:
        raise WireError(f"{NBS} links to {href[:60]!r} as its calendar")
    return path


def _rows(page: LexborHTMLParser) -> Iterator[tuple[Release, dict[int, str]]]:
    """Each release that is ours, with what the table says of it in each month."""
    for table in page.css("table")[:MOST_TABLES]:
        grid = grid_of(table)
        for number, row in enumerate(grid):
            columns = {column: cell.text.strip().lower() for column, cell in row.items()}
            content = next((column for column, text in columns.items() if text == "content"), None)
            months = {column: month for column, text in columns.items() if (month := month_named(text))}
            if content is not None and months:
                yield from _below(grid[number + 1 :], content, months)
                break


def _below(grid: Grid, content: int, months: Mapping[int, int]) -> Iterator[tuple[Release, dict[int, str]]]:
    """The rows under the header; those that share one cell of content are one release."""
    title: Cell | None = None
    cells: dict[int, list[Cell]] = {}
    for row in [*grid, {}]:
        if title is None or row.get(content) is not title:
            if title is not None and (release := release_titled(title.text)) is not None:
                yield release, {month: " ".join(cell.text for cell in of) for month, of in cells.items()}
            title, cells = row.get(content), {}
        for column, month in months.items():
            cell = row.get(column)
            if cell is not None and cell is not title and cell not in cells.setdefault(month, []):
                cells[month].append(cell)


def _of_row(release: Release, cells: Mapping[int, str], year: int) -> Iterator[Notice]:
    for month, text in cells.items():
        for day, at in _days(text, year, month):
            for series, period in brought(release, day):
                yield Notice(series, day, at, period)


def _days(text: str, year: int, month: int) -> Iterator[tuple[date, datetime | None]]:
    """The days that a cell names, each with the time that comes next after it; None where none does.

    A day whose weekday is another one is left out: it says two days at once.
    """
    days: list[date] = []
    tokens = list(_TOKEN.finditer(text))
    if not tokens and not _NOTHING.fullmatch(text):
        raise WireError(f"{NBS} sent {text[:40]!r} where a day should be")
    for token in tokens:
        if token["day"] is None:
            at = _time(token)
            yield from ((day, datetime.combine(day, at, MARKET_TIME)) for day in days)
            days = []
        else:
            day = day_of(year, month, int(token["day"]), NBS)
            if _WEEKDAYS[day.weekday()] == token["weekday"].lower():
                days.append(day)
    yield from ((day, None) for day in days)


def _time(token: re.Match[str]) -> time:
    try:
        return time(int(token["hour"]), int(token["minute"]))
    except ValueError:
        raise WireError(f"{NBS} sent {token[0]!r} where a time should be") from None
