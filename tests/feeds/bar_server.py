"""A provider of daily bars that has every session, cuts long answers, and adjusts for dividends as they come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.feeds.fakes import CALENDARS, Fake, refused
from tui.feeds.errors import FailureKind, NothingThere
from tui.feeds.providers.adjustment import adjustment_of
from tui.market.instruments import Exchange, Instrument, Kind, Listing, ProviderCodes
from tui.market.series import Bar, DailyBars

FIRST_SESSION = date(2021, 1, 4)
CUT = 640
"""Adjusted bars of one answer."""


def share(symbol: str) -> Instrument:
    """A share of Shanghai that every provider has a code for."""
    codes = ProviderCodes(symbol, symbol, symbol)
    names = (symbol,) * 4
    return Instrument(symbol, Kind.STOCK, Exchange.SHANGHAI, *names, "CNY", codes, listing=Listing.A)


class BarServer(Fake):
    """`dividends` maps a symbol to the days from which on all prices before are lower by one; `listed` and
    `suspended` to the first and the last session that a share has; `wrong_start`: what is asked for by its ends is
    adjusted otherwise. `today` is the last day that there are bars of, the running one included.
    """

    def __init__(self, *args, today: date, **others) -> None:
        super().__init__(*args, **others)
        self.today = today
        self.dividends: dict[str, date] = {}
        self.listed: dict[str, date] = {}
        self.suspended: dict[str, date] = {}
        self.wrong_start = False
        self.volume = 1000.0
        self._outcomes: Iterator[str] = iter(())

    def play(self, outcomes: Iterator[str]) -> None:
        """From now on each request has the next of these outcomes, for as long as there are any."""
        self._outcomes = outcomes

    def _take_outcome(self, item) -> None:
        outcome = next(self._outcomes, None)
        if outcome is None:
            return
        self.error = {"refused": refused(), "nothing": NothingThere("nothing there")}.get(outcome)
        if outcome == "budget":
            raise refused(FailureKind.BUDGET, retry_after=1.0)
        if outcome == "dividend":
            self.dividends[item.symbol] = self.today
        if outcome == "another volume":
            self.volume += 1.0

    async def fetch_bars(self, item, count):
        self._take_outcome(item)
        bars = self._bars(item)[-min(count, CUT if item.kind is Kind.STOCK else count) :]
        return await self._series(item, bars, "newest", str(count))

    async def fetch_bars_between(self, item, first, last):
        self._take_outcome(item)
        lower = 0.5 if self.wrong_start else 0.0
        bars = [moved(bar, -lower) for bar in self._bars(item) if first <= bar.date <= last]
        return await self._series(item, bars, str(first), str(last))

    async def _series(self, item, bars, *what):
        fetched = await self._answer(DailyBars(item.symbol, adjustment_of(item), tuple(bars)), item.symbol, *what)
        if item.symbol in self.lacks or not bars:
            raise NothingThere(f"no bars of {item.symbol}")
        return fetched

    def _bars(self, item: Instrument) -> list[Bar]:
        first = self.listed.get(item.symbol, FIRST_SESSION)
        last = self.suspended.get(item.symbol, self.today)
        ex_day = self.dividends.get(item.symbol)
        bars = []
        for number in range((last - FIRST_SESSION).days + 1):
            day = FIRST_SESSION + timedelta(days=number)
            if day >= first and CALENDARS.mainland.is_session(day):
                close = 10.0 + number / 100.0
                bar = Bar(day, close, close + 0.1, close - 0.1, close, self.volume)
                bars.append(moved(bar, -1.0) if ex_day is not None and day < ex_day <= self.today else bar)
        return bars


def moved(bar: Bar, by: float) -> Bar:
    """The bar with all prices moved."""
    return Bar(bar.date, bar.open + by, bar.high + by, bar.low + by, bar.close + by, bar.volume, bar.turnover)
