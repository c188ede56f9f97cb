"""The sectors as the shipped table of instruments has them: the program takes its own from the settings."""

from __future__ import annotations

import csv

from tui.shipped import DATA, INSTRUMENTS_FILE


def shipped_sectors() -> dict[str, tuple[str, ...]]:
    """Canonical symbols by sector, both in the table's order."""
    sectors: dict[str, tuple[str, ...]] = {}
    with (DATA / INSTRUMENTS_FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sectors[row["sector"]] = (*sectors.get(row["sector"], ()), row["symbol"])
    return sectors
