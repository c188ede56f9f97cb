"""The series of events: which sectors they usually touch, and what the vendors of calendars call them.

A table with a row for each series of the shipped events, and for some that only vendors tell of: those have names of
their own. Pure: who reads the file is `tui.shipped`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from tui.market.tables import Row, read_rows

SERIES_COLUMNS = ("series", "sectors", "forexfactory", "wallstreetcn", "name_en", "name_zh")

_SERIES = re.compile(r"(?:cn|hk|us)(?:-[a-z0-9]+)+", re.ASCII)
_BETWEEN = "|"


class EventSeries(Struct, frozen=True):
    """One series, `cn-cpi-yoy`. `sectors` are names of the settings' sectors, and free ones such as `property`.

    `forexfactory`: its titles there. `wallstreetcn`: its codes there (`CN111275`) and its titles without their
    period, but for sums since January: `1至N月…`, or `1至2月…` where January and February come together.
    Names only where no shipped event has them: then its events are told apart by their day.
    """

    series: str
    sectors: tuple[str, ...] = ()
    forexfactory: tuple[str, ...] = ()
    wallstreetcn: tuple[str, ...] = ()
    name_en: str = ""
    name_zh: str = ""

    @property
    def country(self) -> str:
        """CN, HK or US: vendors' titles tell series apart within a country only."""
        return self.series[:2].upper()

    @property
    def by_day(self) -> bool:
        """Whether its events end in their day, not in the period that they are about."""
        return bool(self.name_en)


def parse_series(text: str, file: str) -> dict[str, EventSeries]:
    """The series of a table by their names, in its order. `file` names it in errors. Raises DataError."""
    found: dict[str, EventSeries] = {}
    taken: dict[tuple[str, str, str], str] = {}
    for row in read_rows(text, file, SERIES_COLUMNS):
        series = _series(row)
        if series.series in found:
            raise row.error("series", f"{series.series} stands there already")
        for column, titles in (("forexfactory", series.forexfactory), ("wallstreetcn", series.wallstreetcn)):
            for title in titles:
                key = column, series.country, plain_title(title)
                if key in taken:
                    raise row.error(column, f"{title!r} is {taken[key]} already")
                taken[key] = series.series
        found[series.series] = series
    return found


def by_title(known: Mapping[str, EventSeries], vendor: str) -> dict[tuple[str, str], EventSeries]:
    """The series by country and plain title (or code); `vendor` is the column, `forexfactory` or `wallstreetcn`."""
    return {
        (series.country, plain_title(title)): series for series in known.values() for title in getattr(series, vendor)
    }


def plain_title(text: str) -> str:
    """A title by which to compare: full-width signs and brackets made narrow, no spaces, no capitals."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(narrow.split()).replace("[", "(").replace("]", ")").casefold()


def _series(row: Row) -> EventSeries:
    name = row.text("series")
    if _SERIES.fullmatch(name) is None:
        raise row.error("series", f"{name!r} is no series such as cn-cpi-yoy")
    name_en, name_zh = row.optional("name_en"), row.optional("name_zh")
    if (name_en is None) != (name_zh is None):
        raise row.error("name_zh", "both names or none")
    return EventSeries(
        name,
        _several(row, "sectors"),
        _several(row, "forexfactory"),
        _several(row, "wallstreetcn"),
        name_en or "",
        name_zh or "",
    )


def _several(row: Row, column: str) -> tuple[str, ...]:
    cell = row.optional(column)
    if cell is None:
        return ()
    parts = tuple(part.strip() for part in cell.split(_BETWEEN))
    if not all(parts):
        raise row.error(column, f"nothing between two {_BETWEEN}")
    return parts
