"""The listing of `cnhk events`: by day for a reader, a table in a pipe, one object for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from tui.choices import Language
from tui.market.listing import Wanted, market_date
from tui.panes.figures import day_text, distance, full_date, minute_time
from tui.panes.words import word
from tui.printing.columns import fitted_lines, plain_lines
from tui.printing.event_text import EventColumns, day_of, next_line
from tui.printing.machine import write_json
from tui.printing.report import EventsReport
from tui.printing.text import console_on_terminal

if TYPE_CHECKING:
    from rich.console import Console

TITLE = ("cnhk events", "cnhk 日程")
UNTIL = ("to {day}", "至{day}")
COUNT = ("{n} events", "{n}项")
COUNT_OF_ONE = ("1 event", "1项")
LEAST = ("importance {n}+", "重要性{n}以上")


ListingForm = Literal["text", "next", "json"]


class Listing(Struct, frozen=True):
    """What is listed, and what was asked for: the events at `now` until `last`, of what is `wanted`."""

    report: EventsReport
    now: datetime
    last: date
    wanted: Wanted
    language: Language


def write_listing(listing: Listing, form: ListingForm) -> None:
    """Write the listing on standard output: by day, or as a table in a pipe; the first event in one line; as JSON."""
    if form == "json":
        write_json(listing.report, sys.stdout)
    elif form == "next":
        for event in listing.report.events[:1]:
            sys.stdout.write(f"{next_line(event, listing.now, listing.language)}\n")
    elif (console := console_on_terminal()) is None:
        sys.stdout.writelines(f"{line}\n" for line in _table(listing))
    else:
        _write_days(listing, console)


def _write_days(listing: Listing, console: Console) -> None:
    events, today = listing.report.events, market_date(listing.now)
    columns = EventColumns(events, today, listing.language).of_a_day()
    console.print(heading(listing), style="bold")
    if not events:
        return
    heads, lines = fitted_lines(events, columns, console.width)
    console.print()
    console.print(heads, style="dim", no_wrap=True)
    for day, of_day in groupby(zip(events, lines, strict=True), key=lambda pair: day_of(pair[0])):
        away = distance(day, today, listing.language)
        console.print()
        console.print(f"{day_text(day, listing.language)}   {away}", style="bold")
        for _, line in of_day:
            console.print(line, no_wrap=True)


def heading(listing: Listing) -> str:
    """When it is, until when the listing goes, what it leaves out, and how many events there are."""
    zh, count = listing.language == "zh", len(listing.report.events)
    parts = [
        TITLE[zh],
        f"{full_date(market_date(listing.now), listing.language)} {minute_time(listing.now)} UTC+8",
        UNTIL[zh].format(day=full_date(listing.last, listing.language)),
        *_filters(listing.wanted, zh=zh),
        (COUNT_OF_ONE if count == 1 else COUNT)[zh].format(n=count),
    ]
    if listing.report.simulated:
        parts.append(word("simulated", listing.language))
    return "   ".join(parts)


def _filters(wanted: Wanted, *, zh: bool) -> list[str]:
    parts = [", ".join(names) for names in (wanted.countries, wanted.kinds) if names]
    return [*parts, LEAST[zh].format(n=wanted.importance)] if wanted.importance > 1 else parts


def _table(listing: Listing) -> Iterator[str]:
    events = listing.report.events
    yield heading(listing)
    if events:
        yield ""
        yield from plain_lines(events, EventColumns(events, market_date(listing.now), listing.language).of_a_table())
