"""What an update changed: the panes that show it are drawn again, and no others."""

from __future__ import annotations

from msgspec import Struct

from tui.market.health import Feed


class Changes(Struct, frozen=True):
    """What an update changed. `quotes` names symbols with new figures, not mere confirmations of the old.

    `health`: how providers or history stand; `feeds` names those feeds whose providers stand otherwise than before.
    """

    quotes: frozenset[str] = frozenset()
    minutes: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    standings: bool = False
    southbound: bool = False
    turnover: bool = False
    breadth: bool = False
    rate: bool = False
    events: bool = False
    health: bool = False
    feeds: frozenset[Feed] = frozenset()
    restarted: bool = False

    def __bool__(self) -> bool:
        return self != NOTHING

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.quotes | other.quotes,
            self.minutes | other.minutes,
            self.bars | other.bars,
            self.standings or other.standings,
            self.southbound or other.southbound,
            self.turnover or other.turnover,
            self.breadth or other.breadth,
            self.rate or other.rate,
            self.events or other.events,
            self.health or other.health,
            self.feeds | other.feeds,
            self.restarted or other.restarted,
        )


NOTHING = Changes()
