"""Tencent's quote rows: `v_sh600036="1~招商银行~600036~…";`, in GBK."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tui.exchange.rates import Rates
from tui.exchange.tape import DELAY, Row, Tape
from tui.exchange.tencent_rates import tencent_rate
from tui.exchange.ticks import CENT
from tui.exchange.trading_day import Phase
from tui.exchange.wire import (
    HAND,
    HUNDRED_MILLION,
    TEN_THOUSAND,
    TOTAL_TO_FLOAT,
    figure,
    in_hong_kong,
    is_index,
    is_star,
)
from tui.market.instruments import Exchange, Instrument, Market

MAX_KEYS = 900
"""More keys than this make the request line too long."""

NONE_MATCH = 'v_pv_none_match="1";\n'

_LIVE, _SHORT = "r_", "s_"
_MAINLAND_FIELDS, _HONG_KONG_FIELDS, _OVERSEAS_FIELDS = 88, 78, 71
_TAGS = {
    Exchange.SHANGHAI: "1",
    Exchange.SHENZHEN: "51",
    Exchange.BEIJING: "62",
    Exchange.HONG_KONG: "100",
    Exchange.UNITED_STATES: "200",
}
_OUTER_SHARE = 0.53
"""Trades at the ask against all: made up."""


class TencentQuotes:
    """Encodes quotes by Tencent's keys."""

    def __init__(self, tape: Tape, rates: Rates) -> None:
        self._tape = tape
        self._rates = rates
        self.day = tape.scenario.day
        self.by_code = {
            instrument.codes.tencent.removeprefix(_LIVE): instrument
            for instrument in tape.instruments.values()
            if instrument.codes.tencent is not None
        }

    def prepare(self, keys: Sequence[str], moment: datetime) -> Iterator[None]:
        """Build what the answer needs, piece by piece."""
        for key in keys:
            code = key.removeprefix(_SHORT)
            instrument = self.by_code.get(code.removeprefix(_LIVE))
            if instrument is not None:
                late = in_hong_kong(instrument) and not code.startswith(_LIVE)
                yield from self._tape.build_rows([instrument.symbol], moment - DELAY if late else moment)

    def body(self, keys: Sequence[str], moment: datetime) -> bytes:
        """The rows of the known keys; unknown ones are left out, and if all are, the answer says so."""
        statements = [statement for key in keys if (statement := self._statement(key, moment)) is not None]
        return ("".join(statements) or NONE_MATCH).encode("gbk")

    def fields(self, instrument: Instrument, moment: datetime) -> list[str]:
        """The whole row of an instrument at that moment, live."""
        return _fields(self._tape.row(instrument.symbol, moment))

    def _statement(self, key: str, moment: datetime) -> str | None:
        rate = tencent_rate(self._rates, key, moment)
        if rate is not None:
            return f'v_{key}="{"~".join(rate)}";\n'
        short = key.startswith(_SHORT)
        code = key.removeprefix(_SHORT)
        live = code.startswith(_LIVE)
        instrument = self.by_code.get(code.removeprefix(_LIVE))
        if instrument is None or (live and not in_hong_kong(instrument)):
            return None
        late = in_hong_kong(instrument) and not live
        fields = self.fields(instrument, moment - DELAY if late else moment)
        return f'v_{key}="{"~".join(_short(fields, instrument) if short else fields)}";\n'


def _fields(row: Row) -> list[str]:
    if row.instrument.market is Market.UNITED_STATES:
        return _overseas(row)
    return _hong_kong(row) if in_hong_kong(row.instrument) else _mainland(row)


def _fill(count: int, cells: dict[int, str], *, filler: str = "") -> list[str]:
    fields = [filler] * count
    for index, text in cells.items():
        fields[index] = text
    return fields


def _short(fields: list[str], instrument: Instrument) -> list[str]:
    """Tag, name, code, last, change, %, volume, amount, (empty), market value, type."""
    kind = fields[63] if in_hong_kong(instrument) else fields[61]
    return [*fields[:4], fields[31], fields[32], fields[6], fields[37], "", fields[45], kind]


def mainland_volume(instrument: Instrument, shares: float) -> int:
    """Volume as Tencent counts it: hands, but shares on the STAR board."""
    return int(shares) if is_star(instrument) else int(shares) // HAND


