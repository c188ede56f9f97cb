"""Every instrument of a scenario at any moment: what the encoders put into the providers' formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

from tui.exchange.courses import course_of_the_day
from tui.exchange.day_path import DayPath, Sample
from tui.exchange.five_minutes import Stretches, stretches_of_path
from tui.exchange.history import Bars, DailyBar
from tui.exchange.minute_rows import MinuteRow, minute_rows
from tui.exchange.past_days import PastDays
from tui.exchange.scenario import Fate, Outline, Scenario
from tui.exchange.ticks import Quantizer, daily_limits
from tui.exchange.trading_day import SECONDS_PER_HOUR, Phase, at, plan_of
from tui.market.instruments import Instrument, Market, Universe
from tui.market.zones import MARKET_TIME, NEW_YORK

DELAY = timedelta(minutes=15)
"""How late the vendors' delayed Hong Kong rows are."""

_LONGEST_LAG = 4
"""Seconds until a change has reached the vendors; each instrument has its own lag, up to this."""

_DAY_SECONDS = 24 * SECONDS_PER_HOUR
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


class _Facts(Struct, frozen=True):
    """What does not change about an instrument over the day. `limits` are the day's, up and down."""

    instrument: Instrument
    outline: Outline
    lag: int
    shares: float | None
    limits: tuple[float, float] | None

    @property
    def suspended(self) -> bool:
        """Whether it does not trade on the day."""
        return self.outline.fate is Fate.SUSPENDED

    @property
    def overseas(self) -> bool:
        """Whether it follows neither market's hours."""
        return self.instrument.market is Market.UNITED_STATES


class Tape:
    """The scenario's rows, minutes and bars. What is asked for is built once, then kept."""

    def __init__(self, universe: Universe, scenario: Scenario) -> None:
        self.scenario = scenario
        self.instruments: Mapping[str, Instrument] = {
            instrument.symbol: instrument for instrument in universe if instrument.symbol in scenario.outlines
        }
        self._facts: dict[str, _Facts] = {}
        self._paths: dict[str, DayPath] = {}
        self._past = PastDays(scenario, self.instruments)

    def row(self, symbol: str, moment: datetime) -> Row:
        """The instrument at that moment (aware). Raises KeyError for one that the scenario does not have."""
        facts = self._facts_of(symbol)
        if facts.overseas:
            return self._overseas_row(facts)
        phase, second = self._when(facts, moment)
        if phase is Phase.EARLIER:
            return self._earlier_row(facts)
        if facts.suspended:
            sample = Sample(phase, plan_of(facts.instrument.market).cleared)
        else:
            sample = self.path(symbol).at(second)
        stamp = _stamp(self.scenario.day, sample.stamp + facts.lag)
        return Row(
            facts.instrument,
            sample,
            stamp,
            facts.outline.previous_close,
            facts.limits,
            facts.shares,
            facts.suspended,
        )

    def shares(self, symbol: str) -> float | None:
        """How many shares the float counts; None where nobody knows."""
        return self._facts_of(symbol).shares

    def day_shown(self, symbol: str, moment: datetime) -> date:
        """The day that the instrument's row is about at that moment."""
        return self.row(symbol, moment).stamp.date()

    def minutes(self, symbol: str, moment: datetime) -> list[MinuteRow]:
        """The minutes of the day shown, as far as they have come. Empty for the United States and the suspended."""
        facts = self._facts_of(symbol)
        if facts.overseas:
            return []
        phase, second = self._when(facts, moment)
        if phase is Phase.EARLIER:
            return minute_rows(self.path(symbol, earlier=True), plan_of(facts.instrument.market).closed)
        return [] if facts.suspended else minute_rows(self.path(symbol), second)

    def stretches(self, symbol: str, moment: datetime) -> Stretches | None:
        """The scenario's day in stretches of five minutes, as far as it has come; None if there is nothing of it."""
        facts = self._facts_of(symbol)
        if facts.overseas or facts.suspended:
            return None
        phase, second = self._when(facts, moment)
        return None if phase is Phase.EARLIER else stretches_of_path(self.path(symbol), second)

    def bars(self, symbol: str) -> Bars:
        """The finished days before the scenario's."""
        return self._past.bars(symbol)

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
        if earlier:
            return self._past.path(symbol)
        held = self._paths.get(symbol)
        if held is None:
            instrument = self.instruments[symbol]
            course = course_of_the_day(self.scenario, instrument)
            held = self._paths[symbol] = DayPath(plan_of(instrument.market), Quantizer(instrument), course)
        return held

    def build_rows(self, symbols: Iterable[str], moment: datetime) -> Iterator[None]:
        """Make what rows and minutes at that moment are read from, where it is not there yet, one by one."""
        for symbol in symbols:
            facts = self._facts_of(symbol)
            if facts.overseas:
                there = self._past.has_bars(symbol)
            else:
                earlier = self._when(facts, moment)[0] is Phase.EARLIER
                there = self._past.has_path(symbol) if earlier else facts.suspended or symbol in self._paths
            if not there:
                self.row(symbol, moment)
                yield

    def build_bars(self, symbols: Iterable[str]) -> Iterator[None]:
        """Make the bars that are not there yet, piece by piece."""
        return self._past.build(symbols)

    def _facts_of(self, symbol: str) -> _Facts:
        held = self._facts.get(symbol)
        if held is None:
            instrument, outline = self.instruments[symbol], self.scenario.outlines[symbol]
            value, before = outline.float_value, outline.previous_close
            held = self._facts[symbol] = _Facts(
                instrument=instrument,
                outline=outline,
                lag=sum(symbol.encode()) % (_LONGEST_LAG + 1),
                shares=None if value is None else float(round(value / before)),
                limits=daily_limits(instrument, before),
            )
        return held

    def _when(self, facts: _Facts, moment: datetime) -> tuple[Phase, int]:
        """The phase and the second of the day; whatever comes after the scenario's day is the end of that day."""
        day, second = _local(moment, facts.lag)
        if day < self.scenario.day:
            return Phase.EARLIER, second
        if day > self.scenario.day:
            second = _DAY_SECONDS - 1
        return plan_of(facts.instrument.market).phase(second), second

    def _earlier_row(self, facts: _Facts) -> Row:
        path = self.path(facts.instrument.symbol, earlier=True)
        before, sample = path.course.previous_close, path.at(path.plan.closed)
        stamp = _stamp(self.scenario.previous_session(facts.instrument.market), sample.stamp + facts.lag)
        limits = daily_limits(facts.instrument, before)
        return Row(facts.instrument, sample, stamp, before, limits, facts.shares)

    def _overseas_row(self, facts: _Facts) -> Row:
        """Last night's close: it does not move during the Asian day."""
        bar = self.bars(facts.instrument.symbol).at(-1)
        second = _US_CLOSE.hour * SECONDS_PER_HOUR
        sample = Sample(
            Phase.CLOSED, second, facts.outline.close, bar.open, bar.high, bar.low, bar.volume, bar.turnover
        )
        stamp = datetime.combine(self.scenario.previous_session(Market.UNITED_STATES), _US_STAMP, _NEW_YORK)
        return Row(facts.instrument, sample, stamp, facts.outline.previous_close, None, None)


@lru_cache(maxsize=32)
def _local(moment: datetime, lag: int) -> tuple[date, int]:
    """The market's day and the second of it, so many seconds earlier."""
    local = (moment - timedelta(seconds=lag)).astimezone(MARKET_TIME)
    return local.date(), at(local.hour, local.minute, local.second)


def _stamp(day: date, second: int) -> datetime:
    return datetime.combine(day, time(), MARKET_TIME) + timedelta(seconds=second)
