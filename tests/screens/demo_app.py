"""The dashboard filled once from the embedded exchange at a fixed moment, through the real client and parsers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain

from tests.panes.desks import CALENDARS, SETTINGS, UNIVERSE, VIEW, StoppedClock
from tui.app import CnhkApp
from tui.exchange.exchange import Exchange
from tui.exchange.past import past_southbound
from tui.exchange.start import start_moment
from tui.exchange.transport import ExchangeTransport
from tui.feeds.finished import last_published
from tui.feeds.http import HttpClient
from tui.feeds.market_jobs import COMPOSITES
from tui.feeds.providers.eastmoney import Eastmoney
from tui.feeds.providers.tencent import Tencent
from tui.feeds.southbound_past_jobs import HISTORY_DAYS
from tui.known_events import calendar_for
from tui.market.instruments import Kind
from tui.market.state import MarketState
from tui.market.turnover import AVERAGE_SESSIONS, TURNOVER_OF
from tui.market.updates import (
    ActiveNamesUpdate,
    BarsUpdate,
    BreadthUpdate,
    EventsUpdate,
    MinutesUpdate,
    PastMinutesUpdate,
    PastSouthboundUpdate,
    QuotesUpdate,
    RateUpdate,
    Source,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
    Update,
)
from tui.panes.desk import Desk, View
from tui.shipped import load_rally
from tui.standings_watch import standings_now

BARS = 800
SHARE_BARS = 260
"""Daily bars of a share: a year and a little, so that all periods have their bases."""


class SilentPoller:
    """A poller that never has anything new, and remembers whom it was asked to watch."""

    def __init__(self) -> None:
        self.watched: list[str | None] = []

    async def batches(self) -> AsyncIterator[tuple[Update, ...]]:
        await asyncio.Event().wait()
        yield ()

    def poke(self) -> None:
        return

    def watch(self, symbol: str | None) -> None:
        self.watched.append(symbol)


@cache
def past_knowing_exchange() -> Exchange:
    """One exchange for all moments: the days before the reference day are made once."""
    return Exchange(UNIVERSE, StoppedClock(start_moment("09:30")), load_rally())


async def fill(state: MarketState, clock: StoppedClock) -> None:
    """One answer of every feed."""
    exchange = past_knowing_exchange()
    exchange.clock.follow(clock.now())
    transport = ExchangeTransport(exchange)
    client = HttpClient(SETTINGS.network, clock, transport=transport)
    tencent = Tencent(client, SETTINGS.providers.tencent)
    eastmoney = Eastmoney(client, SETTINGS.providers.eastmoney)

    def source(provider: str) -> Source:
        return Source(provider, clock.now(), latency=0.05, expected_every=60, simulated=True)

    quotes = (await tencent.fetch_quotes(tuple(UNIVERSE))).value
    state.apply(QuotesUpdate(source("tencent"), quotes.quotes, quotes.missing))
    for symbol in SETTINGS.indices.intraday:
        instrument = UNIVERSE[symbol]
        state.apply(MinutesUpdate(source("tencent"), (await tencent.fetch_minutes(instrument)).value))
        state.apply(BarsUpdate(source("tencent"), (await tencent.fetch_bars(instrument, BARS)).value))
    for instrument in UNIVERSE:
        if instrument.kind is Kind.STOCK:
            state.apply(BarsUpdate(source("tencent"), (await tencent.fetch_bars(instrument, SHARE_BARS)).value))
    state.apply(RateUpdate(source("tencent"), (await tencent.fetch_rate()).value))
    flow = (await eastmoney.fetch_southbound(clock.now().date())).value
    state.apply(SouthboundUpdate(source("eastmoney"), flow))
    days = (await eastmoney.fetch_southbound_history(HISTORY_DAYS)).value
    state.apply(SouthboundHistoryUpdate(source("eastmoney"), days))
    names = (await eastmoney.fetch_active_names(last_published(clock.now(), CALENDARS))).value
    state.apply(ActiveNamesUpdate(source("eastmoney"), names))
    state.apply(PastSouthboundUpdate(source("eastmoney"), past_southbound(load_rally())))
    composites = [UNIVERSE[symbol] for symbol in COMPOSITES]
    state.apply(BreadthUpdate(source("eastmoney"), (await eastmoney.fetch_breadth(composites)).value))
    for symbol in chain(*TURNOVER_OF.values()):
        past = (await eastmoney.fetch_past_minutes(UNIVERSE[symbol], AVERAGE_SESSIONS)).value
        finished = tuple(day for day in past if day.date < clock.now().date())
        state.apply(PastMinutesUpdate(source("eastmoney"), symbol, finished))
    await client.aclose()


@cache
def filled_market(at: str) -> tuple[MarketState, StoppedClock]:
    """The reference day as it stands at that time."""
    clock = StoppedClock(start_moment(at))
    state = MarketState(UNIVERSE, simulated=True)
    state.apply(EventsUpdate(calendar_for(clock.now().date(), (), simulated=True)))
    # In a thread of its own: the one that asks may have a running loop.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, fill(state, clock)).result()
    state.apply(standings_now(state, CALENDARS))
    return state, clock


def demo_app(at: str, view: View = VIEW) -> CnhkApp:
    """The dashboard at that time of the reference day."""
    state, clock = filled_market(at)
    desk = Desk(state, SETTINGS, CALENDARS, clock, view)
    return CnhkApp(desk, SilentPoller)  # type: ignore[arg-type, return-value]
