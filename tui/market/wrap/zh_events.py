"""Chinese, the end: what came out in the last days, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Literal

from tui.market.events import Certainty, Event
from tui.market.wrap.event_words import PMI_MARK, crosses_mark, month_of, noun_zh, quarter_of
from tui.market.wrap.facts import (
    AheadFact,
    Comparison,
    ReleaseFact,
    WrapFacts,
)
from tui.market.wrap.records import Figure, Name, Number, Phrase, joined
from tui.market.wrap.zh_markets import PLACES
from tui.market.wrap.zh_words import (
    QUARTERS,
    day,
    full_day,
    listed,
    minute,
    published,
    sentence,
)

COMPARED = {Comparison.ABOVE: "高于", Comparison.BELOW: "低于", Comparison.EQUAL: "持平于"}


def releases(facts: WrapFacts) -> Phrase | None:
    """What came out in the last days: the figure, the one before, and what was expected, as the record has them."""
    if not facts.releases:
        return None
    return sentence(joined([_release(fact, facts.now.date()) for fact in facts.releases], "；"))


def _release(fact: ReleaseFact, today: date) -> Phrase:
    event = fact.event
    about: Phrase = (*_period(event, today), Name(noun_zh(event)))
    weekday = day(f"{event.id}.day", fact.day, today)
    if event.actual is None:
        return (*about, "原定", weekday, "公布，记录中无公布值")
    phrase: Phrase = (weekday, "公布的", *about, "为", published(f"{event.id}.actual", event.actual))
    crossed = crosses_mark(event)
    if crossed:
        mark = Figure(f"{event.id}.mark", Number(PMI_MARK, "points", f"{PMI_MARK:.0f}"))
        phrase = (*phrase, "，重回" if crossed > 0 else "，重新跌破", mark, "上方" if crossed > 0 else "")
    if fact.against_previous is not None and fact.against_previous is fact.against_consensus:
        return (
            *phrase,
            f"，{COMPARED[fact.against_previous]}前值",
            *_figure(fact, "previous"),
            "及预期值",
            *_figure(fact, "consensus"),
        )
    against = [*_compared(fact, "previous"), *_compared(fact, "consensus")]
    return (*phrase, "，", *joined(against, "、")) if against else phrase


def _compared(fact: ReleaseFact, what: Literal["previous", "consensus"]) -> list[Phrase]:
    """`高于前值49.0`, `低于预期值50.7`; without a comparison the figure alone."""
    figure = _figure(fact, what)
    if not figure:
        return []
    comparison = fact.against_previous if what == "previous" else fact.against_consensus
    word = "" if comparison is None else COMPARED[comparison]
    return [(f"{word}{'前值' if what == 'previous' else '预期值'}", *figure)]


def _figure(fact: ReleaseFact, what: Literal["previous", "consensus"]) -> Phrase:
    value = fact.event.previous if what == "previous" else fact.event.consensus
    return () if value is None else (published(f"{fact.event.id}.{what}", value),)


def _period(event: Event, today: date) -> Phrase:
    """`5月`, `第二季度`; the year where it is not this one."""
    quarter, month = quarter_of(event), month_of(event)
    if quarter is not None:
        year, number = quarter
        text = f"第{QUARTERS[number - 1]}季度"
    elif month is not None:
        year, number = month
        text = f"{number}月"
    else:
        return ()
    text = f"{year}年{text}" if year != today.year else text
    return (Figure(f"{event.id}.period", Number(event.period, "period", text)),)


def ahead(facts: WrapFacts) -> Phrase | None:
    """When markets that are shut trade again, and the events to come, by day."""
    today = facts.now.date()
    reopening = _reopening(facts)
    parts = [reopening] if reopening else []
    days = [list(group) for _, group in groupby(facts.ahead, key=lambda coming: coming.day)]
    if days:
        parts.append(("后续关注：", *joined([_day_ahead(coming, today) for coming in days], "，")))
    return sentence(joined(parts, "；")) if parts else None


def _day_ahead(coming: Sequence[AheadFact], today: date) -> Phrase:
    name = f"ahead.{coming[0].day}"
    at = coming[0].at if len(coming) == 1 else None
    when: Phrase = (full_day(name, coming[0].day, today),)
    if at is not None:
        when = (*when, minute(f"{name}.time", at))
    return (*when, "的", *listed([_event(fact, today) for fact in coming]))


def _event(fact: AheadFact, today: date) -> Phrase:
    expected: Phrase = ("（预计）",) if fact.event.certainty is Certainty.EXPECTED else ()
    return (*_period(fact.event, today), Name(noun_zh(fact.event)), *expected)


def _reopening(facts: WrapFacts) -> Phrase:
    """When those trade again that do not trade today: both before the open and on a day off, else the one shut."""
    shut = [market for market in facts.markets if not facts.is_today or market.closure is not None]
    if not shut:
        return ()
    today = facts.now.date()
    days = {market.reopens for market in shut}
    if len(shut) == 2 and len(days) == 1:
        return ("两地市场", _on(shut[0].reopens, today, "reopens"), "开市")
    told = [
        (f"{PLACES[market.market]}", _on(market.reopens, today, f"reopens.{market.market}"), "开市")
        for market in shut
    ]
    return joined(told, "，")


def _on(value: date, today: date, name: str) -> Figure:
    if value == today:
        return Figure(name, Number(value.isoformat(), "date", "今日"))
    return full_day(name, value, today)
