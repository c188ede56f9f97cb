"""The ten names that each southbound channel traded most of on a day, in keeping with bars and the day's flow."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from tui.exchange.history import DailyBar
from tui.exchange.southbound import HKD_PER_UNIT, Southbound
from tui.exchange.southbound_paths import Channel
from tui.exchange.tape import Tape

TOP = 10
SHANGHAI, SHENZHEN = "Shanghai", "Shenzhen"


class Candidate(Struct, frozen=True):
    """A share that southbound money likes: the part of its turnover that each channel has, and HKEX's short name."""

    symbol: str
    shanghai: float
    shenzhen: float
    short_name: str


CANDIDATES = (
    Candidate("00700.HK", 0.155, 0.105, "TENCENT"),
    Candidate("09988.HK", 0.150, 0.100, "BABA-W"),
    Candidate("03690.HK", 0.300, 0.220, "MEITUAN-W"),
    Candidate("01810.HK", 0.340, 0.280, "XIAOMI-W"),
    Candidate("00981.HK", 0.360, 0.290, "SMIC"),
    Candidate("00939.HK", 0.370, 0.120, "CCB"),
    Candidate("01398.HK", 0.310, 0.110, "ICBC"),
    Candidate("03988.HK", 0.350, 0.120, "BANK OF CHINA"),
    Candidate("00005.HK", 0.062, 0.022, "HSBC HOLDINGS"),
    Candidate("00175.HK", 0.240, 0.190, "GEELY AUTO"),
    Candidate("01211.HK", 0.125, 0.130, "BYD COMPANY"),
    Candidate("02015.HK", 0.130, 0.330, "LI AUTO-W"),
    Candidate("01024.HK", 0.140, 0.190, "KUAISHOU-W"),
    Candidate("09868.HK", 0.160, 0.390, "XPENG-W"),
    Candidate("09660.HK", 0.120, 0.270, "HORIZONROBOT-W"),
    Candidate("00992.HK", 0.300, 0.260, "LENOVO GROUP"),
    Candidate("01347.HK", 0.330, 0.360, "HUA HONG SEMI"),
    Candidate("00020.HK", 0.290, 0.440, "SENSETIME-W"),
    Candidate("09863.HK", 0.150, 0.380, "LEAPMOTOR"),
)
"""Only names that Stock Connect admits; those with a secondary listing, such as JD or NetEase, are not."""

_STORY_LEANING = {
    "03690.HK": 0.21,
    "00939.HK": 0.24,
    "01810.HK": 0.09,
    "09988.HK": 0.06,
    "01211.HK": 0.11,
    "00700.HK": -0.07,
}
"""The story's day: net buys against the name's turnover in a channel, on top of the channel's own."""

_USUAL_LEANING = 0.11
"""Its deviation on other days and for other names."""

_MOST_LEANING = 0.7
_LEAST_ACTIVE, _ACTIVE_SPAN = 0.72, 0.56
"""A name's activity against its usual share: the least, and how much more by chance."""

_USUAL_CHANNEL = {SHANGHAI: 5.4e10, SHENZHEN: 3.6e10}
"""HKD: a channel's turnover at which its names have their usual share."""

_MOST_SCALE = 1.25

_MOST_OF_CHANNEL, _MOST_OF_NAME = 0.55, 0.5
"""The ten never have more of their channel's turnover than this, nor one channel more of a name's."""


class ActiveName(Struct, frozen=True):
    """One of the ten: buys and sells in single HKD, and the name's bar of that day with the close before it."""

    rank: int
    candidate: Candidate
    buy: int
    sell: int
    bar: DailyBar
    before: float

    @property
    def deal(self) -> int:
        """Buys plus sells."""
        return self.buy + self.sell


class _Wish(Struct, frozen=True):
    """What a candidate would have traded in the channel, HKD, and which way it leans: net buys against that."""

    candidate: Candidate
    deal: float
    leaning: float
    bar: DailyBar
    before: float


class ActiveNames:
    """The lists of any published day. They do not depend on when they are asked for."""

    def __init__(self, tape: Tape, southbound: Southbound) -> None:
        self._tape = tape
        self._southbound = southbound

    def build(self) -> Iterator[None]:
        """Make the bars that the lists are drawn from."""
        return self._tape.build_bars(candidate.symbol for candidate in CANDIDATES)

    def of(self, day: date, channel: str, moment: datetime) -> tuple[ActiveName, ...]:
        """The ten of a day in one channel, the largest first; empty for a day without any, and until they are out."""
        flow = self._southbound.totals_of(day, moment)
        if flow is None:
            return ()
        side = flow.shanghai if channel == SHANGHAI else flow.shenzhen
        total = float((side.buy + side.sell) * HKD_PER_UNIT)
        wishes = sorted(self._wishes(day, channel, side, total, moment), key=lambda wish: -wish.deal)[:TOP]
        part = min(1.0, total * _MOST_OF_CHANNEL / sum(wish.deal for wish in wishes))
        return tuple(_name(rank, wish, part) for rank, wish in enumerate(wishes, start=1))

    def _wishes(self, day: date, channel: str, side: Channel, total: float, moment: datetime) -> Iterator[_Wish]:
        rng = random.Random(f"{self._tape.scenario.name}:active:{day}:{channel}")
        scale = min(_MOST_SCALE, total / _USUAL_CHANNEL[channel])
        common = side.net * HKD_PER_UNIT / total
        for candidate in CANDIDATES:
            active, leaning = _LEAST_ACTIVE + _ACTIVE_SPAN * rng.random(), rng.gauss(0.0, _USUAL_LEANING)
            bar, before = self._bar(candidate.symbol, day, moment)
            usual = candidate.shanghai if channel == SHANGHAI else candidate.shenzhen
            deal = bar.turnover * min(usual * active * scale, _MOST_OF_NAME)
            if day == self._tape.scenario.day:
                leaning = _STORY_LEANING.get(candidate.symbol, leaning)
            leaning = min(_MOST_LEANING, max(-_MOST_LEANING, common + leaning))
            yield _Wish(candidate, deal, leaning, bar, before)

    def _bar(self, symbol: str, day: date, moment: datetime) -> tuple[DailyBar, float]:
        """The name's bar of a day, and the close before it."""
        bars = self._tape.bars(symbol)
        running = self._tape.running_bar(symbol, moment) if day == self._tape.scenario.day else None
        if running is not None:
            return running, bars.closes[-1]
        position = bisect_left(bars.dates, day)
        return bars.at(position), bars.closes[position - 1]


def _name(rank: int, wish: _Wish, part: float) -> ActiveName:
    deal = wish.deal * part
    buy = int(deal * (1.0 + wish.leaning) / 2.0)
    return ActiveName(rank, wish.candidate, buy, int(deal) - buy, wish.bar, wish.before)
