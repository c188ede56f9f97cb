"""Every instrument of a scenario at any moment: what the encoders put into the providers' formats."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tui.exchange.day_path import Course, DayPath, Sample
from tui.exchange.factors import day_shape, quiet_shape, sector_drift
from tui.exchange.history import DailyBar, closes, finished_bars, prior_close
from tui.exchange.minute_rows import MinuteRow, minute_rows
from tui.exchange.scenario import Fate, Outline, Scenario
from tui.exchange.ticks import Quantizer, daily_limits
from tui.exchange.trading_day import DayPlan, Phase, plan_of
from tui.market.instruments import Instrument, Kind, Market, Universe
from tui.market.zones import MARKET_TIME, NEW_YORK

DELAY = timedelta(minutes=15)
"""How late the vendors' delayed Hong Kong rows are."""

INDEX_SHARE_PRICE = 13.0
"""CNY or HKD of an average share: values an index's volume."""

_LONGEST_LAG = 4
"""Seconds until a change has reached the vendors; each instrument has its own lag, up to this."""

_SEALED_AFTER = 71
"""Minutes of trading until the limit-up share is at its limit."""

_MARKET_PCT = {Market.MAINLAND: 1.5, Market.HONG_KONG: 1.9}
"""The move of an average share, percent."""

_QUIET_SPAN = (0.75, 0.25)
"""Yesterday's turnover against today's: the least, and how much more it may be."""

_US_CLOSE = time(16, 0)
_US_STAMP = time(16, 43, 19)
_NEW_YORK = ZoneInfo(NEW_YORK)


