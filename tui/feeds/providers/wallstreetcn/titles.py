"""The periods in wallstreetcn's titles: `7月CPI同比`, `1至7月城镇固定资产投资同比`, `二季度GDP同比`."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from tui.market.event_series import plain_title

_COUNTRY = re.compile(r"(?:中国|美国)")
_YEAR = re.compile(r"(?P<year>20[0-9]{2})年")
_DAY = re.compile(r"(?:截至|截止)?[0-9]{1,2}(?:月[0-9]{1,2}日|/[0-9]{1,2})(?:当周)?")
_MONTHS = re.compile(r"(?:1|一)(?:至|到|-|~|–|—)(?P<month>1[0-2]|[2-9])月份?")
_MONTH = re.compile(r"(?P<month>1[0-2]|[1-9])月份?")
_QUARTERS = re.compile(r"(?:1|一)(?:至|到|-|~|–|—)(?P<quarter>[一二三四1-4])季度")
_QUARTER = re.compile(r"(?:第?(?P<quarter>[一二三四1-4])季度|q(?P<number>[1-4]))")

_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_MONTHS_A_QUARTER = 3


class Title(Struct, frozen=True):
    """A title in its parts: `keys`, what it may be known by, and its period as our ids have it, "" for none.

    The first key is the one that says most: `1至2月…` before `1至n月…`.
    """

    keys: tuple[str, ...]
    period: str


def read_title(text: str, published: date) -> Title:
    """The parts of a title. A period without its year is the newest that is not after the day of publication."""
    rest = plain_title(text)
    rest = rest[len(found[0]) :] if (found := _COUNTRY.match(rest)) else rest
    year = _YEAR.match(rest)
    rest = rest[len(year[0]) :] if year else rest
    of_year = int(year["year"]) if year else None
    if found := _DAY.match(rest):
        return Title((rest[len(found[0]) :],), "")
    if found := _MONTHS.match(rest):
        month, of = int(found["month"]), rest[len(found[0]) :]
        return Title((f"1至{month}月{of}", f"1至n月{of}"), _month(month, published, of_year))
    if found := _MONTH.match(rest):
        return Title((rest[len(found[0]) :],), _month(int(found["month"]), published, of_year))
    if found := _QUARTERS.match(rest):
        quarter = _number(found["quarter"])
        return Title((f"1至n季度{rest[len(found[0]) :]}",), _quarter(quarter, published, of_year))
    if found := _QUARTER.match(rest):
        quarter = _number(found["quarter"] or found["number"])
        return Title((rest[len(found[0]) :],), _quarter(quarter, published, of_year))
    return Title((rest,), "")


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


def _month(month: int, published: date, year: int | None) -> str:
    return f"{year or _year(month, published)}-{month:02d}"


def _quarter(quarter: int, published: date, year: int | None) -> str:
    return f"{year or _year(quarter * _MONTHS_A_QUARTER, published)}-q{quarter}"


def _year(month: int, published: date) -> int:
    """The year of the newest such month that is not after the day's own."""
    return published.year if month <= published.month else published.year - 1
