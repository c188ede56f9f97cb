"""Eastmoney's quote lists: `ulist.np/get`, JSON in UTF-8. Its Hong Kong rows are 15 minutes late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from tui.exchange.tape import DELAY, Row, Tape
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
_LISTED = {"000001.SH": 2280, "399001.SZ": 2860}
"""How many shares the breadth of an index counts."""


class EastmoneyQuotes:
    """Encodes quotes by Eastmoney's ids."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._by_id = {
            instrument.codes.eastmoney: instrument
            for instrument in tape.instruments.values()
            if instrument.codes.eastmoney is not None
        }

    def body(self, query: Mapping[str, str], moment: datetime) -> bytes:
        """The answer to `secids`, `fields`, `fltt` and `np`; absent ids are left out, `rc` 102 if all are."""
        asked = query.get("secids", "").split(",")
        known = [self._by_id[code] for code in asked if code in self._by_id]
        if not known:
            return utf8_json(_NO_DATA)
        wanted = [field for field in query.get("fields", "").split(",") if field]
        whole = query.get("fltt") != _FLOAT_FORMAT
        rows: list[Json] = [self._row(instrument, moment, wanted, whole) for instrument in known]
        diff: Json = rows if query.get("np") == "1" else {str(number): row for number, row in enumerate(rows)}
        return utf8_json(
            {
                "rc": 0,
                "rt": 11,
                "svr": 182999890,
                "lt": 2 if any(in_hong_kong(instrument) for instrument in known) else 1,
                "full": 1,
                "dlmkts": "8,10,128" if any(in_hong_kong(instrument) for instrument in known) else "",
                "dsc": "0",
                "data": {"total": len(rows), "diff": diff},
            }
        )

    def _row(self, instrument: Instrument, moment: datetime, wanted: list[str], whole: bool) -> Json:
        late = moment - DELAY if in_hong_kong(instrument) else moment
        figures = _figures(self._tape.row(instrument.symbol, late))
        if whole:
            figures = _as_integers(figures, _decimals(instrument))
        return {field: figures.get(field, _MISSING) for field in wanted} if wanted else figures


def _decimals(instrument: Instrument) -> int:
    return 3 if in_hong_kong(instrument) and not is_index(instrument) else 2


def _figures(row: Row) -> dict[str, str | int | float]:
    instrument, sample = row.instrument, row.sample
    market, _, code = (instrument.codes.eastmoney or "").partition(".")
    decimals = _decimals(instrument)
    figures: dict[str, str | int | float] = {
        "f1": decimals,
        "f12": code,
        "f13": int(market),
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
    """Up, down and flat counts, for the two indices that have them: the more the index has risen, the more are up."""
    listed = _LISTED.get(row.instrument.symbol)
    if listed is None:
        return {}
    flat = listed // 28
    up = round((listed - flat) * min(0.93, max(0.07, 0.5 + 0.19 * row.change_pct)))
    return {"f104": up, "f105": listed - flat - up, "f106": flat}


def _as_integers(figures: dict[str, str | int | float], decimals: int) -> dict[str, str | int | float]:
    """Prices times 10^decimals and percents times 100, as without `fltt=2`."""

    def scaled(field: str, value: str | int | float) -> str | int | float:
        if isinstance(value, str):
            return value
        if field in _PRICES:
            return round(value * 10.0**decimals)
        return round(value * 100) if field in _PERCENTS else value

    return {field: scaled(field, value) for field, value in figures.items()}
