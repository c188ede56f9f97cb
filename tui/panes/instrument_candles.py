"""Daily candles of one instrument, folded into weeks or months where days have no room, and a cursor to read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich.cells import cell_len

from tui.market.candles import ChartRange, Timeframe, change_pct, fitting, folded, with_running_day
from tui.market.health import Feed
from tui.market.instruments import Instrument, Kind
from tui.market.series import Adjustment, Bar, DailyBars
from tui.panes.desk import Desk, Reading
from tui.panes.feed_failure import failure_text
from tui.panes.figures import FLAT_PCT, day_text, full_date, role_of, short_day
from tui.panes.instrument_figures import amount, millions, move_text
from tui.panes.market_colors import market_rows_of
from tui.panes.page_rows import ruled_row
from tui.panes.pane import whole_parts
from tui.panes.prices import ValueText, price_reference, price_text_of
from tui.panes.words import MONTHS_EN
from widgets.candles import Candle, candle_chart, plot_width
from widgets.line_pane import LinePane
from widgets.text import Row, Span
from widgets.wrapping import wrap_row

RANGES = tuple(ChartRange)
FIRST_RANGE = ChartRange.THREE_MONTHS
TIMEFRAME_WORDS = {Timeframe.DAY: "daily", Timeframe.WEEK: "weekly", Timeframe.MONTH: "monthly"}
HEAD_ROWS = 2
DATED_CANDLES = 30
"""Up to so many daily candles each week has its date below; more have months."""

QUARTER = 3
PART_GAP = "  "


class CandlesPane(LinePane):
    """The candles. The cursor stays on its day when the range changes."""

    def __init__(self, desk: Desk, symbol: str) -> None:
        super().__init__(id="instrument-candles")
        self._desk = desk
        self._symbol = symbol
        self.range = FIRST_RANGE
        self.cursor: date | None = None
        self._shown: tuple[Bar, ...] = ()

    @property
    def symbol(self) -> str:
        """Whose candles they are."""
        return self._symbol

    @symbol.setter
    def symbol(self, symbol: str) -> None:
        self._symbol = symbol
        self.cursor = None

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, reading and chart, or what there is to wait for."""
        desk = self._desk
        reading = desk.reading(self._symbol)
        held = desk.state.bars.get(self._symbol)
        bars = with_running_day(held.value.bars if held else (), reading.quote, reading.instrument.market)
        if held is None or not bars:
            self._shown = ()
            return empty_rows(desk, width)
        known = price_reference(reading.quote) if reading.quote else None
        text = price_text_of(reading.instrument, bars[-1].close if known is None else known)
        label_width = cell_len(text(max(bar.high for bar in bars)))
        timeframe, self._shown = fitting(bars, self.range, plot_width(width, label_width))
        at = index_of(self._shown, self.cursor)
        in_money = counts_money(bars)
        chart = candle_chart(
            [candle_of(bar, in_money=in_money) for bar in self._shown],
            width,
            height - HEAD_ROWS,
            value_text=text,
            volume_text=amount if in_money else millions,
            dates=date_marks(desk, self._shown, timeframe),
            groups=group_starts(self._shown, timeframe),
            label_width=label_width,
            cursor=at,
            cursor_text="" if at is None else short_day(self._shown[at].date, desk.view.language),
            glyphs=desk.view.charts,
        )
        title = title_row(desk, reading.instrument, held.value, timeframe, self.range, width)
        rows = [title, self._reading_row(reading, bars, timeframe, at, text, width), *chart]
        return market_rows_of(desk, reading.instrument.market, rows)

    def _reading_row(
        self, reading: Reading, bars: Sequence[Bar], timeframe: Timeframe, at: int | None, text: ValueText, width: int
    ) -> Row:
        """The candle under the cursor, else the newest one."""
        chosen = self._shown[-1 if at is None else at]
        whole = folded(bars, timeframe)
        place = next(place for place, bar in enumerate(whole) if bar.date == chosen.date)
        move = change_pct(whole, place)
        quote = reading.quote
        if timeframe is Timeframe.DAY and quote is not None and quote.time is not None and chosen is bars[-1]:
            # The exchange's own previous close: on an ex-date it differs from the close of the day before.
            move = quote.change_pct if quote.time.date() == chosen.date else move
        return reading_row(self._desk, chosen, move, text, width, cursor=at is not None)

    def move_cursor(self, step: int) -> None:
        """Move the cursor by so many candles; the first step sets it on the newest, one beyond that takes it away."""
        if not self._shown:
            return
        at = index_of(self._shown, self.cursor)
        if at is None:
            self.cursor = self._shown[-1].date if step < 0 else None
        elif at + step >= len(self._shown):
            self.cursor = None
        else:
            self.cursor = self._shown[max(at + step, 0)].date
        self.redraw()

    def choose_range(self, chosen: ChartRange) -> None:
        """Show so much of the past."""
        self.range = chosen
        self.redraw()

    def step_range(self, step: int) -> None:
        """The next longer range, or the next shorter one."""
        self.choose_range(RANGES[min(max(RANGES.index(self.range) + step, 0), len(RANGES) - 1)])


def counts_money(bars: Sequence[Bar]) -> bool:
    """Whether what was traded is known in money alone, as of many indices."""
    return not any(bar.volume for bar in bars)


