"""When a quote must be called old: nobody answered, or the provider answers with a price that stands still."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.market.instruments import Instrument, Kind, Market
from tui.market.quotes import Quote
from tui.market.sessions import CLOSED_PHASES, Phase, SessionStatus
from tui.market.state import Held

FROZEN_AFTER = timedelta(minutes=5)
"""An index moves every few seconds while its market trades; one that has not for so long is not alive."""

DELAYED_BY = timedelta(minutes=15)
"""How late a delayed feed is by design."""

CLOSE_TOLERANCE = timedelta(minutes=30)
"""How long before the end of a session the last stamp of that session may be."""


def is_old(held: Held[Quote], instrument: Instrument, session: SessionStatus, now: datetime, age: float) -> bool:
    """Whether a quote looks fresher than it is. `age` is real seconds since it was received.

    While the market is active, a feed that missed its own pace is old, and so is an index whose stamp stands still.
    Once the market is closed nothing gets old, unless the stamp says that the close was never seen.
    """
    quote = held.value
    if instrument.market is Market.UNITED_STATES:
        return held.is_stale(age)
    allowance = DELAYED_BY if quote.delayed else timedelta(0)
    if session.phase in CLOSED_PHASES:
        return quote.time is not None and quote.time < session.since - CLOSE_TOLERANCE - allowance
    if held.is_stale(age):
        return True
    if session.phase is not Phase.OPEN or instrument.kind is not Kind.INDEX or quote.time is None:
        return False
    return now - max(quote.time, session.since) > FROZEN_AFTER + allowance
