"""wallstreetcn's calendar: `GET <base>/apiv1/finance/macrodatas?start=&end=`, in Unix seconds.

`{"code":20000,"data":{"items":[…]}}`; more than seven days are refused with another code. Of an item are read:
`public_date` (Unix seconds; 12:02 in Beijing where the time is not decided, 0 where nothing is), `calendar_type`
(FD a figure, FE an event, FH a holiday), `country_id`, `title`, `wscn_ticker` (the figure's own code, the same each
month), `importance` (1 to 4), and `actual`, `forecast`, `previous` and `revised` as texts, "" for none, in `unit`.
The format is that of the site's own documentation of 2018, and of akshare/economic/macro_info_ws.py in
akfamily/akshare. Sums since January have titles and codes of their own: `1至9月社会融资规模增量`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import blake2s

import msgspec

from tui.feeds.answers import Told
from tui.feeds.errors import WireError
from tui.feeds.one_line import one_line
from tui.feeds.providers.event_rows import LONGEST_NAME, RELEASE, at_midnight, fullest_of_each, in_our_form, own_time
from tui.feeds.providers.stamps import unix_stamp
from tui.feeds.providers.wallstreetcn.figures import with_unit
from tui.feeds.providers.wallstreetcn.titles import Title, read_title
from tui.feeds.providers.wire_json import decode
from tui.market.event_series import EventSeries, by_title
from tui.market.reports import Notice

PROVIDER = "wallstreetcn"

_FINE = 20000
_FIGURE, _EVENT = "FD", "FE"
_COUNTRIES = frozenset({"CN", "US"})

_UNDECIDED = time(12, 2)
_LEAST_NEW = 2
"""Of which importance a Chinese figure must be that is none of ours."""
_HIGHEST = 3

_MOST_ITEMS = 5000
"""A week has about two hundred."""

_CODE = re.compile(r"[A-Za-z]{2}[0-9]{1,12}", re.ASCII)
_HASH_BYTES = 4

Figure = str | float | None


class _Item(msgspec.Struct):
    title: str
    public_date: float
    country_id: str = ""
    calendar_type: str = ""
    importance: int = 0
    wscn_ticker: str | None = None
    unit: str | None = None
    actual: Figure = None
    forecast: Figure = None
    previous: Figure = None
    revised: Figure = None


class _Data(msgspec.Struct):
    items: list[msgspec.Raw] | None = None


class _Envelope(msgspec.Struct):
    code: int
    data: _Data | None = None


def parse_macrodatas(body: bytes, first: date, last: date, series: Mapping[str, EventSeries]) -> Told:
    """What there is of China and the United States; `first` and `last` are the days asked for. Raises WireError.

    Of the United States only what is known, of China also what is new and of some importance.
    """
    envelope = decode(body, _Envelope, "wallstreetcn")
    if envelope.code != _FINE:
        raise WireError(f"wallstreetcn refuses: code {str(envelope.code)[:20]}")
    items = None if envelope.data is None else envelope.data.items
    if items is None or len(items) > _MOST_ITEMS:
        raise WireError("wallstreetcn sent no items" if items is None else f"wallstreetcn sent {len(items):,} items")
    known = by_title(series, PROVIDER)
    read = [item for item in map(_item, items) if item is not None]
    if items and not read:
        raise WireError("wallstreetcn sent items of which none can be read")
    notices = [_notice(item, known) for item in read]
    return Told(first, last, fullest_of_each(notice for notice in notices if notice is not None))


def _item(raw: msgspec.Raw) -> _Item | None:
    """One item; None if it is of another shape."""
    try:
        return decode(raw, _Item, "wallstreetcn")
    except WireError:
        return None


def _notice(item: _Item, known: Mapping[tuple[str, str], EventSeries]) -> Notice | None:
    """What one item says; None if it is of no concern."""
    country, moment, name = item.country_id, unix_stamp(item.public_date), one_line(item.title, LONGEST_NAME)
    if country not in _COUNTRIES or moment is None or item.calendar_type not in (_FIGURE, _EVENT) or not name:
        return None
    of_day = _is_undecided(item, moment)
    there = own_time(moment, country)
    on = moment.date() if of_day else there.date()
    title = read_title(name, on)
    ours = _known(item, title, known)
    if ours is None and not _is_worth_a_series(item):
        return None
    series = ours.series if ours else _new_series(item, title)
    by_day = ours is None or ours.by_day
    return Notice(
        series=series,
        date=on,
        time=None if of_day else there,
        period=_period(title, on, country, by_day),
        previous=_figure(item.previous, item, series),
        consensus=_figure(item.forecast, item, series),
        actual=_figure(item.actual, item, series),
        revised=_figure(item.revised, item, series),
        country=country,
        name_en=ours.name_en if ours else name,
        name_zh=ours.name_zh if ours else name,
        kind=RELEASE,
        importance=max(1, min(item.importance, _HIGHEST)),
    )


def _is_undecided(item: _Item, moment: datetime) -> bool:
    """Whether only the day is known; events of a whole day stand at midnight."""
    return moment.time() == _UNDECIDED or (item.calendar_type == _EVENT and at_midnight(moment))


def _known(item: _Item, title: Title, known: Mapping[tuple[str, str], EventSeries]) -> EventSeries | None:
    """The series of an item: by its code, or else by its title."""
    keys = ((item.wscn_ticker or "").casefold(), *title.keys)
    return next((known[item.country_id, key] for key in keys if (item.country_id, key) in known), None)


def _is_worth_a_series(item: _Item) -> bool:
    """Chinese figures only: its events are of all kinds, and those of the United States come from elsewhere."""
    return item.calendar_type == _FIGURE and item.country_id == "CN" and item.importance >= _LEAST_NEW


def _new_series(item: _Item, title: Title) -> str:
    """The same from month to month: from the figure's code, or else from its title without the period."""
    code = item.wscn_ticker or ""
    if _CODE.fullmatch(code) is not None:
        return f"cn-ws-{code.lower()}"
    return f"cn-ws-{blake2s(title.keys[-1].encode('utf-8', 'replace'), digest_size=_HASH_BYTES).hexdigest()}"


def _period(title: Title, on: date, country: str, by_day: bool) -> str:
    """What an event is told apart by: its day, or what its title says that it is about.

    Of the Federal Reserve's meetings the titles name other months than our ids do: the nearest is meant.
    """
    if by_day:
        return on.isoformat()
    return title.period if country == "CN" else ""


def _figure(value: Figure, item: _Item, series: str) -> str | None:
    return in_our_form(with_unit(value, item.unit or "", series), series)
