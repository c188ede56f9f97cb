"""Daily bars of the whole universe: three years at the first start, later only what is missing."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import date, timedelta

from tui.clock import Clock
from tui.feeds.answers import Fetched
from tui.feeds.bars_task import BARS_COUNT, BarsTask, Step
from tui.feeds.chain import Answered, Chain, ChainFailed
from tui.feeds.finished import last_finished, next_final
from tui.feeds.jobs import Job, code_of, has_code
from tui.feeds.kept import KEPT_WITHIN, Kept, Late, soon
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.previous_closes import PreviousCloses
from tui.feeds.providers import BarProvider
from tui.feeds.providers.adjustment import adjustment_of
from tui.market.calendars import Calendars
from tui.market.health import Feed
from tui.market.instruments import Instrument, Kind, Market
from tui.market.series import DailyBars
from tui.market.updates import BackfillUpdate, BarsUpdate

BARS_SPAN = timedelta(days=3 * 365 + 1)
"""Three years, for "highest close since" and the high and low of 52 weeks on any day of the last two years."""

BARS_EVERY = 0.1
"""Real seconds between two requests at the least; the budget of the host stretches it."""

KEPT_EVERY = 0.05
KEPT_A_TURN = 4
"""Kept bars are handed out so many instruments at a time, with so many real seconds between: the screen draws too."""

LATE_READS = 3
"""So many reads of kept bars in a row that were late, and a provider is asked all the same, for one instrument: which
world's bars are to be read may show in its answer alone."""

BARS_ATTEMPTS = 3
"""How often a day one instrument's bars are asked for in vain before they are given up until the next day."""

MOST_MISFITS = 3
"""So many older parts in a row that do not fit, and no further one is asked for: they are adjusted otherwise."""

STEPS = len(Step)
"""Requests that one instrument may need: the end, everything if that does not fit, and the start."""


