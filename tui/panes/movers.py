"""The strongest and the weakest names of all sectors: in two rows, or where there is room as two lists."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.sectors import Member, SectorView, movers
from tui.panes.desk import Desk
from tui.panes.figures import MISSING
from tui.panes.market_colors import market_role
from tui.panes.names_cells import note_parts
from tui.panes.pane import whole_parts
from tui.panes.sector_map import side_by_side
from tui.panes.sector_views import Readings
from tui.panes.tiles import move_role, move_text, share_class
from tui.panes.usual import usual_multiple, usual_span
from widgets.table import Column, Record, table
from widgets.text import EMPTY_ROW, Row, Span, fit

IN_A_ROW = 6
"""The most names that one row holds."""

IN_A_LIST = 8
"""The names of a list, of either end."""

LIST_ROWS = IN_A_LIST + 1
"""The heads, and a name a row."""

LEAST_LIST_WIDTH = 79
"""Cells in which both lists show how unusual a move is, and the high or low that it made."""

MOVERS_LABEL = 9
"""Cells of the word before them."""


def movers_rows(desk: Desk, views: Sequence[SectorView], readings: Readings, width: int) -> list[Row]:
    """The strongest and the weakest names of all sectors shown, a row each, after an empty one."""
    risers, fallers = movers(members_once(views), IN_A_ROW)
    return [
        EMPTY_ROW,
        mover_row(desk, "leaders", risers, readings, width),
        mover_row(desk, "laggards", fallers, readings, width),
    ]


def mover_row(desk: Desk, word: str, members: Sequence[Member], readings: Readings, width: int) -> Row:
    """As many names with their moves as fit whole."""
    parts: list[Row] = [(Span(fit(desk.word(word), MOVERS_LABEL), "label"),)]
    parts += [(Span(f"{mover_name(desk, member)} "), mover_move(desk, member, readings)) for member in members]
    return whole_parts(parts if members else [*parts, (Span(MISSING, "label"),)], width, "  ")


def movers_lists(desk: Desk, views: Sequence[SectorView], readings: Readings, width: int) -> list[Row]:
    """Leaders and laggards side by side, the largest move first: how far, how unusual, and what else is known."""
    ends = movers(members_once(views), IN_A_LIST)
    widths = [(width - 1) // 2, width - 1 - (width - 1) // 2]
    lists = [
        table(
            mover_columns(desk, word), [mover_record(desk, member, readings) for member in members], cells, LIST_ROWS
        )
        for word, members, cells in zip(("leaders", "laggards"), ends, widths, strict=True)
    ]
    return side_by_side(lists, widths, LIST_ROWS)


def mover_columns(desk: Desk, word: str) -> tuple[Column, ...]:
    """Name, move over the period that the head names, turnover against the usual, and what sets it apart."""
    return (
        Column("name", desk.word(word), 12, "left", max_width=16),
        Column("move", desk.word(f"col {desk.view.period}"), 8),
        Column("usual", desk.word("col usual"), 5),
        Column("note", "", 11, "left", "label", max_width=18, priority=1),
    )


def mover_record(desk: Desk, member: Member, readings: Readings) -> Record:
    """One name of a list."""
    reading = readings[member.instrument.symbol]
    return {
        "name": Span(mover_name(desk, member)),
        "move": mover_move(desk, member, readings),
        "usual": usual_span(usual_multiple(desk, reading), old=reading.old),
        "note": lambda width: whole_parts(note_parts(desk, reading), width, " "),
    }


def mover_name(desk: Desk, member: Member) -> str:
    """The short name, with its share class where both may stand."""
    return f"{desk.label(member.instrument)}{share_class(desk, member.instrument)}"


def mover_move(desk: Desk, member: Member, readings: Readings) -> Span:
    """The move over the chosen period; grey if it is old."""
    old = readings[member.instrument.symbol].old
    role = "stale" if old else market_role(desk.view, member.instrument.market, move_role(desk, member.change_pct))
    return Span(move_text(desk, member.change_pct), role)


def members_once(views: Sequence[SectorView]) -> list[Member]:
    """The members of all sectors; a name that is in two of them, once."""
    return list({member.instrument.symbol: member for view in views for member in view.members}.values())
