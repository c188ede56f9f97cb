"""The finished days of every instrument before the simulated one: bars, and the last of them as a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tui.exchange.courses import course_of_the_session_before, share_price, usual_turnover
from tui.exchange.day_path import DayPath
from tui.exchange.history import Bars, closes, finished_bars
from tui.exchange.market_courses import market_activity
from tui.exchange.scenario import Scenario
from tui.exchange.ticks import Quantizer
from tui.exchange.trading_day import plan_of
from tui.market.instruments import Instrument, Market


class PastDays:
    """Bars and paths by symbol. What is asked for is built once, then kept; they do not depend on the order."""

    def __init__(self, scenario: Scenario, instruments: Mapping[str, Instrument]) -> None:
        self._scenario = scenario
        self._instruments = instruments
        self._closes: dict[str, tuple[float, ...]] = {}
        self._paths: dict[str, DayPath] = {}
        self._bars: dict[str, Bars] = {}

    def bars(self, symbol: str) -> Bars:
        """The finished days of an instrument."""
        held = self._bars.get(symbol)
        if held is None:
            held = self._bars[symbol] = self._make_bars(symbol)
            self._closes.pop(symbol, None)
        return held

    def path(self, symbol: str) -> DayPath:
        """The session before the scenario's day, second by second. Not for the United States."""
        held = self._paths.get(symbol)
        if held is None:
            held = self._paths[symbol] = self._make_path(symbol)
        return held

    def has_path(self, symbol: str) -> bool:
        """Whether that path is there already."""
        return symbol in self._paths

    def has_bars(self, symbol: str) -> bool:
        """Whether the bars are there already."""
        return symbol in self._bars

    def build(self, symbols: Iterable[str]) -> Iterator[None]:
        """Make the bars that are not there yet, each in two pieces."""
        for symbol in symbols:
            if not self.has_bars(symbol):
                self._day_closes(symbol)
                yield
                self.bars(symbol)
                yield

    def _day_closes(self, symbol: str) -> tuple[float, ...]:
        """The close of each finished day, not yet rounded; kept until the bars are made of them."""
        held = self._closes.get(symbol)
        if held is None:
            instrument, outline = self._instruments[symbol], self._scenario.outlines[symbol]
            overseas = instrument.market is Market.UNITED_STATES
            last = outline.close if overseas else outline.previous_close
            held = closes(instrument, self._scenario.sessions[instrument.market], last, self._scenario.name)
            if overseas:
                held = (*held[:-2], outline.previous_close, held[-1])
            self._closes[symbol] = held
        return held

    def _make_bars(self, symbol: str) -> Bars:
        instrument, outline = self._instruments[symbol], self._scenario.outlines[symbol]
        bars = finished_bars(
            instrument,
            self._scenario.sessions[instrument.market],
            self._day_closes(symbol),
            usual_turnover(outline),
            self._activity(instrument),
            share_price(instrument),
        ).since(outline.listed)
        if instrument.market is not Market.UNITED_STATES:
            # The last bar is that of the path of its day, so that both tell the same. Few ask for the path itself.
            path = self._paths.get(symbol) or self._make_path(symbol)
            sample, close = path.at(path.plan.closed), path.course.close
            bars.opens[-1], bars.closes[-1] = sample.open or close, close
            bars.highs[-1], bars.lows[-1] = sample.high or close, sample.low or close
            bars.volumes[-1], bars.turnovers[-1] = float(int(sample.volume)), float(int(sample.turnover))
        return bars

    def _make_path(self, symbol: str) -> DayPath:
        instrument = self._instruments[symbol]
        quantizer = Quantizer(instrument)
        held = self._bars.get(symbol)
        before = quantizer.quote(self._day_closes(symbol)[-2]) if held is None else held.closes[-2]
        course = course_of_the_session_before(self._scenario, instrument, before, self._activity(instrument)[-1])
        return DayPath(plan_of(instrument.market), quantizer, course)

    def _activity(self, instrument: Instrument) -> tuple[float, ...]:
        days = self._scenario.sessions[instrument.market]
        return market_activity(instrument.market, days, self._scenario.name)
