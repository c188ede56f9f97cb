"""What every part of the southbound flow is drawn from: whether it trades, today's figures, and their context."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from tui.market.instruments import Market
from tui.market.sessions import CLOSED_PHASES, Phase, SouthboundStatus, day_plan, southbound_status
from tui.market.southbound import SouthboundDaily, SouthboundDay, is_repeat
from tui.market.southbound_context import SouthboundContext, southbound_context
from tui.market.southbound_usual import UsualDay, usual_day
from tui.market.turnover import HONG_KONG_TURNOVER
from tui.market.zones import MARKET_TIME
from tui.panes.dayline import MINUTES_IN_HOUR, ONE_MINUTE
from tui.panes.desk import Desk, Reading

INDEX = HONG_KONG_TURNOVER[0]
"""The Hang Seng: the price that flow is held against, and whose row has Hong Kong's turnover."""

QUIET = CLOSED_PHASES | {Phase.LUNCH}


class Flow(Struct, frozen=True):
    """One look at southbound flow.

    `day` is today's, None if nothing of today was published: figures of another day never stand in it. `context` is
    of the newest day known, today or before. `finished` are the days in `history` on which Connect traded.
    """

    status: SouthboundStatus
    day: SouthboundDay | None
    context: SouthboundContext | None
    finished: tuple[SouthboundDaily, ...]
    today: date

    @property
    def of_today(self) -> SouthboundContext | None:
        """The context, if it is of today's figures."""
        return self.context if self.context is not None and self.context.date == self.today else None

    @property
    def is_final(self) -> bool:
        """Whether today's figures have been published for good."""
        return self.of_today is not None and self.of_today.finished

    @property
    def net_buy(self) -> float | None:
        """Today's net buy, HKD: the final figure once there is one."""
        if self.of_today is not None:
            return self.of_today.net_buy
        return None if self.day is None else self.day.net_buy


class FlowReader:
    """Reads the flow from the desk; what a usual day looks like is worked out anew only when its days change."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._usual: tuple[tuple[SouthboundDay, ...], date, UsualDay] | None = None

    def flow(self) -> Flow:
        """The flow as it stands now."""
        desk = self.desk
        state, calendars, now = desk.state, desk.calendars, desk.now()
        history = () if state.southbound_history is None else state.southbound_history.value
        index = index_of_today(desk)
        held = None if state.southbound is None else state.southbound.value
        context = southbound_context(
            held,
            history,
            state.past_southbound,
            None if index is None or index.quote is None else index.quote.turnover,
            None if index is None or index.quote is None else index.quote.change_pct,
            now,
            calendars,
        )
        status = southbound_status(now, calendars)
        day = None if held is None or not is_of_today(desk, held, history) else held
        today = now.date()
        finished = tuple(past for past in history if past.date <= today and calendars.is_connect_day(past.date))
        return Flow(status, day, context, finished, today)

    def usual(self, slots: tuple[int, ...]) -> UsualDay:
        """The usual day before today, at those minutes after midnight."""
        past, today = self.desk.state.past_southbound, self.desk.now().date()
        if self._usual is None or self._usual[0] is not past or self._usual[1] != today:
            self._usual = past, today, usual_day(past, today, slots, self.desk.calendars)
        return self._usual[2]


def index_of_today(desk: Desk) -> Reading | None:
    """The Hang Seng, if its quote is of today and not old."""
    if INDEX not in desk.state.universe:
        return None
    reading = desk.reading(INDEX)
    quote = reading.quote
    if quote is None or reading.old or quote.time is None:
        return None
    return reading if quote.time.astimezone(MARKET_TIME).date() == desk.now().date() else None


def is_of_today(desk: Desk, day: SouthboundDay, history: tuple[SouthboundDaily, ...]) -> bool:
    """Whether what is held may be shown as today's: of this very day, on which Connect trades, and with a figure.

    Feeds repeat the last day's figures on holidays; before the open they still show the day before.
    """
    if day.date != desk.now().date() or is_repeat(day, history, calendars=desk.calendars):
        return False
    return day.net_buy is not None or bool(day.minutes)


def southbound_minutes(day: date, desk: Desk) -> tuple[int, ...]:
    """The minutes after midnight in which southbound figures may move: Hong Kong's, from 09:00, lunch left out."""
    minutes: list[int] = []
    for part in day_plan(Market.HONG_KONG, day, desk.calendars):
        if part.phase not in QUIET:
            start = part.start.astimezone(MARKET_TIME)
            first = start.hour * MINUTES_IN_HOUR + start.minute
            minutes.extend(range(first, first + (part.end - part.start) // ONE_MINUTE))
    return tuple(minutes)
