"""Eastmoney's quote lists: `ulist.np/get`, JSON in UTF-8. Its Hong Kong rows are 15 minutes late."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import datetime, time

from tui.exchange.eastmoney_rates import eastmoney_rate
from tui.exchange.rates import Rates
from tui.exchange.tape import DELAY, Row, Tape
from tui.exchange.trading_day import SECONDS_PER_HOUR
from tui.exchange.wire import HAND, TOTAL_TO_FLOAT, Json, in_hong_kong, is_index, utf8_json
from tui.market.instruments import Instrument, Market
from tui.market.zones import MARKET_TIME

MAX_IDS = 800
"""More ids than this are refused."""

_NO_DATA: Json = {"rc": 102, "rt": 11, "svr": 182999890, "lt": 1, "full": 1, "dlmkts": "", "dsc": "0", "data": None}
_FLOAT_FORMAT = "2"
_MISSING = "-"
_SUSPENDED_STAMP = time(8, 0)
_PRICES = ("f2", "f4", "f15", "f16", "f17", "f18")
_PERCENTS = ("f3", "f7")
_LISTED = {"000001.SH": 2280, "399001.SZ": 2860, "899050.BJ": 265}
"""How many shares the breadth of an index counts: those of its exchange."""

_UP_PER_PERCENT, _WAVE, _MOST_UP, _FLAT = 0.19, 0.02, 0.93, 0.05
"""Breadth: how many of those that moved rise per percent of the index, waves and limit of that; the flat share."""


class EastmoneyQuotes:
    """Encodes quotes by Eastmoney's ids."""

    def __init__(self, tape: Tape, rates: Rates) -> None:
        self._tape = tape
        self._rates = rates
        self._by_id = {
            instrument.codes.eastmoney: instrument
            for instrument in tape.instruments.values()
            if instrument.codes.eastmoney is not None
        }

    def prepare(self, query: Mapping[str, str], moment: datetime) -> Iterator[None]:
        """Build what the answer needs, piece by piece."""
        known = [self._by_id[code] for code in query.get("secids", "").split(",") if code in self._by_id]
        for instrument in known:
            late = moment - DELAY if in_hong_kong(instrument) else moment
            yield from self._tape.build_rows([instrument.symbol], late)

    def body(self, query: Mapping[str, str], moment: datetime) -> bytes:
        """The answer to `secids`, `fields`, `fltt` and `np`; absent ids are left out, `rc` 102 if all are."""
        wanted = [field for field in query.get("fields", "").split(",") if field]
        whole = query.get("fltt") != _FLOAT_FORMAT
        rows: list[Json] = []
        delayed = False
        for code in query.get("secids", "").split(","):
            figures = self._figures(code, moment)
            if figures is None:
                continue
            if whole:
                figures = _as_integers(figures)
            rows.append({field: figures.get(field, _MISSING) for field in wanted} if wanted else figures)
            delayed = delayed or (code in self._by_id and in_hong_kong(self._by_id[code]))
        if not rows:
            return utf8_json(_NO_DATA)
        diff: Json = rows if query.get("np") == "1" else {str(number): row for number, row in enumerate(rows)}
        return utf8_json(
            {
                "rc": 0,
                "rt": 11,
                "svr": 182999890,
                "lt": 2 if delayed else 1,
                "full": 1,
                "dlmkts": "8,10,128" if delayed else "",
                "dsc": "0",
                "data": {"total": len(rows), "diff": diff},
            }
        )

    def _figures(self, secid: str, moment: datetime) -> dict[str, str | int | float] | None:
        instrument = self._by_id.get(secid)
        if instrument is None:
            return eastmoney_rate(self._rates, secid, moment)
        late = moment - DELAY if in_hong_kong(instrument) else moment
        return _figures(self._tape.row(instrument.symbol, late))


def split_id(instrument: Instrument) -> tuple[str, int]:
    """An id such as `116.00700` as its code and market."""
    market, _, code = (instrument.codes.eastmoney or "").partition(".")
    return code, int(market)


def decimals_of(instrument: Instrument) -> int:
    """Decimals of its prices."""
    return 3 if in_hong_kong(instrument) and not is_index(instrument) else 2


def _figures(row: Row) -> dict[str, str | int | float]:
    instrument, sample = row.instrument, row.sample
    code, market = split_id(instrument)
    decimals = decimals_of(instrument)
    figures: dict[str, str | int | float] = {
        "f1": decimals,
        "f12": code,
        "f13": market,
        "f14": instrument.name_zh,
        "f124": int(row.stamp.timestamp()),
        "f152": 2,
    }
    if row.suspended:
        day = row.stamp.astimezone(MARKET_TIME).date()
        return figures | {"f124": int(datetime.combine(day, _SUSPENDED_STAMP, MARKET_TIME).timestamp())}
    figures["f18"] = round(row.previous_close, decimals)
    if sample.last is None or sample.high is None or sample.low is None or sample.open is None:
        return figures
    hands = instrument.market is Market.MAINLAND
    figures |= {
        "f2": round(sample.last, decimals),
        "f3": round(row.change_pct, 2),
        "f4": round(row.change, decimals),
        "f5": int(sample.volume) // HAND if hands else int(sample.volume),
        "f6": float(int(sample.turnover)),
        "f7": round((sample.high - sample.low) / row.previous_close * 100.0, 2),
        "f15": round(sample.high, decimals),
        "f16": round(sample.low, decimals),
        "f17": round(sample.open, decimals),
    }
    if row.shares is not None:
        figures |= {
            "f20": float(round(row.shares * sample.last * TOTAL_TO_FLOAT)),
            "f21": float(round(row.shares * sample.last)),
        }
        figures["f8"] = round(sample.volume / row.shares * 100.0, 2)
    return figures | _breadth(row)


def _breadth(row: Row) -> dict[str, str | int | float]:
    """Up, down and flat counts, for the indices that have them: the more the index has risen, the more are up."""
    listed = _LISTED.get(row.instrument.symbol)
    if listed is None:
        return {}
    # The counts have a life of their own beside the index: slow waves that differ between the exchanges.
    phase = row.sample.stamp / SECONDS_PER_HOUR
    wave = sum(math.sin(phase * pace + listed) for pace in (2.1, 5.3, 13.7)) / 3.0
    share = 0.5 + _UP_PER_PERCENT * row.change_pct + _WAVE * wave
    flat = round(listed * (_FLAT + _FLAT / 2.0 * wave))
    up = round((listed - flat) * min(_MOST_UP, max(1.0 - _MOST_UP, share)))
    return {"f104": up, "f105": listed - flat - up, "f106": flat}


def _as_integers(figures: dict[str, str | int | float]) -> dict[str, str | int | float]:
    """Prices times 10^decimals, which `f1` tells, and percents times 100, as without `fltt=2`."""
    decimals = int(figures["f1"])

    def scaled(field: str, value: str | int | float) -> str | int | float:
        if isinstance(value, str):
            return value
        if field in _PRICES:
            return round(value * 10.0**decimals)
        return round(value * 100) if field in _PERCENTS else value

    return {field: scaled(field, value) for field, value in figures.items()}
