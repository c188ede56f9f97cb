"""What waits to be written: of each subject only the newest, however long the disk takes."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from tui.history.last_state import LastState
from tui.history.store import Item
from tui.market.alerts.records import AlertBook
from tui.market.updates import (
    ActiveNamesUpdate,
    BarsUpdate,
    EventReportUpdate,
    MinutesUpdate,
    PastMinutesUpdate,
    PastSouthboundUpdate,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
)

MOST_WAITING = 4096
"""Subjects that may wait; beyond them the oldest is given up. Several days of a disk that takes nothing."""

Subject = tuple[object, ...]


def subject_of(item: Item) -> Subject:
    """What a record is about: a newer one about the same takes its place."""
    match item.record:
        case LastState():
            about: Subject = ("last state",)
        case BarsUpdate(_, bars):
            about = ("bars", bars.symbol)
        case MinutesUpdate(_, series):
            about = ("minutes", series.symbol, series.date)
        case PastMinutesUpdate(_, symbol, _):
            about = ("past minutes", symbol)
        case SouthboundUpdate(_, day):
            # Totals alone do not take the place of the day's minutes.
            about = ("southbound", day.date, bool(day.minutes))
        case SouthboundHistoryUpdate():
            about = ("southbound days",)
        case PastSouthboundUpdate():
            about = ("past southbound",)
        case ActiveNamesUpdate(_, names):
            about = ("active names", names.date)
        case EventReportUpdate(_, report):
            about = ("event report", report.provider)
        case AlertBook():
            about = ("alerts",)
    return (item.world, *about)


class Mailbox:
    """Filled by the event loop, emptied by the writer. No method but `wait` waits longer than for a dict."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting: dict[Subject, Item] = {}
        self._taken = False
        self._urgent = False
        self._closed = False
        self._changed = threading.Condition()

    def put(self, item: Item) -> None:
        """Leave a record to be written."""
        with self._changed:
            subject = subject_of(item)
            self._waiting.pop(subject, None)
            self._waiting[subject] = item
            self._bound()
            self._changed.notify_all()

    def take(self) -> dict[Subject, Item]:
        """Everything that waits, to be told `done` or given back."""
        with self._changed:
            taken, self._waiting = self._waiting, {}
            self._taken = True
            return taken

    def done(self) -> None:
        """What was taken last is written."""
        with self._changed:
            self._taken = False
            self._changed.notify_all()

    def give_back(self, taken: Mapping[Subject, Item]) -> None:
        """What was taken last could not be written: it waits again, unless something newer came meanwhile."""
        with self._changed:
            self._waiting = {**taken, **self._waiting}
            self._bound()
            self._taken = False
            self._urgent = False
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more will be put; whoever waits is woken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait_for_some(self) -> bool:
        """Wait until there is something to take; False once the box is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return bool(self._waiting)

    def rest(self, seconds: float) -> None:
        """Wait that long, unless somebody is waiting for what is here to be written, or the box is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (self._urgent and self._waiting), seconds)

    @property
    def closed(self) -> bool:
        """Whether nothing more will be put."""
        return self._closed

    def wait_until_written(self, seconds: float) -> bool:
        """Have what is here written now, and wait for that at most so long; whether it was."""
        with self._changed:
            self._urgent = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._is_written() or not self._urgent, seconds)
            self._urgent = False
            return self._is_written()

    def _is_written(self) -> bool:
        return not self._waiting and not self._taken

    def _bound(self) -> None:
        while len(self._waiting) > self._most:
            del self._waiting[next(iter(self._waiting))]
