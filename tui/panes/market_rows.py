"""The markets as wholes, below the indices: is money following, and how many names take part.

Turnover so far stands beside what it was at the same minute yesterday and on the usual day, each market in its own
currency. Counts say what they count: all shares of the mainland, and the names in the reader's sectors.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from rich.cells import cell_len

from tui.market.health import Feed
from tui.market.instruments import Market
from tui.market.sessions import CLOSED_PHASES
from tui.market.turnover import AVERAGE_SESSIONS, TURNOVER_OF, TurnoverInContext
from tui.market.zones import MARKET_TIME
from tui.panes.desk import Desk
from tui.panes.feed_failure import failure_text
from tui.panes.figures import BILLION, MISSING, billions, minute_time, signed
from tui.panes.market_colors import market_row
from tui.panes.market_figures import Counts, MarketFigures, market_figures
from tui.panes.marks import since_moment
from widgets.share_bar import share_bar
from widgets.table import Cell, Column, Fitted, fit_columns, head_row, record_row
from widgets.text import EMPTY_ROW, Row, Span, fit, shorten

MARKETS = (Market.MAINLAND, Market.HONG_KONG)

CONTEXT = ("name", "turnover", "previous", "average")
"""The columns of a turnover; those of counts come after them."""

STRIP_COLUMNS = (
    Column("name", "", 4, "left", "label"),
    Column("turnover", "", 9),
    Column("previous", "", 5),
    Column("of", "", 8, "left", "label", max_width=10, priority=1),
    Column("advancing", "", 6),
    Column("declining", "", 6),
    Column("unchanged", "", 5, priority=2),
)
"""The same where there is room for little: what is counted is told by its number, or not at all."""

MANY_BILLIONS = 1000.0
"""From here on billions need no decimal."""

MOST_PCT = 999.0
TOO_MUCH = ">999%"
"""What stands for a larger change, which the first minutes of a day may show."""

LEAST_REASON = 12
"""Cells below which a cut reason tells nothing."""


def market_rows(desk: Desk, width: int) -> list[Row]:
    """The heads, the mainland, its limits and sector names, Hong Kong."""
    mainland, hong_kong = (market_figures(desk, market) for market in MARKETS)
    fitted = fit_columns(columns(desk, until_text(desk, mainland, hong_kong)), width)
    counted = turnover_record(desk, mainland) | counts_record(desk, mainland.whole, mainland, fitted)
    named = turnover_record(desk, hong_kong) | counts_record(desk, hong_kong.names, hong_kong, fitted, here=True)
    return [
        head_row(fitted),
        market_row(desk, Market.MAINLAND, record_row(fitted, counted)),
        market_row(desk, Market.MAINLAND, names_row(desk, mainland, fitted)),
        market_row(desk, Market.HONG_KONG, record_row(fitted, named)),
    ]


def market_strip_rows(desk: Desk, width: int) -> list[Row]:
    """A row for each market where there is room for little: turnover, against yesterday's, rising and falling.

    Since when an old turnover stands takes the place of the comparison.
    """
    fitted = fit_columns(STRIP_COLUMNS, width)
    rows: list[Row] = []
    for market in MARKETS:
        figures = market_figures(desk, market)
        here = market is not Market.MAINLAND
        turnover = turnover_record(desk, figures)
        counts = figures.names if here else figures.whole
        record = turnover | counts_record(desk, counts, figures, fitted, here=here)
        record["name"] = Span(desk.word(f"short {market.value}"), "label")
        if figures.old and "average" in turnover:
            record["previous"] = turnover["average"]
        rows.append(market_row(desk, market, record_row(fitted, record)))
    return rows


def names_row(desk: Desk, figures: MarketFigures, fitted: Fitted) -> Row:
    """The counts of the sectors' names, and in place of a turnover how many of them stand at their price limit."""
    places = [place for place, (column, _) in enumerate(fitted.columns) if column.key in CONTEXT]
    left = Fitted(fitted.columns[: len(places)], fitted.gap)
    right = Fitted(fitted.columns[len(places) :], fitted.gap)
    width = sum(cells for _, cells in left.columns) + fitted.gap * len(places)
    counts = record_row(right, counts_record(desk, figures.names, figures, fitted, here=True))
    return (limits_span(desk, figures, width), *counts)


