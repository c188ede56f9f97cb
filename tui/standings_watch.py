"""Keeps the standings up to date: computed in a thread, away from the screen's loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date

from msgspec import Struct

from tui.clock import Clock
from tui.market.calendars import Calendars
from tui.market.highs import high_or_low
from tui.market.series import DailyBars
from tui.market.sessions import CLOSED_PHASES, status
from tui.market.standing import Standing
from tui.market.state import MarketState
from tui.market.updates import StandingsUpdate

WATCH_SECONDS = 10.0
"""How often the newest prices are held against the daily bars."""


class Question(Struct, frozen=True):
    """One index to look at: its bars, and the price of `today`, the official close if `final`."""

    symbol: str
    bars: DailyBars
    today: date
    last: float
    final: bool


async def watch_standings(state: MarketState, calendars: Calendars, clock: Clock) -> AsyncIterator[StandingsUpdate]:
    """What the newest prices amount to, every few seconds, for as long as somebody asks."""
    while True:
        await clock.sleep(WATCH_SECONDS)
        asked = questions(state, calendars, clock)
        if not asked:
            continue
        found = await asyncio.to_thread(answers, asked)
        # A new run of a simulation may have begun meanwhile: what was asked of the old one is void.
        if all((held := state.bars.get(question.symbol)) and held.value is question.bars for question in asked):
            yield found


def questions(state: MarketState, calendars: Calendars, clock: Clock) -> list[Question]:
    """The indices that have both bars and a price of their day."""
    asked: list[Question] = []
    for symbol, held in state.bars.items():
        quoted = state.quotes.get(symbol)
        if quoted is None or quoted.value.last is None or quoted.value.time is None:
            continue
        session = status(state.universe[symbol].market, clock.now(), calendars)
        final = session.phase in CLOSED_PHASES
        asked.append(Question(symbol, held.value, quoted.value.time.date(), quoted.value.last, final))
    return asked


def answers(asked: list[Question]) -> StandingsUpdate:
    """The highs and lows worth telling."""
    found: list[tuple[str, Standing]] = []
    for question in asked:
        closing = high_or_low(question.bars.bars, question.today, question.last, final=question.final)
        standing = Standing(
            question.symbol, question.today, question.final, closing, None, None, None, {}, None, None, None
        )
        found.append((question.symbol, standing))
    return StandingsUpdate(tuple(found))
