"""Southbound Stock Connect of the simulated day and of the finished days before it, in HKD 100 steps."""

from __future__ import annotations

import math
import random
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from tui.exchange.factors import bridge
from tui.exchange.scenario import Scenario
from tui.exchange.trading_day import SECONDS_PER_MINUTE, at
from tui.market.zones import MARKET_TIME

UNITS_PER_TEN_THOUSAND = 100
UNITS_PER_MILLION = 10_000
"""Amounts are whole multiples of HKD 100: two decimals in the 10,000 HKD of the live series."""

PUBLICATION_LAG = 2 * SECONDS_PER_MINUTE
DAY_PUBLISHED = at(16, 30)
"""When the daily table has the finished day's figures; from the close until then it has a row without any."""

_FIRST, _LAST = at(9, 0) // SECONDS_PER_MINUTE, at(16, 10) // SECONDS_PER_MINUTE
_NOON, _REOPENED = at(12, 0) // SECONDS_PER_MINUTE, at(13, 0) // SECONDS_PER_MINUTE
_TRADING_FROM = at(9, 30) // SECONDS_PER_MINUTE
MINUTES = tuple(minute for minute in range(_FIRST, _LAST + 1) if not _NOON < minute <= _REOPENED)
"""9:00 to 16:10 without 12:01 to 13:00, in minutes after midnight: 371 rows."""

_UNITS_PER_BILLION = 10_000_000
_CENTIMILLIONS, _UNITS_PER_CENTIMILLION = 100_000, 100
"""Finished days are published in HKD millions with two decimals: so many of those a billion, of so many units."""


class Channel(Struct, frozen=True):
    """Buys and sells through one channel since the open, in HKD 100."""

    buy: int
    sell: int

    @property
    def net(self) -> int:
        """Buys minus sells."""
        return self.buy - self.sell


class Flow(Struct, frozen=True):
    """Both channels at one moment."""

    shanghai: Channel
    shenzhen: Channel


class _Story(Struct, frozen=True):
    """A channel's day: sells in HKD bn, and net buys in HKD bn by minutes of trading."""

    name: str
    sell: float
    net: tuple[tuple[int, float], ...]


_SHANGHAI = _Story("shanghai", 27.4, ((0, 0.0), (35, -0.95), (70, -0.6), (150, 0.55), (240, 2.6), (340, 4.6)))
_SHENZHEN = _Story("shenzhen", 18.3, ((0, 0.0), (40, -0.7), (80, -0.55), (150, 0.2), (240, 1.7), (340, 3.3)))

_NET_NOISE = 0.16
_USUAL_NET, _NET_DEVIATION = 5.6, 6.5
_USUAL_TURNOVER, _TURNOVER_DEVIATION = 88.0, 24.0
_LEAST_TURNOVER = 32.0
"""HKD bn: of a minute's path, and of finished days with both channels together."""

_SHANGHAI_SHARE = 0.6


class Southbound:
    """The scenario's flows at any moment."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    @cached_property
    def day(self) -> tuple[Flow, ...]:
        """The flow at each of `MINUTES` of the scenario's day."""
        seed = self.scenario.name
        channels = zip(_channel_day(_SHANGHAI, seed), _channel_day(_SHENZHEN, seed), strict=True)
        return tuple(Flow(shanghai, shenzhen) for shanghai, shenzhen in channels)

    @cached_property
    def _finished(self) -> tuple[tuple[date, Flow], ...]:
        rng = random.Random(f"{self.scenario.name}:southbound")
        return tuple((day, _finished_flow(rng)) for day in self.scenario.connect_days)

    def history(self, moment: datetime) -> tuple[tuple[date, Flow | None], ...]:
        """Finished days, ascending; the scenario's own has no figures between its close and their publication."""
        local = moment.astimezone(MARKET_TIME)
        day = self.scenario.day
        second = _second(local)
        if local.date() < day or (local.date() == day and second < _LAST * SECONDS_PER_MINUTE):
            return self._finished
        published = local.date() > day or second >= DAY_PUBLISHED
        return (*self._finished, (day, self.day[-1] if published else None))

    def shown(self, moment: datetime) -> tuple[date, list[Flow | None]]:
        """The day that the live series is about, and its minutes; None for those not reached yet.

        Before 9:00 that is the last connect day before, whole.
        """
        local = moment.astimezone(MARKET_TIME)
        day = self.scenario.day
        if local.date() < day or (local.date() == day and _second(local) < _FIRST * SECONDS_PER_MINUTE):
            before, flow = self._finished[-1]
            return before, list(_spread(flow))
        if local.date() > day:
            return day, list(self.day)
        behind = local - timedelta(seconds=PUBLICATION_LAG)
        reached = behind.hour * SECONDS_PER_MINUTE + behind.minute
        flows = zip(MINUTES, self.day, strict=True)
        return day, [flow if minute <= reached else None for minute, flow in flows]

    def is_over(self, moment: datetime) -> bool:
        """Whether the channel is closed for the day shown."""
        local = moment.astimezone(MARKET_TIME)
        second = _second(local)
        return local.date() != self.scenario.day or not _FIRST <= second // SECONDS_PER_MINUTE < _LAST


