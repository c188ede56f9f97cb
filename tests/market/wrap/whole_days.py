"""Whole wraps as they must read, a file a language: one sentence a line, under the name of its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from tests.market.wrap.days import (
    at,
    days_later,
    falling_day,
    flat_day,
    index,
    market,
    mixed_day,
    one_market_day,
    ordinary_day,
    while_trading,
)
from tui.market.instruments import Market
from tui.market.wrap.facts import Progress, WrapFacts

TEXTS = {language: Path(__file__).with_name(f"whole_days.{language}.txt") for language in ("en", "zh")}


def after_the_mainlands_close() -> WrapFacts:
    """Shanghai is over, Hong Kong still trades."""
    open_still = while_trading()
    return replace(ordinary_day(), now=at("15:30"), hong_kong=open_still.hong_kong, southbound=open_still.southbound)


def at_midday() -> WrapFacts:
    """Both at lunch."""
    facts = while_trading()
    mainland, hong_kong = (replace(fact, progress=Progress.BREAK) for fact in facts.markets)
    return replace(facts, now=at("12:30"), mainland=mainland, hong_kong=hong_kong)


def weekend() -> WrapFacts:
    """The last session, read on a day off."""
    return days_later(ordinary_day(), 4, reopens=date(2025, 6, 9))


def next_morning() -> WrapFacts:
    """The last session, read before the next one opens."""
    return days_later(ordinary_day(), 1, "08:30", reopens=date(2025, 6, 4))


def without_hong_kongs_prices() -> WrapFacts:
    """Its feed fell silent after lunch, and one index was never had."""
    old = index("HSI", 1.1, final=False, old=True, stamp=at("13:21"))
    return replace(while_trading(), hong_kong=market(Market.HONG_KONG, old, progress=Progress.TRADING))


def nothing_known() -> WrapFacts:
    """No feed answers, and no event is near."""
    return replace(
        ordinary_day(),
        mainland=market(Market.MAINLAND),
        hong_kong=market(Market.HONG_KONG),
        turnover=(),
        sectors=None,
        breadth=None,
        southbound=None,
        releases=(),
        ahead=(),
    )


WHOLE_DAYS: dict[str, Callable[[], WrapFacts]] = {
    "after the close": ordinary_day,
    "while both trade": while_trading,
    "at midday": at_midday,
    "after the mainland's close": after_the_mainlands_close,
    "a falling day": falling_day,
    "a mixed day": mixed_day,
    "a flat day": flat_day,
    "only Hong Kong trades": lambda: one_market_day(Market.HONG_KONG),
    "only the mainland trades": lambda: one_market_day(Market.MAINLAND),
    "on the weekend": weekend,
    "the next morning": next_morning,
    "without Hong Kong's prices": without_hong_kongs_prices,
    "nothing known": nothing_known,
}


def expected(language: str) -> dict[str, dict[str, str]]:
    """By day and by the sentence's id."""
    days: dict[str, dict[str, str]] = {}
    for line in TEXTS[language].read_text("utf-8").splitlines():
        if line.startswith("== "):
            day = days.setdefault(line.removeprefix("== "), {})
        elif line:
            id_, _, text = line.partition(": ")
            day[id_] = text
    return days
