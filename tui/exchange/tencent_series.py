"""Tencent's minute series and daily bars: JSON with the quote and the markets' states riding along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from msgspec.structs import replace

from tui.exchange.history import DailyBar
from tui.exchange.market_words import market_words
from tui.exchange.minute_rows import MinuteRow
from tui.exchange.tape import Tape
from tui.exchange.tencent_quotes import TencentQuotes, mainland_volume
from tui.exchange.wire import TEN_THOUSAND, Json, ascii_json, figure, in_hong_kong, is_index, unpadded
from tui.market.instruments import Exchange, Instrument, Kind, Market
from tui.market.zones import MARKET_TIME

MAX_BARS = 2000
"""More bars than this in one request are refused."""

MAX_ADJUSTED_BARS = 640
"""Adjusted bars are cut to the newest of this many."""

_NOTHING: Json = {"code": 0, "msg": "", "data": {}}
_PARAM_ERROR: Json = {"code": 0, "msg": "param error", "data": []}
_PARAMETERS = 6
_FORWARD, _BACKWARD = "qfq", "hfq"
_DIVIDEND_YIELD = 0.02
_PAYING_MONTH = 7


class TencentSeries:
    """Encodes minutes and bars by Tencent's codes, always live."""

    def __init__(self, tape: Tape, quotes: TencentQuotes) -> None:
        self._tape = tape
        self._quotes = quotes

    def minutes(self, code: str, moment: datetime) -> bytes:
        """The answer of `minute/query`: an empty object for a code that is not known."""
        instrument = self._quotes.by_code.get(code)
        if instrument is None:
            return ascii_json(_NOTHING)
        rows = self._tape.minutes(instrument.symbol, moment)
        day = self._tape.day_shown(instrument.symbol, moment)
        lines: Json = [_minute_line(instrument, row) for row in rows]
        data: Json = {"data": lines, "date": f"{day:%Y%m%d}"}
        return ascii_json(_envelope(code, {"data": data, "qt": self._riding(code, instrument, moment)}))

    def bars(self, parameters: str, moment: datetime, *, past_only: bool = False) -> bytes:
        """The answer of `fqkline/get` to `code,day,from,to,count,adjust`.

        `past_only`: an end in the future is refused, as Hong Kong's path does.
        """
        parts = parameters.split(",")
        if len(parts) < _PARAMETERS - 1:
            return ascii_json(_PARAM_ERROR)
        code, period, first, last, count = parts[: _PARAMETERS - 1]
        adjust = parts[_PARAMETERS - 1] if len(parts) >= _PARAMETERS else ""
        span = _span(first, last)
        wanted = int(count) if count.isascii() and count.isdigit() else 0
        today = moment.astimezone(MARKET_TIME).date()
        refused = span is None or period != "day" or not 0 < wanted <= MAX_BARS
        if span is None or refused or (past_only and last and span[1] > today):
            return ascii_json(_PARAM_ERROR)
        instrument = self._quotes.by_code.get(code)
        if instrument is None:
            return ascii_json(_NOTHING)
        if adjust in (_FORWARD, _BACKWARD):
            wanted = min(wanted, MAX_ADJUSTED_BARS)
        return self._bars(code, instrument, moment, span, wanted, adjust)

    def _bars(
        self, code: str, instrument: Instrument, moment: datetime, span: tuple[date, date], wanted: int, adjust: str
    ) -> bytes:
        paying = _pays_dividends(instrument)
        adjusted = paying and adjust in (_FORWARD, _BACKWARD)
        finished = self._tape.bars(instrument.symbol)
        dividends = _dividends(finished) if paying else {}
        if not adjusted:
            finished = _unadjusted(finished, dividends)
        within = [bar for bar in finished if span[0] <= bar.date <= span[1]]
        kept = within[-wanted:]
        position = finished.index(kept[0]) if kept else len(finished)
        rows: list[Json] = [_bar_row(instrument, bar, dividends.get(bar.date) if adjusted else None) for bar in kept]
        running = self._running(instrument, moment)
        if running is not None and span[0] <= running.date <= span[1]:
            # The running day comes on top of the count asked for.
            rows.append(_running_row(instrument, running))
        before = finished[position - 1].close if position else finished[0].open
        return ascii_json(
            _envelope(
                code,
                {
                    f"{adjust}day" if adjusted else "day": rows,
                    "qt": self._riding(code, instrument, moment),
                    "mx_price": {"mx": {"data": [], "timeline": []}, "price": {"data": []}},
                    "prec": figure(before, 3),
                    "version": "18",
                },
            )
        )

    def _riding(self, code: str, instrument: Instrument, moment: datetime) -> Json:
        quote: Json = list(self._quotes.fields(instrument, moment))
        return {code: quote, "market": [market_words(self._tape.scenario.day, moment)]}

    def _running(self, instrument: Instrument, moment: datetime) -> DailyBar | None:
        """The scenario's day as far as it has come; None before the first trade, and for the United States."""
        row = self._tape.row(instrument.symbol, moment)
        sample, day = row.sample, row.stamp.date()
        if instrument.market is Market.UNITED_STATES or day != self._tape.scenario.day:
            return None
        if sample.last is None or sample.open is None or sample.high is None or sample.low is None:
            return None
        return DailyBar(day, sample.open, sample.last, sample.high, sample.low, sample.volume, sample.turnover)


