"""The story that the embedded exchange tells: which day it is, and where each price starts and ends.

`rally` is Tuesday 3 June 2025 as the news told it. The prices are made up around that day's levels. The universe
is that of today, so names listed only later trade in it too: it is a simulation, not a record. The mainland had
been closed on Monday for the Dragon Boat Festival while Hong Kong traded. Prices before the day have no splits,
and the days after it do not come: once the day is over, everything stays closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from tui.exchange.sessions import sessions_before
from tui.exchange.start import RALLY_DAY
from tui.market.calendars import Calendars
from tui.market.instruments import Market
from tui.market.tables import Row as TableRow
from tui.market.tables import read_rows

RALLY = "rally"
_COLUMNS = ("symbol", "sector", "previous_close", "close", "turnover_mn", "float_bn", "fate", "listed")
_MILLION = 1e6
_BILLION = 1e9


class Fate(StrEnum):
    """What happens to a share besides trading."""

    NONE = ""
    SUSPENDED = "suspended"
    LIMIT_UP = "limit-up"


class Outline(Struct, frozen=True):
    """One instrument's day: closes in its currency or points, turnover and float value in single currency units.

    `listed` is its first day of trading where that lies within the history, None where it is older.
    """

    symbol: str
    sector: str
    previous_close: float
    close: float
    turnover: float
    float_value: float | None
    fate: Fate
    listed: date | None = None


class Scenario(Struct, frozen=True):
    """A day with everything that led to it. `sessions`: each market's earlier trading days, ascending."""

    name: str
    day: date
    outlines: Mapping[str, Outline]
    sessions: Mapping[Market, tuple[date, ...]]
    connect_days: tuple[date, ...]

    def previous_session(self, market: Market) -> date:
        """The last session of that market before the day."""
        return self.sessions[market][-1]


def rally(table: str, file: str, calendars: Calendars) -> Scenario:
    """The rally of 3 June 2025 from its table; `file` names that in errors. Raises DataError."""
    outlines = parse_outlines(table, file)
    sessions = {market: sessions_before(RALLY_DAY, market, calendars) for market in Market}
    hong_kong = frozenset(sessions[Market.HONG_KONG])
    connect_days = tuple(day for day in sessions[Market.MAINLAND] if day in hong_kong)
    return Scenario(RALLY, RALLY_DAY, outlines, sessions, connect_days)


def parse_outlines(text: str, file: str) -> dict[str, Outline]:
    """The rows of a scenario's table by symbol. `file` names it in errors. Raises DataError."""
    outlines = {}
    for row in read_rows(text, file, _COLUMNS):
        previous_close, close = row.positive("previous_close"), row.positive("close")
        if previous_close is None or close is None:
            raise row.error("close", "both closes are needed")
        float_value = row.positive("float_bn")
        fate = row.optional("fate")
        outlines[row.text("symbol")] = Outline(
            symbol=row.text("symbol"),
            sector=row.text("sector"),
            previous_close=previous_close,
            close=close,
            turnover=(row.positive("turnover_mn") or 0.0) * _MILLION,
            float_value=None if float_value is None else float_value * _BILLION,
            fate=Fate.NONE if fate is None else row.choice("fate", Fate),
            listed=_listed(row),
        )
    return outlines


def _listed(row: TableRow) -> date | None:
    text = row.optional("listed")
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise row.error("listed", f"{text!r} is no date, as YYYY-MM-DD") from None