@dataclass(frozen=True, slots=True)
class Row:
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
        self._bars: dict[str, tuple[DailyBar, ...]] = {}

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

    def bars(self, symbol: str) -> tuple[DailyBar, ...]:
        """The finished days before the scenario's, ascending; prices quotable."""
        held = self._bars.get(symbol)
        if held is None:
            held = self._bars[symbol] = self._make_bars(symbol)
        return held

    def path(self, symbol: str, *, earlier: bool = False) -> DayPath:
        """The instrument's path through the day, or through the session before it. Not for the United States."""
        held = self._paths.get((symbol, earlier))
        if held is None:
            instrument = self.instruments[symbol]
            course = self._earlier_course(instrument) if earlier else self._course(instrument)
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
        shares = None if outline.float_value is None else float(round(outline.float_value / outline.previous_close))
        limits = daily_limits(instrument, previous_close)
        return Row(instrument, sample, stamp, previous_close, limits, shares, suspended)

    def _earlier_row(self, instrument: Instrument, outline: Outline, lag: int) -> Row:
        path = self.path(instrument.symbol, earlier=True)
        before = path.course.previous_close
        day = self.scenario.previous_session(instrument.market)
        return self._row(instrument, outline, path.at(path.plan.closed), before, day, lag, False)

    def _overseas_row(self, instrument: Instrument, outline: Outline) -> Row:
        """Last night's close: it does not move during the Asian day."""
        bar = self.bars(instrument.symbol)[-1]
        second = _US_CLOSE.hour * 3600
        sample = Sample(
            Phase.CLOSED, second, outline.close, bar.open, bar.high, bar.low, round(bar.volume), round(bar.turnover)
        )
        stamp = datetime.combine(self.scenario.previous_session(Market.UNITED_STATES), _US_STAMP, _NEW_YORK)
        return Row(instrument, sample, stamp, outline.previous_close, None, None)

    def _course(self, instrument: Instrument) -> Course:
        """What the day's path must come to."""
        outline, plan, quantizer = (
            self.scenario.outlines[instrument.symbol],
            plan_of(instrument.market),
            Quantizer(instrument),
        )
        seed = f"{self.scenario.name}:{instrument.symbol}"
        rng = random.Random(f"{seed}:outline")
        day_pct = (outline.close / outline.previous_close - 1.0) * 100.0
        shape = day_shape(plan, self.scenario.name)
        if instrument.kind is Kind.INDEX:
            shared = [day_pct * share for share in shape]
            gap, auction, noise, reach = 0.04 * rng.random(), 0.015, 0.05, 0.012
        else:
            common = (_MARKET_PCT[instrument.market] + day_pct) / 2.0
            drift = sector_drift(plan, self.scenario.name, outline.sector)
            shared = [common * share + 0.25 * own for share, own in zip(shape, drift, strict=True)]
            gap, auction = 0.5 * (rng.random() - 0.5), 0.1
            noise, reach = (0.3 if outline.sector == "banks" else 0.75) * (0.7 + 0.6 * rng.random()), 0.05
        opening = quantizer.quote(outline.previous_close * (1.0 + (shared[0] + gap) / 100.0))
        before_auction = outline.close * (1.0 + auction * 2.0 * (rng.random() - 0.5) / 100.0)
        limits = daily_limits(instrument, outline.previous_close)
        sealed = outline.fate is Fate.LIMIT_UP and limits is not None
        return Course(
            seed=seed,
            previous_close=outline.previous_close,
            open=opening,
            before_auction=outline.close if sealed else before_auction,
            close=outline.close,
            shared=shared,
            noise=noise,
            reach=reach,
            turnover=outline.turnover,
            closing_share=_closing_share(plan),
            share_price=_share_price(instrument),
            limit=limits[0] if sealed and limits is not None else None,
            sealed_after=_SEALED_AFTER if sealed else None,
        )

    def _earlier_course(self, instrument: Instrument) -> Course:
        """The session before: no story, and it ends where the day begins."""
        outline, plan, quantizer = (
            self.scenario.outlines[instrument.symbol],
            plan_of(instrument.market),
            Quantizer(instrument),
        )
        seed = f"{self.scenario.name}:{instrument.symbol}:earlier"
        rng = random.Random(f"{seed}:outline")
        days = self.scenario.sessions[instrument.market]
        before = quantizer.quote(prior_close(instrument, days, outline.previous_close, self.scenario.name))
        close = outline.previous_close
        day_pct = (close / before - 1.0) * 100.0
        usual = outline.turnover or (outline.float_value or 0.0) * 0.01
        least, span = _QUIET_SPAN
        return Course(
            seed=seed,
            previous_close=before,
            open=quantizer.quote(before * (1.0 + (rng.random() - 0.5) * 0.005)),
            before_auction=close,
            close=close,
            shared=[day_pct * share for share in quiet_shape(plan, f"{self.scenario.name}:earlier")],
            noise=0.05 if instrument.kind is Kind.INDEX else 0.4,
            reach=0.012 if instrument.kind is Kind.INDEX else 0.05,
            turnover=round(usual * (least + span * rng.random())),
            closing_share=_closing_share(plan),
            share_price=_share_price(instrument),
        )

    def _make_bars(self, symbol: str) -> tuple[DailyBar, ...]:
        instrument, outline = self.instruments[symbol], self.scenario.outlines[symbol]
        days = self.scenario.sessions[instrument.market]
        overseas = instrument.market is Market.UNITED_STATES
        last = outline.close if overseas else outline.previous_close
        levels = list(closes(instrument, days, last, self.scenario.name))
        if overseas:
            levels[-2] = outline.previous_close
        usual = outline.turnover or (outline.float_value or 0.0) * 0.01
        bars = finished_bars(instrument, days, levels, usual, _share_price(instrument))
        quote = Quantizer(instrument).quote
        quoted = [
            DailyBar(
                bar.date,
                *(quote(price) for price in (bar.open, bar.close, bar.high, bar.low)),
                bar.volume,
                bar.turnover,
            )
            for bar in bars
        ]
        if not overseas:
            quoted[-1] = self._earlier_bar(symbol, days[-1])
        return tuple(quoted)

    def _earlier_bar(self, symbol: str, day: date) -> DailyBar:
        """The last bar, taken from the path of that day, so that both tell the same."""
        path = self.path(symbol, earlier=True)
        sample, close = path.at(path.plan.closed), path.course.close
        return DailyBar(
            day,
            sample.open or close,
            close,
            sample.high or close,
            sample.low or close,
            sample.volume,
            sample.turnover,
        )


def _share_price(instrument: Instrument) -> float | None:
    return INDEX_SHARE_PRICE if instrument.kind is Kind.INDEX else None


def _closing_share(plan: DayPlan) -> float:
    """Share of the day's turnover in the closing auction: more where it runs ten minutes than where it runs three."""
    return 0.012 if plan.closed - plan.ended <= 180 else 0.07
