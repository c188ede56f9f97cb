"""Eastmoney: southbound flow by minute and by day, and quotes.

It closes the connection, without a word, on those who ask often: few requests, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from tui.feeds.answers import Fetched, QuoteBatch
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import fetch_in_batches, newest_simulation, slowest
from tui.feeds.providers.eastmoney.envelope import PROVIDER
from tui.feeds.providers.eastmoney.history import REPORT, SOUTHBOUND_TOTAL, parse_history
from tui.feeds.providers.eastmoney.quotes import FIELDS, parse_quotes
from tui.feeds.providers.eastmoney.southbound import MINUTE_COLUMNS, TOTALS_FIELDS, parse_minutes, parse_totals
from tui.market.instruments import Instrument
from tui.market.southbound import SouthboundDaily, SouthboundDay
from tui.settings import EastmoneySettings

_QUOTES_UT = "fa5fd1943c7b386f172d6893dbfba10b"
_FLOWS_UT = "b2884a393a59ad64002292a3e90d46a5"
"""Public constants of the site's own pages, the same for every visitor: no key, and no one's identity."""

_QUOTES_HEADERS = {"Referer": "https://quote.eastmoney.com/"}
_FLOWS_HEADERS = {"Referer": "https://data.eastmoney.com/"}

_UNPUBLISHED_DAYS = 3
"""Asked for in addition: the newest days may be there without amounts."""

_MOST_DAYS = 500
"""Rows of one page of the daily table; two years are more than any screen shows."""


class Eastmoney:
    """Asks Eastmoney. `settings` has its two hosts and how many symbols go into one request."""

    name = PROVIDER

    def __init__(self, client: Getter, settings: EastmoneySettings) -> None:
        self._client = client
        self._settings = settings
        self._base = settings.base_url.rstrip("/")
        self._datacenter = settings.datacenter_url.rstrip("/")

    async def fetch_quotes(self, instruments: Sequence[Instrument]) -> Fetched[QuoteBatch]:
        """Quotes of those of the instruments that Eastmoney knows. Raises FeedError."""
        return await fetch_in_batches(
            self._client,
            instruments,
            provider="Eastmoney",
            key_of=lambda instrument: instrument.codes.eastmoney,
            size=self._settings.symbols_per_request,
            url_of=self._quotes_url,
            parse=lambda answer, keyed: parse_quotes(answer.body, keyed),
            headers=_QUOTES_HEADERS,
        )

    def _quotes_url(self, keys: Sequence[str]) -> str:
        # fltt=2: prices as decimals; np=1: rows as a list.
        query = {"fltt": "2", "np": "1", "secids": ",".join(keys), "fields": ",".join(FIELDS), "ut": _QUOTES_UT}
        return f"{self._base}/api/qt/ulist.np/get?{urlencode(query, safe=',')}"

    async def fetch_southbound(self, today: date) -> Fetched[SouthboundDay]:
        """The flow of the running or last day; only its totals where no minute is reached. Raises FeedError."""
        answer = await self._client.get(
            self._flows_url("kamtbs.rtmin", ",".join(MINUTE_COLUMNS)), headers=_FLOWS_HEADERS
        )
        flow = parse_minutes(answer.body, today)
        if flow.minutes:
            return Fetched(flow, slowest([answer]), newest_simulation([answer]))
        second = await self._client.get(self._flows_url("kamt", ",".join(TOTALS_FIELDS)), headers=_FLOWS_HEADERS)
        totals = parse_totals(second.body, today)
        return Fetched(totals, slowest([answer, second]), newest_simulation([answer, second]))

    def _flows_url(self, route: str, fields: str) -> str:
        # fields1: all four channels.
        query = {"fields1": "f1,f2,f3,f4", "fields2": fields, "ut": _FLOWS_UT}
        return f"{self._base}/api/qt/{route}/get?{urlencode(query, safe=',')}"

    async def fetch_southbound_history(self, days: int) -> Fetched[tuple[SouthboundDaily, ...]]:
        """The newest `days` finished days, ascending. Raises FeedError."""
        query = {
            "reportName": REPORT,
            "columns": "ALL",
            "filter": f'(MUTUAL_TYPE="{SOUTHBOUND_TOTAL}")',
            "pageNumber": "1",
            "pageSize": str(min(days + _UNPUBLISHED_DAYS, _MOST_DAYS)),
            "sortColumns": "TRADE_DATE",
            "sortTypes": "-1",
            "source": "WEB",
            "client": "WEB",
        }
        answer = await self._client.get(
            f"{self._datacenter}/api/data/v1/get?{urlencode(query)}", headers=_FLOWS_HEADERS
        )
        history = parse_history(answer.body, days)
        return Fetched(history, slowest([answer]), newest_simulation([answer]))
