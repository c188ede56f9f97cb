"""The Southbound pane: figures of today alone, why there are none when there are none, and all of it at any size."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.panes.desks import assert_fits, desk_at, moment, pass_seconds, roles_of, source_of, text_of, texts_of
from tests.panes.flow_market import (
    BILLION,
    daily,
    flow_day,
    flow_desk,
    give_day,
    give_history,
    give_names,
    names,
)
from tui.market.health import Feed
from tui.market.southbound import SouthboundDaily, SouthboundDay
from tui.market.updates import ActiveNamesUpdate, FeedFailed
from tui.panes.southbound import FlowPane, SouthboundPane
from tui.panes.southbound_flow import FlowReader
from widgets.line_pane import ASCII_SIGNS

WIDTHS = (38, 58, 77, 112, 158)
HEIGHTS = (2, 9, 14, 19, 43)
TODAY = date(2026, 11, 23)


def views(desk, width: int = 78, height: int = 19) -> list[str]:
    """The text of each view of the pane."""
    pane = SouthboundPane(desk)
    seen: list[str] = []
    while True:
        text = texts_of(list(pane.compose_rows(width, height)))
        if seen and text == seen[-1]:
            return seen
        seen.append(text)
        pane.move(0, 1)


def first(desk, width: int = 78, height: int = 19) -> str:
    return views(desk, width, height)[0]


def everything(desk) -> str:
    return first(desk, 158, 58)


def test_today_has_its_total_and_both_channels_in_billions_and_the_minute_that_they_reach():
    text = first(flow_desk())
    assert "total ▲+2.48   via Shanghai ▲+1.65   via Shenzhen ▲+0.83" in text
    assert "net buy to 10:42, HK$ bn" in text


def test_missing_totals_are_dashes_and_never_zero():
    desk = desk_at()
    give_day(desk, replace(flow_day(TODAY, 9 * BILLION, 642), net_buy=None, shanghai_net_buy=None))
    assert "total –   via Shanghai –" in first(desk)


def test_an_amount_too_small_to_show_has_no_direction():
    desk = desk_at()
    give_day(desk, SouthboundDay(TODAY, -4e6, -4e6, 0.0))
    assert "total =0.00" in first(desk)


@pytest.mark.parametrize(
    ("at", "texts"),
    [
        (
            "2026-10-19 10:42",
            ("no southbound today: Hong Kong closed (Day after Chung Yeung Festival)", "next Tue 20 Oct"),
        ),
        ("2026-10-02 10:42", ("no southbound today: mainland closed (National Day)", "next Thu 8 Oct")),
        ("2026-11-28 10:42", ("no southbound today: both markets closed (weekend)", "next Mon 30 Nov")),
    ],
)
def test_on_a_day_without_connect_the_reason_and_the_next_day_stand_in_place_of_figures(at, texts):
    text = first(flow_desk(at))
    assert all(part in text for part in texts)
    assert "total" not in text
    assert "last day" in text
    assert "today apart" not in text


def test_before_the_open_the_day_before_is_named_and_not_called_today():
    desk = flow_desk("2026-11-23 16:30")
    give_history(desk, (*daily(TODAY), SouthboundDaily(TODAY, 9.01 * BILLION, 1e11)))
    desk.clock.follow(moment("2026-11-24 08:30"))
    text = first(desk)
    assert "nothing published today yet; figures come from 09:00 on" in text
    assert "last day Mon 23 Nov ▲+9.01" in text
    assert "total" not in text
    assert "10:30" not in text, "no curve"


def test_yesterdays_figures_under_todays_date_are_refused():
    desk = flow_desk("2026-11-23 16:30")
    give_history(desk, (*daily(TODAY), SouthboundDaily(TODAY, 9 * BILLION, 1e11)))
    desk.clock.follow(moment("2026-11-24 09:40"))
    give_day(desk, replace(flow_day(TODAY, 9 * BILLION), date=date(2026, 11, 24)))
    text = first(desk)
    assert "nothing published today yet" in text
    assert "total" not in text


def test_a_provider_that_says_not_a_trading_day_is_believed():
    desk = desk_at()
    give_day(desk, replace(flow_day(TODAY, 9 * BILLION, 642), trading=False))
    assert "total" not in first(desk)


def test_before_the_first_answer_and_with_a_provider_down_it_says_so():
    desk = desk_at()
    assert "waiting for the first answer" in first(desk)
    desk.state.apply(FeedFailed(Feed.SOUTHBOUND, desk.now(), "eastmoney: refused", moment("2026-11-23 10:45")))
    assert "eastmoney: refused · since 10:42 · retry 10:45:00" in first(desk)


def test_old_flow_says_of_when_it_is_how_old_and_why():
    desk = flow_desk()
    pass_seconds(desk, 400)
    desk.state.apply(FeedFailed(Feed.SOUTHBOUND, moment("2026-11-23 10:44"), "eastmoney: refused", None))
    rows = SouthboundPane(desk).compose_rows(78, 19)
    assert "old: eastmoney 10:42, 6m · eastmoney: refused · since 10:44" in text_of(rows[1])
    assert roles_of(rows[1]) == {"warn"}


def test_a_flow_that_stopped_before_the_close_is_old_until_the_day_is_published():
    desk = flow_desk()
    pass_seconds(desk, 6 * 3600 + 18 * 60)
    assert desk.now() == moment("2026-11-23 17:00") and "old: eastmoney 10:42" in everything(desk)
    give_history(desk, (*daily(TODAY), SouthboundDaily(TODAY, 3 * BILLION)))
    assert "old: eastmoney" not in everything(desk)


def test_a_failure_is_told_before_the_figures_are_old():
    desk = flow_desk()
    desk.state.apply(FeedFailed(Feed.SOUTHBOUND, desk.now(), "eastmoney: refused", None))
    text = first(desk)
    assert "eastmoney: refused · since 10:42" in text
    assert "old" not in text


@pytest.mark.parametrize(
    ("at", "note"),
    [
        ("2026-11-23 09:10", "pre-open since 09:00 · no-cancel auction at 09:15"),
        ("2026-11-23 12:30", "lunch since 12:00 · open at 13:00"),
        ("2026-11-23 16:20", "closed since 16:10 · final figures and active names from 16:30 on"),
        ("2026-12-24 10:30", "morning only: Hong Kong half day (Christmas Eve)"),
    ],
)
def test_a_market_at_rest_says_since_when_and_what_comes_next(at, note):
    assert note in first(flow_desk(at))


def test_while_hong_kong_trades_nothing_is_noted():
    assert first(flow_desk()).split("\n")[1].startswith("total")


def test_final_figures_are_called_final_and_their_bar_does_not_stand_apart():
    desk = flow_desk("2026-11-23 18:00")
    assert "today apart" in everything(desk)
    give_history(desk, (*daily(TODAY), SouthboundDaily(TODAY, 9.01 * BILLION, 1e11)))
    text = everything(desk)
    assert "closed since 16:10 · figures are final · next Tue 24 Nov" in text
    assert "total ▲+9.01" in text
    assert "today apart" not in text
    assert "11-23" in text


def test_bars_leave_out_days_on_which_connect_was_shut():
    desk = flow_desk("2026-10-20 10:42")
    shut = SouthboundDaily(date(2026, 10, 19), 77 * BILLION)
    give_history(desk, (*daily(date(2026, 10, 20)), shut))
    assert "+77.0" not in everything(desk)


def test_the_usual_day_lies_behind_todays_curve_only_where_it_is_known():
    def is_drawn(desk) -> bool:
        return any(line.rstrip().endswith("avg") for line in first(desk).split("\n")[4:])

    assert is_drawn(flow_desk())
    assert not is_drawn(flow_desk(past_days=0))


def test_the_usual_day_is_worked_out_once_for_its_days():
    reader = FlowReader(flow_desk())
    assert reader.usual((600, 601)) is reader.usual((600, 601))


def test_northbound_stands_where_it_would_be_looked_for():
    assert "no northbound net since Aug 2024" in first(flow_desk()).split("\n")[0]
    assert "northbound net buy: not published since Aug 2024" in everything(flow_desk())


def test_net_buy_turnover_and_quota_are_told_apart():
    text = everything(flow_desk())
    assert "turnover 100.0 = 25.0% of HK" in text
    assert "quota: RMB 42 bn a day and channel" in text
    assert "balance is published only below 30% left" in everything_in_one_column(flow_desk())
    assert "net buy alone takes 4% via Shanghai, 2% via Shenzhen" in everything_in_one_column(flow_desk())


def everything_in_one_column(desk) -> str:
    return " ".join("\n".join(views(desk)).split())


def test_sources_and_their_stamps_are_named():
    text = everything_in_one_column(flow_desk())
    assert "sources: net buy eastmoney 10:42, days to Fri 20 Nov eastmoney 10:42" in text
    assert "HSI tencent 10:42" in text


def test_the_most_active_names_say_of_which_day_they_are():
    text = everything(flow_desk())
    assert "most active, Fri 20 Nov · today's list from 16:30 on" in text
    rows = {line.split()[-5]: line.split()[-4:] for line in text.split("\n") if ".HK" in line}
    assert rows["Tencent"] == ["00700.HK", "▲+3.00", "9.00", "SH+SZ"]
    assert rows["BYD"] == ["01211.HK", "▼-2.00", "4.00", "SH"]
    assert rows["紫金矿业"] == ["02899.HK", "–", "0.90", "SZ"]


def test_todays_list_needs_no_hint_that_it_will_come():
    desk = flow_desk("2026-11-23 17:00")
    give_names(desk, TODAY)
    text = everything(desk)
    assert "most active, Mon 23 Nov" in text
    assert "today's list" not in text


def test_before_anything_is_known_the_pane_waits():
    desk = desk_at()
    assert everything(desk).split("\n")[1:] == ["waiting for the first answer"]
    holiday = desk_at("2026-10-01 10:42")
    assert "no southbound today: both markets closed (National Day)" in everything(holiday)


def test_without_a_list_of_names_the_reason_stands_there():
    desk = desk_at()
    give_history(desk, daily(TODAY))
    assert "most active: waiting for the first answer" in everything(desk)
    desk.state.apply(FeedFailed(Feed.ACTIVE_NAMES, desk.now(), "hkex: no file yet", None))
    assert "most active: hkex: no file yet · since 10:42" in everything(desk)


def test_names_beyond_the_room_are_counted():
    desk = flow_desk()
    names_view = next(view for view in views(desk, 58, 12) if "most active" in view)
    assert "… " in names_view
    hidden = int(names_view.split("… ")[1].split()[0])
    shown = sum(".HK" in line for line in names_view.split("\n"))
    assert shown + hidden == len(names(TODAY).names)


def test_a_name_from_outside_cannot_bring_control_signs():
    desk = flow_desk()
    listed = names(TODAY)
    evil = replace(listed.names[-1], name_zh="bad\x1b[31m\nname")
    desk.state.apply(ActiveNamesUpdate(source_of(desk), replace(listed, names=(evil,))))
    assert "\x1b" not in everything(desk)


def test_keys_turn_the_views_and_stop_at_both_ends():
    pane = SouthboundPane(flow_desk())
    titles = [text_of(pane.compose_rows(78, 19)[0])]
    for step in (-1, 10, 1, 1, 1, -1):
        pane.move(0, step)
        titles.append(text_of(pane.compose_rows(78, 19)[0]))
    places = [title.split("HK$ bn  ")[1][:3] for title in titles]
    assert places == ["1/3", "1/3", "2/3", "3/3", "3/3", "3/3", "2/3"]


def test_every_view_begins_with_the_total():
    seen = views(flow_desk())
    assert len(seen) > 1
    assert all("total ▲+2.48" in view for view in seen)


def test_a_wide_room_shows_everything_at_once():
    [only] = views(flow_desk(), 158, 43)
    assert all(part in only for part in ("pace", "20 days", "most active", "last 20 days", "quota", "sources"))


def test_the_page_has_the_same_without_the_number_of_a_pane():
    rows = FlowPane(flow_desk()).compose_rows(158, 43)
    assert text_of(rows[0]).startswith("Southbound flow  net buy to 10:42, HK$ bn")


MARKETS = {
    "trading": lambda language: flow_desk(net=40 * BILLION, language=language),
    "selling": lambda language: flow_desk("2026-11-23 15:42", net=-40 * BILLION, hsi_pct=3.0, language=language),
    "half day": lambda language: flow_desk("2026-12-24 13:00", language=language),
    "shut": lambda language: flow_desk("2026-10-19 10:42", language=language),
    "bare": lambda language: flow_desk(past_days=0, language=language),
}


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_every_size(market, width, language):
    desk = MARKETS[market](language)
    for height in HEIGHTS:
        pane = SouthboundPane(desk)
        for _ in range(4):
            assert_fits(pane.compose_rows(width, height), width, height)
            pane.move(0, 1)


def test_without_unicode_every_sign_has_another():
    pane = SouthboundPane(flow_desk("2026-11-23 15:42", hsi_pct=-1.2, glyphs="ascii"))
    drawn = texts_of(list(pane.compose_rows(78, 19))).translate(ASCII_SIGNS)
    assert drawn.isascii(), [char for char in drawn if not char.isascii()]
