"""The interbank market's notices on the loan prime rate.

`POST <base>/ags/ms/cm-s-notice-query/contentsinshorttime`, a form with `channelId=3686` (the channel of the loan
prime rate), `pageSize`, `pageNo`. `records[]` have a `title` that names the day ("2026年6月22日…") and what is
published, and a `releaseDate`; other notices stand between them. The rates stand in the notice itself, not in this
list. Beijing time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.providers.stamps import day, day_of
from tui.feeds.providers.telling import month_of, one_each
from tui.feeds.providers.wire_json import decode
from tui.market.reports import Notice
from tui.market.zones import MARKET_TIME

CHINAMONEY = "ChinaMoney"

MOST_RECORDS = 1_000

_PUBLISHED = "受权公布贷款市场报价利率"
"""What the notices say that publish the rate; others of the channel are on who quotes it."""
_TITLE_DAY = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日", re.ASCII)
_RATES = {
    "cn-lpr-1y": re.compile(r"(?<!\d)1年期(?:LPR)?[为是：: ]*(?P<rate>\d{1,2}\.\d{1,3})[%％]", re.ASCII),
    "cn-lpr-5y": re.compile(r"5年期以上(?:LPR)?[为是：: ]*(?P<rate>\d{1,2}\.\d{1,3})[%％]", re.ASCII),
}
_AT = time(9, 0)
_DATE_CHARACTERS = 10
_APART = timedelta(days=7)
"""How far the day of the title may be from that of the record at the most."""


class _Record(msgspec.Struct):
    title: str = ""
    release_date: str = msgspec.field(name="releaseDate", default="")


class _Answer(msgspec.Struct):
    records: list[_Record]


def parse_notices(body: bytes) -> tuple[Notice, ...]:
    """The days on which the loan prime rate came out, two series each; the rate only where the title states it.

    Raises WireError if there is no such notice.
    """
    records = decode(body, _Answer, CHINAMONEY).records
    if len(records) > MOST_RECORDS:
        raise WireError(f"{CHINAMONEY} sent {len(records):,} notices")
    notices = one_each(notice for record in records if _PUBLISHED in record.title for notice in _rates(record))
    if not notices:
        raise WireError(f"{CHINAMONEY} sent no notice of the loan prime rate among {len(records)} records")
    return notices


def _rates(record: _Record) -> Iterator[Notice]:
    on = _day(record)
    for series, pattern in _RATES.items():
        stated = pattern.search(record.title)
        actual = f"{stated['rate']}%" if stated else None
        yield Notice(series, on, datetime.combine(on, _AT, MARKET_TIME), month_of(on), actual=actual)


def _day(record: _Record) -> date:
    """The day in the title, which is that of the rate; else the record's own."""
    recorded = day(record.release_date.strip()[:_DATE_CHARACTERS], CHINAMONEY)
    recorded = day_of(recorded.year, recorded.month, recorded.day, CHINAMONEY)
    stated = _TITLE_DAY.search(record.title)
    if stated is None:
        return recorded
    on = day_of(int(stated["year"]), int(stated["month"]), int(stated["day"]), CHINAMONEY)
    if abs(on - recorded) > _APART:
        raise WireError(f"{CHINAMONEY} sent a notice of {on} dated {recorded}")
    return on
