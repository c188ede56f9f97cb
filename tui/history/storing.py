"""Records into rows. Everything here may be done twice, or by two processes, and leaves the same rows.

Each function expects a transaction to be open and raises sqlite3.Error. `now`: the moment of writing (aware).
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec
from msgspec import Struct

from tui.history.last_state import LastState, encoded
from tui.history.places import REAL
from tui.market.reports import Report, joined
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay
from tui.market.updates import Source

Row = tuple[object, ...]

_log = logging.getLogger(__name__)


class _Rows(Struct, frozen=True):
    """A table whose rows belong to a row of another: `parent` and `key` together name one."""

    table: str
    parent: str
    key: str
    columns: tuple[str, ...]


_BARS = _Rows("bars", "series", "date", ("open", "high", "low", "close", "volume", "turnover"))
_MINUTES = _Rows("minutes", "series", "minute", ("price", "volume", "turnover"))
_FLOW_MINUTES = _Rows("southbound_minutes", "flow", "minute", ("shanghai_net_buy", "shenzhen_net_buy", "net_buy"))


def store_last_state(connection: sqlite3.Connection, world: str, last: LastState, now: datetime) -> None:
    """Put the last state of a world in place of the one before; it becomes the newest of all worlds."""
    if _is_outdated(connection, "last_state", "saved", last.saved, now, world=world):
        return
    connection.execute("DELETE FROM last_state WHERE world = ?", (world,))
    connection.execute(
        "INSERT INTO last_state (world, saved, state) VALUES (?, ?, ?)",
        (world, last.saved.isoformat(), encoded(last)),
    )


def store_bars(
    connection: sqlite3.Connection, world: str, source: Source, bars: DailyBars, longest: timedelta, now: datetime
) -> None:
    """Let these bars be all that is kept of the instrument, without those older than `longest` before the last.

    They replace what was there as a whole: bars of two adjustments, or of two days' adjustment, must not mix.
    """
    about = {"world": world, "symbol": bars.symbol}
    if not bars.bars or _is_outdated(connection, "bar_series", "received", source.received, now, **about):
        return
    first_day = bars.bars[-1].date - longest
    kept = [bar for bar in bars.bars if bar.date >= first_day]
    whole_from = bars.whole_from
    if whole_from is not None and len(kept) < len(bars.bars):
        whole_from = max(whole_from, first_day)
    connection.execute(
        """
        INSERT INTO bar_series (world, symbol, adjustment, provider, received, whole_from)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (world, symbol) DO UPDATE SET adjustment = excluded.adjustment,
            provider = excluded.provider, received = excluded.received, whole_from = excluded.whole_from
        """,
        (world, bars.symbol, bars.adjustment.value, source.provider, _moment(source), _day(whole_from)),
    )
    series = _id(connection, "bar_series", **about)
    rows: list[Row] = [
        (bar.date.isoformat(), bar.open, bar.high, bar.low, bar.close, bar.volume, bar.turnover) for bar in kept
    ]
    _replace(connection, _BARS, series, rows)


def store_minutes(
    connection: sqlite3.Connection, world: str, source: Source, series: MinuteSeries, now: datetime, *, finished: bool
) -> None:
    """Let these minutes be those of the day. What is known of it already stays where it is worth more.

    Minutes that were recorded as the day ran are every one and often lack turnover; those of a finished day
    (`finished`) come by five and have it. Turnover counts most: it is what no provider gives again.
    """
    if not series.minutes:
        return
    day = series.date.isoformat()
    about = {"world": world, "symbol": series.symbol, "date": day}
    if _is_worth_less(connection, world, series, finished):
        return
    # What is asked for of a finished day is whole whenever it was received.
    if not finished and _is_outdated(connection, "minute_series", "received", source.received, now, **about):
        return
    connection.execute(
        """
        INSERT INTO minute_series (world, symbol, date, previous_close, provider, received)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (world, symbol, date) DO UPDATE SET previous_close = excluded.previous_close,
            provider = excluded.provider, received = excluded.received
        """,
        (world, series.symbol, day, series.previous_close, source.provider, _moment(source)),
    )
    parent = _id(connection, "minute_series", **about)
    rows: list[Row] = [(at.minute, at.price, at.volume, at.turnover) for at in series.minutes]
    _replace(connection, _MINUTES, parent, rows)


def _is_worth_less(connection: sqlite3.Connection, world: str, series: MinuteSeries, finished: bool) -> bool:
    """Whether the minutes kept of that day are worth more than these."""
    last, with_turnover, number = connection.execute(
        """
        SELECT max(minute), count(minutes.turnover), count(*) FROM minutes
        JOIN minute_series ON minute_series.id = minutes.series WHERE world = ? AND symbol = ? AND date = ?
        """,
        (world, series.symbol, series.date.isoformat()),
    ).fetchone()
    if last is None:
        return False
    new_last, new_with_turnover = series.minutes[-1].minute, any(at.turnover is not None for at in series.minutes)
    if finished:
        return (new_with_turnover, new_last, len(series.minutes)) < (with_turnover > 0, last, number)
    return with_turnover > 0 and not new_with_turnover and last >= new_last


def store_southbound_days(connection: sqlite3.Connection, world: str, days: Sequence[SouthboundDaily]) -> None:
    """Add finished days; a figure that is not given leaves the one that is kept."""
    connection.executemany(
        """
        INSERT INTO southbound_days (world, date, net_buy, turnover) VALUES (?, ?, ?, ?)
        ON CONFLICT (world, date) DO UPDATE SET net_buy = coalesce(excluded.net_buy, net_buy),
            turnover = coalesce(excluded.turnover, turnover)
        """,
        [(world, daily.date.isoformat(), daily.net_buy, daily.turnover) for daily in days],
    )


def store_southbound(
    connection: sqlite3.Connection, world: str, source: Source, day: SouthboundDay, now: datetime
) -> None:
    """Let this be the day's flow; totals alone leave the minutes that are kept. A day without trading is none."""
    if not day.trading:
        return
    totals = (day.net_buy, day.shanghai_net_buy, day.shenzhen_net_buy, day.buy, day.sell)
    if not day.minutes and all(total is None for total in totals):
        return
    about = {"world": world, "date": day.date.isoformat()}
    outdated = _is_outdated(connection, "southbound_flows", "received", source.received, now, **about)
    if not outdated:
        connection.execute(
            """
            INSERT INTO southbound_flows
                (world, date, net_buy, shanghai_net_buy, shenzhen_net_buy, buy, sell, provider, received)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (world, date) DO UPDATE SET net_buy = excluded.net_buy,
                shanghai_net_buy = excluded.shanghai_net_buy, shenzhen_net_buy = excluded.shenzhen_net_buy,
                buy = excluded.buy, sell = excluded.sell, provider = excluded.provider, received = excluded.received
            """,
            (*about.values(), *totals, source.provider, _moment(source)),
        )
    flow = _id(connection, "southbound_flows", **about)
    # Totals alone may have been received later than the minutes that no other provider has.
    if day.minutes and not (outdated and _last_flow_minute(connection, flow) >= day.minutes[-1].minute):
        rows: list[Row] = [(at.minute, at.shanghai_net_buy, at.shenzhen_net_buy, at.net_buy) for at in day.minutes]
        _replace(connection, _FLOW_MINUTES, flow, rows)


