"""The times of events in words: on the market's clock, on the reader's, and how long until or since."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from tui.market.agenda import EventState, market_day, time_left
from tui.market.events import Appointment, Event
from tui.market.zones import MARKET_TIME
from tui.panes.desk import Desk
from tui.panes.figures import (
    DAY,
    HOUR,
    MINUTE,
    SECONDS_BELOW,
    countdown,
    day_text,
    duration,
    full_date,
    minute_time,
    short_day,
)
from tui.panes.words import WEEKDAYS_EN, WEEKDAYS_ZH

AGE_WIDTH = 6
"""Cells of the longest duration: `3d 12h`; what grows from `59m` to `1h00` must not move a column."""


def left_text(event: Event, now: datetime) -> str:
    """How long until the event; whole days where only its day is known."""
    left = time_left(event, now)
    return f"{left.days}d" if event.time is None else countdown(left)


def counts_seconds(event: Event, now: datetime) -> bool:
    """Whether the event's countdown stands in seconds."""
    return event.time is not None and timedelta(0) <= event.time - now < SECONDS_BELOW


def since_due(event: Event, now: datetime) -> timedelta:
    """How long ago the event should have come; from the beginning of its day where only that is known."""
    return now - (event.time or datetime.combine(event.date, time(), MARKET_TIME))


def overdue_age(event: Event, now: datetime) -> str:
    """How long a figure is late, in cells that do not change."""
    since = since_due(event, now)
    text = duration(since.total_seconds()) if event.time is not None else f"{since.days}d"
    return f"{text:>{AGE_WIDTH}}"


def is_faded(event: Event, state: EventState, now: datetime, fade: timedelta) -> bool:
    """Whether it is no news any more: over, or out since so long, counted from when its figure was first seen."""
    if state is EventState.RELEASED:
        seen = now - event.first_seen if event.first_seen is not None else since_due(event, now)
        return seen >= fade
    return state in (EventState.OVER, EventState.CANCELLED)


def reader_is_elsewhere(desk: Desk) -> bool:
    """Whether the reader's clock shows another time than the market's."""
    now = desk.now()
    return desk.local(now).utcoffset() != now.utcoffset()


def market_cell(desk: Desk, event: Event) -> str:
    """The minute on the market's clock; the word for a day where no time is known."""
    return desk.word("all day") if event.time is None else minute_time(event.time.astimezone(MARKET_TIME))


def local_cell(desk: Desk, event: Event) -> str:
    """The minute on the reader's clock, with its weekday where that is another one than the market's."""
    if event.time is None:
        return ""
    local = desk.local(event.time)
    same_day = local.date() == market_day(event)
    return minute_time(local) if same_day else f"{weekday(desk, local)} {minute_time(local)}"


def weekday(desk: Desk, moment: datetime) -> str:
    """The day of the week in three or four cells."""
    return (WEEKDAYS_ZH if desk.view.language == "zh" else WEEKDAYS_EN)[moment.weekday()]


def moment_text(desk: Desk, moment: datetime) -> str:
    """Weekday, day, month and minute of a moment, in the zone that it has; the year where it is another one."""
    write = day_text if moment.year == desk.now().year else full_date
    return f"{write(moment.date(), desk.view.language)} {minute_time(moment)}"


def appointment_text(desk: Desk, event: Event, other: Appointment) -> str:
    """When another appointment of the event is, on the market's clock: the minute alone where it is the same day."""
    language = desk.view.language
    if other.time is None:
        return short_day(other.date, language)
    moment = other.time.astimezone(MARKET_TIME)
    at = minute_time(moment)
    return at if moment.date() == market_day(event) else f"{short_day(moment.date(), language)} {at}"


def zone_text(moment: datetime) -> str:
    """The zone of an aware moment: its name where it has one, and its distance from UTC."""
    offset = moment.utcoffset() or timedelta(0)
    minutes = int(offset.total_seconds()) // MINUTE
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), HOUR // MINUTE)
    distance = f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
    name = moment.tzname() or ""
    return f"{name}, {distance}" if name.isalpha() and name != "UTC" else distance


def age_text(seconds: float) -> str:
    """A coarse age that changes seldom: `<1m`, `5m`, `2h`, `3d`."""
    whole = max(0, int(seconds))
    for unit, letter in ((DAY, "d"), (HOUR, "h"), (MINUTE, "m")):
        if whole >= unit:
            return f"{whole // unit}{letter}"
    return "<1m"
