"""The tables, as the steps that lead from one version of the schema to the next.

A step that was released is never changed: a new version is a new step. `PRAGMA user_version` counts the steps that
a file has had. Days are text (`2026-11-23`), moments text with their offset, amounts in single units; a missing
figure is NULL. `world` is "real", or "simulated" and the scenario.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

APPLICATION_ID = 0x636E686B
"""What SQLite's header says that the file is of: "cnhk"."""

Step = tuple[str, ...]

FIRST: Step = (
    """
    CREATE TABLE last_state (
        id INTEGER PRIMARY KEY, world TEXT NOT NULL UNIQUE, saved TEXT NOT NULL, state BLOB NOT NULL)
    """,
    """
    CREATE TABLE bar_series (
        id INTEGER PRIMARY KEY, world TEXT NOT NULL, symbol TEXT NOT NULL, adjustment TEXT NOT NULL,
        provider TEXT NOT NULL, received TEXT NOT NULL, whole_from TEXT, UNIQUE (world, symbol))
    """,
    """
    CREATE TABLE bars (
        series INTEGER NOT NULL REFERENCES bar_series ON DELETE CASCADE, date TEXT NOT NULL, open REAL NOT NULL,
        high REAL NOT NULL, low REAL NOT NULL, close REAL NOT NULL, volume REAL, turnover REAL,
        PRIMARY KEY (series, date)) WITHOUT ROWID
    """,
    """
    CREATE TABLE minute_series (
        id INTEGER PRIMARY KEY, world TEXT NOT NULL, symbol TEXT NOT NULL, date TEXT NOT NULL,
        previous_close REAL, provider TEXT NOT NULL, received TEXT NOT NULL, UNIQUE (world, symbol, date))
    """,
    "CREATE INDEX minute_series_by_date ON minute_series (world, date)",
    """
    CREATE TABLE minutes (
        series INTEGER NOT NULL REFERENCES minute_series ON DELETE CASCADE, minute INTEGER NOT NULL,
        price REAL NOT NULL, volume REAL, turnover REAL, PRIMARY KEY (series, minute)) WITHOUT ROWID
    """,
    """
    CREATE TABLE southbound_days (
        world TEXT NOT NULL, date TEXT NOT NULL, net_buy REAL, turnover REAL, PRIMARY KEY (world, date))
        WITHOUT ROWID
    """,
    """
    CREATE TABLE southbound_flows (
        id INTEGER PRIMARY KEY, world TEXT NOT NULL, date TEXT NOT NULL, net_buy REAL, shanghai_net_buy REAL,
        shenzhen_net_buy REAL, buy REAL, sell REAL, provider TEXT NOT NULL, received TEXT NOT NULL,
        UNIQUE (world, date))
    """,
    """
    CREATE TABLE southbound_minutes (
        flow INTEGER NOT NULL REFERENCES southbound_flows ON DELETE CASCADE, minute INTEGER NOT NULL,
        shanghai_net_buy REAL NOT NULL, shenzhen_net_buy REAL NOT NULL, net_buy REAL NOT NULL,
        PRIMARY KEY (flow, minute)) WITHOUT ROWID
    """,
)

SECOND: Step = (
    """
    CREATE TABLE active_names (
        world TEXT NOT NULL, date TEXT NOT NULL, place INTEGER NOT NULL, symbol TEXT NOT NULL,
        name_zh TEXT NOT NULL, buy REAL, sell REAL, turnover REAL NOT NULL, channels TEXT NOT NULL,
        PRIMARY KEY (world, date, place)) WITHOUT ROWID
    """,
    """
    CREATE TABLE event_actuals (
        event TEXT NOT NULL, date TEXT NOT NULL, actual TEXT NOT NULL, first_seen TEXT NOT NULL,
        PRIMARY KEY (event, actual)) WITHOUT ROWID
    """,
)

THIRD: Step = (
    # What was seen of figures is in the reports of those who gave them.
    "DROP TABLE event_actuals",
    """
    CREATE TABLE event_reports (
        world TEXT NOT NULL, provider TEXT NOT NULL, fetched TEXT NOT NULL, report BLOB NOT NULL,
        PRIMARY KEY (world, provider)) WITHOUT ROWID
    """,
)

FOURTH: Step = (
    """
    CREATE TABLE alert_rules (
        world TEXT NOT NULL, rule TEXT NOT NULL, own INTEGER NOT NULL, memory BLOB NOT NULL,
        PRIMARY KEY (world, rule)) WITHOUT ROWID
    """,
    """
    CREATE TABLE alert_log (
        world TEXT NOT NULL, date TEXT NOT NULL, at TEXT NOT NULL, number INTEGER NOT NULL, rule TEXT NOT NULL,
        fired BLOB NOT NULL, UNIQUE (world, at, rule, fired))
    """,
)

STEPS: tuple[Step, ...] = (FIRST, SECOND, THIRD, FOURTH)


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps the file has had; 0: it is new."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring the file up to the last step, all in one transaction; nothing happens where it is there already.

    The connection must not begin transactions by itself (`isolation_level=None`). Raises sqlite3.Error.
    """
    if version_of(connection) >= len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again: another process may have been quicker.
        for step in steps[version_of(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(len(steps), version_of(connection))}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
