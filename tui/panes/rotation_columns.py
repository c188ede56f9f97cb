"""The table of rotation: for each period a rank, whether it is better than over the longer one, and the move."""

from __future__ import annotations

from tui.market.rotation import SectorMoves
from tui.market.sectors import SectorView
from tui.market.standing import PERIODS, Period
from tui.panes.desk import Desk
from tui.panes.figures import MISSING, flat_below, role_of, signed
from tui.panes.periods import period_decimals
from tui.panes.sector_rows import breadth
from widgets.table import Cell, Column
from widgets.text import Row, Span

PERIOD_WIDTH = 10
"""Cells of a rank, the sign of its change, and a move."""

RANK_WIDTH = 2
MOVE_WIDTH = 7

GIVES_WAY: dict[Period, int] = {"today": 1, "5d": 2, "20d": 3, "60d": 5, "ytd": 4}
"""Which period's column goes first on a narrow screen: the highest. The chosen one stays."""

CLIMBED = {"unicode": "↑", "ascii": "^"}
FELL = {"unicode": "↓", "ascii": "v"}


def columns(desk: Desk) -> tuple[Column, ...]:
    """The name, the periods with the chosen one marked, and on wide screens the median and the breadth."""
    chosen = desk.view.period
    return (
        Column("name", desk.word("col sector"), 12, "left", max_width=20),
        *(
            Column(
                period,
                f"{desk.word(f'col {period}')}{'▼' if period == chosen else ''}",
                PERIOD_WIDTH,
                priority=0 if period == chosen else GIVES_WAY[period],
            )
            for period in PERIODS
        ),
        Column("median", desk.word("median"), 8, priority=7),
        Column("breadth", "", 17, priority=8),
    )


def record(
    desk: Desk, name: Span, of: SectorMoves, names: int, *, old: bool, view: SectorView | None = None
) -> dict[str, Cell]:
    """One row. A move that fewer than half of the `names` tell has no colour; `view` gives median and breadth."""
    cells: dict[str, Cell] = {"name": name}
    for period, longer in zip(PERIODS, (*PERIODS[1:], None), strict=True):
        cells[period] = period_cell(desk, of, period, longer, old=old, sparse=2 * of.names[period] < names)
    if view is not None:
        decimals = period_decimals(desk.view.period, view.median_pct)
        role = "stale" if old else role_of(view.median_pct, flat_below(decimals))
        cells["median"] = Span(signed(view.median_pct, decimals), role)
        cells["breadth"] = breadth(desk, view)
    return cells


def period_cell(
    desk: Desk, of: SectorMoves, period: Period, longer: Period | None, *, old: bool, sparse: bool
) -> Cell:
    """Rank, the direction of its change against the longer period, and the move."""
    move, rank = of.moves[period], of.ranks[period]
    if move is None or rank is None:
        return Span(MISSING, "label")
    decimals = period_decimals(period, move)
    role = "stale" if old else "label" if sparse else role_of(move, flat_below(decimals))
    rank_role = "stale" if old else "value" if rank == 1 else "label"
    cell: Row = (
        Span(f"{rank:>{RANK_WIDTH}}", rank_role),
        Span(change_sign(desk, rank, of.ranks[longer] if longer else None), "label"),
        Span(f"{signed(move, decimals):>{MOVE_WIDTH}}", role),
    )
    return cell


def change_sign(desk: Desk, rank: int, before: int | None) -> str:
    """Whether the rank is better or worse than over the longer period; blank where it is neither or not known."""
    if before is None or rank == before:
        return " "
    return (CLIMBED if rank < before else FELL)[desk.view.glyphs]
