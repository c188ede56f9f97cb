"""What is still to be asked for of one instrument's daily bars: pure, so that tests can tell each case apart."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from msgspec import Struct

from tui.feeds.bars_joining import OVERLAP, joined, up_to
from tui.market.series import Adjustment, DailyBars

BARS_COUNT = 800
"""Daily bars asked for where there are none: a little more than three years, in one answer where they come so."""

FULL_ANSWER = 600
"""An answer of so many may have been cut: adjusted bars come 640 at a time. A shorter one is all there is."""

LONGEST_TAIL = 120
"""Calendar days that may be missing at the end; beyond, everything is asked for anew."""


CLOSE_ROUNDING = 0.006
SAME_CLOSE = 0.0005
"""How far a previous close and the last bar's close may be apart by rounding: in CNY, and as a share of it."""


class Step(Enum):
    """What one request asks for: EVERYTHING, up to what comes at once; the missing END; the START before that."""

    EVERYTHING = auto()
    END = auto()
    START = auto()


class BarsTask(Struct):
    """One instrument: its bars as far as they are had, and what has been asked for them.

    `asked_until`: the session up to which a provider has been asked, whether it had a bar of it or not (a suspended
    share has none). `void`: what is held has another adjustment than the bars of today. `start_asked`: whatever can
    be had before the first bar has been asked for. `provider` is whom the held bars are from, None if kept.
    `moved_on`: the last day on whose quotes the bars were void.
    """

    adjustment: Adjustment
    held: DailyBars | None = None
    provider: str | None = None
    kept_read: bool = False
    asked_until: date | None = None
    void: bool = False
    start_asked: bool = False
    moved_on: date | None = None
    attempts: int = 0

    def take_kept(self, kept: DailyBars | None, last: date) -> bool:
        """Hold what an earlier run kept, finished days only; whether it is of use."""
        self.kept_read = True
        if kept is None or kept.adjustment is not self.adjustment:
            return False
        finished = up_to(kept, last)
        if not finished.bars:
            return False
        self.held = finished
        return True

    def take_previous_close(self, day: date, previous_close: float) -> bool:
        """Hold the close before that day against the last bar; whether the bars are void, the first time that day.

        The exchange corrects it on the day of a dividend or split, before any bar of that day is there.
        """
        if self.held is None or self.moved_on == day or self.held.bars[-1].date >= day:
            return False
        close = self.held.bars[-1].close
        if abs(previous_close - close) <= max(CLOSE_ROUNDING, SAME_CLOSE * close):
            return False
        self.void, self.moved_on = True, day
        return True

    def next_step(self, last: date, wanted_from: date) -> Step | None:
        """What to ask for next; None if nothing is missing. `last` is the last finished session."""
        if self.held is None or self.void:
            return Step.EVERYTHING if self.void or self.asked_until != last else None
        newest = self.held.bars[-1].date
        if newest < last and self.asked_until != last:
            return Step.END if (last - newest).days <= LONGEST_TAIL else Step.EVERYTHING
        whole = self.held.whole_from is not None and self.held.whole_from <= wanted_from
        return None if whole or self.start_asked else Step.START

    def end_count(self, today: date) -> int:
        """How many of the newest bars reach back into those held, with an overlap."""
        assert self.held is not None, "only bars that are there have an end"
        return (today - self.held.bars[-1].date).days + OVERLAP

    def start_span(self, wanted_from: date) -> tuple[date, date]:
        """The first and the last day of what comes before the bars held, with an overlap."""
        assert self.held is not None, "only bars that are there have a start"
        bars = self.held.bars
        return wanted_from, bars[min(OVERLAP, len(bars)) - 1].date

    def take_everything(self, answered: DailyBars, provider: str, last: date, wanted_from: date) -> None:
        """Hold these bars in place of any before, and of any kept."""
        finished = up_to(answered, last)
        self.kept_read = True
        self.void, self.asked_until, self.provider = False, last, provider
        if not finished.bars:
            self.held = None
            return
        cut = len(answered.bars) >= FULL_ANSWER
        first = finished.bars[0].date
        self.held = DailyBars(
            finished.symbol, finished.adjustment, finished.bars, first if cut and first > wanted_from else wanted_from
        )
        self.start_asked = False

    def take_end(self, answered: DailyBars, provider: str, last: date) -> bool:
        """Join the end; whether it fits. If not, what is held is void."""
        assert self.held is not None, "only bars that are there have an end"
        whole = joined(self.held, up_to(answered, last))
        if whole is None:
            self.void = True
            return False
        self.held, self.asked_until, self.provider = whole, last, provider
        return True

    def take_start(self, answered: DailyBars, wanted_from: date) -> bool:
        """Join what comes before; whether it fits. If not, the bars held stay as they are."""
        assert self.held is not None, "only bars that are there have a start"
        self.start_asked = True
        whole = joined(answered, self.held)
        if whole is None:
            return False
        self.held = DailyBars(whole.symbol, whole.adjustment, whole.bars, wanted_from)
        return True

    def take_nothing(self, step: Step, last: date, wanted_from: date) -> None:
        """No provider has any of it."""
        if step is Step.START:
            self.start_asked = True
            return
        self.asked_until, self.void = last, False
