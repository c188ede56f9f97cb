"""Eastmoney: southbound flow by minute and by day, its most active names, quotes, bars, breadth, a rate.

It closes the connection, without a word, on those who ask often: few requests, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from tui.feeds.answers import Answer, Fetched, QuoteBatch
from tui.feeds.errors import NothingThere
from tui.feeds.providers import Getter
from tui.feeds.providers.active_lists import merged
from tui.feeds.providers.adjustment import adjustment_of
from tui.feeds.providers.batches import aside, fetch_in_batches, newest_simulation, slowest
from tui.feeds.providers.eastmoney import active_names, bars, breadth, five_minutes, rates
from tui.feeds.providers.eastmoney.envelope import PROVIDER
from tui.feeds.providers.eastmoney.history import REPORT, SOUTHBOUND_TOTAL, parse_history
from tui.feeds.providers.eastmoney.quotes import FIELDS, parse_quotes
from tui.feeds.providers.eastmoney.southbound import MINUTE_COLUMNS, TOTALS_FIELDS, parse_minutes, parse_totals
from tui.market.breadth import ListedBreadth
from tui.market.instruments import Instrument, Market
from tui.market.rates import Rate
from tui.market.series import Adjustment, DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay
from tui.settings import EastmoneySettings

_QUOTES_UT = "fa5fd1943c7b386f172d6893dbfba10b"
_FLOWS_UT = "b2884a393a59ad64002292a3e90d46a5"
"""Public constants of the site's own pages, the same for every visitor: no key, and no one's identity."""

_QUOTES_HEADERS = {"Referer": "https://quote.eastmoney.com/"}
_FLOWS_HEADERS = {"Referer": "https://data.eastmoney.com/"}

_UNPUBLISHED_DAYS = 3
"""Asked for in addition: the newest days may be there without amounts."""

_EVERYTHING = ("0", "20500101")
"""The first and the last day of a series that is asked for up to now."""

_STRETCHES_A_DAY = {Market.MAINLAND: 48, Market.HONG_KONG: 68, Market.UNITED_STATES: 78}
"""Five-minute bars of a full day, with those of Hong Kong's closing auction."""

_MOST_DAYS = 500
"""Rows of one page of the daily table; two years are more than any screen shows."""


