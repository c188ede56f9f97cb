"""The markets as wholes: turnover in context, how many names take part, and what is said of what is not known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.panes.desks import (
    VIEW,
    assert_fits,
    desk_at,
    give_all,
    give_past_turnover,
    give_quotes,
    moment,
    pass_seconds,
    quote_of,
    roles_of,
    source_of,
    text_of,
)
from tui.market.breadth import ListedBreadth
from tui.market.health import Feed
from tui.market.quotes import QuoteState
from tui.market.updates import BreadthUpdate, FeedFailed, QuotesUpdate
from tui.panes.desk import Desk
from tui.panes.market_rows import against, market_rows
from widgets.text import Row, width_of

WIDTH = 76
MARKET_ROWS = 4
"""The heads, the mainland, its limits and sector names, Hong Kong."""

SHANGHAI, SHENZHEN, BEIJING = "000001.SH", "399001.SZ", "899050.BJ"
SESSIONS = {SHANGHAI: 120e9, SHENZHEN: 120e9, "HSI": 170e9}
"""Turnover of a past day that trades steadily: half a billion in each minute."""


def give_breadth(desk: Desk, at: str | None = None, **fields: object) -> None:
    time = desk.now() if at is None else moment(at)
    counts = ((SHANGHAI, 1500, 700, 60), (SHENZHEN, 1900, 850, 90), (BEIJING, 140, 70, 10))
    listed = tuple(ListedBreadth(symbol, up, down, flat, time) for symbol, up, down, flat in counts)
    desk.state.apply(BreadthUpdate(source_of(desk, "eastmoney", 20.0), listed))


def filled(at: str = "2026-11-23 10:42", **view: object) -> Desk:
    """Every name at +1 %, 30 bn in Shanghai and in Shenzhen, 40 bn in Hong Kong, and twenty usual days before."""
    desk = desk_at(at, view=replace(VIEW, **view))
    give_all(desk)
    give_quotes(
        desk,
        quote_of(desk, SHANGHAI, turnover=40e9, currency="CNY"),
        quote_of(desk, SHENZHEN, turnover=44e9, currency="CNY"),
        quote_of(desk, "HSI", turnover=40e9, currency="HKD"),
    )
    for symbol, turnover in SESSIONS.items():
        give_past_turnover(desk, symbol, *[turnover] * 20)
    give_breadth(desk)
    return desk


def texts(desk: Desk, width: int = WIDTH) -> list[str]:
    return [text_of(row).rstrip() for row in market_rows(desk, width)]


def row_with(desk: Desk, start: str, width: int = WIDTH) -> Row:
    return next(row for row in market_rows(desk, width) if text_of(row).startswith(start))


def test_each_market_has_turnover_in_its_own_currency_and_context():
    head, mainland, _, hong_kong = texts(filled())
    assert head.split() == ["to", "10:42", "t/o", "bn", "yest.", "20", "d", "up", "down", "unch"]
    # 72 of 240 minutes (340 in Hong Kong, its closing auction included) of a steady day are done.
    assert mainland.split()[:5] == ["Mainland", "84.0", "CNY", "+17%", "+17%"]
    assert hong_kong.split()[:6] == ["Hong", "Kong", "40.0", "HKD", "+11%", "+11%"]


def test_the_whole_mainland_is_counted_and_says_so():
    mainland = texts(filled())[1]
    assert re.search(r"all 5,320 +━+·?─+ 3,540▲ 1,620▼ +160=$", mainland)


def test_the_names_of_the_sectors_are_counted_for_each_market_and_say_so():
    desk = filled()
    give_quotes(
        desk,
        quote_of(desk, "600036.SH", 10.0),
        quote_of(desk, "601398.SH", -10.0),
        quote_of(desk, "601939.SH", 0.0),
        quote_of(desk, "600000.SH", last=None, state=QuoteState.SUSPENDED),
        quote_of(desk, "00700.HK", 10.0),
        quote_of(desk, "00005.HK", -1.0),
    )
    _, _, mainland, hong_kong = texts(desk)
    assert re.search(r"^  limit-up 1, limit-down 1 +64/65 here +━+··?─+ +62▲ +1▼ +1=$", mainland)
    assert re.search(r"62 here +━+─ +61▲ +1▼ +0=$", hong_kong)
    assert "limit" not in hong_kong


def test_more_money_has_a_sign_and_no_colour_of_a_direction():
    row = row_with(filled(), "Mainland")
    assert {span.role for span in row if "%" in span.text} == {"value"}


@pytest.mark.parametrize(
    ("turnover", "text"),
    [(999.94e9, "999.9"), (999.96e9, "1,000"), (1000.1e9, "1,000"), (2499.6e9, "2,500")],
)
@pytest.mark.parametrize("width", [48, 58, WIDTH, 140])
def test_a_turnover_stays_whole_as_it_crosses_a_thousand_billion(turnover, text, width):
    desk = filled()
    give_quotes(desk, *(quote_of(desk, symbol, turnover=turnover / 2) for symbol in (SHANGHAI, SHENZHEN)))
    assert f" {text} CNY" in texts(desk, width)[1]


@pytest.mark.parametrize(
    ("percent", "text"),
    [(None, "–"), (-0.3, "0%"), (0.2, "0%"), (0.6, "+1%"), (-0.6, "-1%"), (999.0, "+999%"), (999.6, ">999%")],
)
def test_a_comparison_has_its_sign_and_none_has_none(percent, text):
    assert against(percent, "value").text == text


def test_fewer_known_days_are_told():
    desk = filled()
    give_past_turnover(desk, "HSI", *[170e9] * 7)
    assert texts(desk)[3].split()[4:6] == ["+11%", "+11%/7"]


def test_without_a_past_there_is_a_dash_and_with_a_failed_feed_the_reason():
    desk = filled()
    empty = desk_at()
    give_all(empty)
    give_quotes(empty, quote_of(empty, "HSI", turnover=40e9))
    assert texts(empty)[3].split()[2:6] == ["40.0", "HKD", "–", "–"]
    empty.state.apply(FeedFailed(Feed.PAST_MINUTES, desk.now(), "eastmoney: refused", None))
    assert "no past" in texts(empty)[3]


def test_half_a_market_s_turnover_is_none():
    desk = desk_at()
    give_quotes(desk, quote_of(desk, SHANGHAI, turnover=40e9))
    assert texts(desk)[1].split()[:2] == ["Mainland", "–"]
    desk.state.apply(QuotesUpdate(source_of(desk), (), {SHENZHEN: "not in the answer"}))
    assert "no data" in texts(desk)[1]


def test_before_anything_came_there_are_dashes_and_no_figure_but_the_names():
    rows = texts(desk_at())
    assert len(rows) == MARKET_ROWS
    assert not re.search(r"\d[.,]\d|\d%|[▲▼]", "\n".join(rows))
    assert "all –" in rows[1] and "65 here" in rows[2] and "62 here" in rows[3]


def test_a_failed_breadth_feed_says_why():
    desk = filled()
    empty = desk_at()
    empty.state.apply(FeedFailed(Feed.BREADTH, desk.now(), "eastmoney: HTTP 503", None))
    assert "eastmoney:" in texts(empty, 95)[1]
    assert row_with(empty, "Mainland", 95)[-1].role == "label"


def test_an_old_turnover_is_grey_says_since_when_and_is_compared_with_nothing():
    desk = filled()
    pass_seconds(desk, 60)
    row = row_with(desk, "Mainland")
    assert "84.0 CNY   old   10:42" in text_of(row)
    assert next(span.role for span in row if "84.0" in span.text) == "stale"
    assert "+17%" not in text_of(row)


def test_old_counts_are_grey_and_say_since_when_in_place_of_their_bar():
    desk = filled()
    pass_seconds(desk, 61)
    row = row_with(desk, "Mainland")
    assert text_of(row).count("old") == 2
    assert "old 10:42" in text_of(row)
    assert {span.role for span in row if "▲" in span.text or "▼" in span.text} == {"stale"}
    assert "stale" in roles_of(market_rows(desk, WIDTH)[2])


@pytest.mark.parametrize(("heard", "old"), [("2026-11-23 10:42", 5), ("2026-11-23 16:10:02", 0)])
def test_what_stopped_before_the_close_is_old_after_it(heard, old):
    desk = filled(heard)
    desk.clock.follow(moment("2026-11-23 20:00"))
    assert sum(line.count("old") for line in texts(desk)) == old


@pytest.mark.parametrize(("width", "words"), [(58, "old 10:42"), (48, "10:42")])
def test_where_no_bar_has_room_the_age_of_counts_stands_before_them(width, words):
    desk = filled()
    pass_seconds(desk, 61)
    assert re.search(rf"{words} +3,540▲", texts(desk, width)[1])


def test_counts_of_another_day_than_the_turnover_are_old_and_name_it():
    desk = filled("2026-11-20 14:59")
    later = desk_at("2026-11-23 10:42")
    later.state = desk.state
    give_quotes(later, *(quote_of(later, symbol) for symbol in (SHANGHAI, SHENZHEN)))
    assert "old 11-20" in texts(later)[1]


def test_in_an_auction_the_markets_have_no_turnover_and_no_count():
    desk = desk_at("2026-11-23 09:18")
    give_quotes(
        desk,
        *(
            quote_of(desk, item.symbol, last=None, turnover=None, state=QuoteState.AUCTION)
            for item in desk.state.universe
        ),
    )
    rows = texts(desk)
    assert not re.search(r"[▲▼]|CNY|HKD|limit", "\n".join(rows))
    assert "65 here" in rows[2]


def test_before_the_open_the_last_day_s_figures_name_their_day():
    desk = filled("2026-11-23 15:10")
    later = desk_at("2026-11-24 08:30")
    later.state = desk.state
    rows = texts(later)
    assert rows[0].startswith("whole day")
    assert rows[1].startswith("CN 11-23") and "84.0 CNY" in rows[1]
    assert rows[3].startswith("HK 11-23")
    later.view = replace(VIEW, language="zh")
    for width in (48, 78, 100, 158):
        rows = texts(later, width)
        assert rows[1].startswith("沪深11-23 ") and rows[3].startswith("香港11-23 ")


def test_at_lunch_the_figures_stand_as_they_were():
    desk = filled("2026-11-23 11:45")
    row = texts(desk)[1]
    assert "84.0 CNY" in row and "old" not in row and "3,540▲" in row


def test_after_the_close_the_whole_day_is_compared():
    desk = filled("2026-11-23 16:30")
    head, mainland, _, hong_kong = texts(desk)
    assert head.startswith("whole day")
    assert mainland.split()[3:5] == ["-65%", "-65%"]
    assert "-76%" in hong_kong


def test_on_a_one_market_day_the_other_market_names_its_last_day():
    desk = desk_at("2026-10-19 10:42")
    for item in desk.state.universe:
        at = moment("2026-10-16 16:08") if str(item.market) == "hong kong" else desk.now()
        give_quotes(desk, quote_of(desk, item.symbol, time=at))
    rows = texts(desk)
    assert rows[1].startswith("Mainland") and rows[3].startswith("HK 10-16")
    assert "62▲" in rows[3]


def test_a_quote_of_an_earlier_day_is_in_no_count():
    desk = desk_at()
    give_quotes(desk, quote_of(desk, "00700.HK"), quote_of(desk, "00005.HK", time=moment("2026-11-20 16:08")))
    assert "1/62 here" in texts(desk)[3] and " 1▲" in texts(desk)[3]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [48, 56, 58, 76, 78, 95, 140])
def test_columns_stand_where_they_stood_whatever_the_figures(width, language):
    full, empty = (
        market_rows(filled(language=language), width),
        market_rows(desk_at(view=replace(VIEW, language=language)), width),
    )
    starts = [text_of(row).find("▲") for row in full[1:]]
    assert len(set(starts)) == 1 or language == "zh"
    assert [width_of(row) for row in full] == [width_of(row) for row in empty]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [48, 58, 76])
def test_which_names_are_counted_is_said_in_every_layout(width, language):
    rows = texts(filled(language=language), width)
    numbers = [re.search(r"5,?320", rows[1]), re.search(r"65", rows[2]), re.search(r"62", rows[3])]
    assert all(numbers)


def test_without_unicode_the_bar_and_the_arrows_are_ascii():
    text = "\n".join(texts(filled(glyphs="ascii")))
    assert text.isascii()
    assert "=" in text and "^" in text


@settings(max_examples=40, deadline=None)
@given(
    st.integers(38, 200),
    st.sampled_from(["en", "zh"]),
    st.floats(1e6, 4e12),
    st.floats(1e6, 4e12),
    st.integers(0, 99_999),
    st.integers(0, 99_999),
    st.booleans(),
)
def test_no_width_cuts_a_figure(width, language, now, then, up, down, old):
    desk = filled(language=language)
    give_quotes(
        desk,
        *(quote_of(desk, symbol, turnover=now) for symbol in (SHANGHAI, SHENZHEN)),
        quote_of(desk, "HSI", turnover=now),
    )
    for symbol in SESSIONS:
        give_past_turnover(desk, symbol, *[then] * 11)
    desk.state.apply(
        BreadthUpdate(
            source_of(desk, "eastmoney", 20.0), (ListedBreadth(SHANGHAI, up // 20, down // 20, 9, desk.now()),)
        )
    )
    if old:
        pass_seconds(desk, 90)
    assert_fits(market_rows(desk, width), width, MARKET_ROWS)
