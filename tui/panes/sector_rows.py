"""What stands above and below the tiles: a sector's sums, and the strongest and weakest names of all sectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.market.sectors import Member, SectorView, movers
from tui.panes.desk import Desk, Reading
from tui.panes.figures import FLAT_PCT, MISSING, role_of
from tui.panes.marks import mostly_old
from tui.panes.pane import whole_parts
from tui.panes.tiles import percent_text, share_class
from tui.settings import Sector
from widgets.text import EMPTY_ROW, Row, Span, fit, width_of

MOVERS = 6
MOVERS_ROWS = 3
"""An empty row, the leaders, the laggards."""

MOVERS_LABEL = 9
"""Cells of the word before them."""


def sector_head(desk: Desk, sector: Sector, view: SectorView, readings: Mapping[str, Reading], width: int) -> Row:
    """Name and weighted move; at the right how many rise, fall, stand still, have no price, if all fits."""
    old = mostly_old(readings[member.instrument.symbol] for member in view.members if member.change_pct is not None)
    role = "stale" if old else role_of(view.change_pct, FLAT_PCT)
    percent = Span(f" {percent_text(desk, view.change_pct)}", role)
    name = sector.name_zh if desk.view.language == "zh" else sector.name_en
    counts = breadth(desk, view)
    whole: Row = (Span(name, "title"), percent)
    gap = width - width_of(whole) - width_of(counts)
    if counts and gap > 0:
        return (*whole, Span(" " * gap), *counts)
    room = width - width_of((percent,))
    return (Span(fit(name, min(room, width_of(whole[:1]))), "title"), percent)


def breadth(desk: Desk, view: SectorView) -> Row:
    """How many rise, fall, stand still, and have no price; together they are all. Nothing before the first price."""
    if view.without_price == len(view.members):
        return EMPTY_ROW
    up, down = ("▲", "▼") if desk.view.glyphs == "unicode" else ("^", "v")
    counts: Row = (
        Span(f"{view.advancing}{up}", "up"),
        Span(" "),
        Span(f"{view.declining}{down}", "down"),
        Span(f" {view.unchanged}=", "flat"),
    )
    return (*counts, Span(f" {view.without_price}{MISSING}", "label")) if view.without_price else counts


def movers_rows(desk: Desk, views: Sequence[SectorView], readings: Mapping[str, Reading], width: int) -> list[Row]:
    """The strongest and the weakest names of all sectors shown, a row each, after an empty one."""
    risers, fallers = movers((member for view in views for member in view.members), MOVERS)
    return [
        EMPTY_ROW,
        mover_row(desk, "leaders", risers, readings, width),
        mover_row(desk, "laggards", fallers, readings, width),
    ]


def mover_row(desk: Desk, word: str, members: Sequence[Member], readings: Mapping[str, Reading], width: int) -> Row:
    """As many names with their moves as fit whole."""
    parts: list[Row] = [(Span(fit(desk.word(word), MOVERS_LABEL), "label"),)]
    for member in members:
        old = readings[member.instrument.symbol].old
        name = f"{desk.label(member.instrument)}{share_class(desk, member.instrument)} "
        role = "stale" if old else role_of(member.change_pct, FLAT_PCT)
        parts.append((Span(name, "value"), Span(percent_text(desk, member.change_pct), role)))
    return whole_parts(parts if members else [*parts, (Span(MISSING, "label"),)], width, "  ")