class Eastmoney:
    """Asks Eastmoney. `settings` has its three hosts and how many symbols go into one request."""

    name = PROVIDER

    def __init__(self, client: Getter, settings: EastmoneySettings) -> None:
        self._client = client
        self._settings = settings
        self._base = settings.base_url.rstrip("/")
        self._history = settings.history_url.rstrip("/")
        self._datacenter = settings.datacenter_url.rstrip("/")

    async def fetch_quotes(self, instruments: Sequence[Instrument]) -> Fetched[QuoteBatch]:
        """Quotes of those of the instruments that Eastmoney knows. Raises FeedError."""
        return await fetch_in_batches(
            self._client,
            instruments,
            provider="Eastmoney",
            key_of=lambda instrument: instrument.codes.eastmoney,
            size=self._settings.symbols_per_request,
            url_of=lambda keys: self._list_url(keys, FIELDS),
            parse=lambda answer, keyed: parse_quotes(answer.body, keyed),
            headers=_QUOTES_HEADERS,
        )

    def _list_url(self, keys: Sequence[str], fields: Sequence[str]) -> str:
        # fltt=2: prices as decimals; np=1: rows as a list.
        query = {"fltt": "2", "np": "1", "secids": ",".join(keys), "fields": ",".join(fields), "ut": _QUOTES_UT}
        return f"{self._base}/api/qt/ulist.np/get?{urlencode(query, safe=',')}"

    async def fetch_breadth(self, composites: Sequence[Instrument]) -> Fetched[tuple[ListedBreadth, ...]]:
        """How the shares that each of these composite indices counts stand. Raises FeedError."""
        keyed = {key: index for index in composites if (key := index.codes.eastmoney) is not None}
        answer = await self._client.get(self._list_url(list(keyed), breadth.FIELDS), headers=_QUOTES_HEADERS)
        listed = breadth.parse_breadth(answer.body, keyed)
        return Fetched(listed, slowest([answer]), newest_simulation([answer]))

    async def fetch_rate(self) -> Fetched[Rate]:
        """What one HKD costs in offshore yuan. Raises FeedError."""
        answer = await self._client.get(self._list_url(rates.IDS, rates.FIELDS), headers=_QUOTES_HEADERS)
        rate = rates.parse_rate(answer.body)
        return Fetched(rate, slowest([answer]), newest_simulation([answer]))

    async def fetch_bars(self, instrument: Instrument, count: int) -> Fetched[DailyBars]:
        """The newest `count` daily bars. Raises FeedError."""
        return await self._bars(instrument, *_EVERYTHING, count)

    async def fetch_bars_between(self, instrument: Instrument, first: date, last: date) -> Fetched[DailyBars]:
        """The daily bars of the days from the first to the last, both included. Raises FeedError."""
        return await self._bars(instrument, f"{first:%Y%m%d}", f"{last:%Y%m%d}", (last - first).days + 1)

    async def _bars(self, instrument: Instrument, first: str, last: str, count: int) -> Fetched[DailyBars]:
        forward = bars.FORWARD[adjustment_of(instrument)]
        answer = await self._series(instrument, "101", forward, (first, last), count, bars.COLUMNS)
        daily = await aside(bars.parse_bars, answer.body, instrument, count)
        return Fetched(daily, slowest([answer]), newest_simulation([answer]))

    async def fetch_past_minutes(self, instrument: Instrument, days: int) -> Fetched[tuple[MinuteSeries, ...]]:
        """The newest `days` days by five minutes and the running one, with running turnover. Raises FeedError."""
        count, as_it_was = (days + 1) * _STRETCHES_A_DAY[instrument.market], bars.FORWARD[Adjustment.NONE]
        answer = await self._series(instrument, "5", as_it_was, _EVERYTHING, count, five_minutes.COLUMNS)
        series = await aside(five_minutes.parse_five_minutes, answer.body, instrument, days)
        return Fetched(series, slowest([answer]), newest_simulation([answer]))

    async def _series(
        self,
        instrument: Instrument,
        period: str,
        forward: str,
        span: tuple[str, str],
        count: int,
        columns: Sequence[str],
    ) -> Answer:
        """The answer with the newest `count` bars of a span of days. Raises FeedError."""
        if instrument.codes.eastmoney is None:
            raise NothingThere(f"Eastmoney has no code for {instrument.symbol}")
        query = {
            "secid": instrument.codes.eastmoney,
            "klt": period,
            "fqt": forward,
            "beg": span[0],
            "end": span[1],
            "lmt": str(count),
            "fields1": "f1,f2,f3,f4,f5,f6",
            "fields2": ",".join(columns),
            "ut": _QUOTES_UT,
        }
        url = f"{self._history}/api/qt/stock/kline/get?{urlencode(query, safe=',')}"
        return await self._client.get(url, headers=_QUOTES_HEADERS)

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
        rows = min(days + _UNPUBLISHED_DAYS, _MOST_DAYS)
        answer = await self._table(REPORT, f'(MUTUAL_TYPE="{SOUTHBOUND_TOTAL}")', "TRADE_DATE", "-1", rows)
        history = parse_history(answer.body, days)
        return Fetched(history, slowest([answer]), newest_simulation([answer]))

    async def fetch_southbound_days(
        self, wanted: Sequence[date], within: int
    ) -> Fetched[tuple[SouthboundDaily, ...]]:
        """The newest `within` finished days, the wanted ones among them. Raises FeedError."""
        return await self.fetch_southbound_history(within)

    async def fetch_active_names(self, day: date) -> Fetched[ActiveNames]:
        """Both channels' lists of that day, merged. Raises FeedError, NothingThere while they are not published."""
        lists, answers = {}, []
        for channel, kind in active_names.TYPE_OF.items():
            of_day = f"(MUTUAL_TYPE=\"{kind}\")(TRADE_DATE='{day}')"
            answer = await self._table(active_names.REPORT, of_day, "RANK", "1", active_names.NAMES)
            lists[channel] = active_names.parse_names(answer.body, channel, day)
            answers.append(answer)
        return Fetched(merged(day, lists), slowest(answers), newest_simulation(answers))

    async def _table(self, report: str, rows: str, order: str, direction: str, count: int) -> Answer:
        """The answer with the first `count` rows of a table that a filter lets through. Raises FeedError."""
        query = {
            "reportName": report,
            "columns": "ALL",
            "filter": rows,
            "pageNumber": "1",
            "pageSize": str(count),
            "sortColumns": order,
            "sortTypes": direction,
            "source": "WEB",
            "client": "WEB",
        }
        return await self._client.get(
            f"{self._datacenter}/api/data/v1/get?{urlencode(query)}", headers=_FLOWS_HEADERS
        )
