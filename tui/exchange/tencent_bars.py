"""Tencent's daily bars: `fqkline`, `newfqkline`, their sisters for Hong Kong and the US, and plain `kline`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from tui.exchange.dividends import Adjustment, Payouts, payouts, pays_dividends
from tui.exchange.history import Bars, DailyBar
from tui.exchange.tape import Tape
from tui.exchange.tencent_quotes import TencentQuotes, mainland_volume
from tui.exchange.tencent_series import NOTHING, envelope, riding_quote
from tui.exchange.wire import TEN_THOUSAND, Json, ascii_json, figure, in_hong_kong, is_index, unpadded
from tui.market.instruments import Instrument
from tui.market.zones import MARKET_TIME

MAX_BARS = 2000
"""More bars than this in one request are refused."""

MAX_ADJUSTED_BARS = 640
"""Adjusted bars are cut to the newest of this many."""

_PARAM_ERROR: Json = {"code": 0, "msg": "param error", "data": []}
_LEAST_PARAMETERS = 5
_NARROW = 6
"""Columns of a row of `fqkline`."""

_DOTTED = "us."

_ADJUSTMENTS = {"qfq": Adjustment.FORWARD, "hfq": Adjustment.BACKWARD}


class _Wanted(Struct, frozen=True):
    """A request that was understood: days with both ends, the most rows, and how prices are to be adjusted."""

    first: date
    last: date
    count: int
    adjust: str


class TencentBars:
    """Encodes bars by Tencent's codes. The running day comes on top of the count asked for."""

    def __init__(self, tape: Tape, quotes: TencentQuotes) -> None:
        self._tape = tape
        self._quotes = quotes

    def prepare(self, parameters: str, moment: datetime) -> Iterator[None]:
        """Build what the answer needs, piece by piece."""
        instrument = self._known(parameters.partition(",")[0])
        if instrument is not None:
            yield from self._tape.build_rows([instrument.symbol], moment)
            yield from self._tape.build_bars([instrument.symbol])

    def body(self, parameters: str, moment: datetime, *, past_only: bool = False, wide: bool = False) -> bytes:
        """The answer to `code,day,from,to,count,adjust`.

        `past_only`: an end in the future is refused, as Hong Kong's path does. `wide`: rows of eleven columns, of
        shares in Hong Kong too.
        """
        code, _, rest = parameters.partition(",")
        wanted = _wanted(rest.split(","))
        today = moment.astimezone(MARKET_TIME).date()
        if wanted is None or (past_only and date.max > wanted.last > today):
            return ascii_json(_PARAM_ERROR)
        instrument = self._known(code)
        if instrument is None:
            return ascii_json(NOTHING)
        return ascii_json(envelope(code, self._data(code, instrument, moment, wanted, wide)))

    def _known(self, code: str) -> Instrument | None:
        """The instrument of a code; `kline` knows US indices by codes with a dot, such as `us.INX`."""
        return self._quotes.by_code.get(code.replace(_DOTTED, _DOTTED.rstrip("."), 1))

    def _data(self, code: str, instrument: Instrument, moment: datetime, wanted: _Wanted, wide: bool) -> Json:
        bars = self._tape.bars(instrument.symbol)
        adjusted = wanted.adjust in _ADJUSTMENTS and pays_dividends(instrument)
        adjustment = _ADJUSTMENTS[wanted.adjust] if adjusted else Adjustment.NONE
        end = bisect_right(bars.dates, wanted.last)
        first = max(bisect_left(bars.dates, wanted.first), end - wanted.count)
        paid = payouts(instrument, bars)
        rows = _rows(instrument, bars, (first, end), paid, adjustment)
        money = list(bars.turnovers[first:end])
        running = self._tape.running_bar(instrument.symbol, moment)
        if running is not None and wanted.first <= running.date <= wanted.last:
            raised = sum(paid.amounts) if adjustment is Adjustment.BACKWARD else 0.0
            rows.append(_running_row(instrument, running, raised))
            money.append(running.turnover)
        if wide:
            shares = self._tape.row(instrument.symbol, moment).shares
            rows = [_widened(row, amount, shares) for row, amount in zip(rows, money, strict=True)]
        before = bars.closes[first - 1] + paid.offsets(first - 1, first, adjustment)[0] if first else bars.opens[0]
        return {
            f"{wanted.adjust}day" if adjusted else "day": [*rows],
            "qt": riding_quote(self._quotes, code, instrument, moment),
            "mx_price": {"mx": {"data": [], "timeline": []}, "price": {"data": []}},
            "prec": figure(before, 3),
            "version": "18",
        }


