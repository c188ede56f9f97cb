from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.panes.desks import (
    UNIVERSE,
    VIEW,
    assert_fits,
    desk_at,
    give_quotes,
    pass_seconds,
    quote_of,
    source_of,
    text_of,
    texts_of,
)
from tests.panes.instrument_market import (
    CSI,
    HANG_SENG,
    ICBC_A,
    TENCENT,
    bars_before,
    give_bars,
    give_minutes,
    instrument_desk,
)
from tui.market.candles import ChartRange
from tui.market.health import Feed
from tui.market.quotes import QuoteState
from tui.market.series import Adjustment, DailyBars, Minute, MinuteSeries
from tui.market.updates import BackfillUpdate, BarsUpdate, FeedFailed, MinutesUpdate
from tui.market.zones import new_york
from tui.panes.dayline import trading_minutes
from tui.panes.desk import DayPrices
from tui.panes.instrument_candles import RANGES, CandlesPane, date_marks, index_of
from tui.panes.instrument_day import DayPane, breaks_of, day_flow, slot_of, time_marks

SIZES = [(38, 4), (58, 8), (76, 12), (100, 20), (117, 24), (158, 40)]


def day_texts(desk, symbol=TENCENT, size=(78, 13)) -> str:
    return texts_of(list(DayPane(desk, symbol).compose_rows(*size)))


def candles(desk, symbol=TENCENT) -> CandlesPane:
    return CandlesPane(desk, symbol)


def candle_texts(pane, size=(78, 13)) -> str:
    return texts_of(list(pane.compose_rows(*size)))


@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("symbol", [TENCENT, ICBC_A, HANG_SENG])
@pytest.mark.parametrize("size", SIZES)
def test_both_charts_fit_every_size(size, symbol, language, glyphs):
    desk = instrument_desk(view=replace(VIEW, language=language, glyphs=glyphs), symbols=(symbol,))
    assert_fits(DayPane(desk, symbol).compose_rows(*size), *size)
    pane = candles(desk, symbol)
    for chosen in RANGES:
        pane.range = chosen
        assert_fits(pane.compose_rows(*size), *size)


def test_the_day_is_drawn_around_its_previous_close_with_the_newest_quote_at_its_end():
    desk = instrument_desk()
    give_quotes(desk, quote_of(desk, TENCENT, 2.5))
    text = day_texts(desk)
    assert text.startswith("Intraday  Tue 24 Nov  avg price 100.20 dotted  volume m")
    assert "102.50" in text and "+2.50%" in text
    assert "100.00" in text and "0.00%" in text
    assert "12:00/13:00" in text and "16:10" in text


def test_the_axis_of_a_cheap_share_does_not_widen_when_its_price_crosses_ten():
    desk = instrument_desk(symbols=())
    give_minutes(desk, TENCENT, base=9.99)
    give_quotes(desk, quote_of(desk, TENCENT, last=9.98, previous_close=9.99))
    below = [row[0] for row in DayPane(desk, TENCENT).compose_rows(78, 13)[1:-1]]
    give_quotes(desk, quote_of(desk, TENCENT, last=10.02, previous_close=9.99))
    above = [row[0] for row in DayPane(desk, TENCENT).compose_rows(78, 13)[1:-1]]
    assert {len(span.text) for span in below} == {len(span.text) for span in above} == {len("10.989 ")}


def test_the_day_of_a_us_index_is_drawn_by_new_york_s_clock_and_labelled_in_market_time():
    desk = instrument_desk("2026-11-24 23:44", symbols=())
    minutes = tuple(Minute(570 + at, 6_700.0 + at) for at in range(74))
    desk.state.apply(MinutesUpdate(source_of(desk), MinuteSeries("INX", date(2026, 11, 24), 6_700.0, minutes)))
    time = desk.now().astimezone(new_york())
    give_quotes(desk, quote_of(desk, "INX", last=6_790.0, previous_close=6_700.0, time=time))
    rows = list(DayPane(desk, "INX").compose_rows(78, 13))
    text = texts_of(rows)
    assert text.startswith("Intraday  Tue 24 Nov")
    assert "6,790.00" in text and "+1.34%" in text
    assert [mark for mark in ("22:30", "00:00", "05:00", "09:30") if mark in text_of(rows[-1])] == [
        "22:30",
        "00:00",
        "05:00",
    ]
    assert any("⠀" < sign <= "⣿" for sign in text)


def test_a_day_before_today_is_named_bright_and_keeps_its_own_previous_close():
    desk = instrument_desk("2026-11-25 08:30", symbols=())
    give_minutes(desk, TENCENT, 330, day=date(2026, 11, 24), base=50.0)
    give_quotes(desk, quote_of(desk, TENCENT, last=None, previous_close=51.0, time=desk.now()))
    rows = list(DayPane(desk, TENCENT).compose_rows(78, 13))
    assert "Tue 24 Nov" in text_of(rows[0])
    assert ("Tue 24 Nov", "value") in [tuple(span) for span in rows[0]]
    assert "50.00" in texts_of(rows) and "51.00" not in texts_of(rows)


