"""Eastmoney's series: `kline/get` with daily and five-minute bars, and `trends2/get` with the day's minutes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from msgspec import Struct

from tui.exchange.dividends import Adjustment, payouts
from tui.exchange.eastmoney_quotes import decimals_of, split_id
from tui.exchange.minute_rows import MinuteRow
from tui.exchange.past_stretches import PastStretches
from tui.exchange.tape import DELAY, Tape
from tui.exchange.wire import HAND, Json, figure, in_hong_kong, is_index, utf8_json
from tui.market.instruments import Instrument, Market

_BAD_ID: Json = {"rc": 100, "rt": 17, "svr": 182482649, "lt": 1, "full": 0, "dlmkts": "", "dsc": "0", "data": None}
_DAILY, _FIVE_MINUTES = "101", "5"
_ADJUSTMENTS = {"0": Adjustment.NONE, "1": Adjustment.FORWARD, "2": Adjustment.BACKWARD}
_LATEST = "20500101"
_DATE_DIGITS = 8
_MOST_ROWS = 10_000


class _Series(Struct, frozen=True):
    """Bars of either kind, in columns; `times` as they are written, and the close before the first one."""

    times: list[str]
    opens: list[float]
    closes: list[float]
    highs: list[float]
    lows: list[float]
    volumes: list[float]
    turnovers: list[float]
    before: float


class EastmoneyBars:
    """Encodes series by Eastmoney's ids. Those of Hong Kong are 15 minutes late, like its quotes."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._past = PastStretches(tape)
        self._by_id = {item.codes.eastmoney: item for item in tape.instruments.values() if item.codes.eastmoney}

    def known(self, secid: str) -> Instrument | None:
        """The instrument of an id."""
        return self._by_id.get(secid)

    def prepare(self, query: Mapping[str, str], moment: datetime) -> Iterator[None]:
        """Build what the answers need, piece by piece."""
        instrument = self.known(query.get("secid", ""))
        if instrument is None:
            return
        yield from self._tape.build_rows([instrument.symbol], moment - DELAY if in_hong_kong(instrument) else moment)
        period = query.get("klt")
        if period is not None:
            yield from self._tape.build_bars([instrument.symbol])
        if period == _FIVE_MINUTES and instrument.market is not Market.UNITED_STATES:
            yield from self._past.build(instrument.symbol)

    def bars(self, query: Mapping[str, str], moment: datetime) -> bytes:
        """The answer of `kline/get`: `rc` 100 for an id that is not known, and for other periods than the two."""
        instrument = self.known(query.get("secid", ""))
        period = query.get("klt", _DAILY)
        if instrument is None or period not in (_DAILY, _FIVE_MINUTES):
            return utf8_json(_BAD_ID)
        late = moment - DELAY if in_hong_kong(instrument) else moment
        if period == _DAILY:
            adjustment = _ADJUSTMENTS.get(query.get("fqt", "0"), Adjustment.NONE)
            series = self._daily(instrument, late, adjustment)
        else:
            series = self._five_minutes(instrument, late)
        shown = _cut(series, query)
        shares = self._tape.row(instrument.symbol, late).shares
        lines: Json = _lines(instrument, shown, shares, query.get("fields2", "").split(","))
        data = _head(instrument, query.get("fields1", ""), len(self._tape.bars(instrument.symbol)), shown.before)
        return utf8_json(_envelope(instrument, {**data, "klines": lines}))

    def _daily(self, instrument: Instrument, moment: datetime, adjustment: Adjustment) -> _Series:
        bars = self._tape.bars(instrument.symbol)
        paid = payouts(instrument, bars)
        columns = [list(column) for column in (bars.opens, bars.closes, bars.highs, bars.lows)]
        if paid.positions and adjustment is not Adjustment.FORWARD:
            lacking = paid.offsets(0, len(bars), adjustment)
            columns = [[price + more for price, more in zip(column, lacking, strict=True)] for column in columns]
        opens, closes, highs, lows = columns
        times = [day.isoformat() for day in bars.dates]
        volumes, turnovers = list(bars.volumes), list(bars.turnovers)
        running = self._tape.running_bar(instrument.symbol, moment)
        if running is not None:
            raised = sum(paid.amounts) if adjustment is Adjustment.BACKWARD else 0.0
            times.append(running.date.isoformat())
            opens.append(running.open + raised)
            closes.append(running.close + raised)
            highs.append(running.high + raised)
            lows.append(running.low + raised)
            volumes.append(running.volume)
            turnovers.append(float(int(running.turnover)))
        return _Series(times, opens, closes, highs, lows, volumes, turnovers, before=opens[0])

    def _five_minutes(self, instrument: Instrument, moment: datetime) -> _Series:
        days = self._past.days(instrument.symbol, moment)
        series = _Series([], [], [], [], [], [], [], before=self._past.close_before(instrument.symbol))
        for day, rows in days:
            written = f"{day.isoformat()} "
            series.times.extend([written + text for text in _times(tuple(rows.labels))])
            series.opens.extend(rows.opens)
            series.closes.extend(rows.closes)
            series.highs.extend(rows.highs)
            series.lows.extend(rows.lows)
            series.volumes.extend(rows.volumes)
            series.turnovers.extend(rows.turnovers)
        return series

    def minutes(self, query: Mapping[str, str], moment: datetime) -> bytes:
        """The answer of `trends2/get` for one day, whatever number is asked for."""
        instrument = self.known(query.get("secid", ""))
        if instrument is None:
            return utf8_json(_BAD_ID)
        late = moment - DELAY if in_hong_kong(instrument) else moment
        row = self._tape.row(instrument.symbol, late)
        rows = self._tape.minutes(instrument.symbol, late)
        code, market = split_id(instrument)
        data: dict[str, Json] = {
            "code": code,
            "market": market,
            "type": 0,
            "status": 0,
            "name": instrument.name_zh,
            "decimal": decimals_of(instrument),
            "preClose": round(row.previous_close, decimals_of(instrument)),
            "trendsTotal": len(rows),
            "time": int(row.stamp.timestamp()),
            "kind": 1,
            "prePrice": round(row.previous_close, decimals_of(instrument)),
            "trends": _trends(instrument, f"{row.stamp:%Y-%m-%d}", rows, query.get("fields2", "").split(",")),
        }
        return utf8_json(_envelope(instrument, data))


