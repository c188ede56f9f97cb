"""The most active southbound names of the newest day that has a list: both channels' lists merged."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.health import Feed
from tui.market.southbound import ActiveName
from tui.panes.desk import Desk
from tui.panes.feed_failure import failure_text
from tui.panes.figures import BILLION, FLAT_PCT, MISSING, arrow, billions, day_text, role_of, signed_billions
from tui.panes.pane import more_row
from tui.panes.southbound_flow import Flow
from tui.panes.southbound_notes import NAMES_PUBLISHED_FROM
from widgets.table import Column, Record, table
from widgets.text import Row, Span, plain
from widgets.wrapping import cut_row, wrap_row

CHANNEL_WORDS = {"Shanghai": "line shanghai", "Shenzhen": "line shenzhen"}
HEAD_ROWS = 2
"""The line that says of which day the list is, and the heads of its columns."""


def names_rows(desk: Desk, flow: Flow, width: int, height: int) -> list[Row]:
    """Of which day, then a name a row; a last row says how many had no room."""
    held = desk.state.active_names
    if held is None:
        reason = failure_text(desk, Feed.ACTIVE_NAMES) or desk.word("waiting")
        return wrap_row(f"{desk.word('most active')}: {reason}", width, "warn")[:height]
    names = held.value
    head: list[Span] = [
        Span(f"{desk.word('most active')}, ", "label"),
        Span(day_text(names.date, desk.view.language), "value"),
    ]
    if flow.status.trading_day and names.date < flow.today:
        head.append(Span(desk.word("todays list", at=NAMES_PUBLISHED_FROM), "muted"))
    records = [record(desk, name) for name in names.names]
    rows: list[Row] = [cut_row(tuple(head), width), *table(columns(desk), records, width, height - 1)]
    hidden = len(records) - (len(rows) - HEAD_ROWS)
    if hidden > 0 and len(rows) > HEAD_ROWS:
        rows[-1] = more_row(desk, hidden + 1, width)
    return rows[:height]


def columns(desk: Desk) -> Sequence[Column]:
    """The columns; net buy and turnover are two things and are headed so."""
    return (
        Column("name", desk.word("name"), 12, "left", max_width=26),
        Column("code", desk.word("code"), 8, "left", "muted", priority=3),
        Column("net buy", desk.word("net buy bn"), 10),
        Column("turnover", desk.word("turnover bn"), 11, priority=1),
        Column("channels", desk.word("lists"), 5, "left", "label", priority=2),
    )


def record(desk: Desk, name: ActiveName) -> Record:
    """One name's cells."""
    shown = None if name.net_buy is None else name.net_buy / BILLION
    text = MISSING if shown is None else f"{arrow(shown, desk.view.glyphs)}{signed_billions(name.net_buy)}"
    letters = [desk.word(CHANNEL_WORDS[channel]) for channel in name.channels if channel in CHANNEL_WORDS]
    return {
        "name": name_text(desk, name),
        "code": name.symbol,
        "net buy": Span(text, role_of(shown, FLAT_PCT)),
        "turnover": billions(name.turnover, 2),
        "channels": "+".join(letters),
    }


def name_text(desk: Desk, name: ActiveName) -> str:
    """The name as the rest of the screen has it; the provider's own for a share that the screen does not know."""
    instrument = desk.state.universe.get(name.symbol)
    return plain(name.name_zh) if instrument is None else desk.label(instrument)