def _last_flow_minute(connection: sqlite3.Connection, flow: int) -> int:
    """The last minute (after midnight) that is kept of a day's flow; -1: none is."""
    (last,) = connection.execute("SELECT max(minute) FROM southbound_minutes WHERE flow = ?", (flow,)).fetchone()
    return -1 if last is None else int(last)


def store_active_names(connection: sqlite3.Connection, world: str, names: ActiveNames) -> None:
    """Let this be the list of its day."""
    day = names.date.isoformat()
    connection.execute("DELETE FROM active_names WHERE world = ? AND date = ?", (world, day))
    connection.executemany(
        "INSERT INTO active_names VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                world,
                day,
                place,
                name.symbol,
                name.name_zh,
                name.buy,
                name.sell,
                name.turnover,
                ",".join(name.channels),
            )
            for place, name in enumerate(names.names)
        ],
    )


def store_event_report(connection: sqlite3.Connection, world: str, report: Report, now: datetime) -> None:
    """Join this with what is kept of the source, whichever was fetched later: no figure that was seen is lost."""
    row = connection.execute(
        "SELECT report FROM event_reports WHERE world = ? AND provider = ?", (world, report.provider)
    ).fetchone()
    kept = None if row is None else decoded_report(row[0])
    if kept is not None:
        earlier, newer = sorted((kept.no_later_than(now), report), key=lambda one: one.fetched)
        report = joined(earlier, newer)
    connection.execute(
        "INSERT OR REPLACE INTO event_reports (world, provider, fetched, report) VALUES (?, ?, ?, ?)",
        (world, report.provider, report.fetched.astimezone(UTC).isoformat(), msgspec.json.encode(report)),
    )


def decoded_report(stored: bytes) -> Report | None:
    """The report that a row holds; None if no version of ours wrote it: the source will be asked anew."""
    try:
        return msgspec.json.decode(stored, type=Report)
    except msgspec.MsgspecError:
        _log.warning("a kept report of events cannot be read")
        return None


def _is_outdated(
    connection: sqlite3.Connection, table: str, column: str, received: datetime, now: datetime, **named: str
) -> bool:
    """Whether another process received later what the row holds: this one was stopped meanwhile, and goes on now.

    A moment after `now` is of a clock that was wrong. A simulation begins again at an earlier moment.
    """
    if named["world"] != REAL:
        return False
    where = " AND ".join(f"{name} = ?" for name in named)
    later = connection.execute(
        f"""
        SELECT 1 FROM {table} WHERE {where}
            AND julianday({column}) > julianday(?) AND julianday({column}) <= julianday(?)
        """,
        (*named.values(), received.isoformat(), now.isoformat()),
    )
    return later.fetchone() is not None


def _replace(connection: sqlite3.Connection, what: _Rows, parent: int, rows: Sequence[Row]) -> None:
    """Let `rows` (key first) be all that belongs to `parent`, and touch only those that differ."""
    columns = ", ".join((what.key, *what.columns))
    found = connection.execute(f"SELECT {columns} FROM {what.table} WHERE {what.parent} = ?", (parent,))
    had: dict[object, Row] = {row[0]: row for row in found}
    new = {row[0]: row for row in rows}
    connection.executemany(
        f"DELETE FROM {what.table} WHERE {what.parent} = ? AND {what.key} = ?",
        [(parent, key) for key in had if key not in new],
    )
    places = ", ".join("?" * (2 + len(what.columns)))
    connection.executemany(
        f"INSERT OR REPLACE INTO {what.table} ({what.parent}, {columns}) VALUES ({places})",
        [(parent, *row) for key, row in new.items() if had.get(key) != row],
    )


def _id(connection: sqlite3.Connection, table: str, **named: str) -> int:
    where = " AND ".join(f"{column} = ?" for column in named)
    (found,) = connection.execute(f"SELECT id FROM {table} WHERE {where}", tuple(named.values())).fetchone()
    return int(found)


def _moment(source: Source) -> str:
    return source.received.isoformat()


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
