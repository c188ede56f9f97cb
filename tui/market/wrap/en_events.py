"""English, the end: what came out in the last days, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from tui.market.events import Certainty, Event
from tui.market.instruments import Market
from tui.market.wrap.en_markets import PLACES
from tui.market.wrap.en_words import (
    MONTHS,
    QUARTERS,
    day,
    full_day,
    listed,
    minute,
    published,
    sentence,
)
from tui.market.wrap.event_words import PMI_MARK, crosses_mark, month_of, noun_en, quarter_of
from tui.market.wrap.facts import (
    AheadFact,
    Comparison,
    ReleaseFact,
    WrapFacts,
)
from tui.market.wrap.records import Figure, Name, Number, Phrase, joined


def releases(facts: WrapFacts) -> Phrase | None:
    """What came out in the last days: the figure, the one before, and what was expected, as the record has them."""
    if not facts.releases:
        return None
    told = [_release(fact, facts.now.date(), number) for number, fact in enumerate(facts.releases)]
    return sentence(joined(told, "; "))


def _release(fact: ReleaseFact, today: date, number: int) -> Phrase:
    event = fact.event
    about: Phrase = (Name(noun_en(event)), *_period(event, today))
    weekday = day(f"{event.id}.day", fact.day, today)
    if event.actual is None:
        return (*about, " was due on ", weekday, ", and no figure of it is on record")
    phrase: Phrase = (
        *about,
        ", published on ",
        weekday,
        ", came in at ",
        published(f"{event.id}.actual", event.actual),
    )
    crossed = crosses_mark(event)
    if crossed:
        mark = Figure(f"{event.id}.mark", Number(PMI_MARK, "points", f"{PMI_MARK:.0f}"))
        phrase = (*phrase, ", back above " if crossed > 0 else ", back below ", mark)
    against = [*_previous(fact), *_consensus(fact)]
    return (*phrase, ", ", *joined(against, " and ")) if against else phrase


def _previous(fact: ReleaseFact) -> list[Phrase]:
    previous = fact.event.previous
    if previous is None:
        return []
    figure = published(f"{fact.event.id}.previous", previous)
    word = {
        Comparison.ABOVE: "up from ",
        Comparison.BELOW: "down from ",
        Comparison.EQUAL: "unchanged from ",
        None: "after ",
    }[fact.against_previous]
    return [(word, figure)]


def _consensus(fact: ReleaseFact) -> list[Phrase]:
    consensus = fact.event.consensus
    if consensus is None:
        return []
    figure = published(f"{fact.event.id}.consensus", consensus)
    word = {
        Comparison.ABOVE: "above the ",
        Comparison.BELOW: "below the ",
        Comparison.EQUAL: "in line with the ",
        None: "against the ",
    }[fact.against_consensus]
    return [(word, figure, " expected")]


def _period(event: Event, today: date) -> Phrase:
    """` for May`, ` for the second quarter`; the year where it is not this one."""
    quarter, month = quarter_of(event), month_of(event)
    if quarter is not None:
        year, number = quarter
        text = f"the {QUARTERS[number - 1]} quarter"
    elif month is not None:
        year, number = month
        text = MONTHS[number - 1]
    else:
        return ()
    text += f" {year}" if year != today.year else ""
    return (" for ", Figure(f"{event.id}.period", Number(event.period, "period", text)))


def ahead(facts: WrapFacts) -> Phrase | None:
    """When markets that are shut trade again, and the events to come, by day."""
    reopening = _reopening(facts)
    parts = [reopening] if reopening else []
    days = [list(group) for _, group in groupby(facts.ahead, key=lambda coming: coming.day)]
    timed = [coming[0].day for coming in days if _only_time(coming) is not None]
    told = [_day_ahead(coming, facts.now.date(), zoned=coming[0].day in timed[:1]) for coming in days]
    if told:
        following = joined(told, "; ") if len(told) < 2 else (*joined(told[:-1], "; "), "; and ", *told[-1])
        parts.append(("next comes " if len(facts.ahead) == 1 else "next come ", *following))
    return sentence(joined(parts, "; ")) if parts else None


def _day_ahead(coming: Sequence[AheadFact], today: date, *, zoned: bool) -> Phrase:
    """The events of one day; the time is told of a single one, and the first time says where it is that late."""
    periods = [_period(fact.event, today) for fact in coming]
    told = listed(
        [
            _event(fact, () if _same_period(fact, following) else period)
            for fact, period, following in zip(coming, periods, [*coming[1:], None], strict=True)
        ]
    )
    name = f"ahead.{coming[0].day}"
    phrase = (*told, " on ", full_day(name, coming[0].day, today))
    at = _only_time(coming)
    if at is None:
        return phrase
    return (*phrase, " at ", minute(f"{name}.time", at), " Hong Kong time" if zoned else "")


def _only_time(coming: Sequence[AheadFact]) -> datetime | None:
    return coming[0].at if len(coming) == 1 else None


def _same_period(fact: AheadFact, following: AheadFact | None) -> bool:
    """Whether the next one in the list is about the same month: then it is named once, behind both."""
    if following is None or month_of(fact.event) is None:
        return False
    return month_of(fact.event) == month_of(following.event)


def _event(fact: AheadFact, period: Phrase) -> Phrase:
    expected: Phrase = (" (date expected)",) if fact.event.certainty is Certainty.EXPECTED else ()
    return (Name(noun_en(fact.event)), *period, *expected)


def _reopening(facts: WrapFacts) -> Phrase:
    """When those trade again that do not trade today: both before the open and on a day off, else the one shut."""
    shut = [market for market in facts.markets if not facts.is_today or market.closure is not None]
    if not shut:
        return ()
    today = facts.now.date()
    days = {market.reopens for market in shut}
    if len(shut) == 2 and len(days) == 1:
        return ("both markets open again ", *_on(shut[0].reopens, today, "reopens"))
    told: list[Phrase] = []
    for market in shut:
        place = "the mainland" if market.market is Market.MAINLAND else "Hong Kong"
        told.append((f"{place} opens again ", *_on(market.reopens, today, f"reopens.{PLACES[market.market]}")))
    return joined(told, " and ")


def _on(value: date, today: date, name: str) -> Phrase:
    if value == today:
        return (Figure(name, Number(value.isoformat(), "date", "today")),)
    return ("on ", full_day(name, value, today))
