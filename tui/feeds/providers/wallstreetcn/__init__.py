"""wallstreetcn: the calendar of figures in Chinese, with actuals within minutes. No key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from tui.feeds.answers import Fetched, Told
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import aside, newest_simulation, slowest
from tui.feeds.providers.wallstreetcn.macrodatas import PROVIDER, parse_macrodatas
from tui.market.event_series import EventSeries
from tui.market.reports import Authority
from tui.market.zones import MARKET_TIME

_EITHER_WAY = timedelta(days=3)
"""Days asked for before and after today: seven in all, and more than seven are refused."""

_HEADERS = {"Referer": "https://wallstreetcn.com/calendar"}


class Wallstreetcn:
    """Asks wallstreetcn's calendar. `series` are those whose titles are known."""

    name = PROVIDER
    shown = "wallstreetcn"
    authority = Authority.VENDOR
    every = 600.0
    hurry: float | None = 60.0
    whole: frozenset[str] = frozenset()

    def __init__(self, client: Getter, base_url: str, series: Mapping[str, EventSeries]) -> None:
        self._client = client
        self._base = base_url.rstrip("/")
        self._series = series

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """The figures of the three days before today, of today, and of the three after. Raises FeedError."""
        first, last = today - _EITHER_WAY, today + _EITHER_WAY
        end = _midnight(last + timedelta(days=1)) - 1
        answer = await self._client.get(
            f"{self._base}/apiv1/finance/macrodatas?start={_midnight(first)}&end={end}", headers=_HEADERS
        )
        told = await aside(parse_macrodatas, answer.body, first, last, self._series)
        return Fetched(told, slowest([answer]), newest_simulation([answer]))


def _midnight(day: date) -> int:
    """The beginning of a day in Beijing, in Unix seconds."""
    return int(datetime.combine(day, time(0), MARKET_TIME).timestamp())
