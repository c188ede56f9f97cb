"""Alerts into rows and back: how each rule stands, the rules made on the screen, and the log.

What stores expects a transaction to be open; what reads raises ValueError for rows that no version of ours wrote.
"""

from __future__ import annotations

import sqlite3

import msgspec

from tui.market.alerts.records import MOST_LOGGED, AlertBook, Fired, RuleMemory
from tui.market.alerts.rules import AlertRule, key_of


def store_alerts(connection: sqlite3.Connection, world: str, book: AlertBook) -> None:
    """Let the book be how its rules stand; rules that it does not know are of another process, and stay.

    The log grows by what is not in it yet.
    """
    connection.executemany(
        "DELETE FROM alert_rules WHERE world = ? AND rule = ?", [(world, key) for key in book.removed]
    )
    own = {key_of(rule) for rule in book.own}
    connection.executemany(
        "INSERT OR REPLACE INTO alert_rules (world, rule, own, memory) VALUES (?, ?, ?, ?)",
        [
            (world, key, key in own, msgspec.json.encode(book.memory.get(key, RuleMemory())))
            for key in dict.fromkeys((*own, *book.memory))
        ],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO alert_log (world, date, at, number, rule, fired) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                *(world, fired.at.date().isoformat(), fired.at.isoformat(), number),
                *(key_of(fired.rule), msgspec.json.encode(fired)),
            )
            for number, fired in enumerate(book.log)
        ],
    )


def alerts(connection: sqlite3.Connection, world: str) -> AlertBook:
    """How alerts stood when they were stored last."""
    rules = connection.execute("SELECT rule, own, memory FROM alert_rules WHERE world = ?", (world,)).fetchall()
    log = connection.execute(
        "SELECT fired FROM alert_log WHERE world = ? ORDER BY at DESC, number DESC LIMIT ?", (world, MOST_LOGGED)
    ).fetchall()
    try:
        return AlertBook(
            {rule: msgspec.json.decode(memory, type=RuleMemory) for rule, _, memory in rules},
            tuple([msgspec.json.decode(rule, type=AlertRule) for rule, own, _ in rules if own]),
            tuple([msgspec.json.decode(fired, type=Fired) for (fired,) in reversed(log)]),
        )
    except msgspec.MsgspecError as error:
        raise ValueError(f"alerts: {error}") from error
