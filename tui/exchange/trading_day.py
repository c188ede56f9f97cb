"""The hours of a simulated full day, in seconds after midnight, and what phase each second is in."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from tui.market.instruments import Market

SECONDS_PER_MINUTE = 60
SECONDS_PER_HOUR = 3600


class Phase(Enum):
    """Where a market's day stands.

    EARLIER: the vendor still shows the session before. CLEARED: today's row, nothing in it yet. AUCTION: an
    indicative price. MATCHED: the opening price is known. TRADING: continuous, lunch included. CLOSING: the closing
    auction, prices stand. CLOSED: the official close is known.
    """

    EARLIER = auto()
    CLEARED = auto()
    AUCTION = auto()
    MATCHED = auto()
    TRADING = auto()
    CLOSING = auto()
    CLOSED = auto()


def at(hour: int, minute: int, second: int = 0) -> int:
    """Seconds after midnight of a time of day."""
    return hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second


class DayPlan(Struct, frozen=True):
    """One market's day: seconds after midnight, UTC+8; `opened` to `noon` and `reopened` to `ended` are continuous.

    `last_label` is the minute after midnight whose row carries the official close in minute series.
    """

    cleared: int
    auction: int
    matched: int
    opened: int
    noon: int
    reopened: int
    ended: int
    closed: int
    last_label: int

    @property
    def morning(self) -> int:
        """Seconds of continuous trading before lunch."""
        return self.noon - self.opened

    @property
    def minutes(self) -> int:
        """Minutes of continuous trading in the day."""
        return (self.morning + self.ended - self.reopened) // SECONDS_PER_MINUTE

    def phase(self, second: int) -> Phase:
        """The phase at that second."""
        if second >= self.ended:
            return Phase.CLOSED if second >= self.closed else Phase.CLOSING
        if second >= self.opened:
            return Phase.TRADING
        if second >= self.matched:
            return Phase.MATCHED
        if second >= self.auction:
            return Phase.AUCTION
        return Phase.CLEARED if second >= self.cleared else Phase.EARLIER

    def elapsed(self, second: int) -> int:
        """Seconds of continuous trading done by then; stands still over lunch and after the end."""
        morning = min(max(second - self.opened, 0), self.morning)
        return morning + min(max(second - self.reopened, 0), self.ended - self.reopened)

    def clock(self, elapsed: int) -> int:
        """The second after midnight at which that much continuous trading was done first."""
        return self.opened + elapsed if elapsed <= self.morning else self.reopened + elapsed - self.morning


MAINLAND_DAY = DayPlan(
    cleared=at(9, 0),
    auction=at(9, 15),
    matched=at(9, 25),
    opened=at(9, 30),
    noon=at(11, 30),
    reopened=at(13, 0),
    ended=at(14, 57),
    closed=at(15, 0),
    last_label=15 * 60,
)

HONG_KONG_DAY = DayPlan(
    cleared=at(9, 0),
    auction=at(9, 0),
    # Both auctions end at random moments: the opening one between 9:20 and 9:22, the closing one 16:08 to 16:10.
    matched=at(9, 21, 14),
    opened=at(9, 30),
    noon=at(12, 0),
    reopened=at(13, 0),
    ended=at(16, 0),
    closed=at(16, 8, 39),
    last_label=16 * 60,
)


def plan_of(market: Market) -> DayPlan:
    """The day of a market. Raises KeyError for the United States, which the simulation does not trade."""
    return {Market.MAINLAND: MAINLAND_DAY, Market.HONG_KONG: HONG_KONG_DAY}[market]
