"""Each share's previous close by its newest quote: it tells of a dividend or a split before the bars do."""

from __future__ import annotations

from datetime import date

from tui.market.updates import QuotesUpdate, Update


class PreviousCloses:
    """The day and the previous close of each symbol's newest quote."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[date, float]] = {}

    def note(self, update: Update) -> None:
        """Take note of what an update's quotes say."""
        if isinstance(update, QuotesUpdate):
            for quote in update.quotes:
                if quote.time is not None and quote.previous_close is not None:
                    self._of[quote.symbol] = quote.time.date(), quote.previous_close

    def of(self, symbol: str) -> tuple[date, float] | None:
        """The day of the quote in its market, and the close before that day; None without a quote."""
        return self._of.get(symbol)
