"""How the line of an event reads: its columns in a table, and the next event in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from tui.choices import Language
from tui.market.agenda import KINDS_WITH_FIGURES, EventState
from tui.market.published import read_figure
from tui.market.zones import MARKET_TIME
from tui.panes.figures import MISSING, countdown, distance, signed
from tui.panes.words import WEEKDAYS_EN, WEEKDAYS_ZH, word
from tui.printing.columns import Column
from tui.printing.report import AppointmentLine, EventLine
from widgets.text import plain

HEADS = {
    "time": ("time", "时间"),
    "day": ("day", "星期"),
    "away": ("away", "距今"),
    "country": ("where", "地区"),
    "importance": ("imp", "重要"),
    "period": ("period", "所属期"),
    "surprise": ("surprise", "预期差"),
    "state": ("state", "状态"),
    "certainty": ("certainty", "确定性"),
    "source": ("source", "来源"),
}
"""Heads that only the listing has, in English and Chinese. Importance runs from 1 to 3."""

STATES: dict[str, tuple[str, str]] = {
    EventState.SCHEDULED: ("scheduled", "未到"),
    EventState.POSTPONED: ("postponed", "已改期"),
    EventState.DUE: ("due", "待公布"),
    EventState.RELEASED: ("released", "已公布"),
    EventState.OVERDUE: ("overdue", "逾期"),
    EventState.OVER: ("over", "已结束"),
    EventState.CANCELLED: ("cancelled", "已取消"),
}

MOVED = ("moved from {at} ({source})", "原定{at}（{source}）")
SAYS = ("{source} says {at}", "{source}称{at}")
FIGURES = ("figures: {source}", "数据：{source}")

STATE_STYLES = {
    EventState.POSTPONED: "yellow",
    EventState.DUE: "yellow",
    EventState.OVERDUE: "yellow",
    EventState.OVER: "dim",
    EventState.CANCELLED: "dim",
}
HIGH_IMPORTANCE = 3
MOST_YIELDING = 10
LEAST_NAME = 24
LEAST_SOURCE = 12
"""Cells that names and sources may be cut to on a terminal."""


class EventColumns:
    """The columns of events in the reader's language, seen from `today` (in market time)."""

    def __init__(self, events: Sequence[EventLine], today: date, language: Language) -> None:
        self._events = events
        self._today = today
        self._language: Language = language

    def of_a_table(self) -> list[Column[EventLine]]:
        """Each row by itself, so that one can be found without those around it."""
        return [
            Column(f"{self._head('time')} UTC+8", _moment),
            Column(self._head("day"), self._weekday),
            Column(self._head("away"), self._away),
            *self._usual(),
        ]

    def of_a_day(self) -> list[Column[EventLine]]:
        """Of rows that stand under their day."""
        return [Column(self._head("time"), self._time_of_day), *self._usual()]

    def _usual(self) -> list[Column[EventLine]]:
        return [
            Column(self._head("country"), lambda event: plain(event.country) or MISSING, yields=3),
            Column(self._head("importance"), lambda event: str(event.importance), "right", yields=4),
            Column(self._word("event"), lambda event: plain(event.name), style=_name_style, least=LEAST_NAME),
            Column(self._head("period"), period_of, yields=8),
            self._figure("previous", _previous, 5),
            self._figure("consensus", lambda event: _shown(event.consensus), 6),
            self._figure("actual", lambda event: _shown(event.actual), 1),
            self._figure("surprise", surprise_text, 7),
            Column(
                self._head("state"), self._state, yields=2, style=lambda event: STATE_STYLES.get(_state(event), "")
            ),
            Column(self._head("certainty"), self._certainty, yields=9),
            Column(self._head("source"), self._source, yields=10, least=LEAST_SOURCE, style=lambda _: "dim"),
        ]

    def _figure(self, key: str, text: Callable[[EventLine], str], yields: int) -> Column[EventLine]:
        """A column of figures; where there are none at all it is the first to give way."""
        head = self._head(key) if key in HEADS else self._word(key)
        empty = all(text(event) == MISSING for event in self._events)
        return Column(head, text, "right", yields + MOST_YIELDING * empty)

    def _away(self, event: EventLine) -> str:
        return distance(day_of(event), self._today, self._language)

    def _weekday(self, event: EventLine) -> str:
        return (WEEKDAYS_ZH if self._language == "zh" else WEEKDAYS_EN)[day_of(event).weekday()]

    def _time_of_day(self, event: EventLine) -> str:
        return self._word("all day") if event.time is None else event.time.astimezone(MARKET_TIME).strftime("%H:%M")

    def _state(self, event: EventLine) -> str:
        return STATES[event.state][self._language == "zh"]

    def _certainty(self, event: EventLine) -> str:
        return self._word(f"{event.certainty} date")

    def _source(self, event: EventLine) -> str:
        """Who names the day, and whatever else is said of it."""
        zh = self._language == "zh"
        parts = [event.source or MISSING]
        if event.moved_from is not None:
            parts.append(MOVED[zh].format(at=_at(event.moved_from), source=event.moved_from.source))
        parts += [SAYS[zh].format(at=_at(other), source=other.source) for other in event.disputed]
        if event.figures_from is not None and event.figures_from != event.source:
            parts.append(FIGURES[zh].format(source=event.figures_from))
        return plain("; ".join(parts))

    def _head(self, key: str) -> str:
        return HEADS[key][self._language == "zh"]

    def _word(self, key: str) -> str:
        return word(key, self._language)


