"""The page of rotation: a block for each sector, the strongest of the chosen period on top, who leads in it below."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.instruments import Instrument
from tui.market.rotation import SectorMoves, rotation
from tui.market.sectors import SectorView, Shares, movers, of_class
from tui.panes.desk import Desk
from tui.panes.figures import MISSING
from tui.panes.market_colors import LISTING_MARKETS, market_row
from tui.panes.marks import day_mark, late_mark, mostly_old, old_mark
from tui.panes.movers import mover_move, mover_name
from tui.panes.page_rows import page_title
from tui.panes.pane import whole_parts
from tui.panes.periods import period_word
from tui.panes.rotation_columns import CLIMBED, FELL, columns, record
from tui.panes.sector_views import Readings, is_shown, quotes_of_the_day, readings_of, views_of
from tui.settings import Sector
from widgets.line_pane import LinePane
from widgets.table import Fitted, fit_columns, head_row, record_row
from widgets.text import EMPTY_ROW, Row, Span, fit
from widgets.wrapping import wrap_row

MOVERS_SHOWN = 6
"""The most leaders and laggards of a sector."""

HEAD_ROWS = 2
LEGEND_FROM_ROWS = 10
"""With fewer rows the sectors need them all."""

INDENT = "  "
LABEL_WIDTH = 11
"""Cells of the word before leaders and laggards, its indent among them."""

CLASSES: tuple[Shares, ...] = ("A", "H")


class RotationPane(LinePane):
    """The page's body. Title and heads stay; the blocks scroll below them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="rotation")
        self.desk = desk
        self._first = 0
        self.room = 1

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The page's rows."""
        desk = self.desk
        readings = readings_of(desk, list(desk.settings.sectors.values()))
        fitted = fit_columns(columns(desk), width)
        blocks = [*block_rows(desk, readings, fitted, width), *class_rows(desk, readings, fitted)]
        glyphs = desk.view.glyphs
        legend = wrap_row(desk.word("rotation legend", up=CLIMBED[glyphs], down=FELL[glyphs]), width, "muted")
        if height < LEGEND_FROM_ROWS:
            legend = []
        self.room = max(1, height - HEAD_ROWS - len(legend))
        if len(blocks) > self.room:
            blocks = [row for row in blocks if row]
        self._first = max(0, min(self._first, len(blocks) - self.room))
        shown = blocks[self._first : self._first + self.room]
        blank = [EMPTY_ROW] * (self.room - len(shown))
        return [self._title(readings, len(blocks), width), head_row(fitted), *shown, *blank, *legend][:height]

    def scroll_blocks(self, down: int) -> None:
        """Move the blocks up and down."""
        self._first = max(0, self._first + down)
        self.redraw()

    def _title(self, readings: Readings, count: int, width: int) -> Row:
        desk = self.desk
        shown = [reading for reading in readings.values() if is_shown(desk, reading)]
        extra = [*old_mark(desk, shown), *late_mark(desk, shown), *day_mark(desk, shown)]
        ranked = desk.word("ranked by", shares=desk.word(desk.view.shares), period=period_word(desk))
        extra.append((Span(ranked, "muted"),))
        if count > self.room:
            last = min(count, self._first + self.room)
            extra.append((Span(f"{self._first + 1}–{last} / {count}", "muted"),))
        return page_title(desk, "rotation", width, extra=extra)


def block_rows(desk: Desk, readings: Readings, fitted: Fitted, width: int) -> list[Row]:
    """The sectors by their rank: the sum, with both classes shown that of each, leaders, laggards, an empty row."""
    view, sectors = desk.view, desk.settings.sectors
    views = dict(zip(sectors, views_of(desk, list(sectors.values()), readings), strict=True))
    classes: tuple[Shares, ...] = CLASSES if view.shares == "both" else ()
    by_class = {shares: {of.key: of for of in ranked(desk, readings, shares)} for shares in classes}
    rows: list[Row] = []
    for of in in_order(desk, ranked(desk, readings, view.shares)):
        members = views[of.key].members
        old = mostly_old(readings[member.instrument.symbol] for member in members)
        name = Span(sector_name(desk, sectors[of.key]), "title")
        row = record_row(fitted, record(desk, name, of, len(members), old=old, view=views[of.key]))
        rows.append(market_row(desk, views[of.key].market, row))
        for shares in classes:
            count = sum(member.instrument.listing == shares for member in members)
            label = Span(INDENT + desk.word(shares), "label")
            row = record_row(fitted, record(desk, label, by_class[shares][of.key], count, old=old))
            rows.append(market_row(desk, LISTING_MARKETS[shares], row))
        rows += mover_rows(desk, views[of.key], readings, width)
        rows.append(EMPTY_ROW)
    return rows


def ranked(desk: Desk, readings: Readings, shares: Shares) -> tuple[SectorMoves, ...]:
    """Every sector's names of a share class over all periods, ranked among the same class."""
    universe = desk.state.universe
    members = {
        key: of_class((universe[symbol] for symbol in sector.members), shares)
        for key, sector in desk.settings.sectors.items()
    }
    return rotation(members, quotes_of_the_day(desk, readings), desk.state.standings)


def in_order(desk: Desk, moves: Sequence[SectorMoves]) -> list[SectorMoves]:
    """The best of the chosen period first; those without a move last; else in the order of the settings."""
    ranks = [of.ranks[desk.view.period] for of in moves]
    order = sorted(range(len(moves)), key=lambda at: (ranks[at] is None, ranks[at] or 0))
    return [moves[at] for at in order]


def mover_rows(desk: Desk, view: SectorView, readings: Readings, width: int) -> list[Row]:
    """Who leads and who lags in the sector over the chosen period, a row each."""
    rows: list[Row] = []
    for word, members in zip(("leaders", "laggards"), movers(view.members, MOVERS_SHOWN), strict=True):
        parts: list[Row] = [(Span(fit(INDENT + desk.word(word), LABEL_WIDTH), "label"),)]
        parts += [(Span(f"{mover_name(desk, member)} "), mover_move(desk, member, readings)) for member in members]
        rows.append(whole_parts(parts if members else [*parts, (Span(MISSING, "label"),)], width, "  "))
    return rows


def class_rows(desk: Desk, readings: Readings, fitted: Fitted) -> list[Row]:
    """All A and all H shares of the sectors against each other, where both are shown."""
    if desk.view.shares != "both":
        return []
    universe = desk.state.universe
    instruments = [universe[symbol] for symbol in readings]
    members: dict[str, tuple[Instrument, ...]] = {shares: of_class(instruments, shares) for shares in CLASSES}
    moves = rotation(members, quotes_of_the_day(desk, readings), desk.state.standings)
    rows: list[Row] = []
    for of, shares in zip(moves, CLASSES, strict=True):
        old = mostly_old(readings[instrument.symbol] for instrument in members[shares])
        name = Span(desk.word("all of class", shares=desk.word(shares)), "title")
        row = record_row(fitted, record(desk, name, of, len(members[shares]), old=old))
        rows.append(market_row(desk, LISTING_MARKETS[shares], row))
    return rows


def sector_name(desk: Desk, sector: Sector) -> str:
    """The sector's name in the reader's language."""
    return sector.name_zh if desk.view.language == "zh" else sector.name_en
