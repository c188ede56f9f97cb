"""Every instrument of a scenario at any moment: what the encoders put into the providers' formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from tui.exchange.courses import course_of_the_day, course_of_the_session_before, share_price, usual_turnover
from tui.exchange.day_path import DayPath, Sample
from tui.exchange.five_minutes import FiveMinutes, stretches_of_path
from tui.exchange.history import Bars, DailyBar, closes, finished_bars
from tui.exchange.minute_rows import MinuteRow, minute_rows
from tui.exchange.scenario import Fate, Outline, Scenario
from tui.exchange.ticks import Quantizer, daily_limits
from tui.exchange.trading_day import Phase, plan_of
from tui.market.instruments import Instrument, Market, Universe
from tui.market.zones import MARKET_TIME, NEW_YORK

DELAY = timedelta(minutes=15)
"""How late the vendors' delayed Hong Kong rows are."""

_LONGEST_LAG = 4
"""Seconds until a change has reached the vendors; each instrument has its own lag, up to this."""

_US_CLOSE = time(16, 0)
_US_STAMP = time(16, 43, 19)
_NEW_YORK = ZoneInfo(NEW_YORK)


class Row(Struct, frozen=True):
    """One instrument at one moment. Prices in its currency, volume in shares, turnover in single currency units.

    `stamp` is aware, in the market's own zone. `limits` are up and down. `shares` counts those of the float.
    """

    instrument: Instrument
    sample: Sample
    stamp: datetime
    previous_close: float
    limits: tuple[float, float] | None
    shares: float | None
    suspended: bool = False

    @property
    def price(self) -> float:
        """What vendors show as the last price: an auction's virtual price, or the previous close, before a trade."""
        return self.sample.last or self.sample.indicative or self.previous_close

    @property
    def change(self) -> float:
        """Shown price minus the previous close."""
        return self.price - self.previous_close

    @property
    def change_pct(self) -> float:
        """The change in percent."""
        return self.change / self.previous_close * 100.0