def columns(desk: Desk, until: str) -> tuple[Column, ...]:
    """Turnover and its context, then the counts with what they are of; the bar and the unchanged give way first.

    `until` is the minute that the turnover reaches to, and its past with it.
    """
    return (
        Column("name", until, 9, "left", "label"),
        Column("turnover", desk.word("col turnover"), 9),
        Column("previous", desk.word("against previous"), 5, priority=1),
        Column("average", desk.word("against average"), 7, priority=2),
        Column("of", "", 8, "left", "label", max_width=10),
        Column("bar", "", 9, "left", max_width=40, priority=4),
        Column("advancing", desk.word("advancing"), 6),
        Column("declining", desk.word("declining"), 6),
        Column("unchanged", desk.word("unchanged"), 5, priority=3),
    )


def until_text(desk: Desk, *figures: MarketFigures) -> str:
    """The minute that the turnovers reach to, at which the days before are looked at too; empty without any."""
    if all(desk.session(market.market).phase in CLOSED_PHASES for market in figures):
        return desk.word("whole day")
    times = [market.turnover.time for market in figures if market.turnover is not None]
    return desk.word("to minute", time=minute_time(max(times).astimezone(MARKET_TIME))) if times else ""


def turnover_record(desk: Desk, figures: MarketFigures) -> dict[str, Cell]:
    """A market's name and turnover; a dash and the reason where there is none."""
    turnover = figures.turnover
    name = market_name(desk, figures.market, figures.day)
    if turnover is None:
        missing = any(symbol in desk.state.missing for symbol in TURNOVER_OF[figures.market])
        reason = Span(desk.word("missing"), "warn") if missing else Span("")
        return {"name": name, "turnover": Span(MISSING + "    ", "label"), "average": reason}
    role = "stale" if figures.old else "value"
    record: dict[str, Cell] = {
        "name": name,
        "turnover": (Span(amount(turnover.turnover), role), Span(f" {turnover.currency}", "label")),
        "previous": against(turnover.against_previous_pct, role),
        "average": against_average(turnover, role),
    }
    if figures.old:
        record |= old_cells(desk, turnover.time)
    elif turnover.against_average_pct is None and desk.state.failures.get(Feed.PAST_MINUTES) is not None:
        record["average"] = Span(desk.word("no history"), "warn")
    return record


def old_cells(desk: Desk, time: datetime) -> dict[str, Cell]:
    """An old turnover is compared with nothing; since when it stands takes the place."""
    return {"previous": Span(desk.word("old"), "warn"), "average": Span(since_moment(desk, time), "warn")}


def against_average(turnover: TurnoverInContext, role: str) -> Span:
    """Against the usual day, with how many days that is the mean of where they are not all known."""
    span = against(turnover.against_average_pct, role)
    if turnover.against_average_pct is None or turnover.average_days >= AVERAGE_SESSIONS:
        return span
    counted = f"{span.text}/{turnover.average_days}"
    return Span(counted if len(counted) <= 7 else span.text, "label" if role == "value" else role)


def counts_record(
    desk: Desk, counts: Counts | None, figures: MarketFigures, fitted: Fitted, *, here: bool = False
) -> dict[str, Cell]:
    """Rising, falling, unchanged, and of how many; a dash and the reason where nobody knows.

    Where no bar has room, since when counts are old stands in place of what they are of.
    """
    if counts is None or not counts.advancing + counts.declining + counts.unchanged:
        reason = None if here else failure_text(desk, Feed.BREADTH)
        dashes: dict[str, Cell] = {key: Span(MISSING, "label") for key in ("advancing", "declining", "unchanged")}
        return {"bar": partial(reason_row, reason), "of": partial(of_row, desk, counts, here=here), **dashes}
    up, down = ("▲", "▼") if desk.view.glyphs == "unicode" else ("^", "v")
    stale = counts.old
    undated = stale and not any(column.key == "bar" for column, _ in fitted.columns)
    return {
        "bar": partial(bar_row, desk, counts, figures),
        "advancing": Span(f"{counts.advancing:,}{up}", "stale" if stale else "up"),
        "declining": Span(f"{counts.declining:,}{down}", "stale" if stale else "down"),
        "unchanged": Span(f"{counts.unchanged:,}=", "stale" if stale else "flat"),
        "of": partial(since_row, desk, counts) if undated else partial(of_row, desk, counts, here=here),
    }


