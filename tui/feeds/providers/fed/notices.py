"""What both of the Federal Reserve's calendars tell of: its events as our ids have them, in Washington's time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tui.feeds.providers.telling import month_of
from tui.market.reports import Notice
from tui.market.zones import new_york

FED = "the Federal Reserve"

DECISION = "us-fomc-decision"
PRESS_CONFERENCE = "us-fomc-press-conference"
MINUTES = "us-fomc-minutes"
BEIGE_BOOK = "us-fed-beige-book"

STATEMENT_TIME = time(14, 0)
"""New York time of the statement, and of minutes and the Beige Book."""
CONFERENCE_TIME = time(14, 30)

BEFORE_DECISION = timedelta(days=14)
"""The Beige Book comes out that long before the meeting that it is for, after which our ids name it."""


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def decision(
    day: date, at: time | None = STATEMENT_TIME, *, projections: bool = False, cancelled: bool = False
) -> Notice:
    """The decision at the end of a meeting, on its last day; at every second meeting with projections."""
    return Notice(
        DECISION,
        day,
        _moment(day, at),
        month_of(day),
        cancelled=cancelled,
        name_en=f"FOMC rate decision{' and projections' if projections else ''} (fed funds target, %)",
        name_zh=f"美联储利率决议{'及经济预测' if projections else ''}（联邦基金利率区间，%）",
    )


def press_conference(day: date, at: time | None = CONFERENCE_TIME, *, cancelled: bool = False) -> Notice:
    """The press conference after a decision."""
    return Notice(PRESS_CONFERENCE, day, _moment(day, at), month_of(day), cancelled=cancelled)


def minutes(day: date, meeting: date, at: time | None = STATEMENT_TIME) -> Notice:
    """The minutes of the meeting that ended on a day: they are of its month, not of that in which they come out."""
    return Notice(
        MINUTES,
        day,
        _moment(day, at),
        month_of(meeting),
        name_en=f"FOMC minutes ({meeting.day} {_MONTHS[meeting.month - 1]} meeting)",
        name_zh=f"美联储{meeting.month}月会议纪要",
    )


def beige_book(day: date, at: time | None = STATEMENT_TIME) -> Notice:
    """The Beige Book: of the month of the meeting that it is for."""
    return Notice(BEIGE_BOOK, day, _moment(day, at), month_of(day + BEFORE_DECISION))


def _moment(day: date, at: time | None) -> datetime | None:
    return None if at is None else datetime.combine(day, at, new_york())
