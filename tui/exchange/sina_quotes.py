"""Sina's quote rows: `var hq_str_sh600036="招商银行,43.50,…";`, in GB 18030."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tui.exchange.rates import Rates
from tui.exchange.sina_rates import sina_rate
from tui.exchange.tape import DELAY, Row, Tape
from tui.exchange.ticks import CENT
from tui.exchange.trading_day import Phase
from tui.exchange.wire import HAND, TEN_THOUSAND, THOUSAND, figure, in_hong_kong, is_index
from tui.market.instruments import Instrument, Market
from tui.market.zones import MARKET_TIME

MAX_KEYS = 850
"""More keys than this are refused."""

REFERER = "finance.sina.com.cn"
NO_REFERER = b"Kinsoku jikou desu!"

_LATE, _SHORT = "hk", "s_"
_OVERSEAS_FIELDS = 27
_SUSPENDED, _NORMAL = "03", "00"


class SinaQuotes:
    """Encodes quotes by Sina's keys."""

    def __init__(self, tape: Tape, rates: Rates) -> None:
        self._tape = tape
        self._rates = rates
        self._by_key = {
            instrument.codes.sina: instrument
            for instrument in tape.instruments.values()
            if instrument.codes.sina is not None
        }

    def prepare(self, keys: Sequence[str], moment: datetime) -> Iterator[None]:
        """Build what the answer needs, piece by piece."""
        for key in keys:
            late = key not in self._by_key and key.startswith(_LATE)
            instrument = self._by_key.get(f"rt_{key}" if late else key.removeprefix(_SHORT))
            if instrument is not None:
                yield from self._tape.build_rows([instrument.symbol], moment - DELAY if late else moment)

    def body(self, keys: Sequence[str], moment: datetime) -> bytes:
        """One statement for each key, an empty one for a key that is not known."""
        lines = (f'var hq_str_{key}="{",".join(self._fields(key, moment))}";\n' for key in keys)
        return "".join(lines).encode("gb18030")

    def _fields(self, key: str, moment: datetime) -> list[str]:
        instrument = self._by_key.get(key)
        if instrument is not None:
            return _live(self._tape.row(instrument.symbol, moment))
        if key.startswith(_LATE):
            late = self._by_key.get(f"rt_{key}")
            return [] if late is None else _hong_kong(self._tape.row(late.symbol, moment - DELAY), late=True)
        rate = sina_rate(self._rates, key, moment)
        if rate is not None:
            return rate
        short = self._by_key.get(key.removeprefix(_SHORT))
        if short is None or short.market is not Market.MAINLAND:
            return []
        return _short(self._tape.row(short.symbol, moment))


def _live(row: Row) -> list[str]:
    if row.instrument.market is Market.UNITED_STATES:
        return _overseas(row)
    return _hong_kong(row, late=False) if in_hong_kong(row.instrument) else _mainland(row)


def mainland_volume(instrument: Instrument, shares: float) -> int:
    """Volume as Sina counts it: shares, but hands for indices."""
    return int(shares) // HAND if is_index(instrument) else int(shares)


def _mainland(row: Row) -> list[str]:
    """Name, open, previous, last, high, low, bid, ask, volume, amount, the book, date, time, status."""
    instrument, sample = row.instrument, row.sample
    decimals = 4 if is_index(instrument) else 3
    bids, asks = _book(row)
    book = [cell for shares, price in (*bids, *asks) for cell in (str(shares), figure(price, 3))]
    if is_index(instrument):
        book = ["0"] * len(book)
    return [
        instrument.name_zh,
        figure(sample.open, decimals),
        figure(row.previous_close, decimals),
        figure(sample.last, decimals),
        figure(sample.high, decimals),
        figure(sample.low, decimals),
        figure(bids[0][1], 3) if not is_index(instrument) else "0",
        figure(asks[0][1], 3) if not is_index(instrument) else "0",
        str(mainland_volume(instrument, sample.volume)),
        figure(int(sample.turnover), 3),
        *book,
        f"{row.stamp:%Y-%m-%d}",
        f"{row.stamp:%H:%M:%S}",
        _SUSPENDED if row.suspended else _NORMAL,
        "",
    ]


def _book(row: Row) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Five bids and five asks as (shares, price)."""
    sample = row.sample
    nothing = [(0, 0.0)] * 5
    if row.suspended or (sample.last is None and sample.indicative is None):
        return nothing, nothing
    depth = HAND * (80 + int(sample.turnover) % 613)
    if sample.phase is Phase.AUCTION:
        met = [(depth, row.price), *nothing[1:]]
        return met, met
    bids = [(depth * (level + 1), row.price - CENT * level) for level in range(5)]
    if row.limits is not None and row.price >= row.limits[0]:
        return bids, nothing
    return bids, [(depth * level, row.price + CENT * level) for level in range(1, 6)]


def _short(row: Row) -> list[str]:
    """Name, last, change, %, volume in hands, amount in 10,000 CNY."""
    decimals = 4 if is_index(row.instrument) else 3
    return [
        row.instrument.name_zh,
        figure(row.price, decimals),
        figure(row.change, decimals),
        figure(row.change_pct, 2),
        str(int(row.sample.volume) // HAND),
        str(int(row.sample.turnover / TEN_THOUSAND)),
    ]


def _hong_kong(row: Row, *, late: bool) -> list[str]:
    """English name, name, open, previous, high, low, last, change, %, bid, ask, amount, volume, …, date, time."""
    instrument, sample = row.instrument, row.sample
    index = is_index(instrument)
    amount = figure(sample.turnover / THOUSAND, 3) if index else figure(sample.turnover, 3)
    fields = [
        instrument.name_en if index else instrument.label_en.upper(),
        instrument.name_zh,
        figure(sample.open, 3),
        figure(row.previous_close, 3),
        figure(sample.high, 3),
        figure(sample.low, 3),
        figure(row.price, 3),
        figure(row.change, 3),
        figure(row.change_pct, 3),
        figure(0.0 if index else row.price, 3),
        figure(0.0 if index else row.price, 3),
        amount,
        "0" if index else str(int(sample.volume)),
        "0.000",
        "0.000",
        "0.000",
        "0.000",
        f"{row.stamp:%Y/%m/%d}",
        f"{row.stamp:%H:%M}" if late else f"{row.stamp:%H:%M:%S}",
    ]
    return fields if late else [*fields, "1"]


def _overseas(row: Row) -> list[str]:
    """Name, last, %, Beijing time, change, open, high, low, …, volume at 10, previous close at 26."""
    sample = row.sample
    cells = {
        0: row.instrument.name_zh,
        1: figure(row.price, 4),
        2: figure(row.change_pct, 2),
        3: f"{row.stamp.astimezone(MARKET_TIME):%Y-%m-%d %H:%M:%S}",
        4: figure(row.change, 4),
        5: figure(sample.open, 4),
        6: figure(sample.high, 4),
        7: figure(sample.low, 4),
        10: str(int(sample.volume)),
        26: figure(row.previous_close, 4),
    }
    return [cells.get(index, "0") for index in range(_OVERSEAS_FIELDS)]