class BarsJob(Job):
    """Gets each instrument's bars of finished sessions, one request a run, in the order of the instruments given.

    The newest part of all comes before the older part of any. What was kept of all is read first, and nothing that it
    has is fetched again, unless a dividend or a split has moved it: then the whole is. `span` is how far back the
    bars are wanted; `closes` are those that quotes give.
    """

    patient = True
    after_quotes = True

    def __init__(
        self,
        chain: Chain[BarProvider],
        pacer: Pacer,
        emit: Emit,
        clock: Clock,
        calendars: Calendars,
        instruments: Sequence[Instrument],
        kept: Kept,
        span: timedelta = BARS_SPAN,
        closes: PreviousCloses | None = None,
    ) -> None:
        super().__init__(Feed.BARS, pacer, emit)
        self._chain = chain
        self._clock = clock
        self._calendars = calendars
        self._instruments = tuple(one for one in instruments if has_code(one, chain.providers))
        self._kept = kept
        self._span = span
        self._closes = closes or PreviousCloses()
        self.restart()

    def restart(self) -> None:
        """All bars are to be had anew."""
        self._tasks = {one.symbol: BarsTask(adjustment_of(one)) for one in self._instruments}
        self._settled: dict[str, date] = {}
        self._waiting: deque[Instrument] = deque()
        self._misfits = 0
        self._late = 0
        self._told: tuple[int, int] | None = None

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit + KEPT_A_TURN * KEPT_WITHIN

    @property
    def turns(self) -> int:
        """As many runs as a whole poll may need: each one reads some of what was kept, or asks at the most once."""
        return len(self._instruments) * (1 + STEPS)

    @property
    def complete(self) -> bool:
        """Whether all bars are there, or given up for the day."""
        return not self._waiting

    def wait(self) -> float:
        """Real seconds until the next instrument, or, when all are there, until another session is over for good."""
        if self._waiting:
            return KEPT_EVERY if self._unread() else BARS_EVERY
        final = next_final(self._clock.now(), self._calendars)
        return self.pacer.wait() if final is None else min(self.pacer.wait(), -self._clock.age(final) + BARS_EVERY)

    async def run(self) -> None:
        """Hand out some of what was kept; once all of it is, ask for the next thing missing. Raises ChainFailed."""
        last = self._look_at_the_day()
        try:
            may_ask = await self._read_kept(last)
            while may_ask and self._waiting:
                if await self._serve(self._waiting[0], last[self._waiting[0].market]):
                    break
        finally:
            self._tell()

    def _unread(self) -> list[Instrument]:
        """Those of which it is not known yet what an earlier run kept."""
        return [one for one in self._waiting if not self._tasks[one.symbol].kept_read]

    async def _read_kept(self, last: dict[Market, date]) -> bool:
        """Hand out the kept bars of the next few instruments; whether a provider may be asked after that."""
        unread = self._unread()
        for instrument in unread[:KEPT_A_TURN]:
            task = self._tasks[instrument.symbol]
            kept = await soon(self._kept.bars(instrument.symbol), Late.LATE)
            if self._is_void(instrument, task):
                return False
            if kept is Late.LATE:
                self._late = (self._late + 1) % LATE_READS
                return self._late == 0
            self._late = 0
            if task.take_kept(kept, last[instrument.market]) and task.held is not None:
                self.emit(BarsUpdate(self._chain.kept_source(self.pacer.interval()), task.held))
                self._is_moved(instrument, task)
            if task.next_step(last[instrument.market], self._wanted_from()) is None:
                self._settle(instrument, task, last[instrument.market])
        return len(unread) <= KEPT_A_TURN

    def watch(self, symbol: str | None) -> bool:
        """Have that instrument's bars next, if they are not there yet, even if they were given up for the day."""
        instrument = next((one for one in self._instruments if one.symbol == symbol), None)
        if instrument is None or (symbol in self._settled and self._tasks[instrument.symbol].held is not None):
            return False
        self._settled.pop(instrument.symbol, None)
        self._tasks[instrument.symbol].attempts = 0
        if instrument in self._waiting:
            self._waiting.remove(instrument)
        self._waiting.appendleft(instrument)
        return True

    def _look_at_the_day(self) -> dict[Market, date]:
        """The last finished session of each market; instruments that are not up to it are put on the list."""
        now = self._clock.now()
        markets = {one.market for one in self._instruments}
        last = {market: last_finished(market, now, self._calendars) for market in markets}
        listed = {one.symbol for one in self._waiting}
        for one in self._instruments:
            task = self._tasks[one.symbol]
            behind = self._settled.get(one.symbol) != last[one.market]
            if one.symbol not in listed and (behind or self._is_moved(one, task)):
                task.attempts = 0
                self._waiting.append(one)
        return last

    def _is_moved(self, instrument: Instrument, task: BarsTask) -> bool:
        """Whether today's quotes tell that all bars of the share have moved; then they are void."""
        quoted = self._closes.of(instrument.symbol) if corrects_closes(instrument) else None
        return quoted is not None and task.take_previous_close(*quoted)

    async def _serve(self, instrument: Instrument, last: date) -> bool:
        """Do the next thing for an instrument; whether a provider was to be asked. Raises ChainFailed."""
        task = self._tasks[instrument.symbol]
        step = task.next_step(last, self._wanted_from())
        if step is None or (step is Step.START and self._misfits >= MOST_MISFITS):
            self._settle(instrument, task, last)
            return False
        # Those behind it come first, should it fail or need more.
        self._waiting.remove(instrument)
        self._waiting.append(instrument)
        try:
            answered = await self._ask(instrument, task, step)
        except ChainFailed as failure:
            if failure.nothing_there:
                task.take_nothing(step, last, self._wanted_from())
            else:
                task.attempts += not failure.nobody_asked
                if task.attempts >= BARS_ATTEMPTS:
                    self._settle(instrument, task, last)
                raise
        else:
            self._take(instrument, task, step, answered, last)
        if task.next_step(last, self._wanted_from()) is None:
            self._settle(instrument, task, last)
        return True

    async def _ask(self, instrument: Instrument, task: BarsTask, step: Step) -> Answered[DailyBars]:
        async def fetch(provider: BarProvider) -> Fetched[DailyBars]:
            match step:
                case Step.EVERYTHING:
                    return await provider.fetch_bars(instrument, BARS_COUNT)
                case Step.END:
                    return await provider.fetch_bars(instrument, task.end_count(self._clock.now().date()))
                case Step.START:
                    return await provider.fetch_bars_between(instrument, *task.start_span(self._wanted_from()))

        def among(provider: BarProvider) -> bool:
            if code_of(instrument, provider.name) is None:
                return False
            return step is not Step.START or task.provider in (None, provider.name)

        return await self._chain.ask(fetch, among)

    def _take(
        self, instrument: Instrument, task: BarsTask, step: Step, answered: Answered[DailyBars], last: date
    ) -> None:
        """Hold what came, and hand it out if it is of use."""
        if self._is_void(instrument, task):
            return
        fits = True
        match step:
            case Step.EVERYTHING:
                task.take_everything(answered.value, answered.provider, last, self._wanted_from())
            case Step.END:
                fits = task.take_end(answered.value, answered.provider, last)
            case Step.START:
                fits = task.take_start(answered.value, self._wanted_from())
                self._misfits = 0 if fits else self._misfits + 1
        if fits and task.held is not None:
            self.emit(BarsUpdate(self._chain.source(answered, self.pacer.interval()), task.held))

    def _settle(self, instrument: Instrument, task: BarsTask, last: date) -> None:
        if not self._is_void(instrument, task):
            self._settled[instrument.symbol] = last
            self._waiting.remove(instrument)

    def _is_void(self, instrument: Instrument, task: BarsTask) -> bool:
        """Whether all was to be had anew while the task waited for an answer."""
        return self._tasks[instrument.symbol] is not task

    def _tell(self) -> None:
        """How far the fill has come, whenever that has changed."""
        total = len(self._instruments)
        told = (total - len(self._waiting), total)
        if told != self._told and not (self._told is None and not self._waiting):
            self.emit(BackfillUpdate(Feed.BARS, *told))
        self._told = told

    def _wanted_from(self) -> date:
        return self._clock.now().date() - self._span


def corrects_closes(instrument: Instrument) -> bool:
    """Whether quotes have a previous close that is corrected for dividends, as bars are: mainland shares alone."""
    return instrument.kind is Kind.STOCK and instrument.market is Market.MAINLAND
