"""What a pane reads: the state, the calendars, the settings, how the reader wants it shown, and what time it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.choices import Colors, ColorsSetting, Depth, Glyphs, Language, Period, Shares, Signs, SizeBy, Theme
from tui.clock import Clock
from tui.market.calendars import Calendars
from tui.market.events import Event
from tui.market.freshness import is_old
from tui.market.instruments import Instrument, Market
from tui.market.pace import share_of_day
from tui.market.quotes import Quote
from tui.market.quoting import settled
from tui.market.series import MinuteSeries
from tui.market.sessions import SessionStatus, market_day, status
from tui.market.standing import Standing
from tui.market.state import MarketState
from tui.market.turnover import TURNOVER_OF
from tui.market.zones import MARKET_TIME
from tui.panes.dayline import day_values, trading_minutes
from tui.panes.words import word
from tui.settings import Settings
from widgets.text import plain

if TYPE_CHECKING:
    from tui.market.alerts.board import AlertBoard

SHARES: tuple[Shares, ...] = ("both", "H", "A")
SIZES: tuple[SizeBy, ...] = ("float", "turnover", "equal")
COLORS: tuple[Colors, ...] = ("green-up", "red-up", "blue-orange", "mono")
"""Each in the order in which its key goes through them."""


class View(Struct, frozen=True):
    """The reader's choices, as they stand now. `quiet`: the line is slow, so little is written on the screen."""

    language: Language
    colors: Colors
    shares: Shares
    size_by: SizeBy
    glyphs: Signs
    depth: Depth
    heat_scale_pct: float
    period: Period = "today"
    quiet: bool = False
    colors_mainland: ColorsSetting = ""
    colors_hong_kong: ColorsSetting = ""
    theme: Theme = "dark"
    braille: bool = False

    @property
    def charts(self) -> Glyphs:
        """What charts are drawn with: braille, too, where it is safe and other signs are not."""
        return "braille" if self.braille and self.glyphs == "ascii" else self.glyphs

    @property
    def drawn_depth(self) -> Depth:
        """The depth of the colours that are drawn with: the terminal's own look has 16, whatever it can show."""
        return "16" if self.theme == "terminal" and self.depth != "none" else self.depth


def signs_of(glyphs: Glyphs) -> Signs:
    """What arrows, rules and marks are made of with that set: beside braille only ASCII is of a sure width."""
    return "unicode" if glyphs == "unicode" else "ascii"


class Notice(Struct, frozen=True):
    """One line that the header says of the program itself, with its role; `short` is the word that stands for it
    where it has no room."""

    text: str
    short: str
    role: str = "warn"


class Reading(Struct, frozen=True):
    """One instrument as it should be read now: its quote with the session applied, and whether it is old."""

    instrument: Instrument
    quote: Quote | None
    old: bool


class DayPrices(Struct, frozen=True):
    """A day's minutes by slot: the minute after midnight (the market's own clock) that each stands for, its price."""

    series: MinuteSeries
    slots: tuple[int, ...]
    values: list[float | None]


class SharesOfDay(Struct, frozen=True):
    """How much of a day is usually done by each minute that was asked for, and the past days that tell it."""

    past: tuple[tuple[MinuteSeries, ...], ...]
    by_minute: dict[int, float | None]


class CalendarNotes(Struct, frozen=True):
    """What was shipped beside the events: the day on which they were last reviewed, and by series the sectors that
    its events usually move, as keys of the settings."""

    reviewed: date
    sectors: Mapping[str, tuple[str, ...]]


class SortedEvents(Struct, frozen=True):
    """The events of a calendar by their series, ascending."""

    of: tuple[Event, ...]
    by_series: dict[str, tuple[Event, ...]]


def market_time(moment: datetime) -> datetime:
    """The moment on the market's clock."""
    return moment.astimezone(MARKET_TIME)


