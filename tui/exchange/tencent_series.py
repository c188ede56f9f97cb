"""Tencent's minute series: JSON with the quote and the markets' states riding along."""

from __future__ import annotations

from datetime import datetime

from tui.exchange.market_words import market_words
from tui.exchange.minute_rows import MinuteRow
from tui.exchange.tape import Tape
from tui.exchange.tencent_quotes import TencentQuotes, mainland_volume
from tui.exchange.wire import TEN_THOUSAND, Json, ascii_json, figure, in_hong_kong, is_index
from tui.market.instruments import Exchange, Instrument

NOTHING: Json = {"code": 0, "msg": "", "data": {}}
"""The answer to a code that is not known."""


class TencentSeries:
    """Encodes minutes by Tencent's codes, always live."""

    def __init__(self, tape: Tape, quotes: TencentQuotes) -> None:
        self._tape = tape
        self._quotes = quotes

    def minutes(self, code: str, moment: datetime) -> bytes:
        """The answer of `minute/query`: an empty object for a code that is not known."""
        instrument = self._quotes.by_code.get(code)
        if instrument is None:
            return ascii_json(NOTHING)
        rows = self._tape.minutes(instrument.symbol, moment)
        day = self._tape.day_shown(instrument.symbol, moment)
        lines: Json = [_minute_line(instrument, row) for row in rows]
        data: Json = {"data": lines, "date": f"{day:%Y%m%d}"}
        riding = riding_quote(self._quotes, code, instrument, moment)
        return ascii_json(envelope(code, {"data": data, "qt": riding}))


def riding_quote(quotes: TencentQuotes, code: str, instrument: Instrument, moment: datetime) -> Json:
    """What comes along with every series: the whole quote row and the line of market states."""
    quote: Json = list(quotes.fields(instrument, moment))
    return {code: quote, "market": [market_words(quotes.day, moment)]}


def envelope(code: str, data: Json) -> Json:
    """A series around its code."""
    return {"code": 0, "msg": "", "data": {code: data}}


def _minute_line(instrument: Instrument, row: MinuteRow) -> str:
    """`HHMM price volume amount`; the Beijing exchange has no amount."""
    time = f"{row.label // 60:02d}{row.label % 60:02d}"
    if in_hong_kong(instrument):
        volume = figure(row.turnover / TEN_THOUSAND, 4) if is_index(instrument) else str(int(row.volume))
        return f"{time} {figure(row.price, 3)} {volume} {figure(row.turnover, 3)}"
    line = f"{time} {figure(row.price, 2)} {mainland_volume(instrument, row.volume)}"
    return line if instrument.exchange is Exchange.BEIJING else f"{line} {figure(row.turnover, 2)}"
