"""How far back a claim reaches, in the words of market wraps: "in over two months", "since June 2023".

The rule, with t0 the last earlier day that reached as far, and the gap from t0 to today:

* under eight weeks it is told in weeks, whole ones; from three days before the next one on as "about" that one;
* up to two years in months: exactly so many, "over" so many, or "nearly" the next within ten days of it;
* from two years on by the month of t0.

Where nothing in the history reached as far, the claim is "at least" as long as the history, in whole years, months or
weeks; "on record" only if the history is the whole one, from the base date on.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from tui.market.month_days import MONTHS_A_YEAR, months_later

WEEKS_UNTIL = timedelta(weeks=8)
NEARLY_A_WEEK = 3
"""Days before a whole number of weeks from which on it is told as "about" that number: "about two-week high"."""

NEARLY_A_MONTH = timedelta(days=10)
LEAST_MONTHS = 2
MONTHS_UNTIL = 24

_DAYS_A_WEEK = 7
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Span(Struct, frozen=True):
    """How far back, in words: after "highest close", before "收市新高", and short for tags.

    The tags never claim more than is so: `2-mo` stands for two months and more, and for "nearly three".
    """

    tag_en: str
    tag_zh: str
    words_en: str
    words_zh: str

    @property
    def lasting_zh(self) -> str:
        """The Chinese words before a superlative other than 新高 and 新低: `逾2个月来最大涨幅`."""
        return self.words_zh if self.words_zh.endswith(("以来", "历史")) else f"{self.words_zh}来"


RECORD = Span("record", "历史", "on record", "历史")


def span_since(since: date, today: date) -> Span:
    """The span from the last day that reached as far, at least five trading days ago."""
    if today - since < WEEKS_UNTIL:
        return _weeks((today - since).days)
    months = whole_months(since, today)
    if months >= MONTHS_UNTIL:
        years = months // MONTHS_A_YEAR
        return Span(f"{years}-yr", f"{years}年", f"since {since:%B %Y}", f"{since.year}年{since.month}月以来")
    if months_later(since, months + 1) - today > NEARLY_A_MONTH:
        over = months_later(since, months) < today
        words_en = f"in {'over ' if over else ''}{_counted(months, 'month')}"
        return Span(f"{months}-mo", f"{months}个月", words_en, f"{'逾' if over else ''}{months}个月")
    nearly = months + 1
    words_en, words_zh = f"in nearly {_counted(nearly, 'month')}", f"近{nearly}个月"
    if months < LEAST_MONTHS:
        weeks = (today - since).days // _DAYS_A_WEEK
        return Span(f"{weeks}-wk", f"{weeks}周", words_en, words_zh)
    return Span(f"{months}-mo", f"{months}个月", words_en, words_zh)


def span_of_history(first: date, today: date) -> Span | None:
    """The span of a history that begins on `first` and has nothing that reached as far; None under a week."""
    months = whole_months(first, today)
    if months >= MONTHS_A_YEAR:
        count, unit, unit_zh, short = months // MONTHS_A_YEAR, "year", "年", "yr"
    elif today - first >= WEEKS_UNTIL:
        count, unit, unit_zh, short = months, "month", "个月", "mo"
    else:
        count, unit, unit_zh, short = (today - first).days // _DAYS_A_WEEK, "week", "周", "wk"
    if count == 0:
        return None
    words_en = f"in at least {_counted(count, unit)}"
    return Span(f"{count}-{short}", f"{count}{unit_zh}", words_en, f"至少{count}{unit_zh}")


def whole_months(since: date, today: date) -> int:
    """Calendar months from one day to a later one, those that are not over left out."""
    months = (today.year - since.year) * MONTHS_A_YEAR + today.month - since.month
    return months if months_later(since, months) <= today else months - 1


def _weeks(days: int) -> Span:
    weeks, rest = divmod(days, _DAYS_A_WEEK)
    about = rest >= _DAYS_A_WEEK - NEARLY_A_WEEK
    told = weeks + 1 if about else weeks
    tag = max(1, weeks)
    return Span(
        f"{tag}-wk",
        f"{tag}周",
        f"in {'about ' if about else ''}{_counted(told, 'week')}",
        f"{'约' if about else ''}{told}周",
    )


def _counted(count: int, unit: str) -> str:
    number = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"{number} {unit}{'' if count == 1 else 's'}"
