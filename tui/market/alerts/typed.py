"""A rule as the reader types it: `00700.HK > 600`, `HSI 1%/5m`, `600036.SH open`."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.market.alerts.making import move_rule, percent_rule, price_rule
from tui.market.alerts.ranges import DAYS, MOVE, MOVE_MINUTES, PERCENT, PRICE
from tui.market.alerts.rules import AlertRule, ExtremeRule, LimitOpenedRule, Side
from tui.market.highs import Extreme
from tui.market.instruments import Instrument, Kind, Market

_NUMBER = r"([+\-]?\d{1,9}(?:\.\d{1,6})?)"
_LEVEL = re.compile(rf"([<>])\s*{_NUMBER}\s*(%?)", re.ASCII)
_MOVE = re.compile(rf"{_NUMBER}\s*%\s*/\s*(\d{{1,4}})\s*m?", re.ASCII)
_EXTREME = re.compile(r"(high|low)\s*(\d{1,4})", re.ASCII)
_OPEN = "open"

Resolve = Callable[[str], Instrument | None]
"""The instrument that a word names."""


def parse_typed(text: str, resolve: Resolve) -> AlertRule | None:
    """The rule that was typed; None if it is none, or about nothing that is quoted."""
    word, _, rest = text.strip().partition(" ")
    instrument = resolve(word)
    if instrument is None:
        return None
    return _rule(instrument, rest.strip().lower().replace(",", ""))


def _rule(instrument: Instrument, text: str) -> AlertRule | None:
    symbol = instrument.symbol
    if found := _LEVEL.fullmatch(text):
        side, level = Side.ABOVE if found[1] == ">" else Side.BELOW, float(found[2])
        if found[3]:
            return percent_rule(symbol, side, level) if level in PERCENT else None
        return price_rule(symbol, side, level) if level in PRICE else None
    if found := _MOVE.fullmatch(text):
        percent, minutes = abs(float(found[1])), int(found[2])
        return move_rule(symbol, percent, minutes) if percent in MOVE and minutes in MOVE_MINUTES else None
    if found := _EXTREME.fullmatch(text):
        days = int(found[2])
        return ExtremeRule(symbol, Extreme(found[1]), days) if days in DAYS else None
    if text == _OPEN and instrument.kind is Kind.STOCK and instrument.market is Market.MAINLAND:
        return LimitOpenedRule(symbol)
    return None
