"""Quotes of the whole universe, and, from the other providers, of what the one who answers lacks."""

from __future__ import annotations

from collections.abc import Sequence

from tui.clock import Clock
from tui.feeds.answers import Fetched, QuoteBatch
from tui.feeds.chain import Chain, ChainFailed
from tui.feeds.errors import WireError
from tui.feeds.jobs import Job, code_of
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.providers import QuoteProvider
from tui.market.calendars import Calendars
from tui.market.freshness import standing_still
from tui.market.health import Feed
from tui.market.instruments import Instrument
from tui.market.updates import QuotesUpdate

GAPS_EVERY = 15.0
"""Real seconds between two rounds of asking the others for what is missing, at least."""

GAPS_FILLED_FOR = 3.0
"""A filled gap counts as filled for so many of those rounds: one that fails must not make it flicker."""

NOT_AGAIN_FOR = 300.0
"""Real seconds for which a provider that did not have a symbol is not asked for it again."""

STANDS_STILL = "stands still"


class QuoteGaps:
    """What the last poll of quotes lacked, why, and what the other providers gave instead.

    A quote that stands still while its market trades counts as lacking, except that it is not told as missing.
    """

    def __init__(self, clock: Clock, calendars: Calendars) -> None:
        self._clock = clock
        self._calendars = calendars
        self.forget()

    def forget(self) -> None:
        """Start anew."""
        self.main_provider: str | None = None
        self._still: frozenset[str] = frozenset()
        self._reasons: dict[str, dict[str, str]] = {}
        self._filled_until: dict[str, float] = {}
        self._not_before: dict[tuple[str, str], float] = {}

    def polled(self, provider: str, asked: Sequence[Instrument], batch: QuoteBatch) -> None:
        """Note what a poll of everything did not bring."""
        self.main_provider = provider
        self._still = self._standing_still(asked, batch)
        lacking = _lacking(asked, batch) | dict.fromkeys(self._still, STANDS_STILL)
        self._reasons = {
            symbol: {**self._reasons.get(symbol, {}), provider: reason} for symbol, reason in lacking.items()
        }

    def asked(self, provider: str, asked: Sequence[Instrument], batch: QuoteBatch, filled_for: float) -> set[str]:
        """Note what another provider brought, and did not; the symbols it helped with. `filled_for`: real seconds."""
        now = self._clock.monotonic()
        # Where the one who answers has no quote at all, even one that stands still is a help.
        still = self._standing_still(asked, batch) & self._still
        no_help = _lacking(asked, batch) | dict.fromkeys(still, STANDS_STILL)
        for symbol, reason in no_help.items():
            self._not_before[provider, symbol] = now + NOT_AGAIN_FOR
            self.failed(provider, symbol, reason)
        for quote in batch.quotes:
            self._filled_until[quote.symbol] = now + filled_for
        return {quote.symbol for quote in batch.quotes} - no_help.keys()

    def failed(self, provider: str, symbol: str, reason: str) -> None:
        """Note why a provider did not help with a symbol."""
        if symbol in self._reasons:
            self._reasons[symbol][provider] = reason

    def to_ask(self, provider: str, universe: Sequence[Instrument]) -> list[Instrument]:
        """The instruments that the last poll lacked and that this provider may have."""
        now = self._clock.monotonic()
        return [
            instrument
            for instrument in universe
            if instrument.symbol in self._reasons
            and code_of(instrument, provider) is not None
            and self._not_before.get((provider, instrument.symbol), now) <= now
        ]

    def remaining(self) -> tuple[tuple[str, str], ...]:
        """The symbols that nobody gave, each with what every provider asked said."""
        now = self._clock.monotonic()
        return tuple(
            (symbol, "; ".join(f"{provider}: {reason}" for provider, reason in reasons.items()))
            for symbol, reasons in self._reasons.items()
            if symbol not in self._still and self._filled_until.get(symbol, now) <= now
        )

    def _standing_still(self, asked: Sequence[Instrument], batch: QuoteBatch) -> frozenset[str]:
        instruments = {instrument.symbol: instrument for instrument in asked}
        return standing_still(batch.quotes, instruments, self._clock.now(), self._calendars)


