"""What is said of a feed that nobody answers: why, since when, and when it is asked again."""

from __future__ import annotations

from tui.market.health import Feed
from tui.panes.desk import Desk
from tui.panes.figures import clock_time, minute_time
from widgets.text import plain


def failure_text(desk: Desk, feed: Feed) -> str | None:
    """The failure in one line, safe to draw; None while somebody answers."""
    failure = desk.state.failures.get(feed)
    if failure is None:
        return None
    text = f"{plain(failure.reason)} · {desk.word('since')} {minute_time(failure.at)}"
    if failure.retry_at is None:
        return text
    return f"{text} · {desk.word('retry')} {clock_time(failure.retry_at)}"
