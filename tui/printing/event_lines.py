"""Events as every printing command tells them: the one place that makes their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tui.choices import Language
from tui.market.agenda import event_state, known_at
from tui.market.events import Appointment, Event
from tui.market.published import unit_of
from tui.market.surprise import Surprise, surprise_of
from tui.printing.report import AppointmentLine, EventLine, SurpriseLine

DEVIATION_DECIMALS = 2


def event_lines(
    events: Iterable[Event], now: datetime, past: Iterable[Event], language: Language
) -> tuple[EventLine, ...]:
    """The events in their order, as they are known at `now` (aware). `past` may hold any: it measures surprises."""
    known = tuple(known_at(event, now) for event in past)
    return tuple(_event_line(known_at(event, now), now, known, language) for event in events)


def _event_line(known: Event, now: datetime, past: Sequence[Event], language: Language) -> EventLine:
    return EventLine(
        id=known.id,
        name=known.name_zh if language == "zh" else known.name_en,
        country=known.country,
        kind=known.kind,
        time=known.time,
        date=known.date if known.time is None else None,
        previous=known.previous,
        consensus=known.consensus,
        actual=known.actual,
        certainty=str(known.certainty),
        source=known.source,
        state=str(event_state(known, now)),
        unit=unit_of(known.actual, known.consensus, known.previous) or None,
        surprise=_surprise(surprise_of(known, past)),
        importance=known.importance,
        period=known.period or None,
        revised=known.revised,
        moved_from=None if known.moved_from is None else _appointment(known.moved_from),
        disputed=tuple(_appointment(other) for other in known.disputed),
        first_seen=known.first_seen,
        figures_from=known.figures_from,
    )


def _surprise(surprise: Surprise | None) -> SurpriseLine | None:
    """Rounded to the digits that were published, so that 50.3 over 50.0 reads 0.3."""
    if surprise is None:
        return None
    deviations = surprise.deviations
    return SurpriseLine(
        difference=round(surprise.difference, surprise.decimals),
        deviations=None if deviations is None else round(deviations, DEVIATION_DECIMALS),
    )


def _appointment(appointment: Appointment) -> AppointmentLine:
    return AppointmentLine(
        time=appointment.time,
        date=appointment.date if appointment.time is None else None,
        certainty=str(appointment.certainty),
        source=appointment.source,
    )