def _mainland(row: Row) -> list[str]:
    instrument, sample = row.instrument, row.sample
    volume = mainland_volume(instrument, sample.volume)
    outer = int(volume * _OUTER_SHARE)
    last, high, low = figure(row.price, 2), figure(sample.high, 2), figure(sample.low, 2)
    index = is_index(instrument)
    caps = ("0.00", "0.00")
    if row.shares is not None:
        value = row.shares * row.price / HUNDRED_MILLION
        caps = (figure(value, 2), figure(value * TOTAL_TO_FLOAT, 2))
    up, down = ("-1", "-1") if row.limits is None else (figure(limit, 2) for limit in row.limits)
    amplitude = 0.0 if sample.high is None else (sample.high - (sample.low or 0.0)) / row.previous_close * 100.0
    shares = figure(row.shares, 0)
    cells = {
        0: _TAGS[instrument.exchange],
        1: instrument.name_zh,
        2: (instrument.codes.tencent or "")[2:],
        3: last,
        4: figure(row.previous_close, 2),
        5: figure(sample.open, 2),
        6: str(volume),
        7: "0" if index else str(outer),
        8: "0" if index else str(volume - outer),
        30: row.stamp.strftime("%Y%m%d%H%M%S"),
        31: figure(row.change, 2),
        32: figure(row.change_pct, 2),
        33: high,
        34: low,
        35: f"{last}/{volume}/{int(sample.turnover)}",
        36: str(volume),
        37: str(int(sample.turnover / TEN_THOUSAND)),
        38: figure(sample.volume / row.shares * 100.0 if row.shares else 0.0, 2),
        39: "0.00",
        40: "S" if row.suspended else "",
        41: high,
        42: low,
        43: figure(amplitude, 2),
        44: caps[0],
        45: caps[1],
        46: "0.00",
        47: up,
        48: down,
        49: "0.00",
        50: "0",
        51: figure(sample.turnover / sample.volume if sample.volume and not index else 0.0, 2),
        57: figure(sample.turnover / TEN_THOUSAND, 4),
        58: "0.0000",
        59: "0",
        60: " ",
        61: "ZS" if index else _share_type(instrument),
        72: shares,
        73: figure((row.shares or 0.0) * TOTAL_TO_FLOAT, 0),
        82: "CNY",
        83: "0",
        86: "0.00",
        87: "0",
    }
    return _fill(_MAINLAND_FIELDS, cells | _book(row))


def _share_type(instrument: Instrument) -> str:
    if instrument.exchange is Exchange.BEIJING:
        return "GP"
    return "GP-A-CYB" if instrument.symbol.startswith(("300", "301")) else "GP-A"


def _book(row: Row) -> dict[int, str]:
    """Five bids from column 9 and five asks from 19, price and hands by turns."""
    sample = row.sample
    bids: list[tuple[float, int]] = []
    asks: list[tuple[float, int]] = []
    if not is_index(row.instrument) and not row.suspended:
        depth = 120 + int(sample.turnover) % 977
        if sample.phase is Phase.AUCTION:
            bids, asks = [(row.price, depth), (0.0, 0)], [(row.price, depth), (0.0, depth // 2)]
        elif sample.last is not None:
            bids = [(sample.last - CENT * level, depth * (level + 3) // 3) for level in range(5)]
            at_limit = row.limits is not None and sample.last >= row.limits[0]
            asks = (
                [] if at_limit else [(sample.last + CENT * level, depth * (level + 2) // 2) for level in range(1, 6)]
            )
    cells = {}
    for first, side in ((9, bids), (19, asks)):
        for level in range(5):
            price, hands = side[level] if level < len(side) else (0.0, 0)
            cells[first + 2 * level] = figure(price, 2)
            cells[first + 2 * level + 1] = str(hands)
    return cells


def _hong_kong(row: Row) -> list[str]:
    instrument, sample = row.instrument, row.sample
    index = is_index(instrument)
    last = figure(row.price, 3)
    volume = figure(sample.turnover / TEN_THOUSAND, 4) if index else figure(int(sample.volume), 1)
    amount = figure(sample.turnover / TEN_THOUSAND, 3) if index else figure(sample.turnover, 3)
    value = "0" if row.shares is None else figure(row.shares * row.price / HUNDRED_MILLION, 4)
    amplitude = 0.0 if sample.high is None else (sample.high - (sample.low or 0.0)) / row.previous_close * 100.0
    shares = figure(row.shares, 2)
    cells = {
        0: _TAGS[instrument.exchange],
        1: instrument.name_zh,
        2: hong_kong_code(instrument),
        3: last,
        4: figure(row.previous_close, 3),
        5: figure(sample.open, 3),
        6: volume,
        9: last,
        19: last,
        29: "0.0" if index else volume,
        30: row.stamp.strftime("%Y/%m/%d %H:%M:%S"),
        31: figure(row.change, 3),
        32: figure(row.change_pct, 2),
        33: figure(sample.high, 3),
        34: figure(sample.low, 3),
        35: last,
        36: volume,
        37: amount,
        40: "",
        43: figure(amplitude, 2),
        44: value,
        45: value,
        46: instrument.name_en if index else instrument.label_en.upper(),
        60: "0" if index else "100",
        63: "ZS" if index else "GP",
        69: shares,
        70: shares,
        75: instrument.currency or "",
        76: "1",
        77: "",
    }
    return _fill(_HONG_KONG_FIELDS, cells, filler="0")


def hong_kong_code(instrument: Instrument) -> str:
    """`00700`, `HSI`: the code without prefixes."""
    return (instrument.codes.tencent or "").removeprefix(_LIVE).removeprefix("hk")


def _overseas(row: Row) -> list[str]:
    instrument, sample = row.instrument, row.sample
    code = (instrument.codes.tencent or "").removeprefix("us")
    cells = dict.fromkeys(range(7, 29), "0") | {
        0: _TAGS[instrument.exchange],
        1: instrument.name_zh,
        2: f".{code.removeprefix('.')}",
        3: figure(row.price, 2),
        4: figure(row.previous_close, 2),
        5: figure(sample.open, 2),
        6: str(int(sample.volume)),
        30: row.stamp.strftime("%Y-%m-%d %H:%M:%S"),
        31: figure(row.change, 2),
        32: figure(row.change_pct, 2),
        33: figure(sample.high, 2),
        34: figure(sample.low, 2),
        35: "USD",
        36: str(int(sample.volume)),
        37: str(int(sample.turnover)),
        46: instrument.name_en,
        60: "ZS",
    }
    return _fill(_OVERSEAS_FIELDS, cells)
