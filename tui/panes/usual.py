"""How unusual a name's turnover is, as a pane writes it: `×1.8`."""

from __future__ import annotations

from tui.market.pace import times_usual
from tui.market.same_minute import minute_of_day
from tui.market.sessions import CLOSED_PHASES
from tui.panes.desk import Desk, Reading
from tui.panes.figures import MISSING
from tui.panes.marks import other_day
from widgets.text import Span

NOTABLE = 1.5
"""From so many times the usual turnover on the figure is bright: below, days differ as much by chance."""

MOST_SHOWN = 99.9
TOO_MANY = ">99"
"""What stands for a larger multiple: past it only the order of magnitude counts."""


def usual_multiple(desk: Desk, reading: Reading) -> float | None:
    """The turnover of the quote's day as a multiple of what is usual by its minute; None where not known.

    Once that day is over the whole of it is compared, and no curve of the day is needed.
    """
    quote = reading.quote
    standing = desk.state.standings.get(reading.instrument.symbol)
    if quote is None or quote.time is None or standing is None:
        return None
    minute = int(minute_of_day(min(quote.time, desk.now())))
    share = 1.0 if day_is_over(desk, reading) else desk.share_of_day(reading.instrument.market, minute)
    return times_usual(quote.turnover, standing.average_turnover, share)


def day_is_over(desk: Desk, reading: Reading) -> bool:
    """Whether nothing is added any more to what was traded on the quote's day."""
    quote = reading.quote
    earlier = quote is not None and other_day(quote, desk.now()) is not None
    return earlier or desk.session(reading.instrument.market).phase in CLOSED_PHASES


def usual_span(multiple: float | None, *, old: bool = False) -> Span:
    """At most five cells; bright where it is notable."""
    if multiple is None:
        return Span(MISSING, "label")
    text = TOO_MANY if multiple > MOST_SHOWN else f"×{multiple:.1f}"
    return Span(text, "stale" if old else "value" if multiple >= NOTABLE else "label")
