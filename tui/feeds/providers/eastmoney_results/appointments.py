"""Appointed disclosure dates: `GET <datacenter>/api/data/v1/get?reportName=RPT_PUBLIC_BS_APPOIN&…`.

One row a share and report: `REPORT_DATE` (end of the period), the first appointment, up to three changes of it, the
appointment that holds, and the day of publication once it has come; days as `2026-10-30 00:00:00`, null for none.
Source of the format: `stock_yysj_em` in akshare/stock_feature/stock_yjyg_em.py of akfamily/akshare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from tui.feeds.answers import Told
from tui.feeds.errors import WireError
from tui.feeds.providers.event_rows import fullest_of_each
from tui.feeds.providers.results import Statement, results_notice
from tui.feeds.providers.stamps import day
from tui.feeds.providers.wire_json import decode
from tui.market.instruments import Instrument
from tui.market.reports import Notice

PROVIDER = "eastmoney_results"
REPORT = "RPT_PUBLIC_BS_APPOIN"

COLUMNS = (
    "SECURITY_CODE",
    "REPORT_DATE",
    "FIRST_APPOINT_DATE",
    "FIRST_CHANGE_DATE",
    "SECOND_CHANGE_DATE",
    "THIRD_CHANGE_DATE",
    "APPOINT_PUBLISH_DATE",
    "ACTUAL_PUBLISH_DATE",
)

_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
_KINDS = {
    (3, 31): ("q1", Statement.FIRST_QUARTER),
    (6, 30): ("h1", Statement.INTERIM),
    (9, 30): ("q3", Statement.THIRD_QUARTER),
    (12, 31): ("fy", Statement.ANNUAL),
}

_LONGEST = timedelta(days=250)
"""From the end of a period to its report: four months by law, more for a share that is suspended."""


class _Row(msgspec.Struct, rename="upper"):
    security_code: str
    report_date: str
    first_appoint_date: str | None = None
    first_change_date: str | None = None
    second_change_date: str | None = None
    third_change_date: str | None = None
    appoint_publish_date: str | None = None
    actual_publish_date: str | None = None


class _Result(msgspec.Struct):
    data: list[_Row] | None = None
    pages: int = 1


class _Envelope(msgspec.Struct):
    success: bool = False
    result: _Result | None = None
    message: str | None = None


def running_periods(today: date) -> tuple[date, date]:
    """The ends of the two newest finished quarters: in April the annual and the first-quarter reports both run."""
    ends = [date(year, *end) for year in (today.year - 1, today.year) for end in _QUARTER_ENDS]
    finished = [end for end in ends if end < today]
    return finished[-2], finished[-1]


def parse_appointments(bodies: Sequence[bytes], today: date, shares: Mapping[str, Instrument]) -> Told:
    """The days of the running reports of these shares, by code, out of the answers to all requests. Raises WireError.

    The newest of a report's days counts; that it was moved is seen by whoever knew the day before.
    """
    earlier, later = running_periods(today)
    notices = []
    for row in (row for body in bodies for row in _rows(body)):
        share, period = shares.get(row.security_code), day(row.report_date, "Eastmoney")
        if share is not None and period in (earlier, later) and (notice := _notice(row, share, period)) is not None:
            notices.append(notice)
    if not notices:
        raise WireError(f"Eastmoney has no appointments for the reports of {earlier} and {later}")
    told = fullest_of_each(notices)
    return Told(earlier, max(later, *(notice.date for notice in told)), told)


def _rows(body: bytes) -> list[_Row]:
    envelope = decode(body, _Envelope, "Eastmoney")
    if not envelope.success or envelope.result is None or envelope.result.data is None:
        raise WireError("Eastmoney's table of appointments is empty")
    if envelope.result.pages > 1:
        raise WireError("Eastmoney sent only a part of its table of appointments")
    return envelope.result.data


def _notice(row: _Row, share: Instrument, period: date) -> Notice | None:
    """What one row says; None where no day is appointed yet."""
    newest_first = (
        row.actual_publish_date,
        row.third_change_date,
        row.second_change_date,
        row.first_change_date,
        row.appoint_publish_date,
        row.first_appoint_date,
    )
    text = next((text for text in newest_first if text), None)
    if text is None:
        return None
    on = day(text, "Eastmoney")
    if not period <= on <= period + _LONGEST:
        raise WireError(f"Eastmoney appoints {on} for the report of {share.symbol} of {period}")
    tail, statement = _KINDS[period.month, period.day]
    return results_notice(share, on, f"{period.year}-{tail}", statement)
