"""HKEX itself: the daily statistics of Stock Connect, one file a day. No key, no Referer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus

from tui.feeds.answers import Answer, Fetched
from tui.feeds.errors import FeedError, NothingThere
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import newest_simulation, slowest
from tui.feeds.providers.hkex.daily import PROVIDER, parse_active_names, parse_day
from tui.market.southbound import ActiveNames, SouthboundDaily
from tui.settings import HkexSettings


class Hkex:
    """Asks HKEX. `settings` has its host."""

    name = PROVIDER

    def __init__(self, client: Getter, settings: HkexSettings) -> None:
        self._client = client
        self._base = settings.base_url.rstrip("/")

    async def fetch_southbound_days(
        self, wanted: Sequence[date], within: int
    ) -> Fetched[tuple[SouthboundDaily, ...]]:
        """The newest of the wanted days, for each one is a file. Raises FeedError."""
        answer = await self._file(wanted[-1])
        return Fetched((parse_day(answer.body, wanted[-1]),), slowest([answer]), newest_simulation([answer]))

    async def fetch_active_names(self, day: date) -> Fetched[ActiveNames]:
        """Both channels' lists of that day, merged. Raises FeedError, NothingThere while they are not published."""
        answer = await self._file(day)
        return Fetched(parse_active_names(answer.body, day), slowest([answer]), newest_simulation([answer]))

    async def _file(self, day: date) -> Answer:
        try:
            return await self._client.get(f"{self._base}/eng/csm/DailyStat/data_tab_daily_{day:%Y%m%d}e.js")
        except FeedError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise NothingThere(f"HKEX has no file of {day}") from error
            raise
