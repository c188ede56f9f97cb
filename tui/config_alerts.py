"""The values of alerts: what each kind of rule needs, has no use for, and may be set to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from datetime import time
from typing import Any, NamedTuple

from tui.config_check import KeyPath, Wrong, position, show, suggest_close, suggest_name
from tui.config_events import is_series, shipped_series
from tui.feeds.offers import OFFERS
from tui.likeness import closest
from tui.market.alerts.ranges import DAYS, MOVE, MOVE_MINUTES, PERCENT, PRICE
from tui.market.instruments import Instrument, Kind, Market
from tui.market.ranges import Range

NOT_GIVEN = ""
"""A text that is the same as none, as `cnhk config show` writes it."""

COMMAND_SECONDS = Range(1.0, 300.0, "seconds")
QUIET_HOURS = 'two different times, as in "22:00-07:30", or ""'
SERIES = 'a series of events, as in "cn-cpi-yoy"'
EVENT_OR_IMPORTANCE = "left out: an alert has event or importance, not both"

_HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)", re.ASCII)

BILLIONS = Range(-1_000.0, 1_000.0, "HK$ billion")
SHARE = Range(0.0, 100.0, "percent")
MARGIN = Range(0.0, 10_000_000.0, "(in the unit of level)")
EVENT_MINUTES = Range(1, 1_440, "minutes")
SECONDS = Range(5.0, 3_600.0, "seconds")
IMPORTANCE = Range(1, 3, "(3 is the highest)")


class _Kind(NamedTuple):
    """The keys that a kind needs, and those that it may have, each number with its range."""

    needs: Mapping[str, Range | None]
    may_have: Mapping[str, Range | None]


_OF_PRICE = _Kind({"symbol": None, "level": PRICE}, {"margin": MARGIN})
_OF_PERCENT = _Kind({"symbol": None, "level": PERCENT}, {"margin": MARGIN})
_OF_EXTREME = _Kind({"symbol": None, "days": DAYS}, {})
_OF_FLOW = _Kind({"level": BILLIONS}, {"margin": MARGIN})
_OF_BREADTH = _Kind({"level": SHARE}, {"margin": MARGIN})

KINDS: Mapping[str, _Kind] = {
    "price above": _OF_PRICE,
    "price below": _OF_PRICE,
    "percent above": _OF_PERCENT,
    "percent below": _OF_PERCENT,
    "move": _Kind({"symbol": None, "level": MOVE, "minutes": MOVE_MINUTES}, {"margin": MARGIN}),
    "new high": _OF_EXTREME,
    "new low": _OF_EXTREME,
    "southbound above": _OF_FLOW,
    "southbound below": _OF_FLOW,
    "breadth above": _OF_BREADTH,
    "breadth below": _OF_BREADTH,
    "limit-up opened": _Kind({"symbol": None}, {}),
    "provider silent": _Kind({"seconds": SECONDS}, {"provider": None}),
    "event due": _Kind({"minutes": EVENT_MINUTES}, {"event": None, "importance": IMPORTANCE}),
}
"""What each kind of rule is made of."""

_NEEDED = {
    "symbol": 'a symbol, as in "00700.HK", "HSI"',
    "level": "a number",
    "minutes": "a whole number",
    "days": "a whole number",
    "seconds": "a number",
}

Watched = Mapping[str, Instrument | None]
"""What is quoted, by canonical symbol; None for shares that only settings name."""


def check_alerts(alerts: object, shapeless: Set[KeyPath], watched: Watched) -> Iterator[Wrong]:
    """Every value of `[[alerts]]` that has the right type and makes no sense. Keys in `shapeless` are passed over."""
    if ("alerts",) in shapeless or not isinstance(alerts, list):
        return
    for number, alert in enumerate(alerts, 1):
        key = ("alerts", position(number))
        if isinstance(alert, dict):
            yield from _check(
                alert, key, {path[2] for path in shapeless if path[:2] == key and len(path) > 2}, watched
            )


def check_alerting(table: object, shapeless: Set[KeyPath]) -> Iterator[Wrong]:
    """The same of `[alerting]`."""
    if not isinstance(table, Mapping):
        return
    key = ("alerting", "command_seconds")
    seconds = table.get("command_seconds")
    if key not in shapeless and isinstance(seconds, (int, float)) and seconds not in COMMAND_SECONDS:
        yield key, show(seconds), str(COMMAND_SECONDS)
    hours = table.get("quiet_hours")
    if isinstance(hours, str) and hours and parse_hours(hours) is None:
        yield ("alerting", "quiet_hours"), show(hours), QUIET_HOURS
    command = table.get("command")
    if ("alerting", "command") not in shapeless and isinstance(command, list) and command:
        if not command[0].strip():
            yield ("alerting", "command"), show(command[0]), "a program, then its arguments"
        for argument in command:
            if "\0" in argument:
                yield ("alerting", "command"), show(argument), "arguments without a zero byte"


def parse_hours(text: str) -> tuple[time, time] | None:
    """Quiet hours as two times; None if the text is none."""
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    try:
        start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    except ValueError:
        return None
    return None if start == end else (start, end)


def _check(alert: Mapping[str, Any], key: KeyPath, shapeless: Set[str], watched: Watched) -> Iterator[Wrong]:
    when = alert.get("when")
    if not isinstance(when, str) or when not in KINDS:
        return
    needs, may_have = KINDS[when]
    for name in needs:
        if name not in alert:
            yield (*key, name), "missing", _NEEDED[name]
    allowed = {"when", *needs, *may_have}
    for name, value in alert.items():
        if name not in allowed and name in _ALL_KEYS and value != NOT_GIVEN:
            yield (*key, name), show(value), f"left out: {show(when)} has {', '.join(sorted(allowed - {'when'}))}"
    ranges = {**needs, **may_have}
    for name, range_ in ranges.items():
        value = alert.get(name)
        if range_ is not None and name not in shapeless and isinstance(value, (int, float)) and value not in range_:
            yield (*key, name), show(value), str(range_)
    yield from _names(alert, key, shapeless, watched, when)


def _names(
    alert: Mapping[str, Any], key: KeyPath, shapeless: Set[str], watched: Watched, when: str
) -> Iterator[Wrong]:
    def given(name: str) -> str | None:
        value = alert.get(name)
        fits = name not in shapeless and isinstance(value, str)
        return value if fits and name in {**KINDS[when].needs, **KINDS[when].may_have} else None

    symbol = given("symbol")
    if symbol is not None and symbol not in watched:
        yield (*key, "symbol"), show(symbol), _right_symbol(symbol, watched)
    elif symbol is not None and when == "limit-up opened" and not _has_limit(symbol, watched[symbol]):
        yield (*key, "symbol"), show(symbol), "a mainland share: others have no price limit"
    provider = given("provider")
    known = sorted({name for names in OFFERS.values() for name in names})
    if provider is not None and provider != NOT_GIVEN and provider not in known:
        yield (*key, "provider"), show(provider), suggest_name(show(provider), [show(name) for name in known])
    event = given("event")
    if event is not None and event != NOT_GIVEN:
        if not is_series(event):
            names = [show(name) for name in shipped_series()]
            yield (*key, "event"), show(event), suggest_close(show(event), names, SERIES)
        if alert.get("importance") is not None:
            yield (*key, "importance"), show(alert["importance"]), EVENT_OR_IMPORTANCE


def _right_symbol(symbol: str, watched: Watched) -> str:
    close = closest(symbol.upper(), watched)
    hint = f"; did you mean {show(close)}?" if close else ""
    return f"an index, or a share of a sector{hint}"


def _has_limit(symbol: str, instrument: Instrument | None) -> bool:
    if instrument is None:
        return not symbol.endswith(".HK")
    return instrument.kind is Kind.STOCK and instrument.market is Market.MAINLAND


_ALL_KEYS = {name for kind in KINDS.values() for name in (*kind.needs, *kind.may_have)}
