"""The report for programs: one JSON object, or one CSV table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TextIO

import msgspec

from tui.printing.report import EventLine, FlowMinute, QuoteLine, Report

Cell = str | float | bool | datetime | date | None


def write_json(report: Report, out: TextIO) -> None:
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
        yield [*EventLine.__struct_fields__, "simulated"]
        yield from ([*_cells(event), simulated] for event in report.events)


def _cells(record: QuoteLine | FlowMinute | EventLine) -> Iterable[Cell]:
    return msgspec.structs.astuple(record)


def _text(cell: str | float | bool | datetime | date) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    return str(cell)