def candle_of(bar: Bar, *, in_money: bool) -> Candle:
    """The bar as it is drawn, with what was traded."""
    return Candle(bar.open, bar.high, bar.low, bar.close, bar.turnover if in_money else bar.volume)


def index_of(bars: Sequence[Bar], day: date | None) -> int | None:
    """The bar that has that day: the first one that ends on it or later; None without a day or bars."""
    if day is None or not bars:
        return None
    return next((at for at, bar in enumerate(bars) if bar.date >= day), len(bars) - 1)


def title_row(
    desk: Desk, instrument: Instrument, bars: DailyBars, timeframe: Timeframe, chosen: ChartRange, width: int
) -> Row:
    """What a candle stands for, the ranges with the chosen one bright, and how a share's prices were adjusted."""
    ranges: list[Span] = []
    for one in RANGES:
        if ranges:
            ranges.append(Span(" "))
        ranges.append(Span(desk.word(f"range {one.value}"), "accent" if one is chosen else "muted"))
    parts: list[Row] = [(Span(desk.word(TIMEFRAME_WORDS[timeframe]), "title"),), tuple(ranges)]
    if instrument.kind is Kind.STOCK:
        word = "forward adjusted" if bars.adjustment is Adjustment.FORWARD else "unadjusted"
        parts.append((Span(desk.word(word), "muted"),))
    if any(bar.volume or bar.turnover for bar in bars.bars):
        parts.append((Span(desk.word("turnover" if counts_money(bars.bars) else "volume m"), "muted"),))
    return ruled_row(desk, parts, width)


def reading_row(
    desk: Desk,
    bar: Bar,
    move: float | None,
    text: ValueText,
    width: int,
    *,
    cursor: bool,
) -> Row:
    """One candle in figures: its (last) day, open, high, low, close, move and volume."""
    this_year = bar.date.year == desk.now().year
    day = day_text(bar.date, desk.view.language) if this_year else full_date(bar.date, desk.view.language)
    parts: list[Row] = [(Span(day, "accent" if cursor else "label"),)]
    prices = (("short open", bar.open), ("short high", bar.high), ("short low", bar.low), ("short close", bar.close))
    parts += [(Span(f"{desk.word(word)} ", "muted"), Span(text(value), "value")) for word, value in prices]
    if move is not None:
        parts.append((Span(move_text(desk, move), role_of(move, FLAT_PCT)),))
    if bar.volume is not None:
        parts.append((Span(f"{desk.word('volume m')} ", "muted"), Span(millions(bar.volume), "value")))
    elif bar.turnover is not None:
        parts.append((Span(f"{desk.word('turnover')} ", "muted"), Span(amount(bar.turnover), "value")))
    return whole_parts(parts, width, PART_GAP)


def date_marks(desk: Desk, bars: Sequence[Bar], timeframe: Timeframe) -> list[tuple[int, str]]:
    """What stands below which bar: weeks of a short range; years before quarters before months of a longer one."""
    language = desk.view.language
    if timeframe is Timeframe.DAY and len(bars) <= DATED_CANDLES:
        return [(at, short_day(bars[at].date, language)) for at in (0, *starts_of(bars, week_of))]
    firsts = [(at, bars[at].date) for at in starts_of(bars, month_of)]
    firsts.sort(key=lambda mark: (mark[1].month != 1, mark[1].month % QUARTER != 1, mark[0]))
    return [(at, month_text(day, chinese=language == "zh")) for at, day in firsts]


def group_starts(bars: Sequence[Bar], timeframe: Timeframe) -> list[int]:
    """The bars that begin a week of days, a month of weeks, or a year of months."""
    period_of = {Timeframe.DAY: week_of, Timeframe.WEEK: month_of, Timeframe.MONTH: year_of}[timeframe]
    return starts_of(bars, period_of)


def starts_of(bars: Sequence[Bar], period_of: Callable[[date], tuple[int, ...]]) -> list[int]:
    """The bars of another period than the one before them."""
    return [at for at in range(1, len(bars)) if period_of(bars[at].date) != period_of(bars[at - 1].date)]


def week_of(day: date) -> tuple[int, ...]:
    """The calendar week."""
    return tuple(day.isocalendar()[:2])


def month_of(day: date) -> tuple[int, ...]:
    """The calendar month."""
    return (day.year, day.month)


def year_of(day: date) -> tuple[int, ...]:
    """The calendar year."""
    return (day.year,)


def month_text(day: date, *, chinese: bool) -> str:
    """The month; in January the year."""
    if day.month == 1:
        return f"{day.year}年" if chinese else str(day.year)
    return f"{day.month}月" if chinese else MONTHS_EN[day.month - 1]


def empty_rows(desk: Desk, width: int) -> list[Row]:
    """Why there are no candles: how far the background fill is, or who failed."""
    head = ruled_row(desk, [(Span(desk.word("daily"), "title"),)], width)
    fill = desk.state.backfill.get(Feed.BARS)
    failure = failure_text(desk, Feed.BARS)
    if failure is not None:
        text = desk.word("bars failed", reason=failure)
    elif fill is not None:
        text = desk.word("bars so far", done=fill.done, total=fill.total)
    else:
        text = desk.word("no bars yet")
    return [head, *wrap_row(text, width)]
