"""What a wrap is told from: the facts of one day, without a word of any language.

Gathered once (`tui.market.wrap.gather`), they serve both grammars. Every part is None or empty where it is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from tui.market.breadth import Breadth, WholeMarket
from tui.market.calendars import Closure
from tui.market.events import Event
from tui.market.instruments import Instrument, Market
from tui.market.southbound_context import SouthboundContext
from tui.market.standing import Standing
from tui.market.turnover import TurnoverInContext
from tui.market.wrap.records import Missing, Stamp
from tui.market.wrap.sizes import direction_of


class Progress(StrEnum):
    """How far a market's day has come. ENDED: its closing prices are known."""

    TRADING = "trading"
    BREAK = "midday break"
    ENDED = "ended"


class IndexFact(Struct, frozen=True):
    """One index on the day. `final`: `last` is the official close; `old`: nothing newer is known where there must be.

    `change_pct` in percent. `standing` is of this very price: it is None where the bars do not reach to the day.
    """

    symbol: str
    last: float
    change_pct: float
    final: bool
    old: bool
    time: datetime | None
    standing: Standing | None
    stamp: Stamp


class MarketFact(Struct, frozen=True):
    """One market on the day: `closure` says why it did not trade, and then there is nothing else.

    `indices` are those known of the two that are told, the headline first. `reopens` is its next day of trading.
    """

    market: Market
    closure: Closure | None
    progress: Progress
    indices: tuple[IndexFact, ...]
    wanted: tuple[str, ...]
    reopens: date

    @property
    def headline(self) -> IndexFact | None:
        """The index that stands for the market: the first of those wanted, unless it is unknown or old."""
        found = self.index(self.wanted[0])
        return None if found is None or found.old else found

    @property
    def direction(self) -> int:
        """1 up, -1 down by the headline index; 0 where it has none or the other index moved the other way."""
        headline = self.headline
        if headline is None or self.is_mixed:
            return 0
        return direction_of(headline.change_pct)

    @property
    def is_mixed(self) -> bool:
        """Whether the mainland's two indices moved against each other: both are of the whole market.

        Hong Kong's second index is of one sector, so it does not speak for the market.
        """
        if self.market is not Market.MAINLAND:
            return False
        directions = {direction_of(index.change_pct) for index in self.indices if not index.old}
        return {1, -1} <= directions

    def index(self, symbol: str) -> IndexFact | None:
        """One of the indices, if it is known."""
        return next((index for index in self.indices if index.symbol == symbol), None)


class NameFact(Struct, frozen=True):
    """One share and its move, percent."""

    instrument: Instrument
    change_pct: float


class SectorFact(Struct, frozen=True):
    """One sector: its float-weighted move in percent, of `counted` shares, and the names told of it.

    `market`: that of all its shares, None where they are of several.
    """

    key: str
    name_en: str
    name_zh: str
    change_pct: float
    counted: int
    names: tuple[NameFact, ...]
    market: Market | None = None


class SectorsFact(Struct, frozen=True):
    """The sectors, the strongest in the market's direction first; `direction` 0: the markets have none in common.

    `leaders` moved in that direction and visibly more than every one of the `others`; without direction they are the
    one that did best. `others` descend.
    """

    direction: int
    leaders: tuple[SectorFact, ...]
    others: tuple[SectorFact, ...]
    stamps: tuple[Stamp, ...]


class TurnoverFact(Struct, frozen=True):
    """One market's turnover, and what it had been: the session before was on `previous_day`.

    A `half_day` is compared at the same minute even once it is over: no whole day is like it.
    """

    context: TurnoverInContext
    previous_day: date
    stamp: Stamp
    half_day: bool = False


class BreadthFact(Struct, frozen=True):
    """How many rise and fall: of all mainland shares, and of those that are followed here."""

    whole: WholeMarket | None
    followed: Breadth | None
    stamps: tuple[Stamp, ...]


class ActiveFact(Struct, frozen=True):
    """One of the most active names of southbound trading; `net_buy` in HKD, None if it is not known."""

    name_en: str
    name_zh: str
    net_buy: float | None


class AverageFlow(Struct, frozen=True):
    """The mean net buy, HKD, of so many days known of the last twenty, by the same minute or of whole days."""

    net_buy: float
    days: int
    same_minute: bool


class SouthboundFact(Struct, frozen=True):
    """Southbound on the day. `shut`: why it did not trade, by market; then there is nothing else.

    `minute` (after midnight) is that of the last figure, None where only totals are known.
    """

    shut: Mapping[Market, Closure]
    context: SouthboundContext | None
    progress: Progress
    old: bool
    minute: int | None
    average: AverageFlow | None
    active: tuple[ActiveFact, ...]
    stamps: tuple[Stamp, ...]


class Comparison(StrEnum):
    """How a figure stands to another one."""

    ABOVE = "above"
    BELOW = "below"
    EQUAL = "equal"


class ReleaseFact(Struct, frozen=True):
    """A release of the last days, of the market day `day`; `event.actual` is None if it is overdue.

    The comparisons are None where a figure is missing, or is none that can be compared.
    """

    event: Event
    day: date
    against_previous: Comparison | None
    against_consensus: Comparison | None


class AheadFact(Struct, frozen=True):
    """An event to come, of the market day `day`; `at` in market time, None where only the day is known."""

    event: Event
    day: date
    at: datetime | None


class WrapFacts(Struct, frozen=True):
    """All facts of the day `day`, as they are known at `now` (market time). `day` is not today before the open,
    on weekends and holidays."""

    now: datetime
    day: date
    simulated: bool
    mainland: MarketFact
    hong_kong: MarketFact
    turnover: tuple[TurnoverFact, ...]
    sectors: SectorsFact | None
    breadth: BreadthFact | None
    southbound: SouthboundFact | None
    releases: tuple[ReleaseFact, ...]
    ahead: tuple[AheadFact, ...]
    missing: tuple[Missing, ...]

    @property
    def markets(self) -> tuple[MarketFact, MarketFact]:
        """Both, the mainland first."""
        return self.mainland, self.hong_kong

    @property
    def is_today(self) -> bool:
        """Whether the day told of is today."""
        return self.day == self.now.date()
