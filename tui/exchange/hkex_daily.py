"""HKEX's daily statistics of Stock Connect: a script with the day's totals and most active names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tui.exchange import northbound
from tui.exchange.active_names import SHANGHAI, SHENZHEN, ActiveName, ActiveNames
from tui.exchange.scenario import Scenario
from tui.exchange.southbound import UNITS_PER_MILLION, Southbound
from tui.exchange.southbound_paths import Channel
from tui.exchange.wire import Json, utf8_json
from tui.market.instruments import Market

PATH = "/eng/csm/DailyStat/data_tab_daily_"
_FILE = re.compile(re.escape(PATH) + r"(\d{4})(\d{2})(\d{2})e\.js")

_QUOTA_SENTINEL = "999,999,999"
"""The northbound daily quota balance where it is not published."""

_SUMMARY, _TOP_TEN = 1, 2
_NORTH_NAMES = ("Total Turnover", "Total Trade Count", "DQB", "ETF Turnover")
_SOUTH_NAMES = (
    *("Total Turnover", "Buy Turnover", "Sell Turnover"),
    *("Total Trade Count", "Buy Trade Count", "Sell Trade Count", "ETF Turnover"),
)
_TOP_NAMES = ("Rank", "Stock Code", "Stock Name", "Buy Turnover", "Sell Turnover", "Total Turnover")
_TRADE_SIZES = {"north": 0.0205, "south": 0.0512}
"""Millions of an average trade."""

_FUND_SHARES = {"north": 0.02, "south": 0.0038}
"""ETF turnover against all."""


class HkexDaily:
    """Encodes the file of a day. Only the running calendar year is kept."""

    def __init__(self, scenario: Scenario, southbound: Southbound, names: ActiveNames) -> None:
        self._scenario = scenario
        self._southbound = southbound
        self._names = names

    def prepare(self) -> Iterator[None]:
        """Build what the answer needs, piece by piece."""
        yield from self._southbound.build()
        yield from self._names.build()

    def body(self, path: str, moment: datetime) -> bytes | None:
        """The file at that path; None where there is none: no such day, not this year's, or not published yet."""
        match = _FILE.fullmatch(path)
        day = None if match is None else _day(match)
        if day is None or day.year != self._scenario.day.year:
            return None
        flow = self._southbound.totals_of(day, moment)
        if flow is None:
            # Hong Kong traded without Stock Connect: the file is there, and says so.
            if day not in self._scenario.sessions[Market.HONG_KONG]:
                return None
            return _script([_closed(day, market) for market in _MARKETS])
        names = {channel: self._names.of(day, channel, moment) for channel in (SHANGHAI, SHENZHEN)}
        return _script(
            [
                _market(day, "SSE Northbound", [_north(day, northbound.CHANNELS[0])]),
                _market(day, "SSE Southbound", [_south(flow.shanghai), _top_ten(names[SHANGHAI])]),
                _market(day, "SZSE Northbound", [_north(day, northbound.CHANNELS[1])]),
                _market(day, "SZSE Southbound", [_south(flow.shenzhen), _top_ten(names[SHENZHEN])]),
            ]
        )


_MARKETS = ("SSE Northbound", "SSE Southbound", "SZSE Northbound", "SZSE Southbound")


def _day(match: re.Match[str]) -> date | None:
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _script(markets: Sequence[dict[str, Json]]) -> bytes:
    numbered: Json = [{"id": number, **market} for number, market in enumerate(markets)]
    return b"tabData = " + utf8_json(numbered) + b";\n"


def _market(day: date, market: str, content: list[Json]) -> dict[str, Json]:
    return {"date": day.isoformat(), "market": market, "tradingDay": 1, "content": content}


def _closed(day: date, market: str) -> dict[str, Json]:
    return {"date": day.isoformat(), "market": market, "tradingDay": 0, "content": []}


def _summary(names: tuple[str, ...], values: tuple[str, ...]) -> Json:
    """One name a column, yet one value a row: so it is on the wire."""
    return {
        "style": _SUMMARY,
        "table": {"schema": [list(names)], "tr": [{"td": [[value]]} for value in values]},
    }


def _north(day: date, channel: str) -> Json:
    total = northbound.turnover(day, channel)
    return _summary(
        _NORTH_NAMES,
        (_amount(total), _trades(total, "north"), _QUOTA_SENTINEL, _amount(total * _FUND_SHARES["north"])),
    )


def _south(channel: Channel) -> Json:
    """Million HKD with two decimals; the total is that of the two sides as they are written."""
    buy, sell = (units / UNITS_PER_MILLION for units in (channel.buy, channel.sell))
    total = (channel.buy + channel.sell) / UNITS_PER_MILLION
    counts = tuple(_trades(amount, "south") for amount in (total, buy, sell))
    return _summary(
        _SOUTH_NAMES, (_amount(total), _amount(buy), _amount(sell), *counts, _amount(total * _FUND_SHARES["south"]))
    )


def _top_ten(names: tuple[ActiveName, ...]) -> Json:
    """Single HKD."""
    rows = [
        [
            str(name.rank),
            name.candidate.symbol.partition(".")[0],
            name.candidate.short_name,
            f"{name.buy:,}",
            f"{name.sell:,}",
            f"{name.deal:,}",
        ]
        for name in names
    ]
    return {
        "style": _TOP_TEN,
        "table": {"schema": [list(_TOP_NAMES)], "tr": [{"td": [[*row]]} for row in rows]},
    }


def _amount(millions: float) -> str:
    return f"{millions:,.2f}"


def _trades(millions: float, side: str) -> str:
    return f"{round(millions / _TRADE_SIZES[side]):,}"
