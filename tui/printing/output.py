"""A report in the form that was asked for, on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Literal

from tui.choices import own_colors
from tui.market.instruments import Universe
from tui.printing.report import Gap, Report
from tui.settings import Display

Form = Literal["text", "json", "csv"]

NAMED_GAPS = 8
"""How many missing names one line tells; the JSON has them all."""


def write_report(report: Report, form: Form, display: Display, universe: Universe) -> None:
    """Write the report; `display` gives a reader's language and colours, `universe` the market of each symbol."""
    if form == "text":
        from tui.printing.text import TextWriter

        own = own_colors(display.colors_mainland, display.colors_hong_kong)
        TextWriter(display.language, display.colors, own, universe.get).write(report)
        return
    from tui.printing.machine import write_csv, write_json

    if form == "json":
        write_json(report, sys.stdout)
    else:
        write_csv(report, sys.stdout)


def gap_lines(gaps: Iterable[Gap]) -> Iterator[str]:
    """What is missing, one line for each section and reason, with the first names that share them."""
    alike: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        alike.setdefault((gap.section, gap.reason), []).append(gap.what)
    for (section, reason), names in alike.items():
        more = f" and {len(names) - NAMED_GAPS} more" if len(names) > NAMED_GAPS else ""
        yield f"missing in {section}: {', '.join(names[:NAMED_GAPS])}{more} ({reason})"
