"""Events to be expected by rule where no source has named their day: releases, lending, reviews, deadlines.

A rule gives a day that may prove wrong: such an event is EXPECTED, and its source says which rule it was. Figures
are never part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from tui.market.calendars import Calendars
from tui.market.events import Certainty, Event
from tui.market.month_days import month_after, month_of
from tui.market.release_table import RULES, Rule
from tui.market.zones import MARKET_TIME, new_york

MINUTES_AFTER_DECISION = timedelta(days=21)
BEIGE_BOOK_BEFORE_DECISION = timedelta(days=14)
FED_CLOCK = time(14, 0)
"""When the Federal Reserve publishes its reports, in New York."""
DECISIONS = "us-fomc-decision"
MINUTES = "us-fomc-minutes"
BEIGE_BOOK = "us-fed-beige-book"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def expected_events(shipped: Sequence[Event], calendars: Calendars, first: date, last: date) -> tuple[Event, ...]:
    """The events that rules put on days from `first` to `last`, both included, and that `shipped` lacks.

    An event is there already if `shipped` has one of its series and period, on whatever day. Names, country, kind and
    importance are those of the series' last event in `shipped`; a series that is not there at all gives none. The
    Federal Reserve's reports are set by the decisions in `shipped`, and days are in New York. Ascending by day.
    """
    had = {event.id for event in shipped}
    models = _models(shipped)
    found = [*_monthly(models, calendars, first, last), *_around_decisions(shipped, models)]
    fresh = (event for event in found if event.id not in had and first <= event.date <= last)
    return tuple(sorted(fresh, key=lambda event: (event.date, event.id)))


def _models(shipped: Iterable[Event]) -> dict[str, Event]:
    """The last event of each series."""
    models: dict[str, Event] = {}
    for event in shipped:
        series = event.series
        if series not in models or models[series].date <= event.date:
            models[series] = event
    return models


def _monthly(models: Mapping[str, Event], calendars: Calendars, first: date, last: date) -> Iterator[Event]:
    month, end = month_after(month_of(first), -1), month_after(month_of(last))
    while month <= end:
        for rule in RULES:
            if month.month in rule.months:
                yield from _by_rule(rule, month, models, calendars)
        month = month_after(month)


def _by_rule(rule: Rule, month: date, models: Mapping[str, Event], calendars: Calendars) -> Iterator[Event]:
    day = rule.day(month, calendars)
    moment = None if rule.clock is None else datetime.combine(day, rule.clock, MARKET_TIME)
    tail, period = rule.subject(month)
    for series in rule.series:
        if series in models:
            yield _event(models[series], tail, period, day, moment, rule.source)


def _around_decisions(shipped: Iterable[Event], models: Mapping[str, Event]) -> Iterator[Event]:
    for decision in shipped:
        if decision.series != DECISIONS or decision.cancelled:
            continue
        if MINUTES in models:
            minutes = _report(models[MINUTES], decision, MINUTES_AFTER_DECISION, "rule: decision + 21 days")
            held = decision.date
            yield replace(
                minutes,
                name_en=f"FOMC minutes ({held.day} {_MONTHS[held.month - 1]} meeting)",
                name_zh=f"美联储{held.month}月会议纪要",
            )
        if BEIGE_BOOK in models:
            yield _report(models[BEIGE_BOOK], decision, -BEIGE_BOOK_BEFORE_DECISION, "rule: decision - 14 days")


def _report(model: Event, decision: Event, later: timedelta, source: str) -> Event:
    day = decision.date + later
    moment = datetime.combine(day, FED_CLOCK, new_york())
    return _event(model, decision.tail, decision.tail, day, moment, source)


def _event(model: Event, tail: str, period: str, day: date, moment: datetime | None, source: str) -> Event:
    return Event(
        id=f"{model.series}-{tail}",
        date=day,
        time=moment,
        country=model.country,
        name_en=model.name_en,
        name_zh=model.name_zh,
        kind=model.kind,
        period=period,
        certainty=Certainty.EXPECTED,
        source=source,
        importance=model.importance,
    )