def _envelope(instrument: Instrument, data: Json) -> Json:
    late = in_hong_kong(instrument)
    return {
        "rc": 0,
        "rt": 17,
        "svr": 182482649,
        "lt": 2 if late else 1,
        "full": 0,
        "dlmkts": "8,10,128" if late else "",
        "dsc": "0",
        "data": data,
    }


def _head(instrument: Instrument, wanted: str, total: int, before: float) -> dict[str, Json]:
    code, market = split_id(instrument)
    decimals = decimals_of(instrument)
    members: dict[str, tuple[str, Json]] = {
        "f1": ("code", code),
        "f2": ("market", market),
        "f3": ("name", instrument.name_zh),
        "f4": ("decimal", decimals),
        "f5": ("dktotal", total),
        "f6": ("preKPrice", round(before, decimals)),
    }
    return dict(members[field] for field in wanted.split(",") if field in members)


def _cut(series: _Series, query: Mapping[str, str]) -> _Series:
    """The newest `lmt` of those between `beg` and `end`, both included, given as YYYYMMDD."""
    beg, end = _iso(query.get("beg", "0")), _iso(query.get("end", _LATEST))
    count = query.get("lmt", "")
    most = int(count) if count.isascii() and count.isdigit() and int(count) else _MOST_ROWS
    stop = bisect_right(series.times, f"{end}~")
    start = max(bisect_left(series.times, beg), stop - most)
    part = slice(start, max(start, stop))
    return _Series(
        series.times[part],
        series.opens[part],
        series.closes[part],
        series.highs[part],
        series.lows[part],
        series.volumes[part],
        series.turnovers[part],
        before=series.closes[start - 1] if start else series.before,
    )


@lru_cache
def _times(labels: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"{label // 60:02d}:{label % 60:02d}" for label in labels)


def _iso(digits: str) -> str:
    """YYYYMMDD as in the rows; what is no such date sorts before or after all of them, as it would on the wire."""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if len(digits) == _DATE_DIGITS else digits


def _lines(instrument: Instrument, series: _Series, shares: float | None, fields: Sequence[str]) -> list[Json]:
    """Only the columns that were asked for are made, in their order."""
    decimals = decimals_of(instrument)
    unit = HAND if instrument.market is Market.MAINLAND else 1
    before = [series.before, *series.closes][: len(series.closes)]

    def prices(column: Sequence[float]) -> list[str]:
        form = f"%.{decimals}f"
        return [form % price for price in column]

    def percents(values: Sequence[float]) -> list[str]:
        return [figure(100.0 * value / base, 2) for value, base in zip(values, before, strict=True)]

    spans = [high - low for high, low in zip(series.highs, series.lows, strict=True)]
    changes = [close - base for close, base in zip(series.closes, before, strict=True)]
    makers: dict[str, Callable[[], Sequence[str]]] = {
        "f51": lambda: series.times,
        "f52": lambda: prices(series.opens),
        "f53": lambda: prices(series.closes),
        "f54": lambda: prices(series.highs),
        "f55": lambda: prices(series.lows),
        "f56": lambda: [str(int(volume) // unit) for volume in series.volumes],
        "f57": lambda: [f"{money:.2f}" for money in series.turnovers],
        "f58": lambda: percents(spans),
        "f59": lambda: percents(changes),
        "f60": lambda: [figure(change, decimals) for change in changes],
        "f61": lambda: [f"{volume / shares * 100.0 if shares else 0.0:.2f}" for volume in series.volumes],
    }
    columns = [makers[field]() for field in fields if field in makers]
    return [",".join(line) for line in zip(*columns, strict=True)]


def _trends(instrument: Instrument, day: str, rows: Sequence[MinuteRow], fields: Sequence[str]) -> list[Json]:
    """Each minute's own prices, volume and amount, and the day's average price so far."""
    decimals = decimals_of(instrument)
    unit = HAND if instrument.market is Market.MAINLAND else 1
    lines: list[Json] = []
    open_, volume, turnover = rows[0].price if rows else 0.0, 0, 0
    for row in rows:
        average = row.price if is_index(instrument) or not row.volume else row.turnover / row.volume
        cells = {
            "f51": f"{day} {row.label // 60:02d}:{row.label % 60:02d}",
            "f52": f"{open_:.{decimals}f}",
            "f53": f"{row.price:.{decimals}f}",
            "f54": f"{max(open_, row.price):.{decimals}f}",
            "f55": f"{min(open_, row.price):.{decimals}f}",
            "f56": str(int(row.volume) // unit - volume // unit),
            "f57": f"{int(row.turnover) - turnover:.2f}",
            "f58": f"{average:.3f}",
        }
        lines.append(",".join(cells[field] for field in fields if field in cells))
        open_, volume, turnover = row.price, int(row.volume), int(row.turnover)
    return lines