def since_row(desk: Desk, counts: Counts, width: int) -> Row:
    """Since when counts are old; the word as well where it has room."""
    if counts.time is None:
        return (Span(desk.word("old"), "warn"),)
    since = since_moment(desk, counts.time)
    whole = f"{desk.word('old')} {since}"
    return (Span(whole if cell_len(whole) <= width else since, "warn"),)


def bar_row(desk: Desk, counts: Counts, figures: MarketFigures, width: int) -> Row:
    """The counts as a bar; in its place since when they are old, or of which other day than the turnover beside."""
    if counts.old:
        return since_row(desk, counts, width)
    if counts.day is not None and counts.day != (figures.day or desk.now().date()):
        return (Span(fit(f"{counts.day:%m-%d}", width), "warn"),)
    return share_bar(counts.advancing, counts.unchanged, counts.declining, width, glyphs=desk.view.charts)


def reason_row(reason: str | None, width: int) -> Row:
    """Why there are no counts, as far as it has room."""
    if reason is None or width < LEAST_REASON:
        return EMPTY_ROW
    return (Span(shorten(reason, width), "warn"),)


def limits_span(desk: Desk, figures: MarketFigures, width: int) -> Span:
    """How many of the sectors' names stand at their price limit; blank before any has a price."""
    names = figures.names
    if figures.limits is None or not names.advancing + names.declining + names.unchanged:
        return Span(" " * width)
    texts = (
        f"  {desk.word(word, up=figures.limits[0], down=figures.limits[1])} "
        for word in ("at limits", "at limits short")
    )
    text = next((text for text in texts if cell_len(text) <= width), "")
    return Span(fit(text, width), "stale" if names.old else "label")


def of_row(desk: Desk, counts: Counts | None, width: int, *, here: bool) -> Row:
    """Which universe is counted: `all 5,301`, or `65 here`, where there is room `64/65 here` if one has no price."""
    if counts is None:
        return (Span(desk.word("of all", n=MISSING), "label"),)
    if not here:
        whole, short = (desk.word("of all", n=number) for number in (f"{counts.of:,}", f"{counts.of}"))
    else:
        priced = counts.advancing + counts.declining + counts.unchanged
        numbers = (f"{counts.of}",) * 2 if priced in (0, counts.of) else (f"{priced}/{counts.of}", f"{priced}")
        whole, short = (desk.word("of here", n=number) for number in numbers)
    return (Span(whole if cell_len(whole) <= width else short, "label"),)


def market_name(desk: Desk, market: Market, day: date | None) -> Span:
    """The market, and the day of its figures if that is not today."""
    if day is None or day == desk.now().date():
        return Span(desk.word(market.value), "label")
    blank = "" if desk.view.language == "zh" else " "  # the column has no cell for it in Chinese
    return Span(f"{desk.word(f'short {market.value}')}{blank}{day:%m-%d}", "label")


def amount(value: float) -> str:
    """Billions with one decimal, none from a thousand on; the head has the unit."""
    return billions(value, 0 if round(value / BILLION, 1) >= MANY_BILLIONS else 1)


def against(percent: float | None, role: str) -> Span:
    """Above or below, in whole percent, no sign at zero; no colour, for money is no direction of prices."""
    if percent is None:
        return Span(MISSING, "label")
    return Span(TOO_MUCH if percent > MOST_PCT else f"{signed(percent, 0)}%", role)
