"""Checks the alerts after each batch of updates, and tells what fired. On the event loop, where it never waits."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Protocol

from tui.alert_outputs import Told, arguments, inside_tmux, run_program, terminal_bytes
from tui.alert_rules import rules_of
from tui.config_alerts import parse_hours
from tui.market.alerts.quiet import at_lunch, in_quiet_hours
from tui.market.alerts.records import AlertBook, Fired
from tui.market.alerts.rules import symbol_of
from tui.market.alerts.view import AlertView, Remembered
from tui.panes.alert_text import alert_text
from tui.panes.desk import Desk
from tui.settings import Settings

MOST_TOASTS = 3
"""Notes on the screen of one check; one more says how many there were."""

MOST_PROGRAMS = 4
"""Programs of the reader's that run at once; what fires meanwhile is in the log."""


class Teller(Protocol):
    """What the application does for alerts."""

    @property
    def discreet(self) -> bool:
        """Whether no name may be shown now."""
        ...

    def write(self, text: str) -> None:
        """Send to the terminal, past the screen."""
        ...

    def toast(self, text: str, *, trouble: bool = False) -> None:
        """A note on the screen for some seconds."""
        ...

    def run(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Do it beside everything else."""
        ...


class Alerting:
    """The alerts of a desk. Nothing is checked before `begin`, which brings what an earlier run kept."""

    def __init__(self, desk: Desk, teller: Teller, keep: Callable[[AlertBook], None]) -> None:
        self._desk = desk
        self._teller = teller
        self._keep = keep
        self._remembered = Remembered()
        self._begun = False
        self._running = 0
        self._in_tmux = inside_tmux()
        desk.alerts.replace_given(rules_of(desk.settings.alerts))

    def begin(self, book: AlertBook) -> None:
        """Go on from that book."""
        self._desk.alerts.restore(book)
        self._begun = True

    def restarted(self) -> None:
        """Another market, or another run of a simulated one, has begun."""
        if self._begun:
            self._desk.alerts.forget()
        self._remembered = Remembered()

    def use(self, settings: Settings) -> None:
        """Watch the rules of these settings from now on; those that were there before stand as they do."""
        self._desk.alerts.replace_given(rules_of(settings.alerts))

    def check(self) -> tuple[Fired, ...]:
        """Check all rules now, keep what is new, tell what fired. Returns that."""
        board, desk = self._desk.alerts, self._desk
        if not self._begun or not board.rules:
            return ()
        now = desk.now()
        view = AlertView(
            desk.live,
            desk.calendars,
            now,
            session=desk.session,
            age=lambda moment: desk.clock.between(moment, now),
            remembered=self._remembered,
        )
        fired, news = board.check(view, now, quiet=self._is_quiet())
        if news:
            self._keep(board.book())
        self._tell([one for one in fired if not one.quiet])
        return fired

    def changed(self) -> None:
        """The reader added or removed a rule."""
        self._keep(self._desk.alerts.book())
        self.check()

    def _is_quiet(self) -> bool:
        settings = self._desk.settings.alerting
        if settings.lunch_silence and at_lunch(self._desk.session):
            return True
        return in_quiet_hours(self._desk.now(), parse_hours(settings.quiet_hours))

    def _tell(self, fired: Sequence[Fired]) -> None:
        settings = self._desk.settings.alerting
        told = [self._told(one) for one in fired]
        discreet = self._teller.discreet
        osc = "off" if discreet else settings.osc
        text = terminal_bytes(told, bell=settings.bell, osc=osc, in_tmux=self._in_tmux)
        if text:
            self._teller.write(text)
        if settings.toast and not discreet:
            for one in told[:MOST_TOASTS]:
                self._teller.toast(one.text)
            if len(told) > MOST_TOASTS:
                self._teller.toast(self._desk.word("alert more", n=len(told) - MOST_TOASTS))
        for one in told:
            may_run = settings.command and (settings.command_when_simulated or not one.simulated)
            if may_run and self._running < MOST_PROGRAMS:
                self._running += 1
                self._teller.run(partial(self._run, arguments(settings.command, one), settings.command_seconds))

    def _told(self, fired: Fired) -> Told:
        return Told(alert_text(self._desk, fired), symbol_of(fired.rule) or "", fired.at, fired.simulated)

    async def _run(self, command: Sequence[str], seconds: float) -> None:
        try:
            trouble = await run_program(command, seconds)
        finally:
            self._running -= 1
        if trouble is not None and not self._teller.discreet:
            self._teller.toast(self._desk.word("alert command failed", reason=trouble), trouble=True)
