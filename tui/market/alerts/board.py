"""The alerts of one run: the rules that hold, how each stands, and what has fired. The app alone writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from tui.market.alerts.evaluate import evaluate
from tui.market.alerts.records import MOST_LOGGED, AlertBook, Fired, RuleMemory
from tui.market.alerts.rules import AlertRule, key_of, symbol_of
from tui.market.alerts.view import AlertView


class AlertBoard:
    """Rules of the settings (`given`) and of the screen (`own`), each once, with what is remembered of them."""

    def __init__(self, given: Sequence[AlertRule] = ()) -> None:
        self._given = {key_of(rule): rule for rule in given}
        self._own: dict[str, AlertRule] = {}
        self._removed: dict[str, None] = {}
        self._memory: Mapping[str, RuleMemory] = {}
        self._marked: set[str] = set()
        self.log: tuple[Fired, ...] = ()
        self.rules: Mapping[str, AlertRule] = dict(self._given)

    @property
    def marked(self) -> frozenset[str]:
        """Symbols whose alerts have fired and were not looked at."""
        return frozenset(self._marked)

    def is_own(self, key: str) -> bool:
        """Whether the rule was made on the screen, and so can be removed there."""
        return key in self._own and key not in self._given

    def memory_of(self, key: str) -> RuleMemory:
        """How a rule stands."""
        return self._memory.get(key, RuleMemory())

    def last_fired(self, rule: AlertRule) -> Fired | None:
        """When the rule fired last, as far as the log goes back."""
        return next((fired for fired in reversed(self.log) if fired.rule == rule), None)

    def restore(self, book: AlertBook) -> None:
        """Go on from what an earlier run kept; rules that are no more are forgotten."""
        self._own = {key_of(rule): rule for rule in book.own} | self._own
        self._merge()
        self._memory = {key: book.memory[key] for key in self.rules if key in book.memory} | dict(self._memory)
        self.log = (*book.log, *self.log)[-MOST_LOGGED:]

    def forget(self) -> None:
        """Another market begins: how rules stood in the one before says nothing of it."""
        self._memory = {}
        self._marked.clear()

    def replace_given(self, given: Sequence[AlertRule]) -> None:
        """The settings were read again: rules that are still there go on as they stand."""
        self._given = {key_of(rule): rule for rule in given}
        self._merge()

    def add(self, rule: AlertRule) -> bool:
        """A rule of the reader's own; False if it is there already."""
        key = key_of(rule)
        if key in self.rules:
            return False
        self._own[key] = rule
        self._removed.pop(key, None)
        self._merge()
        return True

    def remove(self, key: str) -> bool:
        """Take away a rule that was made on the screen; False if it was not."""
        if not self.is_own(key):
            return False
        del self._own[key]
        self._removed[key] = None
        self._merge()
        return True

    def check(self, view: AlertView, now: datetime, *, quiet: bool) -> tuple[tuple[Fired, ...], bool]:
        """Check all rules: what fired (marked as `quiet` where that is so), and whether there is news to keep."""
        evaluated = evaluate(self.rules, view, self._memory, now)
        news = _differ(evaluated.memory, self._memory)
        self._memory = evaluated.memory
        fired = tuple(replace(one, quiet=True) for one in evaluated.fired) if quiet else evaluated.fired
        self._note(fired)
        return fired, news or bool(fired)

    def seen(self) -> None:
        """The reader has looked at the log: marks go."""
        self._marked.clear()

    def book(self) -> AlertBook:
        """What is to survive a restart."""
        return AlertBook(_kept(self._memory), tuple(self._own.values()), self.log, tuple(self._removed))

    def _note(self, fired: Iterable[Fired]) -> None:
        for one in fired:
            self.log = (*self.log, one)[-MOST_LOGGED:]
            symbol = symbol_of(one.rule)
            if symbol is not None:
                self._marked.add(symbol)

    def _merge(self) -> None:
        self.rules = self._given | self._own


def _kept(memory: Mapping[str, RuleMemory]) -> dict[str, RuleMemory]:
    """Without the samples: a window of minutes is over by the next start."""
    return {key: _without_samples(one) for key, one in memory.items()}


def _differ(after: Mapping[str, RuleMemory], before: Mapping[str, RuleMemory]) -> bool:
    """Whether there is anything new to keep. A rule that nothing happened to has the same record as before."""
    if after.keys() != before.keys():
        return True
    return any(
        one is not before[key] and _without_samples(one) != _without_samples(before[key])
        for key, one in after.items()
    )


def _without_samples(memory: RuleMemory) -> RuleMemory:
    return replace(memory, samples=()) if memory.samples else memory
