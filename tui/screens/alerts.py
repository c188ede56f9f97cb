"""The page of alerts: rules are added and removed here, and the log is read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key as KeyEvent
from textual.events import Paste

from tui.keys import BY_ID, LISTS
from tui.market.alerts.rules import symbol_of
from tui.market.alerts.typed import parse_typed
from tui.market.changes import Changes
from tui.market.instruments import Instrument
from tui.market.lookup import find
from tui.panes.alerts import AlertsPane
from tui.panes.desk import Desk
from tui.panes.footer import Key, footer_key
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page
from tui.screens.requests import AlertsChanged, OpenInstrument


class AlertsPage(Page):
    """While its line is open every printable key is text; else the keys act on the rule under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS, "alerts")
    name_of_keys = "alerts"

    def __init__(self, desk: Desk, symbol: str | None = None) -> None:
        super().__init__(desk)
        self.alerts = AlertsPane(desk)
        self._symbol = symbol

    def compose_body(self) -> ComposeResult:
        """Rules and log."""
        yield self.alerts

    def on_mount(self) -> None:
        """What was marked is seen; with an instrument chosen, its next rule is about to be typed."""
        super().on_mount()
        self._desk.alerts.seen()
        if self._symbol is not None:
            self.action_begin()

    def keys(self) -> tuple[Key, ...]:
        """The page's keys; while the line is open, those that act on it."""
        if self.alerts.typed is None:
            return super().keys()
        accept = footer_key(self._desk, BY_ID["accept_alert"], typing=True)
        return ((accept, self._desk.word("key alert add")),)

    def on_key(self, event: KeyEvent) -> None:
        """While the line is open, what can be printed is typed."""
        if self.alerts.typed is not None and event.is_printable and event.character is not None:
            event.stop()
            self.alerts.type(event.character)

    def on_paste(self, event: Paste) -> None:
        """A pasted text is typed at once, where the line is open."""
        if self.alerts.typed is not None:
            event.stop()
            self.alerts.type(event.text)

    def show_changes(self, changes: Changes) -> None:
        """Rules may stand otherwise after any change."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        self.show_alerts()

    def show_alerts(self) -> None:
        """Something fired, or a rule came or went; the reader sees it here."""
        self._desk.alerts.seen()
        self._redraw(self.alerts)

    def move_by(self, right: int, down: int) -> None:
        """Move the cursor by so many rows."""
        self.alerts.move(down)

    @property
    def room(self) -> int:
        """Rows in sight."""
        return max(1, self.alerts.content_size.height)

    def action_begin(self) -> None:
        """Open the line: with the instrument that was chosen, or that of the rule under the cursor."""
        key = self.alerts.selected()
        symbol = self._symbol or (symbol_of(self._desk.alerts.rules[key]) if key else None)
        self._symbol = None
        self.alerts.begin(f"{symbol} " if symbol else "")
        self._redraw(self.footer)

    def action_delete(self) -> None:
        """Take the last character away."""
        if self.alerts.typed is not None:
            self.alerts.delete()

    def action_accept(self) -> None:
        """Make a rule of what was typed; without a line, open the instrument of the rule under the cursor."""
        typed = self.alerts.typed
        if typed is None:
            self._open_selected()
            return
        rule = parse_typed(typed, self._resolve)
        if rule is None:
            self.alerts.refuse(self._desk.word("alert wrong", text=typed.strip()))
        elif not self._desk.alerts.add(rule):
            self.alerts.refuse(self._desk.word("alert there"))
        else:
            self.alerts.end()
            self._redraw(self.footer)
            self.post_message(AlertsChanged())

    def action_remove(self) -> None:
        """Take away the rule under the cursor, if it was made here."""
        key = self.alerts.selected()
        if self.alerts.typed is None and key is not None and self._desk.alerts.remove(key):
            self._redraw(self.alerts)
            self.post_message(AlertsChanged())

    def action_back(self) -> None:
        """Close the line if it is open, else the page."""
        if self.alerts.typed is None:
            super().action_back()
            return
        self.alerts.end()
        self._redraw(self.footer)

    def _open_selected(self) -> None:
        key = self.alerts.selected()
        symbol = symbol_of(self._desk.alerts.rules[key]) if key else None
        if symbol is not None and symbol in self._desk.state.universe:
            self.post_message(OpenInstrument(symbol))

    def _resolve(self, text: str) -> Instrument | None:
        """The symbol itself, or what search finds likeliest."""
        universe = self._desk.state.universe
        known = universe.get(text.upper())
        if known is not None:
            return known
        found = find(universe, text)
        return found[0] if found else None
