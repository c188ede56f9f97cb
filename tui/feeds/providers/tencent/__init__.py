"""Tencent: quotes of both markets and of US indices, minutes, daily bars. No key, no Referer, no cookie."""

from __future__ import annotations

from collections.abc import Sequence

from tui.feeds.answers import Fetched, QuoteBatch
from tui.feeds.errors import WireError
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import fetch_in_batches, newest_simulation, slowest
from tui.feeds.providers.tencent.bars import adjustment_of, parse_bars
from tui.feeds.providers.tencent.minutes import parse_minutes
from tui.feeds.providers.tencent.quotes import LIVE_PREFIX, PROVIDER, parse_quotes
from tui.market.instruments import Instrument, Market
from tui.market.series import Adjustment, DailyBars, MinuteSeries
from tui.settings import TencentSettings

_MOST_BARS = {Adjustment.NONE: 2000, Adjustment.FORWARD: 640}
"""More unadjusted bars are refused as `param error`; of adjusted ones only the newest come."""

_BARS_PATHS = {
    Market.MAINLAND: "fqkline",
    Market.HONG_KONG: "hkfqkline",
    Market.UNITED_STATES: "usfqkline",
}


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
        code = series_code(instrument)
        adjustment = adjustment_of(instrument)
        asked = min(count, _MOST_BARS[adjustment])
        forward = "qfq" if adjustment is Adjustment.FORWARD else ""
        path = f"/appstock/app/{_BARS_PATHS[instrument.market]}/get?param={code},day,,,{asked},{forward}"
        answer = await self._client.get(self._history + path)
        bars = parse_bars(answer.body, code, instrument, asked)
        return Fetched(bars, slowest([answer]), newest_simulation([answer]))


def series_code(instrument: Instrument) -> str:
    """Tencent's key for minutes and bars: live anyway, so without the prefix of live quotes. Raises WireError."""
    if instrument.codes.tencent is None:
        raise WireError(f"Tencent has no code for {instrument.symbol}")
    return instrument.codes.tencent.removeprefix(LIVE_PREFIX)
