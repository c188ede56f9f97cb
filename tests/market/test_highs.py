"""Highs and lows against a plain reference, and the words for them."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.market.highs import LEAST_TRADING_DAYS, Extreme, high_or_low
from tui.market.series import Bar

TODAY = date(2025, 6, 3)


def bar(day: date, close: float) -> Bar:
    return Bar(day, close, close, close, close)


def history(peak_day: str, *, first: str = "2022-06-01") -> list[Bar]:
    """Weekdays of low closes, with a single higher one on the peak day."""
    start, peak = date.fromisoformat(first), date.fromisoformat(peak_day)
    days = [start + timedelta(days=number) for number in range((TODAY - start).days)]
    return [bar(day, 120.0 if day == peak else 90.0) for day in days if day.weekday() < 5]


def found(peak_day: str, **options):
    result = high_or_low(history(peak_day), TODAY, 110.0, final=True, **options)
    assert result is not None
    assert result.since == date.fromisoformat(peak_day)
    return result


@pytest.mark.parametrize(
    ("peak_day", "tag", "words"),
    [
        ("2025-05-27", "1-wk", "in one week"),
        ("2025-05-26", "1-wk", "in over one week"),
        ("2025-04-09", "7-wk", "in over seven weeks"),
        ("2025-04-08", "8-wk", "in nearly two months"),
        ("2025-04-03", "2-mo", "in two months"),
        ("2025-04-02", "2-mo", "in over two months"),
        ("2025-03-19", "2-mo", "in over two months"),
        ("2025-03-13", "2-mo", "in nearly three months"),
        ("2024-06-03", "12-mo", "in 12 months"),
        ("2023-06-05", "23-mo", "in nearly 24 months"),
        ("2023-06-02", "2-yr", "since June 2023"),
        ("2022-06-01", "3-yr", "since June 2022"),
    ],
)
def test_the_gap_is_told_as_market_wraps_tell_it(peak_day, tag, words):
    result = found(peak_day)
    assert result.tag_en == f"{tag} high"
    assert result.phrase_en == f"highest close {words}"


def test_before_the_close_it_is_only_on_course():
    result = high_or_low(history("2025-03-19"), TODAY, 110.0, final=False)
    assert result.phrase_en == "on course for its highest close in over two months"
    assert result.phrase_zh == "有望创逾2个月收市新高"
    assert not result.final


def test_the_words_exist_in_chinese():
    result = found("2025-03-19")
    assert (result.tag_zh, result.phrase_zh) == ("2个月新高", "创逾2个月收市新高")
    assert found("2022-06-01").phrase_zh == "创2022年6月以来收市新高"


def test_lows_mirror_highs():
    mirrored = [bar(item.date, 200.0 - item.close) for item in history("2025-03-19")]
    result = high_or_low(mirrored, TODAY, 90.0, final=True)
    assert (result.extreme, result.tag_en) == (Extreme.LOW, "2-mo low")
    assert result.phrase_en == "lowest close in over two months"
    assert result.phrase_zh == "创逾2个月收市新低"


@pytest.mark.parametrize(
    ("first", "tag", "phrase"),
    [
        ("2022-06-01", "3-yr high", "highest close in at least three years"),
        ("2025-01-02", "5-mo high", "highest close in at least five months"),
        ("2025-05-12", "3-wk high", "highest close in at least three weeks"),
    ],
)
def test_a_history_that_is_too_short_claims_no_record(first, tag, phrase):
    result = high_or_low(history("2020-01-01", first=first), TODAY, 110.0, final=True)
    assert (result.since, result.tag_en, result.phrase_en) == (None, tag, phrase)


def test_a_whole_history_makes_a_record():
    result = high_or_low(history("2020-01-01"), TODAY, 110.0, final=True, from_base_date=True)
    assert (result.tag_en, result.phrase_en) == ("record high", "highest close on record")
    assert result.phrase_zh == "创历史收市新高"


def test_a_close_within_the_range_of_the_week_is_not_told():
    assert high_or_low(history("2025-05-28"), TODAY, 110.0, final=True) is None
    assert high_or_low(history("2025-03-19")[:4], TODAY, 110.0, final=True) is None


def test_bars_of_today_and_later_do_not_count():
    bars = [*history("2025-03-19"), bar(TODAY, 500.0), bar(TODAY + timedelta(days=1), 500.0)]
    assert high_or_low(bars, TODAY, 110.0, final=True).since == date(2025, 3, 19)


def reference(closes: list[float], last: float) -> tuple[Extreme, int | None] | None:
    """By the book: walk back until a close reached as far; (which end, index of that close)."""
    for extreme, reaches in ((Extreme.HIGH, lambda close: close >= last), (Extreme.LOW, lambda close: close <= last)):
        for back in range(1, len(closes) + 1):
            if reaches(closes[-back]):
                if back >= LEAST_TRADING_DAYS:
                    return extreme, len(closes) - back
                break
        else:
            return extreme, None
    return None


@given(closes=st.lists(st.integers(1, 40).map(float), min_size=5, max_size=80), last=st.integers(0, 41).map(float))
@settings(max_examples=500, deadline=None)
def test_the_finding_equals_the_plain_reference(closes, last):
    bars = [bar(TODAY - timedelta(days=len(closes) - number), close) for number, close in enumerate(closes)]
    result = high_or_low(bars, TODAY, last, final=True)
    expected = reference(closes, last)
    if expected is None:
        assert result is None
    else:
        extreme, position = expected
        assert (result.extreme, result.since) == (extreme, None if position is None else bars[position].date)


def test_importing_the_rule_does_not_import_pandas():
    code = "import sys, tui.market.highs; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
