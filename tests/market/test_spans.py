"""How far back a claim reaches, told as market wraps tell it; every number of days at every edge."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.market.highs import Extreme, closing_high_low, intraday_high_low
from tui.market.spans import RECORD, span_of_history, span_since, whole_months

TODAY = date(2025, 6, 3)


@pytest.mark.parametrize(
    ("since", "tag", "words", "words_zh"),
    [
        ("2025-05-27", "1-wk", "in one week", "1周"),
        ("2025-05-26", "1-wk", "in one week", "1周"),
        ("2025-05-24", "1-wk", "in one week", "1周"),  # 10 days
        ("2025-05-23", "1-wk", "in about two weeks", "约2周"),  # 11 days
        ("2025-05-21", "1-wk", "in about two weeks", "约2周"),
        ("2025-05-20", "2-wk", "in two weeks", "2周"),
        ("2025-05-17", "2-wk", "in two weeks", "2周"),  # 17 days
        ("2025-05-16", "2-wk", "in about three weeks", "约3周"),
        ("2025-04-12", "7-wk", "in seven weeks", "7周"),  # 52 days
        ("2025-04-09", "7-wk", "in about eight weeks", "约8周"),  # 55 days
        ("2025-04-08", "8-wk", "in nearly two months", "近2个月"),  # 56 days
        ("2025-04-04", "8-wk", "in nearly two months", "近2个月"),
        ("2025-04-03", "2-mo", "in two months", "2个月"),
        ("2025-04-02", "2-mo", "in over two months", "逾2个月"),
        ("2025-03-20", "2-mo", "in over two months", "逾2个月"),  # the reference day's own
        ("2025-03-14", "2-mo", "in over two months", "逾2个月"),  # three months less 11 days
        ("2025-03-13", "2-mo", "in nearly three months", "近3个月"),
        ("2025-03-04", "2-mo", "in nearly three months", "近3个月"),
        ("2025-03-03", "3-mo", "in three months", "3个月"),
        ("2024-08-03", "10-mo", "in ten months", "10个月"),
        ("2024-07-03", "11-mo", "in 11 months", "11个月"),
        ("2024-06-03", "12-mo", "in 12 months", "12个月"),
        ("2023-10-03", "20-mo", "in 20 months", "20个月"),
        ("2023-06-14", "23-mo", "in over 23 months", "逾23个月"),
        ("2023-06-13", "23-mo", "in nearly 24 months", "近24个月"),
        ("2023-06-04", "23-mo", "in nearly 24 months", "近24个月"),
        ("2023-06-03", "2-yr", "since June 2023", "2023年6月以来"),
        ("2022-06-04", "2-yr", "since June 2022", "2022年6月以来"),
        ("2022-06-03", "3-yr", "since June 2022", "2022年6月以来"),
        ("2021-10-08", "3-yr", "since October 2021", "2021年10月以来"),
    ],
)
def test_the_gap_in_words(since, tag, words, words_zh):
    span = span_since(date.fromisoformat(since), TODAY)
    assert (span.tag_en, span.words_en, span.words_zh) == (tag, words, words_zh)
    assert span.tag_zh == tag.replace("-wk", "周").replace("-mo", "个月").replace("-yr", "年")


@pytest.mark.parametrize(
    ("since", "today", "months"),
    [
        ("2025-01-31", "2025-02-27", 0),
        ("2025-01-31", "2025-02-28", 1),
        ("2024-12-31", "2025-02-28", 2),
        ("2024-02-29", "2025-02-28", 12),
        ("2025-02-28", "2025-03-27", 0),
        ("2025-02-28", "2025-03-28", 1),
        ("2024-12-15", "2025-01-14", 0),
    ],
)
def test_a_month_is_over_on_its_day_or_on_the_last_of_a_shorter_one(since, today, months):
    assert whole_months(date.fromisoformat(since), date.fromisoformat(today)) == months


@given(st.dates(date(2000, 1, 1), date(2026, 12, 31)), st.integers(7, 2000))
def test_a_tag_never_claims_more_than_is_so(today, days):
    since = today - timedelta(days=days)
    count, unit = span_since(since, today).tag_en.split("-")
    months = whole_months(since, today)
    whole = {"wk": days // 7, "mo": months, "yr": months // 12}[unit]
    assert int(count) == whole > 0


@given(st.dates(date(2000, 1, 1), date(2026, 12, 31)), st.integers(7, 800))
def test_over_nearly_and_about_are_said_when_they_are_so(today, days):
    since = today - timedelta(days=days)
    words = span_since(since, today).words_en
    months = whole_months(since, today)
    if days < 56:
        assert ("about" in words) == (days % 7 >= 4)
        assert "over" not in words and "nearly" not in words
    elif months < 24:
        left = min(n for n in range(40) if whole_months(since, today + timedelta(days=n)) > months)
        assert ("nearly" in words) == (left <= 10)
        exact = whole_months(since, today - timedelta(days=1)) < months
        assert ("over" in words) == (left > 10 and not exact)
    else:
        assert words == f"since {since:%B %Y}"


@pytest.mark.parametrize(
    ("first", "tag", "words", "words_zh"),
    [
        ("2022-06-01", "3-yr", "in at least three years", "至少3年"),
        ("2024-06-03", "1-yr", "in at least one year", "至少1年"),
        ("2024-06-04", "11-mo", "in at least 11 months", "至少11个月"),
        ("2025-01-02", "5-mo", "in at least five months", "至少5个月"),
        ("2025-04-08", "1-mo", "in at least one month", "至少1个月"),
        ("2025-04-09", "7-wk", "in at least seven weeks", "至少7周"),
        ("2025-05-12", "3-wk", "in at least three weeks", "至少3周"),
        ("2025-05-27", "1-wk", "in at least one week", "至少1周"),
    ],
)
def test_a_history_that_is_too_short_claims_only_its_length(first, tag, words, words_zh):
    span = span_of_history(date.fromisoformat(first), TODAY)
    assert (span.tag_en, span.words_en, span.words_zh) == (tag, words, words_zh)


def test_a_history_of_less_than_a_week_claims_nothing():
    assert span_of_history(date(2025, 5, 28), TODAY) is None


OVER_TWO_MONTHS = span_since(date(2025, 3, 20), TODAY)


def test_a_close_in_words():
    told = closing_high_low(Extreme.HIGH, date(2025, 3, 20), OVER_TWO_MONTHS, final=True)
    assert (told.tag_en, told.phrase_en) == ("2-mo high", "highest close in over two months")
    assert (told.tag_zh, told.phrase_zh) == ("2个月新高", "创逾2个月收市新高")
    low = closing_high_low(Extreme.LOW, None, RECORD, final=True)
    assert (low.tag_en, low.phrase_en) == ("record low", "lowest close on record")
    assert (low.tag_zh, low.phrase_zh) == ("历史新低", "创历史收市新低")


def test_before_the_close_it_is_only_on_course():
    told = closing_high_low(Extreme.HIGH, date(2025, 3, 20), OVER_TWO_MONTHS, final=False)
    assert told.phrase_en == "on course for its highest close in over two months"
    assert told.phrase_zh == "有望创逾2个月收市新高"
    assert told.tag_en == "2-mo high"


@pytest.mark.parametrize("final", [True, False])
def test_a_days_own_high_has_been_made(final):
    told = intraday_high_low(Extreme.HIGH, date(2025, 3, 20), OVER_TWO_MONTHS, final=final)
    assert (told.tag_en, told.phrase_en) == ("2-mo intraday high", "highest intraday level in over two months")
    assert (told.tag_zh, told.phrase_zh) == ("2个月盘中新高", "盘中创逾2个月新高")
    assert told.final is final


def test_chinese_superlatives_last():
    assert OVER_TWO_MONTHS.lasting_zh == "逾2个月来"
    assert span_since(date(2022, 6, 1), TODAY).lasting_zh == "2022年6月以来"
    assert RECORD.lasting_zh == "历史"
