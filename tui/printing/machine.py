"""The report for programs: one JSON object, or one CSV table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TextIO

import msgspec

from tui.printing.report import AppointmentLine, EventLine, EventsReport, FlowMinute, QuoteLine, Report, SurpriseLine

Cell = str | float | bool | datetime | date | None


def write_json(report: Report | EventsReport, out: TextIO) -> None:
    """One object on one line."""
    out.write(msgspec.json.encode(report).decode() + "\n")


def write_csv(report: Report, out: TextIO) -> None:
    """The one section of the report as a table: the fields of the JSON, and in each row whether it is simulated."""
    rows = csv.writer(out, lineterminator="\n")
    for row in _rows(report):
        rows.writerow(["" if cell is None else _text(cell) for cell in row])


def _rows(report: Report) -> Iterator[list[Cell]]:
    simulated = report.simulated
    if report.indices is not None:
        yield [*QuoteLine.__struct_fields__, "simulated"]
        yield from ([*_cells(line), simulated] for line in report.indices)
    if report.sectors is not None:
        yield ["sector", *QuoteLine.__struct_fields__, "simulated"]
        for sector in report.sectors:
            yield from ([sector.name, *_cells(line), simulated] for line in sector.members)
    if report.southbound is not None:
        yield [*FlowMinute.__struct_fields__, "provider", "simulated"]
        provider = report.southbound.provider
        yield from ([*_cells(minute), provider, simulated] for minute in report.southbound.minutes)
    if report.events is not None:
        yield [*_event_columns(), "simulated"]
        yield from ([*_event_cells(event), simulated] for event in report.events)


def _cells(record: QuoteLine | FlowMinute) -> Iterable[Cell]:
    return msgspec.structs.astuple(record)


def _event_columns() -> Iterator[str]:
    """The fields of an event; those of its surprise, which is an object in the JSON, in a column each."""
    for field in EventLine.__struct_fields__:
        if field == "surprise":
            yield from (f"surprise_{part}" for part in SurpriseLine.__struct_fields__)
        else:
            yield field


def _event_cells(event: EventLine) -> Iterator[Cell]:
    for field in EventLine.__struct_fields__:
        value = getattr(event, field)
        if field == "surprise":
            yield from (getattr(value, part, None) for part in SurpriseLine.__struct_fields__)
        elif field == "moved_from":
            yield None if value is None else _when(value)
        elif field == "disputed":
            yield "; ".join(_when(other) for other in value) or None
        else:
            yield value


def _when(appointment: AppointmentLine) -> str:
    """The time or the day, and who names it."""
    moment = appointment.time or appointment.date
    return f"{'' if moment is None else moment.isoformat()} ({appointment.source})".strip()


def _text(cell: str | float | bool | datetime | date) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    return str(cell)
