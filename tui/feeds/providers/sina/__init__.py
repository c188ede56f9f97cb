"""Sina: quotes of both markets and of US indices, a rate. It answers only to its own Referer."""

from __future__ import annotations

from collections.abc import Sequence

from tui.feeds.answers import Fetched, QuoteBatch
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import fetch_in_batches, newest_simulation, slowest
from tui.feeds.providers.sina import rates
from tui.feeds.providers.sina.quotes import PROVIDER, parse_quotes
from tui.market.instruments import Instrument
from tui.market.rates import Rate
from tui.settings import SinaSettings

_HEADERS = {"Referer": "https://finance.sina.com.cn/"}


class Sina:
    """Asks Sina. `settings` has its host and how many symbols go into one request."""

    name = PROVIDER

    def __init__(self, client: Getter, settings: SinaSettings) -> None:
        self._client = client
        self._settings = settings
        self._base = settings.base_url.rstrip("/")

    async def fetch_quotes(self, instruments: Sequence[Instrument]) -> Fetched[QuoteBatch]:
        """Quotes of those of the instruments that Sina knows. Raises FeedError."""
        return await fetch_in_batches(
            self._client,
            instruments,
            provider="Sina",
            key_of=lambda instrument: instrument.codes.sina,
            size=self._settings.symbols_per_request,
            url_of=lambda keys: f"{self._base}/list={','.join(keys)}",
            parse=lambda answer, keyed: parse_quotes(answer.body, answer.charset, keyed),
            headers=_HEADERS,
        )

    async def fetch_rate(self) -> Fetched[Rate]:
        """What one HKD costs in onshore yuan. Raises FeedError."""
        answer = await self._client.get(f"{self._base}/list={rates.KEY}", headers=_HEADERS)
        rate = rates.parse_rate(answer.body, answer.charset)
        return Fetched(rate, slowest([answer]), newest_simulation([answer]))