class Tape:
    """The scenario's rows, minutes and bars. What is asked for is built once, then kept."""

    def __init__(self, universe: Universe, scenario: Scenario) -> None:
        self.scenario = scenario
        self.instruments: Mapping[str, Instrument] = {
            instrument.symbol: instrument for instrument in universe if instrument.symbol in scenario.outlines
        }
        self._paths: dict[tuple[str, bool], DayPath] = {}
        self._bars: dict[str, Bars] = {}
        self._closes: dict[str, tuple[float, ...]] = {}

    def row(self, symbol: str, moment: datetime) -> Row:
        """The instrument at that moment (aware). Raises KeyError for one that the scenario does not have."""
        instrument, outline = self.instruments[symbol], self.scenario.outlines[symbol]
        if instrument.market is Market.UNITED_STATES:
            return self._overseas_row(instrument, outline)
        lag = self._lag(symbol)
        day, second = self._local(moment - timedelta(seconds=lag))
        plan = plan_of(instrument.market)
        if day < self.scenario.day or plan.phase(second) is Phase.EARLIER:
            return self._earlier_row(instrument, outline, lag)
        suspended = outline.fate is Fate.SUSPENDED
        sample = Sample(plan.phase(second), plan.cleared) if suspended else self.path(symbol).at(second)
        return self._row(instrument, outline, sample, outline.previous_close, self.scenario.day, lag, suspended)

    def shares(self, symbol: str) -> float | None:
        """How many shares the float counts; None where nobody knows."""
        outline = self.scenario.outlines[symbol]
        return None if outline.float_value is None else float(round(outline.float_value / outline.previous_close))

    def day_shown(self, symbol: str, moment: datetime) -> date:
        """The day that the instrument's row is about at that moment."""
        return self.row(symbol, moment).stamp.date()

    def minutes(self, symbol: str, moment: datetime) -> list[MinuteRow]:
        """The minutes of the day shown, as far as they have come. Empty for the United States and the suspended."""
        instrument, outline = self.instruments[symbol], self.scenario.outlines[symbol]
        if instrument.market is Market.UNITED_STATES:
            return []
        day, second = self._local(moment - timedelta(seconds=self._lag(symbol)))
        plan = plan_of(instrument.market)
        if day < self.scenario.day or plan.phase(second) is Phase.EARLIER:
            return minute_rows(self.path(symbol, earlier=True), plan.closed)
        return [] if outline.fate is Fate.SUSPENDED else minute_rows(self.path(symbol), second)

    def stretches(self, symbol: str, moment: datetime) -> list[FiveMinutes]:
        """The scenario's day in stretches of five minutes, as far as it has come."""
        instrument, outline = self.instruments[symbol], self.scenario.outlines[symbol]
        day, second = self._local(moment - timedelta(seconds=self._lag(symbol)))
        past = day < self.scenario.day or outline.fate is Fate.SUSPENDED
        if past or plan_of(instrument.market).phase(second) is Phase.EARLIER:
            return []
        return stretches_of_path(self.path(symbol), second)

    def build_rows(self, symbols: Iterable[str], moment: datetime) -> Iterator[None]:
        """Make what rows and minutes at that moment are read from, where it is not there yet, one by one."""
        for symbol in symbols:
            known = len(self._paths) + len(self._bars)
            self.row(symbol, moment)
            if len(self._paths) + len(self._bars) > known:
                yield

    def build_bars(self, symbols: Iterable[str]) -> Iterator[None]:
        """Make the bars that are not there yet, one by one."""
        for symbol in symbols:
            if symbol not in self._bars:
                self.bars(symbol)
                yield

    def bars(self, symbol: str) -> Bars:
        """The finished days before the scenario's."""
        held = self._bars.get(symbol)
        if held is None:
            held = self._bars[symbol] = self._make_bars(symbol)
        return held

    def running_bar(self, symbol: str, moment: datetime) -> DailyBar | None:
        """The scenario's day as far as it has come; None before the first trade, and for the United States."""
        row = self.row(symbol, moment)
        sample, day = row.sample, row.stamp.date()
        if row.instrument.market is Market.UNITED_STATES or day != self.scenario.day:
            return None
        if sample.last is None or sample.open is None or sample.high is None or sample.low is None:
            return None
        return DailyBar(day, sample.open, sample.last, sample.high, sample.low, sample.volume, sample.turnover)

    def path(self, symbol: str, *, earlier: bool = False) -> DayPath:
        """The instrument's path through the day, or through the session before it. Not for the United States."""
        held = self._paths.get((symbol, earlier))
        if held is None:
            instrument = self.instruments[symbol]
            if earlier:
                before = Quantizer(instrument).quote(self._day_closes(symbol)[-2])
                course = course_of_the_session_before(self.scenario, instrument, before)
            else:
                course = course_of_the_day(self.scenario, instrument)
            held = DayPath(plan_of(instrument.market), Quantizer(instrument), course)
            self._paths[symbol, earlier] = held
        return held

    def _local(self, moment: datetime) -> tuple[date, int]:
        """The day and the second of it; whatever comes after the scenario's day is the end of that day."""
        local = moment.astimezone(MARKET_TIME)
        if local.date() > self.scenario.day:
            local = datetime.combine(self.scenario.day, time(23, 59, 59), MARKET_TIME)
        return local.date(), (local.hour * 60 + local.minute) * 60 + local.second

    def _lag(self, symbol: str) -> int:
        return sum(symbol.encode()) % (_LONGEST_LAG + 1)

    def _row(
        self,
        instrument: Instrument,
        outline: Outline,
        sample: Sample,
        previous_close: float,
        day: date,
        lag: int,
        suspended: bool,
    ) -> Row:
        stamp = datetime.combine(day, time(), MARKET_TIME) + timedelta(seconds=sample.stamp + lag)
        shares = self.shares(instrument.symbol)
        limits = daily_limits(instrument, previous_close)
        return Row(instrument, sample, stamp, previous_close, limits, shares, suspended)

    def _earlier_row(self, instrument: Instrument, outline: Outline, lag: int) -> Row:
        path = self.path(instrument.symbol, earlier=True)
        before = path.course.previous_close
        day = self.scenario.previous_session(instrument.market)
        return self._row(instrument, outline, path.at(path.plan.closed), before, day, lag, False)

    def _overseas_row(self, instrument: Instrument, outline: Outline) -> Row:
        """Last night's close: it does not move during the Asian day."""
        bar = self.bars(instrument.symbol).at(-1)
        second = _US_CLOSE.hour * 3600
        sample = Sample(
            Phase.CLOSED, second, outline.close, bar.open, bar.high, bar.low, round(bar.volume), round(bar.turnover)
        )
        stamp = datetime.combine(self.scenario.previous_session(Market.UNITED_STATES), _US_STAMP, _NEW_YORK)
        return Row(instrument, sample, stamp, outline.previous_close, None, None)

    def _day_closes(self, symbol: str) -> tuple[float, ...]:
        """The close of each finished day, not yet rounded."""
        held = self._closes.get(symbol)
        if held is None:
            instrument, outline = self.instruments[symbol], self.scenario.outlines[symbol]
            overseas = instrument.market is Market.UNITED_STATES
            last = outline.close if overseas else outline.previous_close
            held = closes(instrument, self.scenario.sessions[instrument.market], last, self.scenario.name)
            if overseas:
                held = (*held[:-2], outline.previous_close, held[-1])
            self._closes[symbol] = held
        return held

    def _make_bars(self, symbol: str) -> Bars:
        instrument, outline = self.instruments[symbol], self.scenario.outlines[symbol]
        bars = finished_bars(
            instrument,
            self.scenario.sessions[instrument.market],
            self._day_closes(symbol),
            usual_turnover(outline),
            share_price(instrument),
        )
        if instrument.market is not Market.UNITED_STATES:
            self._tell_the_session_before(symbol, bars)
        return bars

    def _tell_the_session_before(self, symbol: str, bars: Bars) -> None:
        """Take the last bar from the path of that day, so that both tell the same."""
        path = self.path(symbol, earlier=True)
        sample, close = path.at(path.plan.closed), path.course.close
        bars.opens[-1], bars.closes[-1] = sample.open or close, close
        bars.highs[-1], bars.lows[-1] = sample.high or close, sample.low or close
        bars.volumes[-1], bars.turnovers[-1] = float(int(sample.volume)), float(int(sample.turnover))
