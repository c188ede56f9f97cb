"""HKEX's list of the board meetings that issuers have announced: the days of results in Hong Kong. No key."""

from __future__ import annotations

from datetime import date

from tui.feeds.answers import Fetched, Told
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import aside, newest_simulation, slowest
from tui.feeds.providers.hkex_meetings.meetings import PROVIDER, parse_meetings
from tui.market.instruments import Kind, Market, Universe
from tui.market.reports import Authority


class HkexMeetings:
    """Asks HKEX's news site for the shares of a universe. What it lists was announced by the companies themselves."""

    name = PROVIDER
    shown = "HKEX, board meetings announced"
    authority = Authority.PUBLISHER
    every = 43200.0
    hurry: float | None = None
    whole: frozenset[str] = frozenset()

    def __init__(self, client: Getter, base_url: str, universe: Universe) -> None:
        self._client = client
        self._base = base_url.rstrip("/")
        self._shares = {
            one.symbol.partition(".")[0]: one
            for one in universe
            if one.kind is Kind.STOCK and one.market is Market.HONG_KONG
        }

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """The meetings ahead at which results are told, of the main board. Raises FeedError."""
        answer = await self._client.get(f"{self._base}/reports/bmn/ebmn.htm")
        told = await aside(parse_meetings, answer.body, self._shares)
        return Fetched(told, slowest([answer]), newest_simulation([answer]))
