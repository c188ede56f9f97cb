"""Five-minute stretches of the newest finished days and of the running one, built day by day and kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tui.exchange.courses import closing_share
from tui.exchange.five_minutes import Stretches, stretches_of_bar, stretches_of_path
from tui.exchange.tape import Tape
from tui.exchange.ticks import Quantizer
from tui.exchange.trading_day import plan_of
from tui.market.instruments import Market

DAYS = 30
"""Finished days that are kept: six weeks, about as many as the vendor has."""

_DAYS_AT_ONCE = 3
"""So many take a millisecond or so."""


class PastStretches:
    """Stretches by symbol. The United States has none."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._finished: dict[str, list[tuple[date, Stretches]]] = {}

    def build(self, symbol: str) -> Iterator[None]:
        """Make the finished days that are not there yet, a few at a time."""
        held = self._finished.setdefault(symbol, [])
        instrument, bars = self._tape.instruments[symbol], self._tape.bars(symbol)
        plan, quantizer = plan_of(instrument.market), Quantizer(instrument)
        seed = f"{self._tape.scenario.name}:{symbol}"
        kept = min(DAYS, len(bars))
        while len(held) < kept:
            position = len(bars) - kept + len(held)
            bar = bars.at(position)
            rows = None
            if position == len(bars) - 1:
                # The session before has a path of its own, which minutes and quotes tell too.
                rows = stretches_of_path(self._tape.path(symbol, earlier=True), plan.closed)
            held.append((bar.date, rows or stretches_of_bar(plan, quantizer, bar, closing_share(plan), seed)))
            if len(held) % _DAYS_AT_ONCE == 0:
                yield

    def days(self, symbol: str, moment: datetime) -> list[tuple[date, Stretches]]:
        """The finished days and, from the first trade on, the running one, ascending."""
        if self._tape.instruments[symbol].market is Market.UNITED_STATES:
            return []
        for _ in self.build(symbol):
            pass
        running = self._tape.stretches(symbol, moment)
        today = [] if running is None else [(self._tape.scenario.day, running)]
        return [*self._finished[symbol], *today]

    def close_before(self, symbol: str) -> float:
        """The close before the first of the days, or the first open of a share listed since."""
        bars = self._tape.bars(symbol)
        return bars.closes[-DAYS - 1] if len(bars) > DAYS else bars.opens[0]
