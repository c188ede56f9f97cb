"""ForexFactory's week: `GET <base>/ff_calendar_thisweek.json`.

A list of `{title, country, date, impact, forecast, previous}`, all texts. `country` is a currency, `date` a time with
New York's offset, `impact` High, Medium, Low, Holiday or Non-Economic. No actuals. Weeks begin on Sunday in New York.
Who asks too often is refused, now and then in a page of HTML with status 200.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import unescape

import msgspec

from tui.feeds.answers import Told
from tui.feeds.errors import FailureKind, WireError
from tui.feeds.one_line import one_line
from tui.feeds.providers.event_rows import (
    LONGEST_NAME,
    RELEASE,
    at_midnight,
    figure,
    fullest_of_each,
    in_our_form,
    own_time,
    slug,
)
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_text import decode_text, excerpt
from tui.market.event_series import EventSeries, by_title, plain_title
from tui.market.reports import Notice
from tui.market.zones import new_york

PROVIDER = "forexfactory"

_COUNTRIES = {"CNY": "CN", "USD": "US"}
_IMPORTANCE = {"High": 3, "Medium": 2, "Low": 1}
_LEAST_NEW = {"CN": 1, "US": 3}
"""Of which importance an event must be that is none of ours."""

_MOST_ROWS = 1000
"""A week has about a hundred."""
_DAYS = 7


class _Row(msgspec.Struct):
    title: str
    country: str
    date: str
    impact: str = ""
    forecast: str = ""
    previous: str = ""


def parse_week(body: bytes, series: Mapping[str, EventSeries]) -> Told:
    """What the week brings for China, and what is of high impact in the United States. Raises WireError.

    Dates and times of Chinese events are Beijing's. Only the days from Monday to Saturday count as covered: what
    comes on Sunday morning in Beijing is in the file of the week before.
    """
    _refuse_page(body)
    rows = decode(body, list[_Row], "ForexFactory")
    if not 0 < len(rows) <= _MOST_ROWS:
        raise WireError(f"ForexFactory sent {len(rows):,} rows")
    moments = [_moment(row) for row in rows]
    sunday = _sunday(moments)
    known = by_title(series, PROVIDER)
    notices = [_notice(row, moment, known) for row, moment in zip(rows, moments, strict=True)]
    told = fullest_of_each(notice for notice in notices if notice is not None)
    return Told(sunday + timedelta(days=1), sunday + timedelta(days=_DAYS - 1), told)


def _refuse_page(body: bytes) -> None:
    """Raises WireError where a page came instead of a calendar, and says so."""
    text = decode_text(body[:4096], "utf-8", may_be_utf8=True).lstrip()
    if not text.startswith("<"):
        return
    if "denied" in text.lower():
        raise WireError("ForexFactory refuses: Request Denied (asked too often)", FailureKind.STATUS)
    raise WireError(f"ForexFactory sent a page: {excerpt(text)}")


def _moment(row: _Row) -> datetime:
    """When the row's event is, in New York."""
    try:
        moment = datetime.fromisoformat(row.date)
        if moment.tzinfo is not None:
            return moment.astimezone(new_york())
    except (ValueError, OverflowError):
        pass
    raise WireError(f"ForexFactory sent {row.date[:30]!r} where a time should be")


def _sunday(moments: list[datetime]) -> date:
    """The first day of the week that all are in."""
    days = [moment.date() for moment in moments]
    first = min(days)
    sunday = date.fromordinal(max(1, first.toordinal() - first.isoweekday() % _DAYS))
    if max(days).toordinal() - sunday.toordinal() >= _DAYS or sunday.toordinal() + _DAYS > date.max.toordinal():
        raise WireError(f"ForexFactory sent days from {first} to {max(days)}, not one week")
    return sunday


def _notice(row: _Row, moment: datetime, known: Mapping[tuple[str, str], EventSeries]) -> Notice | None:
    """What one row says; None if it is of no concern."""
    country, importance = _COUNTRIES.get(row.country), _IMPORTANCE.get(row.impact)
    title = one_line(unescape(row.title), LONGEST_NAME)
    if country is None or importance is None or not title:
        return None
    there = own_time(moment, country)
    of_day = at_midnight(moment)
    on = moment.date() if of_day else there.date()
    ours = known.get((country, plain_title(title)))
    name = ours.series if ours else f"{country.lower()}-ff-{slug(title)}"
    if ours is None and (importance < _LEAST_NEW[country] or not slug(title)):
        return None
    name_of_title = f"US {title}" if country == "US" else title
    return Notice(
        series=name,
        date=on,
        time=None if of_day else there,
        period=on.isoformat() if ours is None or ours.by_day else "",
        previous=_figure(row.previous, name),
        consensus=_figure(row.forecast, name),
        country=country,
        name_en=ours.name_en if ours else name_of_title,
        name_zh=ours.name_zh if ours else name_of_title,
        kind=RELEASE,
        importance=importance,
    )


def _figure(text: str, series: str) -> str | None:
    return in_our_form(figure(unescape(text)), series)
