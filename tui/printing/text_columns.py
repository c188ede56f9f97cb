"""Which columns each section has for a reader, and how its figures are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tui.choices import Colors, Language
from tui.market.instruments import Instrument, Market
from tui.market.zones import MARKET_TIME
from tui.panes.figures import FLAT_PCT, MISSING, billions, role_of, signed, signed_billions
from tui.panes.words import word
from tui.printing.columns import Column
from tui.printing.prices import price_of
from tui.printing.report import EventLine, FlowMinute, QuoteLine

STYLES: dict[Colors, dict[str, str]] = {
    "green-up": {"up": "green", "down": "red"},
    "red-up": {"up": "red", "down": "green"},
    "blue-orange": {"up": "dodger_blue1", "down": "dark_orange"},
    "mono": {},
}
"""Rising and falling in each scheme; the sign of the number says the same."""

InstrumentOf = Callable[[str], Instrument | None]
"""The instrument of a symbol, None where nobody knows it."""

NO_COLORS_OF_ITS_OWN: Mapping[str, Colors] = MappingProxyType({})

HEADS = {
    "symbol": ("symbol", "代码"),
    "name": ("name", "名称"),
    "low": ("low", "最低"),
    "high": ("high", "最高"),
    "time": ("time", "时间"),
    "state": ("state", "状态"),
    "provider": ("from", "来源"),
    "country": ("where", "地区"),
    "certainty": ("certainty", "确定性"),
    "trading": ("trading", "交易"),
}
"""Heads that only the printed tables have, in English and Chinese."""


def percent(value: float | None) -> str:
    """A move in percent with its sign and unit."""
    return MISSING if value is None else f"{signed(value)} %"


def nobody_knows(symbol: str) -> None:
    """Of no symbol the instrument is known: every one has the colours of all."""


class TextColumns:
    """The columns of every section, in the reader's language and colours.

    `own`: the colours of those markets that have some of their own, by the market's name.
    """

    def __init__(
        self,
        language: Language,
        colors: Colors,
        own: Mapping[str, Colors] = NO_COLORS_OF_ITS_OWN,
        instrument_of: InstrumentOf = nobody_knows,
    ) -> None:
        self._language: Language = language
        self._colors: Colors = colors
        self._own = own
        self._instrument_of = instrument_of

    def indices(self) -> list[Column[QuoteLine]]:
        """Of the indices."""
        return self._quotes(index=True)

    def shares(self) -> list[Column[QuoteLine]]:
        """Of the members of a sector."""
        return self._quotes(index=False)

    def flow(self) -> list[Column[FlowMinute]]:
        """Of the southbound minutes, HK$ bn."""
        return [
            Column(self._head("time"), lambda m: m.time.strftime("%H:%M")),
            Column(
                self._head("total"),
                lambda m: signed_billions(m.net_buy_hkd),
                "right",
                style=lambda m: self._direction(m.net_buy_hkd, Market.HONG_KONG),
            ),
            Column(self._head("via shanghai"), lambda m: signed_billions(m.sh_net_buy_hkd), "right"),
            Column(self._head("via shenzhen"), lambda m: signed_billions(m.sz_net_buy_hkd), "right"),
        ]

    def events(self) -> list[Column[EventLine]]:
        """Of the events, times in the market's zone."""
        return [
            Column(f"{self._head('time')} UTC+8", _event_time),
            Column(self._head("country"), lambda event: event.country),
            Column(self._head("event"), lambda event: event.name),
            Column(self._head("previous"), lambda event: event.previous or MISSING, "right", 2),
            Column(self._head("consensus"), lambda event: event.consensus or MISSING, "right", 3),
            Column(self._head("actual"), lambda event: event.actual or MISSING, "right", 1),
            Column(self._head("certainty"), lambda event: word(f"{event.certainty} date", self._language), yields=4),
        ]

    def _quotes(self, *, index: bool) -> list[Column[QuoteLine]]:
        def figure(line: QuoteLine, value: float | None) -> str:
            return price_of(line, value, index=index)

        def moved(line: QuoteLine) -> str:
            instrument = self._instrument_of(line.symbol)
            return self._direction(line.change_pct, instrument.market if instrument else None)

        return [
            Column(self._head("symbol"), lambda line: line.symbol, yields=0 if not index else 3),
            Column(self._head("name"), self._name, yields=0 if index else 1),
            Column(self._head("last"), lambda line: figure(line, line.last), "right"),
            Column(self._head("change"), lambda line: signed(line.change), "right", 2, moved),
            Column(self._head("change %"), lambda line: signed(line.change_pct), "right", 0, moved),
            Column(self._head("low"), lambda line: figure(line, line.low), "right", 7),
            Column(self._head("high"), lambda line: figure(line, line.high), "right", 6),
            Column(self._head("turnover"), lambda line: billions(line.turnover), "right", 4),
            Column(self._head("time"), _quote_time, yields=5),
            Column(self._head("state"), self._state, yields=8),
            Column(self._head("provider"), lambda line: line.provider or MISSING, yields=9),
        ]

    def _head(self, key: str) -> str:
        pair = HEADS.get(key)
        return word(key, self._language) if pair is None else pair[self._language == "zh"]

    def _name(self, line: QuoteLine) -> str:
        return line.name_zh if self._language == "zh" else line.name_en

    def _state(self, line: QuoteLine) -> str:
        state = self._head(line.state or "missing")
        return f"{state}, {word('delayed', self._language)}" if line.delayed else state

    def _direction(self, value: float | None, market: Market | None) -> str:
        colors = self._own.get(market, self._colors) if market else self._colors
        return STYLES[colors].get(role_of(value, FLAT_PCT), "")


def _quote_time(line: QuoteLine) -> str:
    return MISSING if line.time is None else line.time.astimezone(MARKET_TIME).strftime("%m-%d %H:%M:%S")


def _event_time(event: EventLine) -> str:
    if event.time is not None:
        return event.time.astimezone(MARKET_TIME).strftime("%Y-%m-%d %H:%M")
    return MISSING if event.date is None else event.date.isoformat()
