"""The page of health in odd states: nobody asked, never answered, resting, offline, simulated, history in trouble."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW, assert_fits, desk_at, give_quotes, pass_seconds, quote_of, roles_of, texts_of
from tests.screens.health_app import AROUND, BUDGETS, OWN, TERMINAL, give_health
from tui.market.health import Feed, ProviderHealth, ProviderStatus
from tui.market.own_calendars import OwnCalendar
from tui.market.updates import (
    BudgetsUpdate,
    FeedFailed,
    HealthUpdate,
    HistoryTrouble,
    OwnCalendarsUpdate,
    RestoredUpdate,
)
from tui.panes.health import body_rows
from tui.panes.health_ages import age_rows
from tui.panes.health_around import bytes_text, settings_rows, terminal_rows
from tui.panes.health_feeds import asked, budget_rows, feed_rows
from tui.panes.surroundings import NO_SURROUNDINGS, Surroundings, nothing_written

SIZE = (80, 24)


def line_with(rows, *words: str) -> str:
    return next(line for line in texts_of(rows).split("\n") if all(word in line for word in words))


def test_before_anybody_was_asked_every_provider_of_the_settings_stands_there_unasked():
    desk = desk_at()
    rows = feed_rows(desk, 78)
    assert len(rows) == 1 + len(list(asked(desk)))
    assert texts_of(rows).count("not asked") == len(rows) - 1
    assert "nothing limited" in texts_of(budget_rows(desk, 78))
    assert texts_of(age_rows(desk, 78)).count("no answer yet") == 8


def test_an_answer_tells_its_age_the_spread_of_latencies_and_the_failures_before():
    desk = desk_at()
    give_health(desk)
    pass_seconds(desk, 60)
    assert line_with(feed_rows(desk, 78), "quotes", "tencent").split() == [
        *("quotes", "tencent", "answering", "1m", "0.08", "0.31", "100", "1"),
    ]


def test_who_rests_tells_since_when_why_and_until_when():
    desk = desk_at("2026-11-23 10:42")
    give_health(desk)
    rows = feed_rows(desk, 78)
    assert line_with(rows, "sina", "resting").endswith("10:46:00")
    assert "  refused 7×, timed out 2×\n  since 10:42 · refused: hq.sinajs.cn: HTTP status 403\n" in texts_of(rows)


def test_who_never_answered_has_dashes_and_no_zero():
    desk = desk_at()
    give_health(desk)
    assert line_with(feed_rows(desk, 78), "southbound", "failing").split()[3:6] == ["–", "–", "–"]


def test_a_provider_outside_of_the_settings_that_told_of_its_health_is_shown_too():
    desk = desk_at()
    desk.state.apply(HealthUpdate(ProviderHealth("mirror", Feed.RATES, ProviderStatus.ANSWERING, desk.now())))
    assert "mirror" in texts_of(feed_rows(desk, 78))


def test_a_budget_that_is_used_up_is_amber():
    desk = desk_at()
    desk.state.apply(BudgetsUpdate(BUDGETS))
    used, spent = budget_rows(desk, 78)
    assert "warn" not in roles_of(used) and "warn" in roles_of(spent)
    assert "41" not in texts_of([used]) and "19 of  60 left, 7 at once" in texts_of([used])


def test_offline_each_kind_of_data_tells_why_it_is_not_there():
    desk = desk_at()
    desk.state.apply(FeedFailed(Feed.SOUTHBOUND, desk.now(), "eastmoney: no connection", None))
    rows = age_rows(desk, 78)
    assert line_with(rows, "southbound", "no connection").startswith("southbound ")


def test_quotes_that_nobody_confirms_turn_grey_and_tell_their_own_stamp():
    desk = desk_at("2026-11-23 10:42")
    give_quotes(desk, quote_of(desk, "HSI"))
    assert "stale" not in roles_of(age_rows(desk, 78)[1])
    pass_seconds(desk, 600)
    row = age_rows(desk, 78)[1]
    assert "10m  tencent  2026-11-23 10:42:00" in texts_of([row]) and "stale" in roles_of(row)


@pytest.mark.parametrize(
    ("update", "told"),
    [
        (lambda desk: HistoryTrouble(desk.now(), "disk full"), "disk full"),
        (lambda desk: RestoredUpdate(desk.now() - timedelta(days=1)), "from disk, as of Sun 22 Nov 2026 10:42"),
    ],
)
def test_history_tells_its_trouble_or_that_all_is_from_disk(update, told):
    desk = desk_at("2026-11-23 10:42")
    assert line_with(age_rows(desk, 78), "history").endswith("kept")
    desk.state.apply(update(desk))
    assert line_with(age_rows(desk, 78), "history").endswith(told)


def test_a_simulated_market_keeps_no_history():
    assert line_with(age_rows(desk_at(simulated=True), 78), "history").endswith("–")


def test_calendars_of_the_readers_own_tell_what_is_wrong_with_them():
    desk = desk_at()
    desk.state.apply(OwnCalendarsUpdate((OwnCalendar("cal.example.com", None, (), ("refused: HTTP status 403",)),)))
    assert line_with(age_rows(desk, 78), "cal.example.com").endswith("cal.example.com – refused: HTTP status 403")


def test_without_surroundings_there_are_dashes_and_the_size():
    desk = desk_at()
    assert "80×24" in texts_of(terminal_rows(desk, NO_SURROUNDINGS, SIZE, 78))
    assert line_with(terminal_rows(desk, NO_SURROUNDINGS, SIZE, 78), "written").endswith("not counted")
    assert texts_of(settings_rows(desk, NO_SURROUNDINGS, 78)).endswith("–")


def test_settings_tell_their_mistakes_and_that_there_is_no_file():
    desk = desk_at()
    wrong = Surroundings(
        TERMINAL, replace(OWN, own_file=None, differing=(), mistakes=("mine.toml:3: bad",)), nothing_written
    )
    assert texts_of(settings_rows(desk, wrong, 78)).endswith(
        "your file         none: the defaults hold\nmistake: mine.toml:3: bad"
    )


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 B"), (999, "999 B"), (14_230, "14.2 kB"), (1_312_400, "1.3 MB"), (2.5e9, "2500.0 MB")]
)
def test_bytes_are_told_in_their_size(count, text):
    assert bytes_text(count) == text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [38, 58, 78, 118, 149, 150, 198])
def test_no_row_is_wider_than_there_is_room_for(width, language):
    desk = desk_at(view=replace(VIEW, language=language))
    give_health(desk)
    assert_fits(body_rows(desk, AROUND, SIZE, width), width, 1000)


def test_hostile_words_of_a_provider_cannot_reach_the_terminal():
    desk = desk_at()
    health = ProviderHealth("tencent", Feed.QUOTES, ProviderStatus.FAILING, desk.now(), "\x1b]0;own\x07ed\nrow")
    desk.state.apply(HealthUpdate(health))
    assert "\x1b" not in texts_of(feed_rows(desk, 78)) and "\x07" not in texts_of(feed_rows(desk, 78))
