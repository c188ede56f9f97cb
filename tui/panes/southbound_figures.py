"""The southbound figures: net buy so far, its pace, its sums over days, and how unusual it is; in HK$ bn."""

from __future__ import annotations

from tui.market.southbound_context import FlowRank, SouthboundContext, UsualPace
from tui.market.standing import Run
from tui.panes.dayline import clock
from tui.panes.desk import Desk
from tui.panes.figures import (
    BILLION,
    FLAT_PCT,
    arrow,
    billions,
    day_text,
    flat_below,
    ordinal,
    role_of,
    signed,
    signed_billions,
)
from tui.panes.page_rows import flowing
from tui.panes.southbound_flow import Flow
from widgets.text import Row, Span

LARGEST_PACE_PCT = 1000.0
"""A pace beyond is no percentage but a sign that the usual day had hardly begun: then the difference is told."""

LEAST_MOST_IN = 3
"""Days from which on "most in so many days" is worth a word."""

LAST_PLACE = 5
"""The last place that is told: the fifth of sixty days is large, the sixth is not news."""


def figure_rows(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """Totals, whether price and flow disagree, and the pace; as many figures to a row as fit whole."""
    totals = total_rows(desk, flow, width)
    return [*totals, *disagreement_rows(desk, flow, width), *flowing(pace_parts(desk, flow), width)]


def total_rows(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """The totals alone."""
    return flowing(totals(desk, flow), width)


def totals(desk: Desk, flow: Flow) -> list[Row]:
    """Net buy of both channels together and of each; of a day before, which day."""
    day, context = flow.day, flow.context
    if day is None and flow.of_today is None:
        if context is None:
            return []
        label = f"{desk.word('last day')} {day_text(context.date, desk.view.language)}"
        return [figure(desk, label, context.net_buy)]
    parts = [figure(desk, desk.word("total"), flow.net_buy, bold=True)]
    if day is not None:
        parts.append(figure(desk, desk.word("via shanghai"), day.shanghai_net_buy))
        parts.append(figure(desk, desk.word("via shenzhen"), day.shenzhen_net_buy))
    return parts


def figure(desk: Desk, label: str, value: float | None, *, bold: bool = False) -> Row:
    """A label and a signed amount in HK$ bn with its arrow."""
    # Two decimals, as a percentage has: the same amount is too small to show, and has no direction.
    shown = None if value is None else value / BILLION
    role = role_of(shown, FLAT_PCT)
    strong = bold and role in ("up", "down")
    text = f"{arrow(shown, desk.view.glyphs)}{signed_billions(value)}".strip()
    return (Span(f"{label} ", "label"), Span(text, f"{role}-bold" if strong else role))


def unit_text(desk: Desk, flow: Flow) -> str:
    """What the figures are and in which unit, and up to which minute today's are."""
    if flow.day is None or not flow.day.minutes:
        return desk.word("net buy hkd bn")
    return desk.word("net buy to", at=clock(flow.day.minutes[-1].minute))


def pace_parts(desk: Desk, flow: Flow) -> list[Row]:
    """Today's pace against the average of the last 20 and 5 days at the same minute."""
    context, day = flow.of_today, flow.day
    if context is None or day is None or context.pace_minute is None or not day.minutes:
        return []
    net = day.minutes[-1].net_buy
    at = clock(context.pace_minute)
    parts: list[Row] = []
    for pace in (context.pace_20d, context.pace_5d):
        if pace is not None:
            first = not parts
            label = (Span(f"{desk.word('pace')} ", "label"),) if first else ()
            minute = desk.word("same minute", at=at) if first else ""
            told = Span(f" {against_text(desk, net, pace)}{minute}{known_text(desk, pace)}", "label")
            parts.append((*label, pace_figure(desk, net, pace), told))
    return parts


def pace_pct(net: float, pace: UsualPace) -> float | None:
    """Above (+) or below (-) the average, percent; None where that is no percentage worth telling.

    Both must be net buys, and the usual day must have got going: against next to nothing anything is a multiple.
    """
    if net <= 0 or pace.average <= 0:
        return None
    pct = (net / pace.average - 1.0) * 100.0
    return pct if abs(pct) < LARGEST_PACE_PCT else None


def pace_figure(desk: Desk, net: float, pace: UsualPace) -> Span:
    """Above or below the average: in percent, else in HK$ bn."""
    pct = pace_pct(net, pace)
    if pct is not None:
        epsilon = flat_below(0)
        return Span(f"{arrow(pct, desk.view.glyphs, epsilon)}{signed(pct, 0)}%", role_of(pct, epsilon))
    above = net - pace.average
    text = f"{arrow(above / BILLION, desk.view.glyphs)}{signed_billions(above)}"
    return Span(text, role_of(above / BILLION, FLAT_PCT))


def against_text(desk: Desk, net: float, pace: UsualPace) -> str:
    """What the pace is held against; with its amount where the difference is not in percent."""
    text = desk.word("pace against", n=pace.of)
    if pace_pct(net, pace) is not None:
        return text
    return text + desk.word("pace average", average=signed_billions(pace.average))


def known_text(desk: Desk, pace: UsualPace) -> str:
    """How many days the average is of, where it is not of all."""
    return "" if pace.days == pace.of else desk.word("days known", n=pace.days, of=pace.of)


def context_rows(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """Sums over days, the streak, the rank, and the part in Hong Kong's turnover."""
    context = flow.context
    if context is None:
        return []
    sums = (
        (desk.word("5 days"), context.sum_5d),
        (desk.word("20 days"), context.sum_20d),
        (desk.word("this month"), context.month_to_date),
        (desk.word("this year"), context.year_to_date),
    )
    parts = [figure(desk, label, value) for label, value in sums]
    rows = flowing(parts, width)
    phrases = [streak_text(desk, context.streak), rank_text(desk, context), share_text(desk, flow)]
    return rows + flowing([(Span(text, "value"),) for text in phrases if text], width)


def streak_text(desk: Desk, streak: Run | None) -> str:
    """`4th day of net buying`."""
    if streak is None or streak.days == 0:
        return ""
    count = abs(streak.days)
    return desk.word("net buying days" if streak.days > 0 else "net selling days", n=count, nth=ordinal(count))


def rank_text(desk: Desk, context: SouthboundContext) -> str:
    """`most in 12 days`, or the place among the last sixty; nothing where neither is worth a word."""
    rank = context.rank
    if rank is None:
        return ""
    text = place_text(desk, rank, bought=context.net_buy > 0)
    return text if context.finished or not text else text + desk.word("so far")


def place_text(desk: Desk, rank: FlowRank, *, bought: bool) -> str:
    """The rank in words, without regard to whether the day is over."""
    side = "bought" if bought else "sold"
    if rank.most_in >= LEAST_MOST_IN:
        bound = "" if rank.since is not None else " at least"
        return desk.word(f"most {side} in{bound}", n=rank.most_in)
    if rank.place <= LAST_PLACE and rank.days > LAST_PLACE:
        return desk.word(f"place {side}", nth=ordinal(rank.place), n=rank.place, of=rank.days)
    return ""


def share_text(desk: Desk, flow: Flow) -> str:
    """Southbound's own turnover, buys plus sells, and its part in Hong Kong's."""
    day, context = flow.day, flow.of_today
    if day is None or day.buy is None or day.sell is None:
        return ""
    text = desk.word("southbound turnover", amount=billions(day.buy + day.sell))
    share = None if context is None else context.turnover_share_pct
    return text if share is None else text + desk.word("share of turnover", pct=f"{share:.1f}")


def disagreement_rows(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """One line where price and flow disagree."""
    found = None if flow.context is None else flow.context.disagreement
    if found is None:
        return []
    told = desk.word(
        "disagreement",
        change=signed(found.index_change_pct),
        net=signed_billions(found.net_buy),
        usual=billions(found.usual, 2),
    )
    mark = "≠" if desk.view.glyphs == "unicode" else "!="
    return flowing([(Span(f"{mark} {desk.word('price and flow')}", "warn"), Span(f" {told}", "value"))], width)
