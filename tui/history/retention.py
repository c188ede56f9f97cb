"""What is dropped: by age, and when the file has grown too large. The last state is never among it.

Each step is a short transaction of its own, so that other processes get their turn. Raises sqlite3.Error.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from msgspec import Struct

from tui.settings import History

BYTES_IN_MEGABYTE = 1_000_000

ROOM_LEFT = 0.9
"""A file that grew too large is brought down to this share of what it may have, not to be too large again at once."""

BARS_AT_A_TIME = timedelta(days=30)
"""How much of the oldest bars one step drops where there is no room."""

VACUUM_PAGES = 256
"""Pages given back to the system in one step."""

_BY_MINUTE = ("minute_series", "southbound_flows")
_BY_DAY = ("southbound_days", "active_names", "alert_log")


class Limits(Struct, frozen=True):
    """How long bars and minutes are kept, and how many bytes the file may have."""

    bars: timedelta
    minutes: timedelta
    most_bytes: int

    @classmethod
    def of(cls, settings: History) -> Limits:
        """The limits that the settings name."""
        return cls(
            timedelta(days=settings.bar_days),
            timedelta(days=settings.minute_days),
            settings.max_megabytes * BYTES_IN_MEGABYTE,
        )


def drop_old(connection: sqlite3.Connection, limits: Limits, today: date) -> None:
    """Drop what is too old, of each world by its own newest day.

    Age is counted from `today` or the newest day kept, whichever is earlier: neither a clock that is ahead nor a long
    absence empties the file.
    """
    for table in _BY_MINUTE:
        for world, newest in _newest(connection, table):
            _drop_before(connection, table, world, min(newest, today) - limits.minutes)
    for table in _BY_DAY:
        for world, newest in _newest(connection, table):
            _drop_before(connection, table, world, min(newest, today) - limits.bars)
    for world, newest in _newest_bars(connection):
        _drop_bars_before(connection, world, min(newest, today) - limits.bars)


def shrink(connection: sqlite3.Connection, most_bytes: int) -> None:
    """If the file has more bytes than it may, drop the oldest minutes, then the oldest bars; give back the room."""
    if bytes_used(connection) > most_bytes:
        while bytes_used(connection) > ROOM_LEFT * most_bytes and _drop_oldest_minutes(connection):
            pass
        while bytes_used(connection) > ROOM_LEFT * most_bytes and _drop_oldest_bars(connection):
            pass
    give_back(connection)


def bytes_used(connection: sqlite3.Connection) -> int:
    """The bytes of the file that hold something."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def give_back(connection: sqlite3.Connection) -> None:
    """Return free pages to the system, so that the file shrinks as soon as its log is worked in."""
    while connection.execute("PRAGMA freelist_count").fetchone()[0]:
        before = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA incremental_vacuum({VACUUM_PAGES})").fetchall()
        if connection.execute("PRAGMA page_count").fetchone()[0] >= before:
            break
    # Where another process reads, what can be worked in is; the rest follows later.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _newest(connection: sqlite3.Connection, table: str) -> list[tuple[str, date]]:
    """The newest day of each world in a table."""
    rows = connection.execute(f"SELECT world, max(date) FROM {table} GROUP BY world").fetchall()
    return [(world, date.fromisoformat(day)) for world, day in rows]


def _newest_bars(connection: sqlite3.Connection) -> list[tuple[str, date]]:
    rows = connection.execute(
        "SELECT world, max(date) FROM bars JOIN bar_series ON bar_series.id = bars.series GROUP BY world"
    ).fetchall()
    return [(world, date.fromisoformat(day)) for world, day in rows]


def _drop_before(connection: sqlite3.Connection, table: str, world: str, first_day: date) -> None:
    connection.execute(f"DELETE FROM {table} WHERE world = ? AND date < ?", (world, first_day.isoformat()))


def _drop_bars_before(connection: sqlite3.Connection, world: str, first_day: date) -> None:
    """Drop a world's older bars; what is left of an instrument is whole from that day on, not from an earlier one."""
    day = first_day.isoformat()
    connection.execute("BEGIN IMMEDIATE")
    try:
        dropped = connection.execute(
            "DELETE FROM bars WHERE date < ? AND series IN (SELECT id FROM bar_series WHERE world = ?)", (day, world)
        ).rowcount
        if dropped:
            connection.execute(
                "UPDATE bar_series SET whole_from = ? WHERE world = ? AND whole_from < ?", (day, world, day)
            )
            connection.execute("DELETE FROM bar_series WHERE id NOT IN (SELECT series FROM bars)")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _drop_oldest_minutes(connection: sqlite3.Connection) -> bool:
    """Drop the oldest day of minutes of a world; False if each world has but its newest day left."""
    older: list[tuple[str, str]] = []
    for table in _BY_MINUTE:
        older += connection.execute(
            f"SELECT min(date), world FROM {table} GROUP BY world HAVING min(date) < max(date)"
        ).fetchall()
    if not older:
        return False
    day, world = min(older)
    for table in _BY_MINUTE:
        connection.execute(f"DELETE FROM {table} WHERE world = ? AND date = ?", (world, day))
    return True


def _drop_oldest_bars(connection: sqlite3.Connection) -> bool:
    """Drop the oldest month of bars of a world; False if there is none left."""
    oldest = connection.execute(
        "SELECT min(date), world FROM bars JOIN bar_series ON bar_series.id = bars.series GROUP BY world"
    ).fetchall()
    if not oldest:
        return False
    day, world = min(oldest)
    _drop_bars_before(connection, world, date.fromisoformat(day) + BARS_AT_A_TIME)
    return True
