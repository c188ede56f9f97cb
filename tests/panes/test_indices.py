"""What a row of the Indices pane says in each state of its quote, and that no width cuts a number."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.panes.desks import (
    VIEW,
    assert_fits,
    desk_at,
    give_past_turnover,
    give_quotes,
    give_standings,
    moment,
    pass_seconds,
    quote_of,
    source_of,
    standing_of,
    text_of,
)
from tests.panes.test_market_rows import MARKET_ROWS
from tests.panes.test_names import HIGH
from tui.market.quotes import QuoteState
from tui.market.series import Minute, MinuteSeries
from tui.market.standing import Run
from tui.market.updates import MinutesUpdate, QuotesUpdate
from tui.market.zones import new_york
from tui.panes.desk import Desk
from tui.panes.indices import MARKETS_FROM_ROWS, IndicesPane, indices_rows
from widgets.text import Row

WIDTH = 76
COUNT = len(desk_at().settings.indices.shown)
FIGURE = re.compile(r"[▲▼=^v]? *[+-]?[\d,]+\.\d+")


def row_of(desk: Desk, name: str, width: int = WIDTH) -> Row:
    return next(row for row in indices_rows(desk, width, 40) if text_of(row).startswith(name))


def text_row(desk: Desk, name: str, width: int = WIDTH) -> str:
    return text_of(row_of(desk, name, width)).rstrip()


def role_of_text(row: Row, text: str) -> str:
    return next(span.role for span in row if text in span.text)


def desk_with(symbol: str = "HSI", at: str = "2026-11-23 10:42", **fields: object) -> Desk:
    desk = desk_at(at)
    give_quotes(desk, quote_of(desk, symbol, **fields))  # type: ignore[arg-type]
    return desk


def test_before_the_first_quote_there_are_dashes_and_no_zero():
    row = text_row(desk_at(), "CSI 300")
    assert row.split() == ["CSI", "300", "–", "–"]


def test_an_index_that_nobody_answered_for_says_so():
    desk = desk_at()
    desk.state.apply(QuotesUpdate(source_of(desk), (), {"HSI": "not in the answer"}))
    assert text_row(desk, "Hang Seng Index").endswith("no data")
    assert "no data" not in text_row(desk, "CSI 300")


def test_a_live_index_has_its_figures_with_sign_and_arrow():
    row = text_row(desk_with(change_pct=1.5), "Hang Seng Index")
    assert re.search(r"101\.50 +\+1\.50 ▲  \+1\.50 .* 5\.0 HKD", row)


def test_a_fall_of_a_thousand_points_has_room():
    row = text_row(desk_with(last=22_130.45, previous_close=23_302.45), "Hang Seng Index", 58)
    assert "22,130.45 -1172.00 ▼  -5.03" in row


def test_an_unchanged_index_has_no_sign_and_no_direction():
    row = row_of(desk_with(change_pct=0.0), "Hang Seng Index")
    assert "=   0.00" in text_of(row)
    assert {span.role for span in row if span.text.strip() in ("=   0.00", "0.00")} == {"flat"}


@pytest.mark.parametrize(
    ("last", "role"), [(3362.1274, "flat"), (3362.1194, "flat"), (3362.14, "up"), (3362.1, "down")]
)
def test_points_that_show_as_zero_have_no_direction(last, role):
    row = row_of(desk_with(last=last, previous_close=3362.1234), "Hang Seng Index")
    points = next(span for span in row if re.fullmatch(r" *[+-]?0\.0\d", span.text))
    assert (points.role, points.text.strip()[0] in "+-") == (role, role != "flat")


def test_an_old_index_is_grey_in_every_figure_and_says_since_when():
    desk = desk_with()
    pass_seconds(desk, 60)
    row = row_of(desk, "Hang Seng Index")
    assert "old 10:42" in text_of(row)
    assert {role_of_text(row, text) for text in ("Hang Seng", "101.00", "+1.00", "▲", "5.0")} == {"stale"}
    assert role_of_text(row, "old") == "warn"


def test_an_old_index_of_another_day_says_which():
    desk = desk_with(at="2026-11-24 10:42", time=moment("2026-11-23 16:08"))
    assert "old 11-23" in text_row(desk, "H", 44)


@pytest.mark.parametrize("width", [44, 58, 76, 120])
def test_the_time_of_an_old_index_is_never_cut(width):
    desk = desk_with("399001.SZ")
    pass_seconds(desk, 60)
    assert "old 10:42" in text_row(desk, "SZSE", width)


def test_a_delayed_index_is_marked_in_its_row_and_in_the_title():
    desk = desk_with(delayed=True)
    assert "15m late" in text_row(desk, "Hang Seng Index")
    for width in (44, 58):
        title = indices_rows(desk, width, 10)[0]
        assert "1 15m late" in text_of(title)
        assert role_of_text(title, "15m late") == "warn"


def test_in_an_auction_the_previous_close_is_dim_and_has_no_change():
    desk = desk_with(at="2026-11-23 09:18", last=None, turnover=None, state=QuoteState.AUCTION)
    row = row_of(desk, "Hang Seng Index", 58)
    assert role_of_text(row, "100.00") == "label"
    assert text_of(row).split() == ["Hang", "Seng", "Index", "100.00", "–", "–", "auction"]


@pytest.mark.parametrize("state", [QuoteState.HALTED, QuoteState.SUSPENDED, QuoteState.DELISTED])
@pytest.mark.parametrize("width", [44, 58, 76])
def test_a_state_without_trading_stands_in_place_of_the_days_line(state, width):
    desk = desk_with(last=None, state=state)
    assert re.search(rf"– +{state.value}( |$)", text_row(desk, "H", width))


def test_after_the_close_the_figures_stand_as_they_were():
    desk = desk_with(at="2026-11-23 16:09")
    pass_seconds(desk, 3600)
    row = row_of(desk, "Hang Seng Index")
    assert "old" not in text_of(row)
    assert role_of_text(row, "101.00") == "value"


def test_before_the_open_the_title_and_each_row_name_the_day_of_the_figures():
    desk = desk_with(at="2026-11-24 08:30", time=moment("2026-11-23 16:08"))
    assert "1 Indices  Mon 23 Nov" in text_of(indices_rows(desk, WIDTH, 10)[0])
    assert "23 Nov" in text_row(desk, "Hang Seng Index")


def test_on_a_one_market_day_only_the_other_markets_rows_name_their_day():
    desk = desk_at("2026-10-19 10:42")
    give_quotes(desk, quote_of(desk, "HSI", time=moment("2026-10-16 16:08")), quote_of(desk, "000300.SH"))
    assert "16 Oct" in text_row(desk, "Hang Seng Index")
    assert "Oct" not in text_row(desk, "CSI 300")
    assert "1 of 16 Oct" in text_of(indices_rows(desk, WIDTH, 10)[0])


def test_a_us_index_names_its_session_and_does_not_count_in_the_title():
    desk = desk_with("INX", time=moment("2026-11-21 04:59") - timedelta(hours=13))
    assert "20 Nov" in text_row(desk, "S&P 500")
    assert "Nov" not in text_of(indices_rows(desk, WIDTH, 10)[0])


def test_the_day_line_is_drawn_for_the_day_of_the_quote_alone():
    desk = desk_with()
    today, minutes = desk.now().date(), (Minute(570, 99.0), Minute(580, 101.0))
    desk.state.apply(MinutesUpdate(source_of(desk), MinuteSeries("HSI", today - timedelta(days=3), 100.0, minutes)))
    assert not re.search("[⠁-⣿]", text_row(desk, "Hang Seng Index"))
    desk.state.apply(MinutesUpdate(source_of(desk), MinuteSeries("HSI", today, 100.0, minutes)))
    assert re.search("[⠁-⣿]", text_row(desk, "Hang Seng Index"))


def test_a_us_index_has_its_day_line_by_new_york_s_clock():
    desk = desk_at("2026-11-23 23:44")
    give_quotes(desk, quote_of(desk, "INX", time=desk.now().astimezone(new_york())))
    minutes = tuple(Minute(570 + at, 99.0 + at / 40) for at in range(74))
    desk.state.apply(MinutesUpdate(source_of(desk), MinuteSeries("INX", desk.now().date(), 100.0, minutes)))
    assert re.search("[⠁-⣿]", text_row(desk, "S&P 500"))


def test_missing_parts_of_a_quote_are_dashes():
    desk = desk_with(previous_close=None, low=None, turnover=None)
    assert text_row(desk, "Hang Seng Index", 150).count("–") == 4


@pytest.mark.parametrize(
    ("language", "symbol", "full", "short"),
    [("en", "HSF", "Hang Seng Finance", "HS Finance"), ("zh", "HSCEI", "恒生中国企业指数", "国企")],
)
def test_a_name_that_does_not_fit_gives_way_to_the_short_one(language, symbol, full, short):
    desk = desk_at(view=replace(VIEW, language=language))
    assert symbol in desk.settings.indices.shown
    assert any(text_of(row).startswith(full) for row in indices_rows(desk, 120, 40))
    narrow = [text_of(row) for row in indices_rows(desk, 44, 40)]
    assert any(text.startswith(f"{short} ") for text in narrow)
    assert not any("…" in text for text in narrow)


def test_a_last_row_counts_the_indices_without_room():
    rows = indices_rows(desk_at(), WIDTH, 10)
    assert text_of(rows[-1]) == f"… {COUNT - 7} more"
    assert "more" not in text_of(indices_rows(desk_at(), WIDTH, COUNT + 2)[-1])


def test_the_last_page_stays_full():
    pane = IndicesPane(desk_at())
    pane.compose_rows(WIDTH, 12)
    pane.move(0, 1)
    pane.move(0, 1000)
    rows = pane.compose_rows(WIDTH, 12)
    assert len(rows) == 12
    assert text_of(rows[-1 - MARKET_ROWS]).startswith(
        desk_at().label(desk_at().state.universe[pane.desk.settings.indices.shown[-1]])
    )
    pane.move(0, -12)
    assert "more" in text_of(pane.compose_rows(WIDTH, 12)[-1 - MARKET_ROWS])
    assert len(pane.compose_rows(WIDTH, 60)) > COUNT
    assert "more" in text_of(pane.compose_rows(WIDTH, 12)[-1 - MARKET_ROWS]), "the place is kept"


def test_the_markets_stand_below_the_indices_where_five_of_these_have_room():
    desk = desk_with()
    low, high = (list(IndicesPane(desk).compose_rows(WIDTH, MARKETS_FROM_ROWS - less)) for less in (1, 0))
    assert not any(text_of(row).startswith("Mainland") for row in low)
    assert text_of(high[-3]).startswith("Mainland")
    assert text_of(high[-5]).startswith("…") and len(high) == MARKETS_FROM_ROWS


def test_a_blank_row_parts_them_from_the_last_index_where_there_is_room():
    rows = [text_of(row) for row in IndicesPane(desk_at()).compose_rows(WIDTH, COUNT + 8)]
    assert rows[COUNT + 2] == "" and rows[COUNT + 4].startswith("Mainland")


@pytest.mark.parametrize(("days", "en", "zh"), [(5, "5th gain", "5连涨"), (-3, "3rd loss", "3连跌"), (2, "", "")])
def test_a_streak_stands_in_place_of_a_tag_and_on_wide_screens_beside_it(days, en, zh):
    desk = desk_with()
    run = Run(days, desk.now().date()) if days else None
    give_standings(desk, standing_of(desk, "HSI", {}, run=run))
    assert text_row(desk, "Hang Seng Index").endswith(en or "HKD")
    give_standings(desk, standing_of(desk, "HSI", {}, run=run, closing=HIGH))
    assert text_row(desk, "Hang Seng Index").endswith("2-mo high")
    assert text_row(desk, "Hang Seng Index", 96).endswith(f"2-mo high  {en}".rstrip())
    desk.view = replace(desk.view, language="zh")
    assert zh in text_row(desk, "恒生指数", 96)


def test_a_standing_of_another_day_tells_nothing():
    desk = desk_with()
    yesterday = desk.now().date() - timedelta(days=3)
    give_standings(
        desk, standing_of(desk, "HSI", {}, day=yesterday, closing=HIGH, run=Run(5, yesterday), high_52_weeks=200.0)
    )
    assert not re.search("high|gain|●", text_row(desk, "Hang Seng Index", 150))


def test_a_wide_pane_tells_turnover_against_the_usual_and_the_place_in_the_year():
    desk = desk_with()
    give_standings(desk, standing_of(desk, "HSI", {}, average_turnover=10e9, high_52_weeks=110.0, low_52_weeks=50.0))
    assert "×" not in text_row(desk, "Hang Seng Index", 150)
    give_past_turnover(desk, "HSI", 100e9)
    row = text_row(desk, "Hang Seng Index", 150)
    assert "×2.4" in row and "───────●─" in row
    assert "×2.4" not in text_row(desk, "Hang Seng Index", WIDTH)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(38, 200),
    st.integers(3, 60),
    st.sampled_from(["en", "zh"]),
    st.floats(-12, 12),
    st.floats(0.5, 70_000),
    st.booleans(),
    st.integers(0, 30),
)
def test_no_size_overflows_and_no_number_is_cut(width, height, language, change, close, delayed, offset):
    desk = desk_at(view=replace(VIEW, language=language))
    last = close * (1 + change / 100)
    fields = {"last": last, "previous_close": close, "high": last, "low": close, "turnover": close * 1e8}
    give_quotes(desk, *(quote_of(desk, item.symbol, delayed=delayed, **fields) for item in UNIVERSE_INDICES))
    rows = indices_rows(desk, width, height, offset=offset)
    assert_fits(rows, width, height)


UNIVERSE_INDICES = tuple(item for item in desk_at().state.universe if item.symbol in desk_at().settings.indices.shown)