class QuotesJob(Job):
    """Asks one provider for all quotes."""

    def __init__(
        self,
        chain: Chain[QuoteProvider],
        pacer: Pacer,
        emit: Emit,
        instruments: Sequence[Instrument],
        gaps: QuoteGaps,
    ) -> None:
        super().__init__(Feed.QUOTES, pacer, emit)
        self._chain = chain
        self._instruments = tuple(instruments)
        self._gaps = gaps

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit

    async def run(self) -> None:
        """Ask for all quotes. Raises ChainFailed."""
        answered = await self._chain.ask(self._fetch)
        self._gaps.polled(answered.provider, self._instruments, answered.value)
        source = self._chain.source(answered, self.pacer.interval())
        self.emit(QuotesUpdate(source, answered.value.quotes, self._gaps.remaining()))

    async def _fetch(self, provider: QuoteProvider) -> Fetched[QuoteBatch]:
        """All quotes of one provider. Raises FeedError; WireError if of all rows none can be used."""
        fetched = await provider.fetch_quotes(self._instruments)
        batch = fetched.value
        if not batch.quotes and batch.missing:
            raise WireError(f"no quote of {len(batch.missing)}, the first: {batch.missing[0][1]}")
        return fetched

    def restart(self) -> None:
        """Forget the gaps of the run that is over."""
        self._gaps.forget()


class GapsJob(Job):
    """Asks the other providers for the quotes that the last poll lacked. Its failures are no failure of the feed."""

    after_quotes = True

    def __init__(
        self,
        chain: Chain[QuoteProvider],
        pacer: Pacer,
        emit: Emit,
        instruments: Sequence[Instrument],
        gaps: QuoteGaps,
        clock: Clock,
    ) -> None:
        super().__init__(Feed.QUOTES, pacer, emit)
        self._chain = chain
        self._instruments = tuple(instruments)
        self._gaps = gaps
        self._clock = clock
        self._asked_at: float | None = None

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit

    def wait(self) -> float:
        """Real seconds until the next round: at least GAPS_EVERY."""
        return max(GAPS_EVERY, self.pacer.wait())

    async def run(self) -> None:
        """Ask each other provider for what is still missing and it may have; not again within GAPS_EVERY."""
        now = self._clock.monotonic()
        if self._asked_at is not None and now - self._asked_at < GAPS_EVERY:
            return
        self._asked_at = now
        had: set[str] = set()
        for provider in self._chain.providers:
            if provider.name == self._gaps.main_provider:
                continue
            candidates = self._gaps.to_ask(provider.name, self._instruments)
            wanted = [instrument for instrument in candidates if instrument.symbol not in had]
            if wanted:
                had |= await self._ask(provider, wanted)

    async def _ask(self, asked: QuoteProvider, wanted: Sequence[Instrument]) -> set[str]:
        try:
            answered = await self._chain.ask(
                lambda provider: provider.fetch_quotes(wanted), among=lambda provider: provider is asked
            )
        except ChainFailed as failure:
            for refusal in failure.refusals:
                for instrument in wanted:
                    self._gaps.failed(refusal.provider, instrument.symbol, refusal.reason)
            return set()
        every = self.pacer.interval()
        helped = self._gaps.asked(answered.provider, wanted, answered.value, max(GAPS_EVERY, every) * GAPS_FILLED_FOR)
        source = self._chain.source(answered, max(GAPS_EVERY, every))
        self.emit(QuotesUpdate(source, answered.value.quotes, self._gaps.remaining()))
        return helped

    def restart(self) -> None:
        """Ask at once for what the new run lacks."""
        self._asked_at = None


def _lacking(asked: Sequence[Instrument], batch: QuoteBatch) -> dict[str, str]:
    had = {quote.symbol for quote in batch.quotes}
    reasons = dict(batch.missing)
    return {
        instrument.symbol: reasons.get(instrument.symbol, "not in the answer")
        for instrument in asked
        if instrument.symbol not in had
    }
