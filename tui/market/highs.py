"""A high or low worth telling, and the words for it: "highest close in over two months".

Closes are compared with closes, and the highs and lows of a day with those of days. The last earlier day that reached
as far marks how far back the claim goes; less than five trading days is not worth a word. Lows mirror highs.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tui.market.spans import Span

LEAST_TRADING_DAYS = 5
"""Trading days from the last day that reached as far to today, below which nothing is told."""


class Extreme(StrEnum):
    """Which end of its range a price is at."""

    HIGH = "high"
    LOW = "low"


class HighLow(Struct, frozen=True):
    """A high or low worth telling.

    `since` is the last earlier day that reached as far, None if the history has none. `final` is false before the
    official close: then the phrase of a close says "on course for". A day's own high has been made whatever comes,
    and its phrase needs no such words. The tags are short and never claim more than is so: `2-mo high` stands for
    two months and more.
    """

    extreme: Extreme
    since: date | None
    final: bool
    tag_en: str
    tag_zh: str
    phrase_en: str
    phrase_zh: str


def closing_high_low(extreme: Extreme, since: date | None, span: Span, *, final: bool) -> HighLow:
    """A close, or the last price before it, as the highest or lowest close over that span."""
    record_en = f"{_superlative(extreme)} close {span.words_en}"
    record_zh = f"{span.words_zh}收市新{_end_zh(extreme)}"
    return HighLow(
        extreme=extreme,
        since=since,
        final=final,
        tag_en=f"{span.tag_en} {extreme}",
        tag_zh=f"{span.tag_zh}新{_end_zh(extreme)}",
        phrase_en=record_en if final else f"on course for its {record_en}",
        phrase_zh=f"创{record_zh}" if final else f"有望创{record_zh}",
    )


def intraday_high_low(extreme: Extreme, since: date | None, span: Span, *, final: bool) -> HighLow:
    """The day's high or low so far as the highest or lowest level within a day over that span."""
    return HighLow(
        extreme=extreme,
        since=since,
        final=final,
        tag_en=f"{span.tag_en} intraday {extreme}",
        tag_zh=f"{span.tag_zh}盘中新{_end_zh(extreme)}",
        phrase_en=f"{_superlative(extreme)} intraday level {span.words_en}",
        phrase_zh=f"盘中创{span.words_zh}新{_end_zh(extreme)}",
    )


def _superlative(extreme: Extreme) -> str:
    return "highest" if extreme is Extreme.HIGH else "lowest"


def _end_zh(extreme: Extreme) -> str:
    return "高" if extreme is Extreme.HIGH else "低"
