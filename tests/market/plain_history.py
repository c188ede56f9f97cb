"""The rules of highs, lows, runs and periods once more, in plain loops: what the engine must come to.

Written from the rules, not from the engine. Prices are whole numbers, moves are fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tui.market.series import Bar


def plain_walk(
    kept: Sequence[date],
    sessions: Sequence[date],
    whole_from: date | None,
    is_share: bool,
    previous_close: float | None,
    last_close: float | None,
) -> tuple[list[date], date | None]:
    """The days that can be relied on, ascending, and the first day from which all is known.

    Walk back from today, session by session, until something is wrong: a day without a bar (which only the bars of a
    share may vouch for), or one from before the day they vouch for.
    """
    known: list[date] = []
    for session in reversed(sessions):
        if whole_from is not None and session < whole_from:
            break
        if session in kept:
            known.append(session)
        elif not known:
            if not (is_share and previous_close == last_close):
                return [], None
        elif not (is_share and whole_from is not None):
            break
    if not known:
        return [], None
    if previous_close is not None and last_close is not None and abs(previous_close - last_close) > last_close / 200:
        return [], None
    known.reverse()
    return known, whole_from if is_share and whole_from is not None else known[0]


def last_reaching(values: Sequence[Any], level: Any, *, high: bool) -> int | None:
    """The position of the last value that is as high (or as low)."""
    for position in range(len(values) - 1, -1, -1):
        if values[position] is None:
            continue
        if values[position] >= level if high else values[position] <= level:
            return position
    return None


def told_since(days: Sequence[date], values: Sequence[Any], level: Any, *, high: bool) -> tuple[str, date] | None:
    """("since", the last day that reached as far), ("at least", the first day known), or None: not worth a word."""
    known = [position for position, value in enumerate(values) if value is not None]
    if len(known) < 5:
        return None
    position = last_reaching(values, level, high=high)
    if position is None:
        return "at least", days[known[0]]
    sessions_ago = len(days) - position
    return ("since", days[position]) if sessions_ago >= 5 else None


def closing(bars: Sequence[Bar], last: float) -> tuple[str, str, date] | None:
    days, closes = [bar.date for bar in bars], [bar.close for bar in bars]
    for name, high in (("high", True), ("low", False)):
        told = told_since(days, closes, last, high=high)
        if told is not None:
            return name, *told
    return None


def intraday(bars: Sequence[Bar], top: float | None, bottom: float | None) -> tuple[str, str, date] | None:
    """The high or the low of the day, whichever reaches farther back."""
    days = [bar.date for bar in bars]
    high = None if top is None else told_since(days, [bar.high for bar in bars], top, high=True)
    low = None if bottom is None else told_since(days, [bar.low for bar in bars], bottom, high=False)
    if high is None and low is None:
        return None
    if high is not None and (low is None or _reach(high) <= _reach(low)):
        return "high", *high
    assert low is not None
    return "low", *low


def _reach(told: tuple[str, date]) -> date:
    return date.min if told[0] == "at least" else told[1]


def run(bars: Sequence[Bar], today: date, last: float) -> tuple[int, date] | None:
    """So many days in one direction, and the first of them."""
    days, closes = [*(bar.date for bar in bars), today], [*(bar.close for bar in bars), last]
    signs = [0]
    for position in range(1, len(closes)):
        earlier, later = closes[position - 1], closes[position]
        signs.append(1 if later > earlier else -1 if later < earlier else 0)
    count = 0
    position = len(closes) - 1
    while position > 0 and signs[position] == signs[-1] != 0:
        count += 1
        position -= 1
    ended_by_a_known_day = position > 0
    if count == 0 or not ended_by_a_known_day:
        return None
    return count * signs[-1], days[-count]


def biggest(bars: Sequence[Bar], last: float) -> tuple[str, str, date] | None:
    days = [bar.date for bar in bars]
    closes = [Fraction(bar.close) for bar in bars]
    moves: list[Fraction | None] = [None]
    for position in range(1, len(closes)):
        moves.append(closes[position] / closes[position - 1] - 1)
    move = Fraction(last) / closes[-1] - 1
    if move == 0:
        return None
    told = told_since(days, moves, move, high=move > 0)
    return None if told is None else ("gain" if move > 0 else "loss", *told)


def bases(bars: Sequence[Bar], sessions: Sequence[date], today: date, *, is_share: bool) -> dict[str, float]:
    """The closes so many sessions before today, and the last one of last year."""
    found = {}
    for period, count in (("5d", 5), ("20d", 20), ("60d", 60)):
        if count > len(sessions):
            continue
        target = sessions[-count]
        for bar in bars:
            if bar.date == target or (is_share and bar.date < target):
                found[period] = bar.close
    for bar in bars:
        if bar.date.year < today.year:
            found["ytd"] = bar.close
    return found


def last_year(bars: Sequence[Bar], since: date, today: date) -> tuple[float | None, float | None]:
    start = today - timedelta(days=364)
    inside = [bar for bar in bars if bar.date >= start]
    if since > start or not inside:
        return None, None
    top, bottom = inside[0].high, inside[0].low
    for bar in inside:
        top, bottom = max(top, bar.high), min(bottom, bar.low)
    return top, bottom


def average_turnover(bars: Sequence[Bar]) -> Fraction | None:
    last = [bar.turnover for bar in bars[-20:]]
    total = Fraction(0)
    for turnover in last:
        if turnover is None:
            return None
        total += Fraction(turnover)
    return total / 20 if len(last) == 20 else None
