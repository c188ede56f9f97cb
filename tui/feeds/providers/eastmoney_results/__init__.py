"""Eastmoney's table of the days on which A shares have appointed to publish their reports. No key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from tui.feeds.answers import Answer, Fetched, Told
from tui.feeds.errors import NothingThere
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import aside, newest_simulation, slowest
from tui.feeds.providers.eastmoney_results.appointments import (
    COLUMNS,
    PROVIDER,
    REPORT,
    parse_appointments,
    running_periods,
)
from tui.market.instruments import Kind, Market, Universe
from tui.market.reports import Authority

_ROWS = 500
"""The most rows of a page, and two reports may run at a time: a request is for half as many shares."""

_HEADERS = {"Referer": "https://data.eastmoney.com/"}


class EastmoneyResults:
    """Asks Eastmoney's datacenter for the A shares of a universe: one request for up to 250 of them."""

    name = PROVIDER
    shown = "Eastmoney, appointed disclosure dates"
    authority = Authority.VENDOR
    every = 86400.0
    hurry: float | None = None
    whole: frozenset[str] = frozenset()

    def __init__(self, client: Getter, base_url: str, universe: Universe) -> None:
        self._client = client
        self._base = base_url.rstrip("/")
        self._shares = {
            one.symbol.partition(".")[0]: one
            for one in universe
            if one.kind is Kind.STOCK and one.market is Market.MAINLAND
        }

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """The days of the reports that are running. Raises FeedError, NothingThere where there is no A share."""
        if not self._shares:
            raise NothingThere("there are no A shares to ask Eastmoney for")
        codes, half = list(self._shares), _ROWS // 2
        answers = [await self._ask(codes[start : start + half], today) for start in range(0, len(codes), half)]
        told = await aside(parse_appointments, [answer.body for answer in answers], today, self._shares)
        return Fetched(told, slowest(answers), newest_simulation(answers))

    async def _ask(self, codes: Sequence[str], today: date) -> Answer:
        earlier, later = running_periods(today)
        listed = ",".join(f'"{code}"' for code in codes)
        query = {
            "reportName": REPORT,
            "columns": ",".join(COLUMNS),
            "filter": f"(REPORT_DATE>='{earlier}')(REPORT_DATE<='{later}')(SECURITY_CODE in ({listed}))",
            "pageNumber": "1",
            "pageSize": str(_ROWS),
            "sortColumns": "FIRST_APPOINT_DATE,SECURITY_CODE",
            "sortTypes": "1,1",
            "source": "WEB",
            "client": "WEB",
        }
        return await self._client.get(f"{self._base}/api/data/v1/get?{urlencode(query)}", headers=_HEADERS)