def _envelope(code: str, data: Json) -> Json:
    return {"code": 0, "msg": "", "data": {code: data}}


def _minute_line(instrument: Instrument, row: MinuteRow) -> str:
    """`HHMM price volume amount`; the Beijing exchange has no amount."""
    time = f"{row.label // 60:02d}{row.label % 60:02d}"
    if in_hong_kong(instrument):
        volume = figure(row.turnover / TEN_THOUSAND, 4) if is_index(instrument) else str(int(row.volume))
        return f"{time} {figure(row.price, 3)} {volume} {figure(row.turnover, 3)}"
    line = f"{time} {figure(row.price, 2)} {mainland_volume(instrument, row.volume)}"
    return line if instrument.exchange is Exchange.BEIJING else f"{line} {figure(row.turnover, 2)}"


def _span(first: str, last: str) -> tuple[date, date] | None:
    """The days asked for, both ends included; None if they are no dates. An empty end is open."""
    try:
        return date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max
    except ValueError:
        return None


def _bar_volume(instrument: Instrument, bar: DailyBar) -> float:
    """Hands, shares on the STAR board and in Hong Kong, money for Hong Kong's indices."""
    if in_hong_kong(instrument):
        return int(bar.turnover) if is_index(instrument) else int(bar.volume)
    return mainland_volume(instrument, bar.volume)


def _bar_row(instrument: Instrument, bar: DailyBar, dividend: float | None) -> Json:
    """`[date, open, close, high, low, volume]`, and an object where a dividend was paid."""
    prices = [figure(price, 3) for price in (bar.open, bar.close, bar.high, bar.low)]
    row: list[Json] = [bar.date.isoformat(), *prices, figure(_bar_volume(instrument, bar), 3)]
    if dividend is not None:
        day = bar.date.isoformat()
        content = f"10派{dividend * 10:.2f}元"
        row.append({"nd": str(bar.date.year - 1), "fh_sh": f"{dividend:.2f}", "cqr": day, "FHcontent": content})
    return row


def _running_row(instrument: Instrument, bar: DailyBar) -> Json:
    prices = [unpadded(price) for price in (bar.open, bar.close, bar.high, bar.low)]
    return [bar.date.isoformat(), *prices, str(int(_bar_volume(instrument, bar)))]


def _pays_dividends(instrument: Instrument) -> bool:
    """Two shares in three have paid; indices and the rest have plain bars only."""
    return instrument.kind is Kind.STOCK and sum(instrument.symbol.encode()) % 3 != 0


def _dividends(bars: Sequence[DailyBar]) -> dict[date, float]:
    """One a year, on the first session of July."""
    turns = [bar for before, bar in pairwise(bars) if bar.date.month == _PAYING_MONTH != before.date.month]
    return {bar.date: round(bar.close * _DIVIDEND_YIELD, 2) for bar in turns}


def _unadjusted(bars: Sequence[DailyBar], dividends: dict[date, float]) -> tuple[DailyBar, ...]:
    """Prices as they stood: above the adjusted ones by what was paid since."""
    return tuple(_raised(bar, sum(paid for day, paid in dividends.items() if day > bar.date)) for bar in bars)


def _raised(bar: DailyBar, by: float) -> DailyBar:
    return replace(bar, open=bar.open + by, close=bar.close + by, high=bar.high + by, low=bar.low + by)