def test_an_old_day_is_grey():
    desk = instrument_desk()
    pass_seconds(desk, 600)
    rows = DayPane(desk, TENCENT).compose_rows(78, 13)
    assert "old" in text_of(rows[0])
    assert not {span.role for row in rows for span in row} & {"up", "down"}


def test_no_minutes_say_why():
    desk = instrument_desk(symbols=())
    assert "waiting for the minutes of the day" in day_texts(desk)
    give_quotes(desk, quote_of(desk, TENCENT, last=None, state=QuoteState.SUSPENDED))
    assert "suspended: no trading today" in day_texts(desk)
    other = instrument_desk(symbols=())
    other.state.apply(FeedFailed(Feed.MINUTES, other.now(), "tencent: timeout", None))
    assert "minutes: tencent: timeout · since 10:42" in day_texts(other)


def test_minutes_without_volume_and_indices_count_money_and_indices_have_no_average():
    desk = instrument_desk(symbols=())
    give_minutes(desk, CSI)
    assert "avg price" not in day_texts(desk, CSI)
    assert "turnover bn" in day_texts(desk, CSI)
    give_minutes(desk, TENCENT, volume=False)
    assert "avg price" not in day_texts(desk)
    assert "turnover bn" in day_texts(desk)


def test_running_totals_become_what_was_traded_in_each_slot():
    slots = (570, 571, 572, 780)
    minutes = (
        Minute(565, 10.0, 100.0, 1000.0),
        Minute(570, 10.0, 300.0, 3000.0),
        Minute(572, 12.0, 400.0, 4200.0),
        Minute(700, 12.0, 350.0, 4200.0),
        Minute(900, 12.0, 500.0, 5400.0),
    )
    series = MinuteSeries(TENCENT, date(2026, 11, 24), 10.0, minutes)
    flow = day_flow(UNIVERSE[TENCENT], DayPrices(series, slots, [None] * 4))
    assert flow.traded == (300.0, None, 100.0, 100.0)
    assert flow.average == (10.0, None, 12.0, 10.8)
    assert not flow.in_money


def test_minutes_belong_to_the_slot_that_they_fall_in():
    assert [slot_of((570, 571, 780), minute) for minute in (500, 570, 600, 780, 999)] == [0, 0, 1, 2, 2]
    assert slot_of((), 570) is None


def test_lunch_is_one_break_with_both_its_times():
    desk = desk_at("2026-11-24 10:42")
    for symbol, lunch, end in ((TENCENT, "12:00/13:00", "16:10"), (ICBC_A, "11:30/13:00", "15:00")):
        slots = trading_minutes(UNIVERSE[symbol].market, date(2026, 11, 24), desk.calendars)
        marks = {text: at for at, text in time_marks(slots)}
        assert len(breaks_of(slots)) == 1
        assert marks[lunch] == breaks_of(slots)[0]
        assert (marks["09:30"], marks[end]) == (0, len(slots))
    assert time_marks(()) == []


def test_candles_tell_range_adjustment_and_the_newest_day():
    desk = instrument_desk()
    text = candle_texts(candles(desk))
    assert text.startswith("Daily  1m 3m 6m 1y 3y  forward-adjusted  volume m")
    assert "Tue 24 Nov  O 100.00" in text
    assert "volume m 2.50" in text


def test_an_index_has_no_adjustment_to_tell():
    desk = instrument_desk(symbols=(HANG_SENG,))
    title = candle_texts(candles(desk, HANG_SENG)).split("\n")[0]
    assert "adjusted" not in title


@pytest.mark.parametrize(
    ("chosen", "width", "word"),
    [
        (ChartRange.THREE_MONTHS, 78, "Daily"),
        (ChartRange.ONE_YEAR, 78, "Weekly"),
        (ChartRange.THREE_YEARS, 78, "Monthly"),
        (ChartRange.THREE_YEARS, 190, "Weekly"),
        (ChartRange.SIX_MONTHS, 160, "Daily"),
    ],
)
def test_days_fold_where_they_have_no_room(chosen, width, word):
    desk = instrument_desk()
    pane = candles(desk)
    pane.range = chosen
    assert candle_texts(pane, (width, 20)).startswith(word)


def test_the_chosen_range_is_marked():
    pane = candles(instrument_desk())
    pane.range = ChartRange.ONE_YEAR
    title = pane.compose_rows(78, 13)[0]
    assert [span.text for span in title if span.role == "accent"] == ["1y"]


