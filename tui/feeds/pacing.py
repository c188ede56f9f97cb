"""How long a feed waits between polls: by how lively the markets are, and never past the next change of phase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tui.clock import Clock
from tui.market.calendars import Calendars
from tui.market.health import SOUTHBOUND_FEEDS, Feed
from tui.market.instruments import Market
from tui.market.sessions import Pace, busiest_pace, pace_kind, southbound_status, status
from tui.settings import FeedSettings

AFTER_CHANGE = 1.0
"""Real seconds after a change of phase at which a feed is asked at the latest: what it brings is there by then."""

INTERVAL_JITTER = 0.05
"""Up to this share of an interval is taken off at random, so that feeds of one pace drift apart."""

MAINLAND_FEEDS = frozenset({Feed.BREADTH})


def interval(settings: FeedSettings, pace: Pace) -> float:
    """Real seconds between two polls at that pace."""
    match pace:
        case "trading":
            return settings.trading
        case "auction":
            return settings.auction
        case "lunch":
            return settings.lunch
        case "closed":
            return settings.closed


def wait(every: float, until_change: float, jitter: float) -> float:
    """Real seconds until the next poll: `every`, less jitter (0 to 1), but no later than the next change of phase.

    `until_change` is in real seconds too.
    """
    return min(every * (1.0 - INTERVAL_JITTER * jitter), max(0.0, until_change) + AFTER_CHANGE)


def pace_of(feed: Feed, now: datetime, calendars: Calendars) -> Pace:
    """The pace of the livelier market; of southbound feeds Hong Kong's while southbound is open, else closed.

    What is about the mainland alone has the mainland's.
    """
    if feed in MAINLAND_FEEDS:
        return pace_kind(status(Market.MAINLAND, now, calendars).phase)
    if feed not in SOUTHBOUND_FEEDS:
        return busiest_pace(now, calendars)
    if not southbound_status(now, calendars).open:
        return "closed"
    return pace_kind(status(Market.HONG_KONG, now, calendars).phase)


def next_change(now: datetime, calendars: Calendars) -> datetime:
    """When a phase of either market ends next, market time."""
    return min(status(market, now, calendars).until for market in (Market.MAINLAND, Market.HONG_KONG))


class Pacer:
    """The pace of one feed on the running clock; `random` gives [0, 1)."""

    def __init__(
        self, feed: Feed, settings: FeedSettings, calendars: Calendars, clock: Clock, random: Callable[[], float]
    ) -> None:
        self._feed = feed
        self._settings = settings
        self._calendars = calendars
        self._clock = clock
        self._random = random

    def interval(self) -> float:
        """Real seconds between two polls at this moment."""
        return interval(self._settings, pace_of(self._feed, self._clock.now(), self._calendars))

    def shortest_interval(self) -> float:
        """Real seconds between two polls at this moment with all the jitter there can be: the next is not before."""
        return self.interval() * (1.0 - INTERVAL_JITTER)

    def wait(self, turns: int = 1) -> float:
        """Real seconds until the next poll of a feed that takes so many turns, one request each, in an interval."""
        until_change = -self._clock.age(next_change(self._clock.now(), self._calendars))
        return wait(self.interval() / turns, until_change, self._random())
