"""A report as single lines that stand for themselves, and those of them that have changed since the last time.

Meant for screen readers and logs: no columns to count, no colour, every line with its own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.choices import Language
from tui.market.zones import MARKET_TIME
from tui.panes.figures import MISSING, signed_billions
from tui.panes.words import word
from tui.printing.output import gap_lines
from tui.printing.prices import price_of
from tui.printing.report import EventLine, QuoteLine, Report, SectorBlock, SouthboundBlock
from tui.printing.text_columns import percent
from widgets.text import plain

Spoken = tuple[str, str]
"""What a line is about, the same whenever it is told, and the line."""


UNCHANGED: dict[Language, str] = {"en": "unchanged", "zh": "平"}
"""Spelled out: the tables' short form is none for ears."""


class Changed:
    """Remembers what was told last of each subject."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._told: dict[str, str] = {}
        self._day = ""

    def lines(self, report: Report) -> list[str]:
        """What to write now: the day where it is another one, then each changed line with the time of day, UTC+8."""
        at = report.as_of.astimezone(MARKET_TIME)
        spoken = dict(spoken_lines(report, self._language))
        new = [line for subject, line in spoken.items() if self._told.get(subject) != line]
        self._told = spoken
        written = [f"{at:%H:%M:%S} {line}" for line in new]
        day = f"{at:%Y-%m-%d} UTC+8"
        if written and day != self._day:
            self._day = day
            mark = f"   {word('simulated', self._language)}" if report.simulated else ""
            written.insert(0, f"cnhk   {day}{mark}")
        return written


def spoken_lines(report: Report, language: Language) -> Iterator[Spoken]:
    """Every line of the report, with what it is about."""
    for line in report.indices or ():
        yield _quote(line, language, index=True)
    for sector in report.sectors or ():
        yield _sector(sector, language)
        for line in sector.members:
            yield _quote(line, language, index=False)
    if report.southbound is not None:
        yield _southbound(report.southbound, language)
    for event in report.events or ():
        yield _event(event, language)
    for gap in gap_lines(report.missing):
        yield gap, gap


def _quote(line: QuoteLine, language: Language, *, index: bool) -> Spoken:
    name = plain(line.name_zh if language == "zh" else line.name_en)
    last = price_of(line, line.last, index=index)
    state = "" if line.state in (None, "trading", "closed") else f" {line.state}"
    late = f" {word('delayed', language)}" if line.delayed else ""
    return line.symbol, f"{line.symbol} {name} {last} {percent(line.change_pct)}{state}{late}"


def _sector(sector: SectorBlock, language: Language) -> Spoken:
    counts = (("up", sector.advancing), ("down", sector.declining))
    moved = ", ".join(f"{word(key, language)} {count}" for key, count in counts)
    breadth = f"{moved}, {UNCHANGED[language]} {sector.unchanged}"
    return f"sector {sector.name}", f"{plain(sector.name)} {percent(sector.change_pct)}, {breadth}"


def _southbound(flow: SouthboundBlock, language: Language) -> Spoken:
    parts = (
        ("total", flow.net_buy_hkd),
        ("via shanghai", flow.sh_net_buy_hkd),
        ("via shenzhen", flow.sz_net_buy_hkd),
    )
    figures = ", ".join(f"{word(key, language)} {signed_billions(value)}" for key, value in parts)
    day = f" {flow.date}" if flow.date else ""
    return "southbound", f"{word('southbound', language)}{day}, {word('net buy hkd bn', language)}: {figures}"


def _event(event: EventLine, language: Language) -> Spoken:
    when = event.date.isoformat() if event.date is not None else MISSING
    if event.time is not None:
        when = f"{event.time.astimezone(MARKET_TIME):%Y-%m-%d %H:%M}"
    kinds = (("previous", event.previous), ("consensus", event.consensus), ("actual", event.actual))
    figures = "".join(f", {word(key, language)} {plain(value)}" for key, value in kinds if value)
    return f"event {event.id}", f"{when} {event.country} {plain(event.name)}{figures}, {event.state}"