def test_the_cursor_reads_one_candle_after_the_other():
    desk = instrument_desk()
    pane = candles(desk)
    pane.compose_rows(78, 13)
    pane.move_cursor(1)
    assert pane.cursor is None
    pane.move_cursor(-1)
    assert "Tue 24 Nov" in candle_texts(pane) and pane.cursor == date(2026, 11, 24)
    pane.move_cursor(-1)
    bar = desk.state.bars[TENCENT].value.bars[-1]
    before = desk.state.bars[TENCENT].value.bars[-2]
    row = candle_texts(pane).split("\n")[1]
    assert row.startswith(f"Mon 23 Nov  O {bar.open:.2f}  H {bar.high:.2f}  L {bar.low:.2f}  C {bar.close:.2f}")
    assert f"{(bar.close / before.close - 1) * 100:+.2f}%" in row
    assert "23 Nov" in candle_texts(pane).split("\n")[-1]
    pane.move_cursor(1)
    pane.move_cursor(1)
    assert pane.cursor is None


def test_the_cursor_stops_at_the_first_candle_and_stays_on_its_day_in_another_range():
    pane = candles(instrument_desk())
    pane.compose_rows(78, 13)
    for _ in range(200):
        pane.move_cursor(-10)
    first = pane.cursor
    assert first is not None and first < date(2026, 9, 1)
    pane.range = ChartRange.ONE_YEAR
    text = candle_texts(pane)
    assert text.startswith("Weekly")
    assert pane.cursor == first
    pane.range = ChartRange.ONE_MONTH
    candle_texts(pane)
    pane.move_cursor(-1)
    assert pane.cursor is not None and pane.cursor > first


def test_a_day_of_another_year_has_its_year():
    pane = candles(instrument_desk())
    pane.range = ChartRange.THREE_YEARS
    pane.compose_rows(78, 13)
    for _ in range(12):
        pane.move_cursor(-1)
    assert "2025" in candle_texts(pane).split("\n")[1]


def test_the_move_of_today_is_the_exchanges_own():
    desk = instrument_desk()
    give_quotes(desk, quote_of(desk, TENCENT, last=55.0, previous_close=50.0, open=50.0, high=55.0, low=50.0))
    assert "▲+10.00%" in candle_texts(candles(desk))


def test_another_instrument_has_no_cursor_of_the_one_before():
    desk = instrument_desk(symbols=(TENCENT, ICBC_A))
    pane = candles(desk)
    pane.compose_rows(78, 13)
    pane.move_cursor(-3)
    pane.symbol = ICBC_A
    assert pane.cursor is None


def test_no_bars_say_how_far_the_fill_is_or_why_not():
    desk = instrument_desk(symbols=())
    assert "waiting for daily bars" in candle_texts(candles(desk))
    desk.state.apply(BackfillUpdate(Feed.BARS, 34, 143))
    assert "34 of 143 names" in candle_texts(candles(desk))
    desk.state.apply(FeedFailed(Feed.BARS, desk.now(), "tencent: refused", None))
    assert "daily bars: tencent: refused" in candle_texts(candles(desk))
    pane = candles(desk)
    pane.compose_rows(78, 13)
    pane.move_cursor(-1)
    assert pane.cursor is None


def test_one_bar_and_a_suspended_name_are_drawn():
    desk = instrument_desk(symbols=())
    give_bars(desk, TENCENT, 1)
    give_quotes(desk, quote_of(desk, TENCENT, last=None, state=QuoteState.SUSPENDED))
    text = candle_texts(candles(desk))
    assert "Mon 23 Nov  O 70.00" in text


def test_a_stale_day_keeps_its_candles():
    desk = instrument_desk()
    pass_seconds(desk, 900)
    assert "Tue 24 Nov" in candle_texts(candles(desk))


def test_dates_below_are_weeks_of_a_short_range_and_years_first_of_a_long_one():
    desk = instrument_desk()
    pane = candles(desk)
    pane.range = ChartRange.ONE_MONTH
    assert "2 Nov" in candle_texts(pane).split("\n")[-1]
    pane.range = ChartRange.THREE_YEARS
    last = candle_texts(pane).split("\n")[-1]
    assert "2024" in last and "2025" in last and "2026" in last
    assert date_marks(desk, (), __import__("tui.market.candles", fromlist=["Timeframe"]).Timeframe.WEEK) == []


def test_the_bar_of_a_day_is_the_one_that_ends_on_it_or_later():
    desk = instrument_desk()
    bars = desk.state.bars[TENCENT].value.bars
    assert index_of(bars, bars[3].date) == 3
    assert index_of(bars, bars[-1].date + timedelta(days=9)) == len(bars) - 1
    assert index_of(bars, None) is None
    assert index_of((), bars[0].date) is None


def test_an_index_whose_shares_nobody_counts_has_its_turnover_below():
    desk = instrument_desk(symbols=())
    bars = tuple(replace(bar, volume=None) for bar in bars_before(desk, HANG_SENG, 60))
    desk.state.apply(BarsUpdate(source_of(desk), DailyBars(HANG_SENG, Adjustment.NONE, bars)))
    give_quotes(desk, quote_of(desk, HANG_SENG, 1.0, volume=None, turnover=5e9))
    text = candle_texts(candles(desk, HANG_SENG))
    assert "turnover bn" in text.split("\n")[0]
    assert "turnover bn 5.00" in text.split("\n")[1]
    assert "█" in text