def next_line(event: EventLine, now: datetime, language: Language) -> str:
    """The event in one line: when, where, what, how long until, and how certain."""
    today = now.astimezone(MARKET_TIME).date()
    day, period = day_of(event), period_of(event)
    name = plain(event.name)
    if period:
        name += f"（{period}）" if language == "zh" else f" ({period})"
    left = f"{(day - today).days}d" if event.time is None else countdown(event.time - now)
    certainty = word(f"{event.certainty} date", language)
    where = f"{plain(event.country)} " if event.country else ""
    return f"{_moment(event)} {where}{name} {word('in', language)} {left} · {certainty}"


def day_of(event: EventLine) -> date:
    """The event's day in market time."""
    if event.time is not None:
        return event.time.astimezone(MARKET_TIME).date()
    assert event.date is not None, "an event has a time or a day"
    return event.date


def period_of(event: EventLine) -> str:
    """What its figure is about; of an event without figures nothing, for its period is its own day or month."""
    return plain(event.period or "") if event.kind in KINDS_WITH_FIGURES else ""


def surprise_text(event: EventLine) -> str:
    """`+0.3`, `+0.3pp` where the figures are percentages, `+1.2B`; in brackets the standard deviations it makes."""
    if event.surprise is None:
        return MISSING
    unit = "pp" if event.unit == "%" else event.unit or ""
    figures = (read_figure(text) for text in (event.actual, event.consensus))
    decimals = max((figure.decimals for figure in figures if figure is not None), default=0)
    text = f"{signed(event.surprise.difference, decimals)}{unit}"
    deviations = event.surprise.deviations
    return text if deviations is None else f"{text} ({signed(deviations, 1)} sd)"


def _previous(event: EventLine) -> str:
    previous = _shown(event.previous)
    return previous if event.revised is None else f"{previous}→{_shown(event.revised)}"


def _shown(figure: str | None) -> str:
    return plain(figure or "") or MISSING


def _state(event: EventLine) -> EventState:
    return EventState(event.state)


def _name_style(event: EventLine) -> str:
    return "bold" if event.importance >= HIGH_IMPORTANCE and event.state not in STATE_STYLES else ""


def _moment(event: EventLine) -> str:
    """Day and time in market time, the day alone where no time is known."""
    if event.time is None:
        return day_of(event).isoformat()
    return event.time.astimezone(MARKET_TIME).strftime("%Y-%m-%d %H:%M")


def _at(appointment: AppointmentLine) -> str:
    if appointment.time is None:
        return "" if appointment.date is None else appointment.date.isoformat()
    return appointment.time.astimezone(MARKET_TIME).strftime("%Y-%m-%d %H:%M")
