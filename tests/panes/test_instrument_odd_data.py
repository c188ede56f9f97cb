"""Whatever providers send, the page is drawn: every row fits, no figure is cut, and none is made up."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.panes.desks import UNIVERSE, VIEW, assert_fits, desk_at, give_quotes, quote_of, source_of, texts_of
from tests.panes.instrument_market import CSI, HANG_SENG, ICBC_A, TENCENT, sessions_before
from tui.market.candles import ChartRange
from tui.market.quotes import QuoteState
from tui.market.series import Adjustment, Bar, DailyBars, Minute, MinuteSeries
from tui.market.updates import BarsUpdate, MinutesUpdate
from tui.panes.instrument import facts_rows
from tui.panes.instrument_candles import CandlesPane
from tui.panes.instrument_day import DayPane
from tui.panes.search import SearchPane
from widgets.text import width_of

PRICE = st.floats(0.001, 99_999)
MAYBE = st.none() | PRICE
AMOUNT = st.none() | st.floats(0, 9e14)
QUOTES = st.fixed_dictionaries(
    {
        "last": MAYBE,
        "previous_close": MAYBE | st.just(0.0),
        "open": MAYBE,
        "high": MAYBE,
        "low": MAYBE,
        "volume": AMOUNT,
        "turnover": AMOUNT,
        "float_value": AMOUNT,
        "currency": st.sampled_from([None, "HKD", "CNY"]),
        "state": st.sampled_from(QuoteState),
        "delayed": st.booleans(),
        "indicative": MAYBE,
        "limit_up": MAYBE,
        "limit_down": MAYBE,
        "name_zh": st.none() | st.text(max_size=20),
    }
)
MINUTES = st.lists(st.builds(Minute, st.integers(0, 1439), PRICE, AMOUNT, AMOUNT), max_size=40)
BAR_PRICES = st.lists(st.tuples(PRICE, PRICE, PRICE, PRICE, AMOUNT), max_size=90)
SYMBOLS = st.sampled_from([TENCENT, ICBC_A, HANG_SENG, CSI, "INX"])
SIZES = st.tuples(st.integers(24, 160), st.integers(2, 45))


@settings(max_examples=80, deadline=None)
@given(QUOTES, MINUTES, BAR_PRICES, SYMBOLS, SIZES, st.sampled_from(["en", "zh"]), st.integers(-3, 3), MAYBE)
def test_the_page_is_drawn_whatever_comes(fields, minutes, prices, symbol, size, language, days_old, base):
    desk = desk_at("2026-11-24 10:42", view=replace(VIEW, language=language))
    give_quotes(desk, quote_of(desk, symbol, time=desk.now() - timedelta(days=max(days_old, 0)), **fields))
    day = desk.now().date()
    ordered = tuple(sorted(minutes, key=lambda minute: minute.minute))
    desk.state.apply(MinutesUpdate(source_of(desk), MinuteSeries(symbol, day, base, ordered)))
    days = sessions_before(UNIVERSE[symbol].market, day, len(prices))
    bars = tuple(Bar(at, *bar) for at, bar in zip(days, prices, strict=True))
    desk.state.apply(BarsUpdate(source_of(desk), DailyBars(symbol, Adjustment.FORWARD, bars)))
    candles = CandlesPane(desk, symbol)
    search = SearchPane(desk)
    search.set_text(symbol[:4])
    drawn = [facts_rows(desk, symbol, *size), list(DayPane(desk, symbol).compose_rows(*size))]
    assert all(width_of(row) <= size[0] for row in search.compose_rows(*size))
    for chosen in ChartRange:
        candles.range = chosen
        drawn.append(list(candles.compose_rows(*size)))
        candles.move_cursor(-7)
    for rows in drawn:
        assert_fits(rows[: size[1]], *size)
        text = texts_of(rows).lower()
        assert "nan" not in text.replace("finance", "").replace("hainan", "").replace("henan", "")
        assert "none" not in text and "–%" not in text
