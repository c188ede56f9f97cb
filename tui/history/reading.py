"""Rows back into records: each function asks one question of an open file.

They raise sqlite3.Error, and ValueError for rows that no version of ours has written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime

from tui.history.last_state import LastState, decoded
from tui.history.places import REAL
from tui.history.storing import decoded_report
from tui.market.reports import Report
from tui.market.series import Adjustment, Bar, DailyBars, Minute, MinuteSeries
from tui.market.southbound import ActiveName, ActiveNames, SouthboundDaily, SouthboundDay, SouthboundMinute
from tui.market.updates import KEPT, MinutesUpdate, Source


def last_state(connection: sqlite3.Connection) -> tuple[str, LastState] | None:
    """The last state that was stored, and the world that it is of."""
    found = connection.execute("SELECT world, state FROM last_state ORDER BY id DESC LIMIT 1").fetchone()
    return None if found is None else (found[0], decoded(found[1]))


def newest_minutes(connection: sqlite3.Connection, world: str) -> Iterator[MinutesUpdate]:
    """The minutes of the newest day of each instrument, marked as kept."""
    heads = connection.execute(
        """
        SELECT id, symbol, max(date), previous_close, received FROM minute_series WHERE world = ? GROUP BY symbol
        """,
        (world,),
    ).fetchall()
    for series, symbol, day, previous_close, received in heads:
        source = Source(KEPT, datetime.fromisoformat(received), 0.0, 0.0, simulated=world != REAL)
        minutes = _minutes(connection, series)
        yield MinutesUpdate(source, MinuteSeries(symbol, date.fromisoformat(day), previous_close, minutes))


def bars(connection: sqlite3.Connection, world: str, symbol: str) -> DailyBars | None:
    """The daily bars of an instrument."""
    head = connection.execute(
        "SELECT id, adjustment, whole_from FROM bar_series WHERE world = ? AND symbol = ?", (world, symbol)
    ).fetchone()
    if head is None:
        return None
    series, adjustment, whole_from = head
    rows = connection.execute(
        "SELECT date, open, high, low, close, volume, turnover FROM bars WHERE series = ? ORDER BY date", (series,)
    )
    found = tuple(Bar(date.fromisoformat(day), *figures) for day, *figures in rows)
    return DailyBars(symbol, Adjustment(adjustment), found, _day(whole_from)) if found else None


def days_of_minutes(
    connection: sqlite3.Connection, world: str, symbol: str, before: date, most: int
) -> tuple[MinuteSeries, ...]:
    """The minutes of an instrument's newest `most` days before a day, ascending, as far as they were recorded."""
    heads = connection.execute(
        """
        SELECT id, date, previous_close FROM minute_series WHERE world = ? AND symbol = ? AND date < ?
        ORDER BY date DESC LIMIT ?
        """,
        (world, symbol, before.isoformat(), most),
    ).fetchall()
    return tuple(
        MinuteSeries(symbol, date.fromisoformat(day), previous_close, _minutes(connection, series))
        for series, day, previous_close in reversed(heads)
    )


def southbound_days(connection: sqlite3.Connection, world: str) -> tuple[SouthboundDaily, ...]:
    """Finished southbound days, ascending."""
    rows = connection.execute(
        "SELECT date, net_buy, turnover FROM southbound_days WHERE world = ? ORDER BY date", (world,)
    )
    return tuple(SouthboundDaily(date.fromisoformat(day), net_buy, turnover) for day, net_buy, turnover in rows)


def southbound_flows(
    connection: sqlite3.Connection, world: str, before: date, most: int
) -> tuple[SouthboundDay, ...]:
    """The newest `most` southbound days before a day that have minutes, ascending, as far as they were recorded."""
    heads = connection.execute(
        """
        SELECT id, date, net_buy, shanghai_net_buy, shenzhen_net_buy, buy, sell FROM southbound_flows
        WHERE world = ? AND date < ? AND id IN (SELECT flow FROM southbound_minutes) ORDER BY date DESC LIMIT ?
        """,
        (world, before.isoformat(), most),
    ).fetchall()
    return tuple(
        SouthboundDay(date.fromisoformat(day), net, shanghai, shenzhen, _flow_minutes(connection, flow), buy, sell)
        for flow, day, net, shanghai, shenzhen, buy, sell in reversed(heads)
    )


def active_names(connection: sqlite3.Connection, world: str) -> ActiveNames | None:
    """The newest list of active names."""
    rows = connection.execute(
        """
        SELECT date, symbol, name_zh, buy, sell, turnover, channels FROM active_names
        WHERE world = ? AND date = (SELECT max(date) FROM active_names WHERE world = ?) ORDER BY place
        """,
        (world, world),
    ).fetchall()
    if not rows:
        return None
    names = tuple(
        ActiveName(symbol, name_zh, buy, sell, turnover, tuple(channels.split(",")))
        for _, symbol, name_zh, buy, sell, turnover, channels in rows
    )
    return ActiveNames(date.fromisoformat(rows[0][0]), names)


def event_reports(connection: sqlite3.Connection, world: str) -> tuple[Report, ...]:
    """What each source of events has said; a row that cannot be read is left out."""
    rows = connection.execute("SELECT report FROM event_reports WHERE world = ? ORDER BY provider", (world,))
    found = (decoded_report(report) for (report,) in rows)
    return tuple([report for report in found if report is not None])


def _minutes(connection: sqlite3.Connection, series: int) -> tuple[Minute, ...]:
    rows = connection.execute(
        "SELECT minute, price, volume, turnover FROM minutes WHERE series = ? ORDER BY minute", (series,)
    )
    return tuple([Minute(*row) for row in rows])


def _flow_minutes(connection: sqlite3.Connection, flow: int) -> tuple[SouthboundMinute, ...]:
    rows = connection.execute(
        """
        SELECT minute, shanghai_net_buy, shenzhen_net_buy, net_buy FROM southbound_minutes
        WHERE flow = ? ORDER BY minute
        """,
        (flow,),
    )
    return tuple([SouthboundMinute(*row) for row in rows])


def _day(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)
