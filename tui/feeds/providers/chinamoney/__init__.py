"""ChinaMoney, the interbank market's own site: the days on which the loan prime rate came out. No key."""

from __future__ import annotations

from datetime import date

from tui.feeds.answers import Fetched, Told
from tui.feeds.providers import Getter
from tui.feeds.providers.chinamoney.notices import CHINAMONEY, parse_notices
from tui.feeds.providers.telling import LOOKBACK, told
from tui.market.reports import Authority
from tui.settings import HostSettings

FORM = {"channelId": "3686", "pageSize": "24", "pageNo": "1"}
"""The newest notices of the loan prime rate's channel: those of a year at the least."""


class ChinaMoney:
    """The notices on the loan prime rate. `settings` has the host."""

    name = "chinamoney"
    shown = "ChinaMoney"
    authority = Authority.PUBLISHER
    every = 21_600.0
    hurry: float | None = None
    whole: frozenset[str] = frozenset()

    def __init__(self, client: Getter, settings: HostSettings) -> None:
        self._client = client
        self._base = settings.base_url.rstrip("/")

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """The newest days of release. Raises FeedError."""
        answer = await self._client.post(f"{self._base}/ags/ms/cm-s-notice-query/contentsinshorttime", FORM)
        notices = parse_notices(answer.body)
        return Fetched(told(notices, today - LOOKBACK, CHINAMONEY), answer.latency, answer.simulation)
