"""What stands above the tiles of a sector: its sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.market.sectors import SectorView
from tui.panes.desk import Desk, Reading
from tui.panes.figures import MISSING
from tui.panes.market_colors import market_row
from tui.panes.marks import mostly_old
from tui.panes.tiles import move_role, move_text
from tui.settings import Sector
from widgets.text import EMPTY_ROW, Row, Span, fit, width_of

if TYPE_CHECKING:
    from tui.panes.event_hints import Hint


class Sums(NamedTuple):
    """A sector's name and sums as they are drawn: what must stand, and what stands where there is room."""

    name: Span
    change: Span
    median: Row
    counts: Row
    hint: Hint | None = None

    def fits(self, width: int, *, median: bool) -> bool:
        """Whether all of it has room in one row, a blank before the counts; a hint does not count."""
        parts = (self.name, self.change, *(self.median if median else EMPTY_ROW), *self.counts)
        return bool(self.counts) and width_of(parts) < width

    def row(self, width: int, *, median: bool) -> Row:
        """Name and move, perhaps the median, the counts at the right; without counts where they have no room.

        A hint takes the place of the median, and where there is no room beside them that of the counts.
        """
        if self.hint is not None:
            return self._hinted(self.hint, width)
        if not self.fits(width, median=median):
            room = width - width_of((self.change,))
            return (Span(fit(self.name.text, min(room, width_of((self.name,)))), self.name.role), self.change)
        left = (self.name, self.change, *(self.median if median else EMPTY_ROW))
        return (*left, Span(" " * (width - width_of(left) - width_of(self.counts))), *self.counts)

    def _hinted(self, hint: Hint, width: int) -> Row:
        """Name and move as ever, then as much of the hint and the counts as has room."""
        left = (self.name, self.change)
        for said, counts in ((hint.full, self.counts), (hint.full, EMPTY_ROW), (hint.short, EMPTY_ROW)):
            row = (*left, Span("  "), *said)
            gap = width - width_of(row) - width_of(counts)
            if gap >= (1 if counts else 0):
                return (*row, Span(" " * gap), *counts) if counts else row
        return self._replace(hint=None).row(width, median=False)


def sector_heads(
    desk: Desk,
    sectors: Sequence[tuple[str, Sector]],
    views: Sequence[SectorView],
    readings: Mapping[str, Reading],
    widths: Sequence[int],
    hints: Mapping[str, Hint],
) -> list[Row]:
    """A head for each sector: name and weighted move, how many rise, fall, stand still, have no price.

    The median joins them if all heads have room for it: a sector that only its largest names lift shows there.
    `hints`: by the sector's key, what is due for it; that of one sector leaves the other heads as they are.
    """
    all_sums = [
        sums(desk, sector, view, readings)._replace(hint=hints.get(key))
        for (key, sector), view in zip(sectors, views, strict=True)
    ]
    placed = list(zip(all_sums, widths, strict=True))
    median = all(of.fits(width, median=True) for of, width in placed if of.counts)
    return [of.row(width, median=median) for of, width in placed]


def sums(desk: Desk, sector: Sector, view: SectorView, readings: Mapping[str, Reading]) -> Sums:
    """What the head of a sector says; grey once at least half of its names are old."""
    old = mostly_old(readings[member.instrument.symbol] for member in view.members if member.change_pct is not None)
    name = sector.name_zh if desk.view.language == "zh" else sector.name_en
    moves: Row = tuple(
        Span(f" {move_text(desk, move)}", "stale" if old else move_role(desk, move))
        for move in (view.change_pct, view.median_pct)
    )
    change, median = market_row(desk, view.market, moves)
    return Sums(
        name=Span(name, "title"),
        change=change,
        median=(Span(f"  {desk.word('median')}", "label"), median),
        counts=breadth(desk, view),
    )


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
    counts = market_row(desk, view.market, counts)
    return (*counts, Span(f" {view.without_price}{MISSING}", "label")) if view.without_price else counts
