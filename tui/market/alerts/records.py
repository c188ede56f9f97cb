"""What is remembered of alerts: how each rule stands, and the log of those that fired."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, field

from tui.market.alerts.rules import AlertRule

MOST_LOGGED = 200
"""Entries of the log that are held; the oldest give way."""


class RuleMemory(Struct, frozen=True, omit_defaults=True):
    """How a rule stands.

    `armed`: whether the next crossing fires; None before any value was seen. `day`: of the last value, in its
    own market. `since`: from when on a limit has been held again. `told`: the events that were told of, with their
    times; of a move, the ways that it went and has not come back from.
    `samples`: moments (aware) and prices within the window of a move, ascending, as many as tell its lows and highs;
    they are not kept on disk.
    """

    armed: bool | None = None
    day: date | None = None
    since: datetime | None = None
    told: tuple[str, ...] = ()
    samples: tuple[tuple[datetime, float], ...] = ()


Memory = Mapping[str, RuleMemory]
"""By the rule's key."""


class Fired(Struct, frozen=True):
    """An alert. `at` aware, market time; `value` is what crossed, in the unit of the rule's level (a move: percent;
    an event: minutes left; a provider: seconds). `simulated` marks what is not real; `quiet`: it was logged only."""

    at: datetime
    rule: AlertRule
    value: float | None
    event_en: str | None = None
    event_zh: str | None = None
    simulated: bool = False
    quiet: bool = False


class AlertBook(Struct, frozen=True):
    """All that survives a restart: how each rule stands, the rules made on the screen, and the log, oldest first.

    `removed` names rules of the screen that are no more.
    """

    memory: Mapping[str, RuleMemory] = field(default_factory=dict)
    own: tuple[AlertRule, ...] = ()
    log: tuple[Fired, ...] = ()
    removed: tuple[str, ...] = ()
