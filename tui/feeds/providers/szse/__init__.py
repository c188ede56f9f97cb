"""The Shenzhen exchange: on which days the mainland trades, a month a request. No key."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tui.feeds.answers import Answer, Fetched, Told
from tui.feeds.errors import NothingThere
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import newest_simulation, slowest
from tui.feeds.providers.szse.trading_days import parse_closed_days
from tui.market.reports import Authority, Notice
from tui.settings import HostSettings

CLOSED = "cn-market-closed"

MAY_CLOSE = "cn-market-may-close"
"""Shipped rows of days that were not decided when they were written; the exchange names no such days."""

MONTHS = 3
"""This month and the two after it, a request each."""


class Szse:
    """The days on which the mainland is closed. `settings` has the host."""

    name = "szse"
    shown = "SZSE"
    authority = Authority.PUBLISHER
    every = 86_400.0
    hurry: float | None = None
    whole = frozenset({CLOSED, MAY_CLOSE})

    def __init__(self, client: Getter, settings: HostSettings) -> None:
        self._client = client
        self._base = settings.base_url.rstrip("/")

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """The closed weekdays of this month and of those after it that are published. Raises FeedError."""
        answers: list[Answer] = []
        closed: list[date] = []
        first = today.replace(day=1)
        month, last = first, first
        for _ in range(MONTHS):
            answer = await self._client.get(
                f"{self._base}/api/report/exchange/onepersistenthour/monthList?month={month:%Y-%m}"
            )
            answers.append(answer)
            try:
                days = parse_closed_days(answer.body, month)
            except NothingThere:
                if month == first:
                    raise
                break
            if not days and month.year > today.year:
                # January and February have holidays: without one, the coming year's are not decided yet.
                break
            closed.extend(days)
            last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
            month = last + timedelta(days=1)
        notices = tuple(_closed(on) for on in closed)
        return Fetched(Told(first, last, notices), slowest(answers), newest_simulation(answers))


def _closed(on: date) -> Notice:
    return Notice(
        CLOSED,
        on,
        period=on.isoformat(),
        country="CN",
        name_en="Mainland markets closed",
        name_zh="内地休市",
        kind="market_holiday",
        importance=2,
    )