class Desk:
    """Everything that panes read. They never write through it: `view`, `settings`, `notes`, `notice`
    and the board of alerts are changed by the app alone.

    `state` is what is shown. `live` takes in what comes: the same, or while the reader paused, ahead of it.
    `local` tells a moment on the reader's own clock; `notes` come with the calendar of events.
    """

    def __init__(
        self,
        state: MarketState,
        settings: Settings,
        calendars: Calendars,
        clock: Clock,
        view: View,
        *,
        local: Callable[[datetime], datetime] = market_time,
    ) -> None:
        self.live = state
        self.state = state
        self.paused_since: datetime | None = None
        self.local = local
        self.notes: CalendarNotes | None = None
        self._alerts: AlertBoard | None = None
        self.notice: Notice | None = None
        self.settings = settings
        self.calendars = calendars
        self.clock = clock
        self.view = view
        self._sessions: dict[Market, tuple[date, SessionStatus]] = {}
        self._days: dict[str, DayPrices] = {}
        self._shares: dict[Market, SharesOfDay] = {}
        self._sorted_events = SortedEvents((), {})

    @property
    def alerts(self) -> AlertBoard:
        """The alerts of this run; they come with what is loaded after the first paint."""
        if self._alerts is None:
            from tui.market.alerts.board import AlertBoard  # not needed for the first paint

            self._alerts = AlertBoard()
        return self._alerts

    @property
    def marked(self) -> frozenset[str]:
        """Symbols whose alerts have fired and were not looked at."""
        return frozenset() if self._alerts is None else self._alerts.marked

    def now(self) -> datetime:
        """Market time."""
        return self.clock.now()

    def pause(self) -> None:
        """From now on the state is shown as it is, whatever comes."""
        self.paused_since = self.now()
        self.state = self.live.as_it_stands()

    def go_on(self) -> None:
        """Show what comes again."""
        self.paused_since = None
        self.state = self.live

    def word(self, key: str, **fields: object) -> str:
        """A word in the reader's language."""
        return word(key, self.view.language, **fields)

    def session(self, market: Market) -> SessionStatus:
        """The session of a market now."""
        return self._session_at(market, self.now())

    def _session_at(self, market: Market, now: datetime) -> SessionStatus:
        """Worked out anew only when the phase that it held, or its day, is over: a weekend begins within a phase."""
        day, held = self._sessions.get(market, (None, None))
        if held is None or day != now.date() or not held.since <= now < held.until:
            held = status(market, now, self.calendars)
            self._sessions[market] = now.date(), held
        return held

    def reading(self, symbol: str) -> Reading:
        """An instrument as it stands now. Raises KeyError for a symbol outside of the universe."""
        instrument = self.state.universe[symbol]
        held = self.state.quotes.get(symbol)
        if held is None:
            return Reading(instrument, None, old=False)
        now = self.now()
        session = self._session_at(instrument.market, now)
        old = is_old(held, instrument, session, now, self.clock.between(held.source.received, now))
        return Reading(instrument, settled(held.value, session.phase), old)

    def standing(self, quote: Quote) -> Standing | None:
        """The standing of the quote's own day: that of another day says nothing about it."""
        standing = self.state.standings.get(quote.symbol)
        if standing is None or quote.time is None:
            return None
        market = self.state.universe[quote.symbol].market
        return standing if market_day(market, quote.time) == standing.day else None

    def day_prices(self, series: MinuteSeries, market: Market) -> DayPrices:
        """The slots of the series' day and the price of each; worked out once for each series that comes."""
        held = self._days.get(series.symbol)
        if held is None or held.series is not series:
            slots = trading_minutes(market, series.date, self.calendars)
            held = self._days[series.symbol] = DayPrices(series, slots, day_values(series, slots))
        return held

    def share_of_day(self, market: Market, minute: int) -> float | None:
        """How much of a day's turnover the market has usually done by that minute; worked out once for each."""
        past = tuple(self.state.past_minutes.get(symbol, ()) for symbol in TURNOVER_OF.get(market, ()))
        held = self._shares.get(market)
        if held is None or any(days is not other for days, other in zip(held.past, past, strict=True)):
            held = self._shares[market] = SharesOfDay(past, {})
        if minute not in held.by_minute:
            held.by_minute[minute] = share_of_day(market, self.state.past_minutes, minute)
        return held.by_minute[minute]

    def events_of(self, series: str) -> tuple[Event, ...]:
        """The events of a series, ascending; sorted out once for each calendar that comes."""
        events = self.state.events
        if self._sorted_events.of is not events:
            by_series: dict[str, list[Event]] = {}
            for event in events:
                by_series.setdefault(event.series, []).append(event)
            self._sorted_events = SortedEvents(events, {key: tuple(of) for key, of in by_series.items()})
        return self._sorted_events.by_series.get(series, ())

    def name(self, instrument: Instrument) -> str:
        """The full name in the reader's language, safe to draw."""
        return plain(instrument.name_zh if self.view.language == "zh" else instrument.name_en)

    def label(self, instrument: Instrument) -> str:
        """The short name in the reader's language, safe to draw."""
        return plain(instrument.label_zh if self.view.language == "zh" else instrument.label_en)
