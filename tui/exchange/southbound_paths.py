"""How a day's southbound flow comes about minute by minute: the story's own, and any finished day to its totals."""

from __future__ import annotations

import math
import random
from itertools import accumulate, pairwise

from msgspec import Struct

from tui.exchange.factors import bridge
from tui.exchange.trading_day import SECONDS_PER_MINUTE, at

UNITS_PER_BILLION = 10_000_000
"""Amounts are whole multiples of HKD 100: two decimals in the 10,000 HKD of the live series."""

UNITS_PER_CENTIMILLION = 100
"""Finished days are published in HKD millions with two decimals."""

FIRST, LAST = at(9, 0) // SECONDS_PER_MINUTE, at(16, 10) // SECONDS_PER_MINUTE
_NOON, _REOPENED = at(12, 0) // SECONDS_PER_MINUTE, at(13, 0) // SECONDS_PER_MINUTE
_TRADING_FROM = at(9, 30) // SECONDS_PER_MINUTE
MINUTES = tuple(minute for minute in range(FIRST, LAST + 1) if not _NOON < minute <= _REOPENED)
"""9:00 to 16:10 without 12:01 to 13:00, in minutes after midnight: 371 rows."""

_NET_NOISE = 0.16
"""HKD bn: how far the story's net buys stray from their course."""

_LEANING = 0.22
"""How far the weight of buys and sells swings over a finished day; both sides only ever grow."""


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


def story_day(seed: str) -> tuple[Flow, ...]:
    """The flow at each of `MINUTES` of the scenario's own day."""
    channels = zip(_story_channel(_SHANGHAI, seed), _story_channel(_SHENZHEN, seed), strict=True)
    return tuple(Flow(shanghai, shenzhen) for shanghai, shenzhen in channels)


def finished_day(totals: Flow, seed: str) -> tuple[Flow, ...]:
    """A way to those totals, at each of `MINUTES`; the same seed goes the same way."""
    channels = zip(
        _finished_channel(totals.shanghai, f"{seed}:shanghai"),
        _finished_channel(totals.shenzhen, f"{seed}:shenzhen"),
        strict=True,
    )
    return tuple(Flow(shanghai, shenzhen) for shanghai, shenzhen in channels)


def _trading_minutes(minute: int) -> int:
    """Minutes of trading done at a minute after midnight; the auctions count."""
    return max(minute - _TRADING_FROM, 0) - (_REOPENED - _NOON if minute > _NOON else 0)


_DONE = tuple(_trading_minutes(minute) for minute in MINUTES)
_WHOLE = _DONE[-1]


def _busy(rng: random.Random) -> list[float]:
    """How busy each minute of trading is: most after the open."""
    return [0.6 + rng.random() + 1.4 * math.exp(-minute / 25) for minute in range(_WHOLE)]


def _story_channel(story: _Story, seed: str) -> list[Channel]:
    rng = random.Random(f"{seed}:southbound:{story.name}")
    noise = bridge(rng, _WHOLE)
    activity = _busy(rng)
    total = sum(activity)
    sold, buys, sells, channels = 0.0, 0, 0, []
    before = 0
    for done in _DONE:
        sold += sum(activity[before:done]) / total * story.sell
        before = done
        net = _along(story.net, done) + _NET_NOISE * noise[done]
        # Both sides only ever grow: what would shrink the buys is a sell instead.
        sells = max(sells, round(sold * UNITS_PER_BILLION), buys - round(net * UNITS_PER_BILLION))
        buys = max(buys, sells + round(net * UNITS_PER_BILLION))
        channels.append(Channel(buys, sells))
    # The day's totals are published with fewer decimals than the series has.
    more = -sells % UNITS_PER_CENTIMILLION
    channels[-1] = Channel(buys + more, sells + more)
    return channels


def _along(points: tuple[tuple[int, float], ...], done: int) -> float:
    for (start, low), (end, high) in pairwise(points):
        if done <= end:
            return low + (high - low) * (done - start) / (end - start)
    return points[-1][1]


def _finished_channel(totals: Channel, seed: str) -> list[Channel]:
    rng = random.Random(f"{seed}:path")
    pairs = list(zip(_busy(rng), bridge(rng, _WHOLE)[1:], strict=True))
    bought = [busy * (1.0 + _LEANING * lean) for busy, lean in pairs]
    sold = [busy * (1.0 - _LEANING * lean) for busy, lean in pairs]
    buys, sells = _marks(totals.buy, bought), _marks(totals.sell, sold)
    return [Channel(buys[done], sells[done]) for done in _DONE]


def _marks(total: int, weights: list[float]) -> list[int]:
    """What is done of a whole total after each weight, from none to all of it."""
    done = list(accumulate(weights, initial=0.0))
    marks = [round(total * part / done[-1]) for part in done]
    marks[-1] = total
    return marks
