"""The page of alerts: the rules with how each stands, a line to type a new one in, and the log."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.alerts.board import AlertBoard
from tui.market.alerts.records import Fired
from tui.market.alerts.rules import AlertRule
from tui.panes.alert_text import alert_text, rule_text
from tui.panes.desk import Desk
from tui.panes.figures import clock_time, short_day
from tui.panes.page_rows import page_title, ruled_row
from tui.panes.pane import follow, more_row
from tui.panes.typing_pane import LONGEST_TEXT, line_row
from widgets.line_pane import LinePane
from widgets.table import Column, Record, table
from widgets.text import EMPTY_ROW, Row, Span, plain, shorten
from widgets.wrapping import wrap_row

PROMPT = "+ "
LEAST_RULE = 30
"""Cells of a rule before other columns give way."""

LEAST_ROWS = 3
"""Of the rules: heads, one rule, and how many more there are."""

LOG_SHARE = 0.5
"""Of the rows below the title, at most, that rules take where the log has as many."""


class AlertsPane(LinePane):
    """The rules above, the log below, the newest first. The cursor moves over the rules."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="alerts")
        self.desk = desk
        self.typed: str | None = None
        self.wrong: str | None = None
        self.cursor = 0
        self._first = 0

    @property
    def board(self) -> AlertBoard:
        """The alerts of this run."""
        return self.desk.alerts

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The rows."""
        desk, board = self.desk, self.board
        counts = [(Span(desk.word("alert rules", n=len(board.rules)), "label"),)]
        if desk.state.simulated:
            counts.append((Span(desk.word("simulated"), "alarm"),))
        rows: list[Row] = [page_title(desk, "alerts", width, extra=counts), *self._typing(width)]
        rooms = max(3, height - len(rows) - 1)
        log = log_rows(desk, board.log, width)
        room = max(LEAST_ROWS, rooms - len(log), int(rooms * LOG_SHARE))
        rows += self._rules(width, room)
        heading = ((Span(desk.word("alert log"), "title"),), (Span(str(len(board.log)), "label"),))
        rows += [ruled_row(desk, heading, width), *log]
        return rows[:height]

    def move(self, down: int) -> None:
        """Move the cursor over the rules."""
        self.cursor = min(max(self.cursor + down, 0), max(len(self.board.rules) - 1, 0))
        self.redraw()

    def selected(self) -> str | None:
        """The key of the rule under the cursor."""
        keys = list(self.board.rules)
        return keys[min(self.cursor, len(keys) - 1)] if keys else None

    def begin(self, text: str) -> None:
        """Open the line, with that in it."""
        self.typed, self.wrong = text, None
        self.redraw()

    def type(self, text: str) -> None:
        """Add what was typed or pasted; control characters are dropped."""
        self.typed = ((self.typed or "") + plain(text)).lstrip()[:LONGEST_TEXT]
        self.wrong = None
        self.redraw()

    def delete(self) -> None:
        """Take the last character away."""
        self.typed = (self.typed or "")[:-1]
        self.redraw()

    def refuse(self, reason: str) -> None:
        """Say why what was typed is no new rule, and leave it to be mended."""
        self.wrong = reason
        self.redraw()

    def end(self) -> None:
        """Close the line."""
        self.typed = self.wrong = None
        self.redraw()

    def _typing(self, width: int) -> list[Row]:
        if self.typed is None:
            return []
        desk = self.desk
        rows = [line_row(PROMPT, self.typed, width)]
        if self.wrong is not None:
            rows += wrap_row(self.wrong, width, "warn")
        return rows + wrap_row(desk.word("alert type"), width, "muted")

    def _rules(self, width: int, room: int) -> list[Row]:
        desk, board = self.desk, self.board
        if not board.rules:
            return [EMPTY_ROW, *wrap_row(desk.word("alert none"), width, "muted"), EMPTY_ROW]
        self.cursor = min(self.cursor, len(board.rules) - 1)
        columns = (
            Column("rule", desk.word("alert rule"), LEAST_RULE, "left", max_width=60),
            Column("state", desk.word("alert state"), 12, "left", "label", priority=1),
            Column("last", desk.word("alert last"), 14, "left", "label", priority=2),
            Column("from", desk.word("alert from"), 8, "left", "label", priority=3),
        )
        records = [record(desk, board, key, rule) for key, rule in board.rules.items()]
        self._first = follow(self._first, self.cursor, len(records), max(room - 1, 1))
        rows = list(table(columns, records, width, room, cursor=self.cursor, offset=self._first))
        hidden = len(records) - self._first - (room - 1)
        if hidden > 0 and len(rows) > 1:
            rows[-1:] = [more_row(desk, hidden + 1, width)]
        return rows


def record(desk: Desk, board: AlertBoard, key: str, rule: AlertRule) -> Record:
    """One rule: what it waits for, whether the next crossing fires, when it fired last, who gave it."""
    armed, last = board.memory_of(key).armed, board.last_fired(rule)
    text = rule_text(desk, rule)
    return {
        "rule": lambda width: (Span(shorten(text, width), "value"),),
        "state": state_span(desk, armed, has_fired=last is not None),
        "last": "" if last is None else stamp(desk, last),
        "from": desk.word("alert own" if board.is_own(key) else "alert given"),
    }


def state_span(desk: Desk, armed: bool | None, *, has_fired: bool) -> Span:
    """Whether a crossing would fire; one that was beyond its level when first seen waits for a way back."""
    if armed:
        return Span(desk.word("alert armed"), "value")
    if has_fired:
        return Span(desk.word("alert fired state"), "muted" if armed is None else "label")
    return Span(desk.word("alert waiting"), "muted") if armed is None else Span(desk.word("alert beyond"), "label")


def log_rows(desk: Desk, log: Sequence[Fired], width: int) -> list[Row]:
    """What fired, the newest first."""
    if not log:
        return wrap_row(desk.word("alert log none"), width, "muted")
    return [log_row(desk, fired, width) for fired in reversed(log)]


def log_row(desk: Desk, fired: Fired, width: int) -> Row:
    """When, what, and whether it was told aloud."""
    at = stamp(desk, fired)
    end = f" ({desk.word('alert quiet')})" if fired.quiet else ""
    text = shorten(plain(alert_text(desk, fired)) + end, max(width - len(at) - 2, 1))
    return (Span(at, "label"), Span("  "), Span(text, "value"))


def stamp(desk: Desk, fired: Fired) -> str:
    """The time of today, with the day before it where it was another."""
    day = fired.at.date()
    time = clock_time(fired.at)
    return time if day == desk.now().date() else f"{short_day(day, desk.view.language)} {time}"
