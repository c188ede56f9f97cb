"""A desk at a fixed moment, with whatever data a test puts on it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from tui.clock import Clock
from tui.config import load
from tui.market.instruments import Market
from tui.market.quotes import Quote
from tui.market.series import Minute, MinuteSeries
from tui.market.standing import Standing
from tui.market.state import MarketState
from tui.market.updates import PastMinutesUpdate, QuotesUpdate, Source, StandingsUpdate
from tui.market.zones import MARKET_TIME
from tui.panes.dayline import trading_minutes
from tui.panes.desk import Desk, View
from tui.shipped import load_calendars, load_universe
from tui.universe import universe_for
from widgets.text import Row, width_of

SETTINGS = load(None, {}).settings
UNIVERSE = universe_for(SETTINGS, load_universe())
CALENDARS = load_calendars()
VIEW = View(
    language="en",
    colors="green-up",
    shares="both",
    size_by="float",
    glyphs="unicode",
    depth="truecolor",
    heat_scale_pct=3.0,
)


class StoppedClock(Clock):
    """A clock that stands, until it is set to another moment. Its seconds pass only when told."""

    def __init__(self, moment: datetime) -> None:
        self.seconds = 0.0
        super().__init__(lambda: self.seconds)
        self.follow(moment)


def moment(text: str) -> datetime:
    """`2026-11-23 10:42` in market time."""
    return datetime.fromisoformat(text).replace(tzinfo=MARKET_TIME)


def desk_at(text: str = "2026-11-23 10:42", *, view: View = VIEW, simulated: bool = False) -> Desk:
    """An empty desk at that moment."""
    state = MarketState(UNIVERSE, simulated=simulated)
    return Desk(state, SETTINGS, CALENDARS, StoppedClock(moment(text)), view)


def source_of(desk: Desk, provider: str = "tencent", every: float = 3.0) -> Source:
    return Source(provider, desk.now(), latency=0.1, expected_every=every)


def quote_of(desk: Desk, symbol: str, change_pct: float = 1.0, **fields: object) -> Quote:
    """A quote of now that moved by so many percent from a previous close of 100."""
    instrument = UNIVERSE[symbol]
    values: dict[str, object] = {
        "last": 100.0 + change_pct,
        "previous_close": 100.0,
        "time": desk.now(),
        "provider": "tencent",
        "open": 100.0,
        "high": 101.5,
        "low": 99.5,
        "turnover": 5e9,
        "currency": instrument.currency,
        "float_value": instrument.float_value_estimate,
    }
    return Quote(symbol, **{**values, **fields})  # type: ignore[arg-type]


def give_quotes(desk: Desk, *quotes: Quote, provider: str = "tencent") -> None:
    desk.state.apply(QuotesUpdate(source_of(desk, provider), quotes))


def give_all(desk: Desk, change_pct: float = 1.0, *, provider: str = "tencent") -> None:
    """A quote for everything on the screen."""
    quotes = (quote_of(desk, instrument.symbol, change_pct, provider=provider) for instrument in UNIVERSE)
    give_quotes(desk, *quotes, provider=provider)


def standing_of(desk: Desk, symbol: str, bases: Mapping[str, float], **fields: object) -> Standing:
    """A standing of today with the bases of its periods."""
    values: dict[str, object] = {
        "day": desk.now().date(),
        "final": False,
        "closing": None,
        "intraday": None,
        "run": None,
        "biggest": None,
        "bases": bases,
        "high_52_weeks": None,
        "low_52_weeks": None,
        "average_turnover": None,
    }
    return Standing(symbol, **{**values, **fields})  # type: ignore[arg-type]


def give_standings(desk: Desk, *standings: Standing) -> None:
    desk.state.apply(StandingsUpdate(tuple((standing.symbol, standing) for standing in standings)))


def give_past_turnover(desk: Desk, symbol: str, *daily: float) -> None:
    """Finished days before today, the last of them first, each with so much turnover at a steady pace."""
    market = desk.state.universe[symbol].market
    calendar = desk.calendars.mainland if market is Market.MAINLAND else desk.calendars.hong_kong
    days = list(reversed(calendar.sessions_before(desk.now().date(), len(daily))))
    series = []
    for day, turnover in zip(days, daily, strict=True):
        slots = trading_minutes(market, day, desk.calendars)
        ends = [*(minute + 5 for minute in slots[:-5:5]), slots[-1] + 1]
        marks = (Minute(minute, 100.0, None, turnover * (at + 1) / len(ends)) for at, minute in enumerate(ends))
        series.append(MinuteSeries(symbol, day, 100.0, tuple(marks)))
    desk.state.apply(PastMinutesUpdate(source_of(desk, "eastmoney", 3600.0), symbol, tuple(reversed(series))))


def pass_seconds(desk: Desk, seconds: float) -> None:
    clock = desk.clock
    assert isinstance(clock, StoppedClock)
    clock.seconds += seconds


def text_of(row: Row) -> str:
    return "".join(span.text for span in row)


def texts_of(rows: list[Row]) -> str:
    return "\n".join(text_of(row).rstrip() for row in rows)


def roles_of(row: Row) -> set[str]:
    return {span.role for span in row if span.text.strip()}


CUT_FIGURE = re.compile(r"\d[.,:]\d?…|[+\-]…|#{3,}")
"""A figure that was cut, or that had no room in its column."""


def assert_fits(rows: Sequence[Row], width: int, height: int) -> None:
    """No more rows and no wider ones than there is room for, and every figure whole."""
    wrong = [text_of(row) for row in rows if width_of(row) > width or CUT_FIGURE.search(text_of(row))]
    assert len(rows) <= height and not wrong, wrong or f"{len(rows)} rows"
