"""How one instrument stands against its own past: highs and lows, the run of gains, the bases of its periods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from tui.market.highs import HighLow

Period = Literal["today", "5d", "20d", "60d", "ytd"]
"""Since the previous close; since the close so many sessions before today; since the last close of last year."""

PERIODS: tuple[Period, ...] = ("today", "5d", "20d", "60d", "ytd")


class Run(Struct, frozen=True):
    """Closes in a row in one direction, today's (or the last price, while trading) among them.

    `days` is positive for gains and negative for losses; `since` is the day of the first of them.
    """

    days: int
    since: date


class BiggestMove(Struct, frozen=True):
    """Today's move as the biggest of its direction since the day `since`; None: in the whole history."""

    gain: bool
    since: date | None
    phrase_en: str
    phrase_zh: str


class Standing(Struct, frozen=True):
    """One instrument against its daily bars; every part is None (or absent) where the bars do not decide it.

    `day` is the market day that the figures are about; `final` says that its close was official.
    `closing` compares closes with closes, `intraday` the day's high or low with those of the days before.
    `bases` maps the periods beyond today to the close that they count from, on the bars' adjustment; a move over a
    period is `last / base - 1`. `high_52_weeks` and `low_52_weeks` are of the year before today, today left out.
    `average_turnover` is the mean of the last 20 finished days, in single currency units.
    """

    symbol: str
    day: date
    final: bool
    closing: HighLow | None
    intraday: HighLow | None
    run: Run | None
    biggest: BiggestMove | None
    bases: Mapping[str, float]
    high_52_weeks: float | None
    low_52_weeks: float | None
    average_turnover: float | None

    def change_pct(self, period: Period, last: float | None) -> float | None:
        """The move to `last` over a period beyond today, percent; None where either end is not known."""
        base = self.bases.get(period)
        if base is None or last is None:
            return None
        return (last / base - 1.0) * 100.0
