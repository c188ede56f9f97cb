"""Tencent: quotes of both markets and of US indices, minutes, daily bars, a rate. No key, no Referer, no cookie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui.feeds.answers import Fetched, QuoteBatch
from tui.feeds.errors import WireError
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import aside, fetch_in_batches, newest_simulation, slowest
from tui.feeds.providers.tencent import rates
from tui.feeds.providers.tencent.bars import parse_bars
from tui.feeds.providers.tencent.minutes import parse_minutes
from tui.feeds.providers.tencent.quotes import LIVE_PREFIX, PROVIDER, parse_quotes
from tui.market.instruments import Instrument, Kind, Market
from tui.market.rates import Rate
from tui.market.series import DailyBars, MinuteSeries
from tui.settings import TencentSettings

_MOST_BARS = 2000
"""More are refused as `param error`."""

_US_PREFIX, _US_SERIES_PREFIX = "us", "us."


class Tencent:
    """Asks Tencent. `settings` has its two hosts and how many symbols go into one request."""

    name = PROVIDER

    def __init__(self, client: Getter, settings: TencentSettings) -> None:
        self._client = client
        self._settings = settings
        self._base = settings.base_url.rstrip("/")
        self._history = settings.history_url.rstrip("/")

    async def fetch_quotes(self, instruments: Sequence[Instrument]) -> Fetched[QuoteBatch]:
        """Quotes of those of the instruments that Tencent knows. Raises FeedError."""
        return await fetch_in_batches(
            self._client,
            instruments,
            provider="Tencent",
            key_of=lambda instrument: instrument.codes.tencent,
            size=self._settings.symbols_per_request,
            url_of=lambda keys: f"{self._base}/q={','.join(keys)}",
            parse=lambda answer, keyed: parse_quotes(answer.body, answer.charset, keyed),
        )

    async def fetch_minutes(self, instrument: Instrument) -> Fetched[MinuteSeries]:
        """The minutes of one instrument's running or last day. Raises FeedError."""
        code = series_code(instrument)
        answer = await self._client.get(f"{self._history}/appstock/app/minute/query?code={code}")
        series = parse_minutes(answer.body, code, instrument)
        return Fetched(series, slowest([answer]), newest_simulation([answer]))

    async def fetch_bars(self, instrument: Instrument, count: int) -> Fetched[DailyBars]:
        """The newest `count` daily bars, or as many as Tencent gives. Raises FeedError."""
        return await self._bars(instrument, "", "", min(count, _MOST_BARS))

    async def fetch_bars_between(self, instrument: Instrument, first: date, last: date) -> Fetched[DailyBars]:
        """The daily bars of the days from the first to the last, both included. Raises FeedError."""
        count = min((last - first).days + 1, _MOST_BARS)
        return await self._bars(instrument, first.isoformat(), last.isoformat(), count)

    async def _bars(self, instrument: Instrument, first: str, last: str, count: int) -> Fetched[DailyBars]:
        path, code, tail = _bars_request(instrument)
        url = f"{self._history}/appstock/app/{path}?param={code},day,{first},{last},{count}{tail}"
        answer = await self._client.get(url)
        bars = await aside(parse_bars, answer.body, code, instrument, count)
        return Fetched(bars, slowest([answer]), newest_simulation([answer]))

    async def fetch_rate(self) -> Fetched[Rate]:
        """What one HKD costs in onshore yuan. Raises FeedError."""
        answer = await self._client.get(f"{self._base}/q={rates.KEY}")
        rate = rates.parse_rate(answer.body, answer.charset)
        return Fetched(rate, slowest([answer]), newest_simulation([answer]))


def series_code(instrument: Instrument) -> str:
    """Tencent's key for minutes and bars: live anyway, so without the prefix of live quotes. Raises WireError."""
    if instrument.codes.tencent is None:
        raise WireError(f"Tencent has no code for {instrument.symbol}")
    return instrument.codes.tencent.removeprefix(LIVE_PREFIX)


def _bars_request(instrument: Instrument) -> tuple[str, str, str]:
    """The path that has the instrument's daily bars, its key there, and what follows the count. Raises WireError."""
    code = series_code(instrument)
    if instrument.kind is Kind.STOCK:
        return ("newfqkline/get" if instrument.market is Market.MAINLAND else "hkfqkline/get"), code, ",qfq"
    if instrument.market is Market.MAINLAND:
        return "fqkline/get", code, ","
    if instrument.market is Market.UNITED_STATES:
        code = _US_SERIES_PREFIX + code.removeprefix(_US_PREFIX)
    return "kline/kline", code, ""
