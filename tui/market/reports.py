"""What sources say of events: notices, bundled into the report of one source, and reports joined over time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tui.market.calendars import ONE_DAY
from tui.market.zones import MARKET_TIME

KEPT_DAYS = timedelta(days=800)
"""Notices of events longer ago than this are dropped: two years of figures are enough to measure a surprise by."""

NEW_KEPT_DAYS = timedelta(days=60)
"""The same of series that only the source knows: nothing is measured by them."""

NEAREST = timedelta(days=12)
"""How far apart two days may lie that mean the same event of a series: less than half of a month."""

SLIPPED = timedelta(days=3)
"""How far a source may correct the day of a figure that it tells by day."""

When = tuple[date, datetime | None]
"""A day in the source's zone, and the moment on it (aware), None where only the day is told."""


class Authority(StrEnum):
    """PUBLISHER: whoever publishes the figure, or decides. VENDOR: a calendar that collects from others."""

    PUBLISHER = "publisher"
    VENDOR = "vendor"


class Notice(Struct, frozen=True):
    """What a source says of one event.

    `series` is one of ours (`cn-cpi-yoy`), or a new one. `period` is what the figure is about, as our ids have it
    (`2026-11`, `2026-q3`, of January and February together `2026-02`); "" where the source does not tell it: then the
    nearest event of the series is meant. `date` is in the source's zone; `time` is aware, None where only the day is
    told. Figures are as published, with their unit.
    Names, country, kind and importance count only where the series is new. `first_seen` and `moved_from` (the day and
    time that the source had named before) are filled in where reports are joined.
    """

    series: str
    date: date
    time: datetime | None = None
    period: str = ""
    previous: str | None = None
    consensus: str | None = None
    actual: str | None = None
    revised: str | None = None
    cancelled: bool = False
    country: str = ""
    name_en: str = ""
    name_zh: str = ""
    kind: str = ""
    importance: int = 1
    first_seen: datetime | None = None
    moved_from: When | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """What tells two notices of one source apart."""
        return self.series, self.period or self.date.isoformat()


class Report(Struct, frozen=True):
    """All that one source says. `provider` is its name in the settings, `source` the words to show.

    `first` and `last` are the days that the answer covered, both included: of them nothing else is to be expected.
    `whole` names the series of which the source tells every event of those days. `fetched` is aware. Of two reports
    of one authority the lower `rank` counts.
    """

    provider: str
    source: str
    authority: Authority
    fetched: datetime
    first: date
    last: date
    notices: tuple[Notice, ...]
    whole: frozenset[str] = frozenset()
    rank: int = 0

    def no_later_than(self, now: datetime) -> Report:
        """The same, with no moment in it later than `now`: a clock may have been wrong when it was fetched."""
        notices = tuple(
            notice if notice.first_seen is None else replace(notice, first_seen=min(notice.first_seen, now))
            for notice in self.notices
        )
        return replace(self, fetched=min(self.fetched, now), notices=notices)


def joined(earlier: Report | None, newer: Report) -> Report:
    """The newer report with what the earlier one told of days that the newer does not cover.

    A figure that the earlier one lacked is marked as first seen when the newer was fetched; one that it had keeps
    its mark, and stays where the newer one has lost it.
    """
    had = {notice.subject: notice for notice in earlier.notices} if earlier else {}
    notices = {notice.subject: _after(notice, had.get(notice.subject), newer.fetched) for notice in newer.notices}
    for subject, notice in had.items():
        if subject not in notices and _outlives(notice, newer):
            notices[subject] = notice
    ordered = sorted(notices.values(), key=lambda notice: (notice.date, notice.series, notice.period))
    meets = earlier is not None and earlier.last >= newer.first - ONE_DAY
    first = min(newer.first, earlier.first) if earlier is not None and meets else newer.first
    return replace(newer, first=first, notices=tuple(ordered))


def _outlives(notice: Notice, newer: Report) -> bool:
    """Whether a notice stays although the newer report has not its like: it is not covered, or has a figure.

    One without a period goes where the newer report tells the same event on another day.
    """
    kept = NEW_KEPT_DAYS if notice.name_en else KEPT_DAYS
    if notice.date < newer.fetched.date() - kept:
        return False
    if not notice.period and any(_is_moved(notice, other) for other in newer.notices):
        return False
    return not newer.first <= notice.date <= newer.last or notice.actual is not None


def _is_moved(notice: Notice, newer: Notice) -> bool:
    """Whether a newer notice means the event of one that has no period."""
    if newer.series != notice.series:
        return False
    apart = abs(newer.date - notice.date)
    return apart <= (NEAREST if notice.actual is None else SLIPPED) and notice.actual in (None, newer.actual)


def same_time(one: When, other: When) -> bool:
    """Whether two appointments agree, as far as both tell: days in market time where either has no hour."""
    if one[1] is not None and other[1] is not None:
        return one[1] == other[1]
    return _day_here(one) == _day_here(other) or one[0] == other[0]


def _day_here(when: When) -> date:
    day, moment = when
    return day if moment is None else moment.astimezone(MARKET_TIME).date()


def _after(notice: Notice, earlier: Notice | None, fetched: datetime) -> Notice:
    """The notice with what the source's earlier one tells: when it was seen, and where it stood."""
    if earlier is None:
        return _seen(notice, None, fetched)
    same = same_time((earlier.date, earlier.time), (notice.date, notice.time))
    moved_from = earlier.moved_from if same else (earlier.date, earlier.time)
    return replace(_seen(notice, earlier, fetched), moved_from=moved_from)


def _seen(notice: Notice, earlier: Notice | None, fetched: datetime) -> Notice:
    if notice.actual is None:
        if earlier is None or earlier.actual is None or earlier.date != notice.date:
            return notice
        return replace(notice, actual=earlier.actual, first_seen=earlier.first_seen)
    if earlier is not None and earlier.actual is not None:
        return replace(notice, first_seen=earlier.first_seen)
    return replace(notice, first_seen=fetched)
