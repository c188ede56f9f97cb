"""The market as the program knows it: one object, one writer, and a report of what each update changed."""

from __future__ import annotations

from msgspec.structs import replace

from tui.market.changes import NOTHING, Changes
from tui.market.health import Feed
from tui.market.instruments import Universe
from tui.market.known import Held, KnownMarket
from tui.market.quotes import Quote
from tui.market.series import MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay, is_repeat, without_figures
from tui.market.updates import (
    KEPT,
    ActiveNamesUpdate,
    BackfillUpdate,
    BarsUpdate,
    BreadthUpdate,
    BudgetsUpdate,
    EventReportUpdate,
    EventsUpdate,
    FeedFailed,
    HealthUpdate,
    HistoryTrouble,
    InstrumentsAdded,
    MinutesUpdate,
    OwnCalendarsUpdate,
    PastMinutesUpdate,
    PastSouthboundUpdate,
    QuotesUpdate,
    RateUpdate,
    RestoredUpdate,
    RestoredVoid,
    SimulationStarted,
    Source,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
    StandingsUpdate,
    Update,
)


class MarketState(KnownMarket):
    """All that is known. `apply` is the only writer; everything else reads.

    The newest stamp wins: a late row, above all a delayed one, never overwrites a newer one of another provider.
    """

    def apply(self, update: Update) -> Changes:
        """Take an update in, and say what it changed."""
        match update:
            case QuotesUpdate():
                return self._apply_quotes(update)
            case MinutesUpdate(source, series):
                return self._apply_minutes(source, series)
            case BarsUpdate(source, bars):
                self._bars[bars.symbol] = Held(bars, source)
                return Changes(bars=frozenset({bars.symbol})) | self._answered(Feed.BARS, source)
            case SouthboundUpdate(source, day):
                return self._apply_southbound(source, day)
            case SouthboundHistoryUpdate(source, days):
                return self._apply_southbound_history(source, days)
            case PastMinutesUpdate(source, symbol, days):
                self._past_minutes[symbol] = days
                return Changes(turnover=True) | self._answered(Feed.PAST_MINUTES, source)
            case PastSouthboundUpdate(_, days):
                self._past_southbound = days
                return Changes(southbound=True)
            case ActiveNamesUpdate(source, names):
                return self._apply_active_names(source, names)
            case BreadthUpdate(source, listed):
                for exchange in listed:
                    self._breadth[exchange.symbol] = Held(exchange, source)
                return Changes(breadth=True) | self._answered(Feed.BREADTH, source)
            case RateUpdate(source, rate):
                self._rate = Held(rate, source)
                return Changes(rate=True) | self._answered(Feed.RATES, source)
            case StandingsUpdate(standings):
                changed = dict(standings) != self._standings
                self._standings = dict(standings)
                return Changes(standings=changed)
            case BackfillUpdate(feed, done, total):
                if done < total:
                    self._backfill[feed] = update
                else:
                    self._backfill.pop(feed, None)
                return Changes(health=True)
            case RestoredUpdate(saved, scenario):
                self._restored = saved
                self.simulated, self.scenario = scenario is not None, scenario
                return Changes(health=True)
            case RestoredVoid():
                return self._restart(None)
            case HistoryTrouble(_, reason):
                self._history_trouble = None if reason is None else update
                return Changes(health=True)
            case HealthUpdate(health):
                self._health[health.feed, health.provider] = health
                return Changes(health=True, feeds=frozenset({health.feed}))
            case BudgetsUpdate(budgets):
                # Nothing is drawn for it: the one page that shows budgets looks by itself, at its own calm pace.
                self._budgets = budgets
                return NOTHING
            case FeedFailed(feed):
                first = self._failures.get(feed, update)
                self._failures[feed] = replace(update, at=first.at)
                return Changes(health=True, feeds=frozenset({feed}))
            case EventsUpdate(events):
                self._shipped, self._events = events, None
                return Changes(events=True)
            case EventReportUpdate(source, report):
                self._reports[report.provider], self._events = report, None
                return Changes(events=True) | self._answered(Feed.EVENTS, source)
            case OwnCalendarsUpdate(calendars):
                self._own_calendars, self._events = calendars, None
                return Changes(events=True)
            case InstrumentsAdded(instruments):
                self.universe = Universe.of((*self.universe, *instruments))
                return NOTHING
            case SimulationStarted(_, scenario):
                return self._restart(scenario)

    def _apply_active_names(self, source: Source, names: ActiveNames) -> Changes:
        held = self._active_names
        if held is not None and names.date < held.value.date:
            return self._answered(Feed.ACTIVE_NAMES, source)
        self._active_names = Held(names, source)
        return Changes(southbound=True) | self._answered(Feed.ACTIVE_NAMES, source)

    def _apply_quotes(self, update: QuotesUpdate) -> Changes:
        changed = set()
        for quote in update.quotes:
            held = self._quotes.get(quote.symbol)
            if held is not None and _is_older(quote, held.value):
                continue
            self._quotes[quote.symbol] = Held(quote, update.source)
            if held is None or held.value != quote:
                changed.add(quote.symbol)
        missing = dict(update.missing)
        missing_changed = missing != self._missing
        self._missing = missing
        if self._restored is not None:
            self._restored = None
            missing_changed = True
        return Changes(quotes=frozenset(changed), health=missing_changed) | self._answered(Feed.QUOTES, update.source)

    def _apply_minutes(self, source: Source, series: MinuteSeries) -> Changes:
        held = self._minutes.get(series.symbol)
        if held is not None and series.date < held.value.date:
            return self._answered(Feed.MINUTES, source)
        self._minutes[series.symbol] = Held(series, source)
        same = held is not None and held.value == series
        changes = NOTHING if same else Changes(minutes=frozenset({series.symbol}))
        return changes | self._answered(Feed.MINUTES, source)

    def _apply_southbound(self, source: Source, day: SouthboundDay) -> Changes:
        """A repeat of an earlier day's figures becomes a day without figures, and never replaces any of its own."""
        held = self._southbound
        if held is not None and day.date < held.value.date:
            return self._answered(Feed.SOUTHBOUND, source)
        if held is not None and held.value.date < day.date and held.value.net_buy is not None:
            self._southbound_before = held.value
        same_day = held is not None and held.value.date == day.date
        if self._repeats(day):
            if held is not None and same_day and held.value.net_buy is not None:
                return self._answered(Feed.SOUTHBOUND, source)
            day = without_figures(day)
        elif not day.minutes and held is not None and same_day and held.value.minutes:
            # A provider of totals only must not wipe the curve that a fuller one drew.
            day = replace(day, minutes=held.value.minutes)
        self._southbound = Held(day, source)
        same = held is not None and held.value == day
        return (NOTHING if same else Changes(southbound=True)) | self._answered(Feed.SOUTHBOUND, source)

    def _apply_southbound_history(self, source: Source, days: tuple[SouthboundDaily, ...]) -> Changes:
        """The flow held may turn out to be a repeat of a day that was not known before."""
        self._southbound_history = Held(days, source)
        held = self._southbound
        if held is not None and self._repeats(held.value):
            self._southbound = Held(without_figures(held.value), held.source)
        return Changes(southbound=True) | self._answered(Feed.SOUTHBOUND_HISTORY, source)

    def _repeats(self, day: SouthboundDay) -> bool:
        history = () if self._southbound_history is None else self._southbound_history.value
        return is_repeat(day, history, before=self._southbound_before)

    def _answered(self, feed: Feed, source: Source) -> Changes:
        """What an earlier run kept is no answer: the feed may still be failing."""
        if source.provider == KEPT:
            return NOTHING
        if self._failures.pop(feed, None) is None:
            return NOTHING
        return Changes(health=True, feeds=frozenset({feed}))

    def _restart(self, scenario: str | None) -> Changes:
        """Forget everything that is of another run or world; None: what comes now is real."""
        self.simulated = scenario is not None
        self.scenario = scenario
        self._quotes.clear()
        self._missing.clear()
        self._minutes.clear()
        self._bars.clear()
        self._standings.clear()
        self._past_minutes.clear()
        self._southbound = None
        self._southbound_before = None
        self._southbound_history = None
        self._past_southbound = ()
        self._active_names = None
        self._breadth.clear()
        self._rate = None
        self._backfill.clear()
        self._reports.clear()
        self._own_calendars = ()
        self._events = None
        self._restored = None
        return Changes(restarted=True)


def _is_older(quote: Quote, held: Quote) -> bool:
    """Whether a quote must not replace the one held: an earlier stamp, or the same one but delayed."""
    if quote.time is None:
        return held.time is not None
    if held.time is None:
        return False
    if quote.time != held.time:
        return quote.time < held.time
    return quote.delayed and not held.delayed
