"""One calendar out of what was shipped and what the sources say: whose word counts, and what is shown of the others'.

A publisher's day and time beat the shipped ones, which beat a vendor's; a vendor's beat a rule's. What moved shows
where it stood before, and whoever says something else is named. Once a figure is out, its time is history and stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from tui.market.agenda import in_order
from tui.market.events import Appointment, Certainty, Event
from tui.market.reports import NEAREST, Authority, Notice, Report, same_time

SAME_DAY = timedelta(days=1)
"""How far from an officially dated event a figure without a period may lie: one day, for the zones."""


class _Claim(Struct, frozen=True):
    """What one source says of one event."""

    report: Report
    notice: Notice

    @property
    def official(self) -> bool:
        return self.report.authority is Authority.PUBLISHER

    @property
    def appointment(self) -> Appointment:
        certainty = Certainty.OFFICIAL if self.official else Certainty.EXPECTED
        return Appointment(self.notice.date, self.notice.time, certainty, self.report.source)


def merged(base: Iterable[Event], reports: Iterable[Report]) -> tuple[Event, ...]:
    """The events of `base`, the first of each id, as the reports have them, and those that only reports tell of.

    Of two reports of the same authority the one of the lower rank counts. In agenda order.
    """
    events = {event.id: event for event in reversed(tuple(base))}
    if not (told := sorted(reports, key=_weight)):
        return in_order(events.values())
    known = _BySeries(events.values())
    claims: dict[str, list[_Claim]] = defaultdict(list)
    for report in told:
        for notice in report.notices:
            event = known.find(notice) or _new_event(report, notice, known.last(notice.series))
            if event.id not in events:
                events[event.id] = event
                known.add(event)
            claims[event.id].append(_Claim(report, notice))
    for event_id, of_event in claims.items():
        events[event_id] = _settled(events[event_id], of_event)
    for event in _called_off(events, claims, told):
        events[event.id] = event
    return in_order(events.values())


def _weight(report: Report) -> tuple[bool, int, str]:
    return report.authority is Authority.VENDOR, report.rank, report.provider


class _BySeries:
    """Finds the event that a notice is about."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._by_id: dict[str, Event] = {}
        self._of: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for event in events:
            self._by_id[event.id] = event
            self._of[event.series].append((event.date, event.id))
        for days in self._of.values():
            days.sort()

    def add(self, event: Event) -> None:
        """Know one more."""
        self._by_id[event.id] = event
        self._of[event.series].append((event.date, event.id))
        self._of[event.series].sort()

    def find(self, notice: Notice) -> Event | None:
        """By series and period, or else the nearest of the series; None if there is none near."""
        if notice.period:
            return self._by_id.get(f"{notice.series}-{notice.period}")
        days = self._of.get(notice.series, [])
        place = bisect_left(days, (notice.date, ""))
        near = [day for day in days[max(0, place - 1) : place + 1] if abs(day[0] - notice.date) <= NEAREST]
        if not near:
            return None
        day, event_id = min(near, key=lambda day: abs(day[0] - notice.date))
        event = self._by_id[event_id]
        if notice.actual is not None and event.certainty is Certainty.OFFICIAL and abs(day - notice.date) > SAME_DAY:
            # A figure of another day: a decision between two meetings is none of either.
            return None
        return event

    def last(self, series: str) -> Event | None:
        """The last event of a series, None if it is a new one."""
        days = self._of.get(series)
        return self._by_id[days[-1][1]] if days else None


def _new_event(report: Report, notice: Notice, like: Event | None) -> Event:
    """An event that the base lacks: with the names of its series, or those of the notice where that is new."""
    tail = notice.period or notice.date.isoformat()
    official = report.authority is Authority.PUBLISHER
    return Event(
        id=f"{notice.series}-{tail}",
        date=notice.date,
        time=notice.time,
        country=like.country if like else notice.country,
        name_en=notice.name_en or (like.name_en if like else notice.series),
        name_zh=notice.name_zh or (like.name_zh if like else notice.name_en or notice.series),
        kind=like.kind if like else notice.kind,
        period=notice.period,
        certainty=Certainty.OFFICIAL if official else Certainty.EXPECTED,
        source=report.source,
        importance=like.importance if like else notice.importance,
    )