def _second(local: datetime) -> int:
    return at(local.hour, local.minute, local.second)


def _trading_minutes(minute: int) -> int:
    """Minutes of trading done at a minute after midnight; the auctions count."""
    return max(minute - _TRADING_FROM, 0) - (_REOPENED - _NOON if minute > _NOON else 0)


def _channel_day(story: _Story, seed: str) -> list[Channel]:
    rng = random.Random(f"{seed}:southbound:{story.name}")
    whole = _trading_minutes(_LAST)
    noise = bridge(rng, whole)
    activity = [0.6 + rng.random() + 1.4 * math.exp(-minute / 25) for minute in range(whole)]
    total = sum(activity)
    sold, buys, sells, channels = 0.0, 0, 0, []
    before = 0
    for minute in MINUTES:
        done = _trading_minutes(minute)
        sold += sum(activity[before:done]) / total * story.sell
        before = done
        net = _along(story.net, done) + _NET_NOISE * noise[done]
        # Both sides only ever grow: what would shrink the buys is a sell instead.
        sells = max(sells, round(sold * _UNITS_PER_BILLION), buys - round(net * _UNITS_PER_BILLION))
        buys = max(buys, sells + round(net * _UNITS_PER_BILLION))
        channels.append(Channel(buys, sells))
    return channels


def _along(points: tuple[tuple[int, float], ...], done: int) -> float:
    for (start, low), (end, high) in pairwise(points):
        if done <= end:
            return low + (high - low) * (done - start) / (end - start)
    return points[-1][1]


def _finished_flow(rng: random.Random) -> Flow:
    net = rng.gauss(_USUAL_NET, _NET_DEVIATION)
    turnover = max(_LEAST_TURNOVER, rng.gauss(_USUAL_TURNOVER, _TURNOVER_DEVIATION), abs(net) * 3.0)
    tilt = rng.gauss(0.0, 0.9)
    shares = ((_SHANGHAI_SHARE, tilt), (1.0 - _SHANGHAI_SHARE, -tilt))
    shanghai, shenzhen = (_channel(net * share + lean, turnover * share) for share, lean in shares)
    return Flow(shanghai, shenzhen)


def _channel(net: float, turnover: float) -> Channel:
    """A channel with that net buy and turnover, HKD bn."""
    buy, bought_more = (
        round(amount * _CENTIMILLIONS) * _UNITS_PER_CENTIMILLION for amount in ((turnover + net) / 2, net)
    )
    return Channel(buy, buy - bought_more)


def _spread(flow: Flow) -> list[Flow]:
    """A finished day by minute: an even course to its totals."""
    whole = _trading_minutes(_LAST)

    def part(channel: Channel, done: int) -> Channel:
        return Channel(channel.buy * done // whole, channel.sell * done // whole)

    dones = [_trading_minutes(minute) for minute in MINUTES]
    return [Flow(part(flow.shanghai, done), part(flow.shenzhen, done)) for done in dones]
