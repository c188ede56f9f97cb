"""What each instrument's day, and the one before it, must come to: from the scenario's outline to a path's course."""

from __future__ import annotations

import random

from msgspec import Struct

from tui.exchange.day_path import Course
from tui.exchange.factors import day_shape, quiet_shape, sector_drift
from tui.exchange.scenario import Fate, Outline, Scenario
from tui.exchange.ticks import Quantizer, daily_limits
from tui.exchange.trading_day import HONG_KONG_DAY, MAINLAND_DAY, DayPlan, plan_of
from tui.market.instruments import Instrument, Kind, Market

INDEX_SHARE_PRICE = 13.0
"""CNY or HKD of an average share: values an index's volume."""

USUAL_ACTIVITY = 0.01
"""A usual day's turnover against the float's value, where the scenario has none."""

_SEALED_AFTER = 71
"""Minutes of trading until the limit-up share is at its limit."""

_MARKET_PCT = {Market.MAINLAND: 1.5, Market.HONG_KONG: 1.9}
"""The move of an average share, percent."""

_SECTOR_PCT = 0.25
"""How far a sector wanders from its market, percent."""

_QUIET_NOISE = 0.08
"""How far an instrument's turnover of the session before strays from its market's, as a share of it."""

_QUIET_GAP_PCT = 0.25
_CLOSING_SHARES = {HONG_KONG_DAY: 0.07, MAINLAND_DAY: 0.012}
"""The closing auction's share of the day's turnover: ten minutes against three."""


class _Character(Struct, frozen=True):
    """How restless an instrument is, in percent.

    `noise`: its own wandering over the day. `reach`: within a minute. `gap`: the opening against the market's.
    `auction`: what the closing auction moves at most.
    """

    noise: float
    reach: float
    gap: float
    auction: float


_INDEX = _Character(noise=0.05, reach=0.012, gap=0.02, auction=0.015)
_BANK = _Character(noise=0.3, reach=0.05, gap=0.25, auction=0.1)
_SHARE = _Character(noise=0.75, reach=0.05, gap=0.25, auction=0.1)


def _character(instrument: Instrument, outline: Outline) -> _Character:
    if instrument.kind is Kind.INDEX:
        return _INDEX
    return _BANK if outline.sector == "banks" else _SHARE


def share_price(instrument: Instrument) -> float | None:
    """What values the volume of an index; None for a share, whose own price does."""
    return INDEX_SHARE_PRICE if instrument.kind is Kind.INDEX else None


def closing_share(plan: DayPlan) -> float:
    """The closing auction's share of a day's turnover."""
    return _CLOSING_SHARES[plan]


def usual_turnover(outline: Outline) -> float:
    """A day's turnover in single currency units."""
    return outline.turnover or (outline.float_value or 0.0) * USUAL_ACTIVITY


def course_of_the_day(scenario: Scenario, instrument: Instrument) -> Course:
    """The scenario's own day."""
    outline, plan = scenario.outlines[instrument.symbol], plan_of(instrument.market)
    character, quantizer = _character(instrument, outline), Quantizer(instrument)
    seed = f"{scenario.name}:{instrument.symbol}"
    rng = random.Random(f"{seed}:outline")
    shared = _shared(scenario, instrument, outline)
    gap = character.gap * _either_way(rng)
    limits = daily_limits(instrument, outline.previous_close)
    limit = limits[0] if limits is not None and outline.fate is Fate.LIMIT_UP else None
    before_auction = outline.close * (1.0 + character.auction * _either_way(rng) / 100.0)
    return Course(
        seed=seed,
        previous_close=outline.previous_close,
        open=quantizer.quote(outline.previous_close * (1.0 + (shared[0] + gap) / 100.0)),
        before_auction=before_auction if limit is None else limit,
        close=outline.close,
        shared=shared,
        noise=character.noise * (0.7 + 0.6 * rng.random()),
        reach=character.reach,
        turnover=outline.turnover,
        closing_share=closing_share(plan),
        share_price=share_price(instrument),
        limit=limit,
        sealed_after=None if limit is None else _SEALED_AFTER,
    )


def _either_way(rng: random.Random) -> float:
    """Between -1 and 1."""
    return 2.0 * rng.random() - 1.0


def _shared(scenario: Scenario, instrument: Instrument, outline: Outline) -> list[float]:
    """What moves the instrument along with others, in percent, after each minute."""
    plan = plan_of(instrument.market)
    day_pct = (outline.close / outline.previous_close - 1.0) * 100.0
    shape = day_shape(plan, scenario.name)
    if instrument.kind is Kind.INDEX:
        return [day_pct * share for share in shape]
    common = (_MARKET_PCT[instrument.market] + day_pct) / 2.0
    drift = sector_drift(plan, scenario.name, outline.sector)
    return [common * share + _SECTOR_PCT * own for share, own in zip(shape, drift, strict=True)]


def course_of_the_session_before(
    scenario: Scenario, instrument: Instrument, before: float, activity: float
) -> Course:
    """The session before: no story, and it ends where the scenario's day begins.

    `before` is the close before it, `activity` the market's turnover against that of a busy day.
    """
    outline, plan = scenario.outlines[instrument.symbol], plan_of(instrument.market)
    character, quantizer = _character(instrument, outline), Quantizer(instrument)
    seed = f"{scenario.name}:{instrument.symbol}:earlier"
    rng = random.Random(f"{seed}:outline")
    close = outline.previous_close
    day_pct = (close / before - 1.0) * 100.0
    return Course(
        seed=seed,
        previous_close=before,
        open=quantizer.quote(before * (1.0 + _QUIET_GAP_PCT * _either_way(rng) / 100.0)),
        before_auction=close,
        close=close,
        shared=[day_pct * share for share in quiet_shape(plan, f"{scenario.name}:earlier")],
        noise=character.noise,
        reach=character.reach,
        turnover=float(round(usual_turnover(outline) * activity * (1.0 + _QUIET_NOISE * _either_way(rng)))),
        closing_share=closing_share(plan),
        share_price=share_price(instrument),
    )