def _wanted(parts: Sequence[str]) -> _Wanted | None:
    """None for what Tencent refuses. An end left empty is open."""
    if len(parts) < _LEAST_PARAMETERS - 1:
        return None
    period, first, last, count = parts[: _LEAST_PARAMETERS - 1]
    adjust = parts[_LEAST_PARAMETERS - 1] if len(parts) >= _LEAST_PARAMETERS else ""
    most = int(count) if count.isascii() and count.isdigit() else 0
    if period != "day" or not 0 < most <= MAX_BARS:
        return None
    if adjust in _ADJUSTMENTS:
        most = min(most, MAX_ADJUSTED_BARS)
    try:
        start = date.fromisoformat(first) if first else date.min
        end = date.fromisoformat(last) if last else date.max
    except ValueError:
        return None
    return _Wanted(start, end, most, adjust)


def _rows(
    instrument: Instrument, bars: Bars, span: tuple[int, int], paid: Payouts, adjustment: Adjustment
) -> list[list[Json]]:
    """`[date, open, close, high, low, volume]`, and an object where a dividend was paid in adjusted bars."""
    first, end = span
    lacking = paid.offsets(first, end, adjustment)
    columns = [
        [f"{price + more:.3f}" for price, more in zip(prices[first:end], lacking, strict=True)]
        for prices in (bars.opens, bars.closes, bars.highs, bars.lows)
    ]
    days = [day.isoformat() for day in bars.dates[first:end]]
    traded = zip(bars.volumes[first:end], bars.turnovers[first:end], strict=True)
    volumes = [f"{_volume(instrument, volume, money)}.000" for volume, money in traded]
    rows: list[list[Json]] = [list(row) for row in zip(days, *columns, volumes, strict=True)]
    if adjustment is not Adjustment.NONE:
        for position, amount in zip(paid.positions, paid.amounts, strict=True):
            if first <= position < end:
                rows[position - first].append(_dividend(bars.dates[position], amount))
    return rows


def _volume(instrument: Instrument, volume: float, turnover: float) -> int:
    """Hands, shares on the STAR board and in Hong Kong, money for Hong Kong's indices."""
    if in_hong_kong(instrument):
        return int(turnover) if is_index(instrument) else int(volume)
    return mainland_volume(instrument, volume)


def _dividend(day: date, paid: float) -> Json:
    content = f"10派{paid * 10:.2f}元"
    return {"nd": str(day.year - 1), "fh_sh": f"{paid:.2f}", "cqr": day.isoformat(), "FHcontent": content}


def _running_row(instrument: Instrument, bar: DailyBar, raised: float) -> list[Json]:
    prices = [unpadded(price + raised) for price in (bar.open, bar.close, bar.high, bar.low)]
    return [bar.date.isoformat(), *prices, str(_volume(instrument, bar.volume, bar.turnover))]


def _widened(row: list[Json], turnover: float, shares: float | None) -> list[Json]:
    """Eleven columns: the six, a dividend or nothing, turnover rate in percent, amount in 10,000, two zeros."""
    dividend = row[_NARROW] if len(row) > _NARROW else {}
    price = float(str(row[2]))
    rate = figure(turnover / price / shares * 100.0 if shares else 0.0, 2)
    return [*row[:_NARROW], dividend, rate, figure(turnover / TEN_THOUSAND, 2), "0.00", "0.00"]
