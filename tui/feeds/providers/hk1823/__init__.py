"""Hong Kong's government, as its hotline 1823 publishes it: public holidays. No key."""

from __future__ import annotations

from datetime import date

from tui.feeds.answers import Fetched, Told
from tui.feeds.providers import Getter
from tui.feeds.providers.hk1823.holidays import CLOSED, HK1823, parse_holidays
from tui.feeds.providers.telling import LOOKBACK, told
from tui.market.reports import Authority
from tui.settings import HostSettings


class Hk1823:
    """The public holidays of some years. `settings` has the host."""

    name = "hk1823"
    shown = "HK government"
    authority = Authority.PUBLISHER
    every = 7 * 86_400.0
    hurry: float | None = None
    whole = frozenset({CLOSED})

    def __init__(self, client: Getter, settings: HostSettings) -> None:
        self._client = client
        self._base = settings.base_url.rstrip("/")

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """The weekdays on which Hong Kong is closed. Raises FeedError."""
        answer = await self._client.get(f"{self._base}/common/ical/en.json")
        return Fetched(told(parse_holidays(answer.body), today - LOOKBACK, HK1823), answer.latency, answer.simulation)
