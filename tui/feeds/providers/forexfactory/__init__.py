"""ForexFactory: the week's calendar, with what is expected of each figure.

No key. More than about two requests in five minutes are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tui.feeds.answers import Fetched, Told
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import newest_simulation, slowest
from tui.feeds.providers.forexfactory.week import PROVIDER, parse_week
from tui.market.event_series import EventSeries
from tui.market.reports import Authority


class ForexFactory:
    """Asks ForexFactory's file host. `series` are those whose titles are known."""

    name = PROVIDER
    shown = "ForexFactory"
    authority = Authority.VENDOR
    every = 3600.0
    hurry: float | None = None
    whole: frozenset[str] = frozenset()

    def __init__(self, client: Getter, base_url: str, series: Mapping[str, EventSeries]) -> None:
        self._client = client
        self._base = base_url.rstrip("/")
        self._series = series

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """What the running week brings. Raises FeedError."""
        answer = await self._client.get(f"{self._base}/ff_calendar_thisweek.json")
        told = parse_week(answer.body, self._series)
        return Fetched(told, slowest([answer]), newest_simulation([answer]))
