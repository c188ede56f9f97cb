"""A process that writes history through the real writer for as long as it lives, and says what it has committed.

`python -m tests.history.writing FILE FIRST_NUMBER`: the values that it writes grow with a number, from that one on.
After each commit it prints a line for each record: its subject and the number.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import datetime
from itertools import count
from pathlib import Path

from tests.history.examples import DAY, LIMITS, NOW, TODAY, bars_update, flow_update, item, last_state, minutes_update
from tui.clock import Clock
from tui.history.last_state import LastState
from tui.history.store import Item, Store
from tui.history.troubles import Troubles
from tui.history.writer import Pace, Writer
from tui.market.updates import BarsUpdate, SouthboundUpdate

SYMBOLS = tuple(f"{number:05d}.HK" for number in range(1, 21))
MOST_BYTES = 500_000
"""So little that room is made again and again: the oldest days of minutes are written to be dropped."""

DAYS_TO_DROP = 40


def told(record: object) -> str | None:
    """What is printed of a record that must still be there after a kill."""
    match record:
        case BarsUpdate(_, bars):
            return f"{bars.symbol} {bars.bars[0].open:.0f}"
        case SouthboundUpdate(_, day):
            return f"flow {day.buy:.0f}"
        case LastState():
            return f"state {record.quotes[0].value.last:.0f}"
    return None


class TellingStore(Store):
    """Says what is committed, after it is."""

    def write(self, items: Iterable[Item], now: datetime) -> None:
        kept = list(items)
        super().write(kept, now)
        lines = [line for held in kept if (line := told(held.record))]
        os.write(sys.stdout.fileno(), "".join(f"{line}\n" for line in lines).encode())


def main(path: Path, first: int) -> None:
    """Write until somebody ends it."""
    clock = Clock()
    limits = LIMITS.__class__(LIMITS.bars, LIMITS.minutes, MOST_BYTES)
    troubles = Troubles(clock, lambda trouble: sys.stderr.write(f"{trouble.reason}\n"))
    pace = Pace(commit=0.0, retry=0.0, tidy=0.0)
    writer = Writer(lambda now, thorough: TellingStore(path, limits, NOW, thorough=thorough), clock, troubles, pace)
    writer.start()
    for number in count(first):
        value = float(number)
        symbol = SYMBOLS[number % len(SYMBOLS)]
        for record in (
            bars_update(symbol, days=30, base=value),
            flow_update(base=value / 2),
            last_state(value),
            minutes_update("HSI", day=TODAY - (number % DAYS_TO_DROP) * DAY, until=900),
        ):
            writer.put(item(record))
        if number % 4 == 0:
            writer.flush(60.0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
