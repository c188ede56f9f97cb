"""From the state of the market to the report that `cnhk print` writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from tui.clock import Clock
from tui.market.agenda import in_order, market_day
from tui.market.calendars import Calendars
from tui.market.freshness import fell_silent, is_old
from tui.market.health import Feed
from tui.market.instruments import Instrument, Market
from tui.market.known import Held
from tui.market.quotes import Quote
from tui.market.quoting import settled
from tui.market.sectors import sector_view
from tui.market.sessions import SessionStatus, southbound_status, status
from tui.market.southbound import SouthboundDay
from tui.market.state import MarketState
from tui.market.zones import MARKET_TIME
from tui.printing.event_lines import event_lines
from tui.printing.report import EventLine, FlowMinute, Gap, QuoteLine, Report, SectorBlock, SouthboundBlock
from tui.settings import Settings
from widgets.text import plain

Section = Literal["indices", "heatmap", "southbound", "events"]
SECTIONS: tuple[Section, ...] = ("indices", "heatmap", "southbound", "events")

PRICE_DECIMALS = 4
"""Differences of prices are rounded to this, well below any tick, so that 0.1 + 0.2 reads 0.3."""

EVENTS_BACK = timedelta(days=7)
EVENTS_AHEAD = timedelta(days=60)
"""The events printed: what came out in the last week, and what is ahead for two months."""

NO_ANSWER = "no answer"


class Composer:
    """Reads one state at one moment; the gaps that it meets on the way are kept for the end of the report."""

    def __init__(
        self,
        state: MarketState,
        settings: Settings,
        calendars: Calendars,
        clock: Clock,
    ) -> None:
        self._state = state
        self._settings = settings
        self._calendars = calendars
        self._clock = clock
        self._now = clock.now()
        self._language = settings.display.language
        self._sessions = {market: status(market, self._now, calendars) for market in Market}
        self._gaps: list[Gap] = []

    def report(self, sections: Iterable[Section]) -> Report:
        """The report of those sections."""
        wanted = frozenset(sections)
        indices = self._indices() if "indices" in wanted else None
        sectors = self._sectors() if "heatmap" in wanted else None
        southbound = self._southbound() if "southbound" in wanted else None
        events = self._events() if "events" in wanted else None
        return Report(
            as_of=self._now.replace(microsecond=0),
            simulated=self._state.simulated,
            indices=indices,
            sectors=sectors,
            southbound=southbound,
            events=events,
            missing=tuple(dict.fromkeys(self._gaps)),
        )

    def _indices(self) -> tuple[QuoteLine, ...]:
        shown = (self._state.universe[symbol] for symbol in self._settings.indices.shown)
        return tuple(self._line(instrument, "indices") for instrument in shown)

    def _sectors(self) -> tuple[SectorBlock, ...]:
        return tuple(self._sector(name) for name in self._settings.sectors)

    def _sector(self, name: str) -> SectorBlock:
        sector = self._settings.sectors[name]
        members = [self._state.universe[symbol] for symbol in sector.members]
        view = sector_view(members, self._quote)
        return SectorBlock(
            name=sector.name_zh if self._language == "zh" else sector.name_en,
            change_pct=_rounded(view.change_pct),
            advancing=view.advancing,
            declining=view.declining,
            unchanged=view.unchanged,
            members=tuple(self._line(instrument, "heatmap") for instrument in members),
        )

    def _quote(self, symbol: str) -> Quote | None:
        held = self._state.quotes.get(symbol)
        return None if held is None else settled(held.value, self._session(self._state.universe[symbol]).phase)

    def _session(self, instrument: Instrument) -> SessionStatus:
        return self._sessions[instrument.market]

    def _line(self, instrument: Instrument, section: Section) -> QuoteLine:
        quote = self._quote(instrument.symbol)
        self._look_for_gap(instrument, section)
        return QuoteLine(
            symbol=instrument.symbol,
            name_en=instrument.name_en,
            name_zh=instrument.name_zh,
            last=None if quote is None else quote.last,
            prev_close=None if quote is None else quote.previous_close,
            change=None if quote is None else _rounded(quote.change),
            change_pct=None if quote is None else _rounded(quote.change_pct),
            open=None if quote is None else quote.open,
            high=None if quote is None else quote.high,
            low=None if quote is None else quote.low,
            turnover=None if quote is None else quote.turnover,
            currency=instrument.currency,
            time=None if quote is None else quote.time,
            provider=None if quote is None else quote.provider,
            delayed=None if quote is None else quote.delayed,
            state=None if quote is None else str(quote.state),
        )

    def _look_for_gap(self, instrument: Instrument, section: Section) -> None:
        held = self._state.quotes.get(instrument.symbol)
        if held is None:
            failed = self._state.failures.get(Feed.QUOTES)
            reason = self._state.missing.get(instrument.symbol) or (failed.reason if failed else NO_ANSWER)
            self._gap(section, instrument.symbol, reason)
        elif self._is_old(held, instrument):
            self._gap(section, instrument.symbol, f"old: {_stamp(held.value.time or held.source.received)}")

    def _is_old(self, held: Held[Quote], instrument: Instrument) -> bool:
        age = self._clock.age(held.source.received)
        return is_old(held, instrument, self._session(instrument), self._now, age)

    def _gap(self, section: Section, what: str, reason: str) -> None:
        self._gaps.append(Gap(section=section, what=what, reason=plain(reason)))

    def _southbound(self) -> SouthboundBlock:
        held = self._state.southbound
        if held is None:
            failed = self._state.failures.get(Feed.SOUTHBOUND)
            self._gap("southbound", "southbound", failed.reason if failed else NO_ANSWER)
            return SouthboundBlock(
                date=None,
                net_buy_hkd=None,
                sh_net_buy_hkd=None,
                sz_net_buy_hkd=None,
                minutes=(),
                provider=None,
                time=None,
            )
        day = held.value
        self._look_for_old_flow(held)
        minutes = tuple(_flow_minutes(day))
        return SouthboundBlock(
            date=day.date,
            net_buy_hkd=day.net_buy,
            sh_net_buy_hkd=day.shanghai_net_buy,
            sz_net_buy_hkd=day.shenzhen_net_buy,
            minutes=minutes,
            provider=held.source.provider,
            time=minutes[-1].time if minutes else None,
        )

    def _look_for_old_flow(self, held: Held[SouthboundDay]) -> None:
        connect = southbound_status(self._now, self._calendars)
        today = self._now.date()
        day = held.value
        hong_kong = self._sessions[Market.HONG_KONG]
        begun = connect.open or hong_kong.since.date() == today
        if not (connect.trading_day and begun and day.trading):
            return
        received = held.source.received
        if day.date < today:
            self._gap("southbound", "southbound", f"old: {day.date.isoformat()}")
        elif fell_silent(held, hong_kong, self._now, self._clock.age(received)):
            self._gap("southbound", "southbound", f"old: {_stamp(received)}")
        elif day.net_buy is None:
            self._gap("southbound", "southbound", f"no total for {day.date.isoformat()}")

    def _events(self) -> tuple[EventLine, ...]:
        first, last = (self._now - EVENTS_BACK).date(), (self._now + EVENTS_AHEAD).date()
        near = (event for event in self._state.events if first <= market_day(event) <= last)
        return event_lines(in_order(near), self._now, self._state.events, self._language)


def _flow_minutes(day: SouthboundDay) -> Iterable[FlowMinute]:
    midnight = datetime(day.date.year, day.date.month, day.date.day, tzinfo=MARKET_TIME)
    for point in day.minutes:
        yield FlowMinute(
            time=midnight + timedelta(minutes=point.minute),
            net_buy_hkd=point.net_buy,
            sh_net_buy_hkd=point.shanghai_net_buy,
            sz_net_buy_hkd=point.shenzhen_net_buy,
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, PRICE_DECIMALS)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(MARKET_TIME).isoformat(timespec="minutes")
