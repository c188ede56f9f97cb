"""What southbound figures are and are not: turnover, quota, what is no longer published, and where they come from."""

from __future__ import annotations

from tui.market.southbound_context import DAILY_QUOTA_CNY, QUOTA_PUBLISHED_BELOW_PCT
from tui.market.southbound_quota import least_used_pct
from tui.market.updates import Source
from tui.panes.desk import Desk
from tui.panes.figures import BILLION, day_text, minute_time
from tui.panes.marks import giver
from tui.panes.southbound_flow import INDEX, Flow, index_of_today
from widgets.text import Row, plain
from widgets.wrapping import wrap_row

YI_IN_BILLION = 10
"""亿, in which Chinese counts such amounts."""


def facts_rows(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """Quota, northbound, and the sources with their stamps."""
    rows = wrap_row(quota_text(desk, flow), width)
    return [*rows, *northbound_rows(desk, width), *wrap_row(sources_text(desk, flow), width, "muted")]


def meaning_rows(desk: Desk, width: int) -> list[Row]:
    """What each figure means."""
    return wrap_row(desk.word("what figures mean"), width, "muted")


def quota_text(desk: Desk, flow: Flow) -> str:
    """The daily quota, what is known of its use, and what net buy alone takes of it."""
    billions, below = DAILY_QUOTA_CNY / BILLION, f"{QUOTA_PUBLISHED_BELOW_PCT:g}"
    text = desk.word("quota", bn=f"{billions:g}", yi=f"{billions * YI_IN_BILLION:g}", pct=below)
    rate = desk.state.rate
    if flow.day is None or rate is None:
        return text
    shanghai = least_used_pct(flow.day.shanghai_net_buy, rate.value.last)
    shenzhen = least_used_pct(flow.day.shenzhen_net_buy, rate.value.last)
    if shanghai is None or shenzhen is None:
        return text
    return text + desk.word("quota least", shanghai=f"{shanghai:.0f}", shenzhen=f"{shenzhen:.0f}")


def northbound_rows(desk: Desk, width: int) -> list[Row]:
    """What stands where a reader looks for northbound net buy: it is not published."""
    return wrap_row(desk.word("northbound"), width, "muted")


def sources_text(desk: Desk, flow: Flow) -> str:
    """Who gave what, and of when it is."""
    state = desk.state
    told: list[str] = []
    if state.southbound is not None:
        told.append(f"{desk.word('net buy')} {came(desk, state.southbound.source)}")
    if state.southbound_history is not None and flow.finished:
        day = day_text(flow.finished[-1].date, desk.view.language)
        told.append(f"{desk.word('days to', day=day)} {came(desk, state.southbound_history.source)}")
    if state.active_names is not None:
        told.append(f"{desk.word('most active')} {came(desk, state.active_names.source)}")
    index = index_of_today(desk)
    if index is not None and index.quote is not None and index.quote.time is not None:
        stamp = minute_time(index.quote.time)
        told.append(f"{INDEX} {plain(index.quote.provider)} {stamp}")
    return f"{desk.word('sources')}: {', '.join(told)}" if told else ""


def came(desk: Desk, source: Source) -> str:
    """A provider, and when it was last heard."""
    return f"{giver(desk, source)} {minute_time(source.received)}"