def _settled(event: Event, claims: Sequence[_Claim]) -> Event:
    """The event as all claims together have it."""
    chosen = None if event.actual is not None else _chosen(event, claims)
    settled = event if chosen is None else _moved(event, chosen)
    others = tuple(
        claim.appointment
        for claim in claims
        if claim is not chosen and not _same_time(claim.appointment, settled.appointment)
    )
    cancelled = event.cancelled or any(claim.official and claim.notice.cancelled for claim in claims)
    disputed = () if event.actual is not None else others
    return _with_figures(replace(settled, disputed=disputed, cancelled=cancelled), claims)


def _chosen(event: Event, claims: Sequence[_Claim]) -> _Claim | None:
    """Whose day and time count instead of the event's own; None: its own do."""
    official = next((claim for claim in claims if claim.official), None)
    if official is not None or event.certainty is Certainty.OFFICIAL:
        return official
    # Whoever has the figure knows when it came out.
    return next((claim for claim in claims if claim.notice.actual is not None), claims[0])


def _moved(event: Event, claim: _Claim) -> Event:
    """The event at the time that the claim names; where that is another one, it says where the event stood."""
    there = claim.appointment
    same_day = there.time is None and there.date == event.date
    return replace(
        event,
        date=there.date,
        # A source that tells the day alone does not take away the hour that is known of it.
        time=event.time if same_day else there.time,
        certainty=there.certainty,
        source=there.source,
        moved_from=_stood(event, claim),
        fetched_at=claim.report.fetched,
    )


def _stood(event: Event, claim: _Claim) -> Appointment | None:
    """Where the event stood before the claim: what the source itself had named, else what was shipped."""
    there, shipped = claim.appointment, event.appointment
    stays = _same_time(there, shipped)
    if stays and shipped.certainty is Certainty.OFFICIAL:
        return None
    if claim.notice.moved_from is not None:
        before = Appointment(*claim.notice.moved_from, there.certainty, there.source)
        if not _same_time(before, there):
            return before
    return None if stays else shipped


def _same_time(one: Appointment, other: Appointment) -> bool:
    return same_time((one.date, one.time), (other.date, other.time))


def _with_figures(event: Event, claims: Sequence[_Claim]) -> Event:
    """The event with the figures of the claims: all from whoever has the actual, as far as he has them.

    An event whose actual was shipped keeps its figures.
    """
    if event.actual is not None:
        return event
    ranked = sorted(claims, key=lambda claim: claim.notice.actual is None)
    giver = next((claim for claim in ranked if claim.notice.actual or claim.notice.consensus), None)

    def first(figure: str) -> str | None:
        return next((value for claim in ranked if (value := getattr(claim.notice, figure)) is not None), None)

    return replace(
        event,
        previous=first("previous") or event.previous,
        consensus=first("consensus") or event.consensus,
        actual=first("actual"),
        revised=first("revised"),
        first_seen=ranked[0].notice.first_seen,
        figures_from=giver.report.source if giver else None,
    )


def _called_off(
    events: Mapping[str, Event], claims: Mapping[str, Sequence[_Claim]], reports: Sequence[Report]
) -> list[Event]:
    """Events that a publisher who tells all of their series does not have: closed days that he says are open."""
    found: list[Event] = []
    for report in reports:
        if report.authority is not Authority.PUBLISHER or not report.whole:
            continue
        for event in events.values():
            covered = event.series in report.whole and report.first <= event.date <= report.last
            if covered and not any(claim.report is report for claim in claims.get(event.id, ())):
                found.append(replace(event, cancelled=True, source=report.source, fetched_at=report.fetched))
    return found
