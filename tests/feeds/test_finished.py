"""When a session is over for good, and when the tables of a Stock Connect day may be out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.feeds.fakes import CALENDARS
from tui.feeds.finished import last_finished, last_published, next_final, next_publication
from tui.market.instruments import Market


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("market", "moment", "last"),
    [
        (Market.HONG_KONG, "2025-06-03T16:24", "2025-06-02"),
        (Market.HONG_KONG, "2025-06-03T16:25", "2025-06-03"),
        (Market.MAINLAND, "2025-06-03T09:00", "2025-05-30"),  # Monday was a holiday of the mainland alone
        (Market.MAINLAND, "2025-06-03T15:15", "2025-06-03"),
        (Market.HONG_KONG, "2025-12-24T12:24", "2025-12-23"),  # a half day
        (Market.HONG_KONG, "2025-12-24T12:25", "2025-12-24"),
        (Market.UNITED_STATES, "2025-06-04T04:14", "2025-06-02"),  # 16:14 in New York
        (Market.UNITED_STATES, "2025-06-04T04:15", "2025-06-03"),
        (Market.UNITED_STATES, "2025-06-08T12:00", "2025-06-06"),
    ],
)
def test_last_finished_session(market, moment, last):
    assert last_finished(market, at(moment), CALENDARS) == date.fromisoformat(last)


def test_the_next_session_to_be_final_is_the_earlier_of_both_markets():
    assert next_final(at("2025-06-03T10:00"), CALENDARS) == at("2025-06-03T15:15")
    assert next_final(at("2025-06-03T15:15"), CALENDARS) == at("2025-06-03T16:25")
    assert next_final(at("2025-06-03T16:25"), CALENDARS) is None
    assert next_final(at("2025-06-07T10:00"), CALENDARS) is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-06-03T16:29", "2025-05-30"),  # the day before was one of Hong Kong alone
        ("2025-06-03T16:30", "2025-06-03"),
        ("2025-06-07T20:00", "2025-06-06"),
    ],
)
def test_newest_day_that_may_be_published(moment, day):
    assert last_published(at(moment), CALENDARS) == date.fromisoformat(day)


def test_the_next_publication_is_todays_or_tomorrows():
    assert next_publication(at("2025-06-03T10:00")) == at("2025-06-03T16:30")
    assert next_publication(at("2025-06-03T16:30")) == at("2025-06-04T16:30")
