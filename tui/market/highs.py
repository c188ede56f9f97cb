"""Whether a close is the highest, or the lowest, for long enough to be said: "highest close in over two months".

The rule of market wraps: closes are compared with closes, and the last earlier close that was at least as high marks
how far back the claim reaches. Less than five trading days is not worth a word; up to eight weeks count in weeks, up
to two years in months, longer ones name the month. Lows mirror highs.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from tui.market.series import Bar

LEAST_TRADING_DAYS = 5
WEEKS_UNTIL = timedelta(weeks=8)
LEAST_MONTHS = 2
MONTHS_UNTIL = 24
NEARLY = timedelta(days=10)
"""So close to the next whole month, the claim is told as "nearly"."""

_MONTHS_A_YEAR = 12
_DAYS_A_WEEK = 7
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Extreme(StrEnum):
    """Which end of its range a close is at."""

    HIGH = "high"
    LOW = "low"


class HighLow(Struct, frozen=True):
    """A high or low worth telling.

    `since` is the day of the last earlier close that reached as far, None if the history has none. `final` is false
    before the official close: then the phrase says "on course for". The tags are short and never claim more than is
    so: `2-mo high` stands for two months and more.
    """

    extreme: Extreme
    since: date | None
    final: bool
    tag_en: str
    tag_zh: str
    phrase_en: str
    phrase_zh: str


def high_or_low(
    bars: Sequence[Bar], today: date, last: float, *, final: bool, from_base_date: bool = False
) -> HighLow | None:
    """What today's close, or the last price before it, amounts to; None if nothing worth telling.

    `bars` ascend by day; those of `today` and later are ignored. `final` says that `last` is the official close.
    `from_base_date` says that the history is the whole one, so that nothing earlier can disprove a record.
    Imports pandas: not for the event loop's first call.
    """
    import pandas as pd

    earlier = [bar for bar in bars if bar.date < today]
    if len(earlier) < LEAST_TRADING_DAYS:
        return None
    closes = pd.Series([bar.close for bar in earlier])
    for extreme, reached in ((Extreme.HIGH, closes >= last), (Extreme.LOW, closes <= last)):
        positions = closes.index[reached]
        if len(positions) == 0:
            span = _at_least(earlier[0].date, today, from_base_date=from_base_date)
            return _told(extreme, None, span, final=final)
        position = int(positions[-1])
        if len(earlier) - position >= LEAST_TRADING_DAYS:
            since = earlier[position].date
            return _told(extreme, since, _since(since, today), final=final)
    return None


class _Span(Struct, frozen=True):
    """How far back, in words: after "highest close" and "最…收市", and for the tags."""

    tag_en: str
    tag_zh: str
    words_en: str
    words_zh: str


def _told(extreme: Extreme, since: date | None, span: _Span, *, final: bool) -> HighLow:
    high = extreme is Extreme.HIGH
    record = f"{'highest' if high else 'lowest'} close {span.words_en}"
    record_zh = f"{span.words_zh}收市新{'高' if high else '低'}"
    return HighLow(
        extreme=extreme,
        since=since,
        final=final,
        tag_en=f"{span.tag_en} {extreme}",
        tag_zh=f"{span.tag_zh}新{'高' if high else '低'}",
        phrase_en=record if final else f"on course for its {record}",
        phrase_zh=f"创{record_zh}" if final else f"有望创{record_zh}",
    )


def _since(since: date, today: date) -> _Span:
    if today - since < WEEKS_UNTIL:
        weeks, rest = divmod((today - since).days, _DAYS_A_WEEK)
        return _counted(weeks, "week", "周", "wk", over=rest > 0)
    months = _whole_months(since, today)
    if months >= MONTHS_UNTIL:
        years = months // _MONTHS_A_YEAR
        return _Span(f"{years}-yr", f"{years}年", f"since {since:%B %Y}", f"{since.year}年{since.month}月以来")
    if _months_later(since, months + 1) - today > NEARLY:
        return _counted(months, "month", "个月", "mo", over=_months_later(since, months) < today)
    # Close to the next whole month the phrase says "nearly"; the tag stays with what is whole.
    nearly = months + 1
    if months < LEAST_MONTHS:
        weeks = (today - since).days // _DAYS_A_WEEK
        tag_en, tag_zh = f"{weeks}-wk", f"{weeks}周"
    else:
        tag_en, tag_zh = f"{months}-mo", f"{months}个月"
    return _Span(tag_en, tag_zh, f"in nearly {_number(nearly)} months", f"近{nearly}个月")


def _at_least(first: date, today: date, *, from_base_date: bool) -> _Span:
    """The span where no earlier close reached as far: a record, or as long as the history."""
    if from_base_date:
        return _Span("record", "历史", "on record", "历史")
    months = _whole_months(first, today)
    if months >= _MONTHS_A_YEAR:
        count, unit, unit_zh, short = months // _MONTHS_A_YEAR, "year", "年", "yr"
    elif today - first >= WEEKS_UNTIL and months > 0:
        count, unit, unit_zh, short = months, "month", "个月", "mo"
    else:
        count, unit, unit_zh, short = (today - first).days // _DAYS_A_WEEK, "week", "周", "wk"
    words = f"in at least {_number(count)} {unit}{'' if count == 1 else 's'}"
    return _Span(f"{count}-{short}", f"{count}{unit_zh}", words, f"至少{count}{unit_zh}")


def _counted(count: int, unit: str, unit_zh: str, short: str, *, over: bool) -> _Span:
    words = f"in {'over ' if over else ''}{_number(count)} {unit}{'' if count == 1 else 's'}"
    return _Span(f"{count}-{short}", f"{count}{unit_zh}", words, f"{'逾' if over else ''}{count}{unit_zh}")


def _number(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else str(count)


def _whole_months(since: date, today: date) -> int:
    months = (today.year - since.year) * _MONTHS_A_YEAR + today.month - since.month
    return months if _months_later(since, months) <= today else months - 1


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, its last one where the month is shorter."""
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
