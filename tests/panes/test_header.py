"""What the header says in each state that a reader must tell apart."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW, desk_at, give_all, moment, pass_seconds, text_of
from tui.market.health import Feed, ProviderHealth, ProviderStatus
from tui.market.updates import FeedFailed, HealthUpdate
from tui.panes.header import header_row
from widgets.text import width_of

WIDTHS = (40, 60, 80, 100, 120, 160, 200)


def test_before_the_first_answer_it_says_that_it_waits():
    assert "waiting for the first answer" in text_of(header_row(desk_at(), 160))


def test_a_live_feed_is_named_with_its_age():
    desk = desk_at()
    give_all(desk)
    pass_seconds(desk, 2)
    assert text_of(header_row(desk, 160)).endswith("tencent 2s")


def test_where_the_provider_has_no_room_its_age_stays():
    desk = desk_at(simulated=True)
    give_all(desk)
    pass_seconds(desk, 2)
    assert text_of(header_row(desk, 64)).endswith(" tencent 2s")
    assert text_of(header_row(desk, 58)).endswith("  2s")


def test_both_sessions_stand_with_what_comes_next():
    text = text_of(header_row(desk_at("2026-11-23 11:45"), 160))
    assert "Mainland lunch · open in 1h15" in text
    assert "Hong Kong open · lunch in 15m" in text


def test_a_holiday_is_named():
    text = text_of(header_row(desk_at("2026-10-19 10:00"), 200))
    assert "Hong Kong holiday (" in text
    assert "Mainland open" in text


def test_a_resting_provider_is_named_with_its_reason_beside_the_one_that_speaks():
    desk = desk_at()
    give_all(desk)
    health = ProviderHealth("tencent", Feed.QUOTES, ProviderStatus.RESTING, desk.now(), "refused: 500")
    desk.state.apply(HealthUpdate(health))
    give_all(desk, provider="sina")
    assert "tencent refused: 500 → sina 0s" in text_of(header_row(desk, 160))
    assert text_of(header_row(desk, 80)).endswith(" → sina 0s")


def test_a_failing_provider_that_nobody_needs_is_not_mentioned():
    desk = desk_at()
    give_all(desk)
    health = ProviderHealth("sina", Feed.QUOTES, ProviderStatus.RESTING, desk.now(), "no connection")
    desk.state.apply(HealthUpdate(health))
    assert "sina" not in text_of(header_row(desk, 160))


def test_when_nobody_answers_it_says_since_when_why_and_what_happens_next():
    desk = desk_at()
    give_all(desk)
    desk.state.apply(FeedFailed(Feed.QUOTES, desk.now(), "tencent timed out", moment("2026-11-23 10:43")))
    text = text_of(header_row(desk, 160))
    assert "NO FEED" in text
    assert "since 10:42 retry 10:43:00 · tencent timed out" in text
    assert "since 10:42 retry 10:43:00" in text_of(header_row(desk, 80))


@pytest.mark.parametrize("all_failed", [False, True])
def test_a_reason_is_never_cut_within_a_number(all_failed):
    desk = desk_at()
    give_all(desk)
    retry_at = moment("2026-11-23 10:43")
    if all_failed:
        desk.state.apply(FeedFailed(Feed.QUOTES, desk.now(), "tencent refused with 503", retry_at))
    else:
        resting = ProviderHealth(
            "tencent", Feed.QUOTES, ProviderStatus.RESTING, desk.now(), "refused with 503", retry_at
        )
        desk.state.apply(HealthUpdate(resting))
        give_all(desk, provider="sina")
    for width in range(60, 140):
        text = text_of(header_row(desk, width))
        assert width_of(header_row(desk, width)) <= width
        assert set(re.findall(r"[\d:]+(?=…)", text)) <= {"503", "10:43:00"}, text


def test_simulated_data_are_marked_in_every_width_and_language():
    for language, mark in (("en", "SIMULATED"), ("zh", "模拟")):
        desk = desk_at(simulated=True, view=replace(VIEW, language=language))
        assert all(mark in text_of(header_row(desk, width)) for width in WIDTHS)


def test_a_day_beyond_the_verified_calendar_says_so():
    assert "provisional" in text_of(header_row(desk_at("2027-03-01 10:00"), 200))
    assert "provisional" not in text_of(header_row(desk_at("2026-12-01 10:00"), 200))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_never_overflows_and_never_ends_within_a_word(width, language):
    desk = desk_at(view=replace(VIEW, language=language))
    give_all(desk)
    row = header_row(desk, width)
    assert width_of(row) <= width
    assert text_of(row).endswith("tencent 0s")
