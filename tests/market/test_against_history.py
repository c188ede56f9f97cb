"""The engine of highs, lows, runs, biggest moves and bases: equal to plain loops, and to what wraps said."""

import random
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.market import plain_history as plain
from tui.market.against_history import PastDays, Today, standing_of
from tui.market.highs import Extreme, HighLow
from tui.market.instruments import Kind
from tui.market.known_days import KnownDays, known_days
from tui.market.series import Adjustment, Bar, DailyBars
from tui.market.spans import span_of_history, span_since
from tui.shipped import load_calendars, load_universe

UNIVERSE = load_universe()
CALENDARS = load_calendars()
INDEX, SHARE = UNIVERSE["000300.SH"], UNIVERSE["600036.SH"]
DAY = date(2026, 11, 23)


def flat(day, close, *, high=None, low=None, turnover=None):
    return Bar(day, close, high or close, low or close, close, None, turnover)


def closes(*values, day=DAY, spread=0.0):
    """Bars of the sessions before a day, the last value being yesterday's close."""
    days = CALENDARS.mainland.sessions_before(day, len(values))
    return tuple(
        flat(on, value, high=value + spread, low=value - spread) for on, value in zip(days, values, strict=True)
    )


def standing(bars, last, *, day=DAY, high=None, low=None, final=True, kind=Kind.INDEX, since=None, base_date=None):
    known = KnownDays(tuple(bars), since or bars[0].date)
    past = PastDays(known, day, kind, CALENDARS.mainland, base_date)
    return standing_of("X", past, Today(day, last, high, low, final))


def peaked(peak_day: str, *, first="2022-06-01", day=date(2025, 6, 3)):
    """Weekdays of low closes with a single higher one."""
    start, peak = date.fromisoformat(first), date.fromisoformat(peak_day)
    days = [start + timedelta(days=number) for number in range((day - start).days)]
    return [flat(on, 120.0 if on == peak else 90.0) for on in days if on.weekday() < 5]


def test_the_reference_days_phrase():
    told = standing(peaked("2025-03-20"), 110.0, day=date(2025, 6, 3)).closing
    assert (told.extreme, told.since) == (Extreme.HIGH, date(2025, 3, 20))
    assert told.phrase_en == "highest close in over two months"
    assert told.tag_en == "2-mo high"
    before = standing(peaked("2025-03-20"), 110.0, day=date(2025, 6, 3), final=False)
    assert before.closing.phrase_en == "on course for its highest close in over two months"
    assert not before.final


def test_an_equal_close_ends_the_claim():
    assert standing(closes(9, 8, 8, 8, 10, 7, 7, 7, 7), 10).closing.since == closes(*range(9))[4].date
    assert standing(closes(9, 8, 8, 8, 8, 10, 7, 7, 7), 10).closing is None


def test_lows_mirror_highs():
    told = standing(closes(1, 9, 9, 9, 9, 9), 5).closing
    assert (told.extreme, told.phrase_en) == (Extreme.LOW, "lowest close in one week")


@pytest.mark.parametrize(("ago", "told"), [(4, False), (5, True)])
def test_less_than_five_trading_days_are_not_worth_a_word(ago, told):
    values = [5.0] * 20
    values[-ago] = 9.0
    assert (standing(closes(*values), 7.0).closing is not None) is told


def test_four_days_of_history_say_nothing():
    assert standing(closes(1, 1, 1, 1), 9).closing is None
    assert standing(closes(1, 1, 1, 1, 1), 9).closing.phrase_en == "highest close in at least one week"


def test_a_record_needs_a_history_from_the_base_date():
    bars = closes(*[5.0] * 30)
    for since, base_date, kind, phrase in (
        (None, None, Kind.INDEX, "highest close in at least six weeks"),
        (None, bars[0].date, Kind.INDEX, "highest close on record"),
        (None, bars[0].date - timedelta(days=1), Kind.INDEX, "highest close in at least six weeks"),
        (date(2000, 1, 3), bars[0].date, Kind.STOCK, "highest close in at least six weeks"),
    ):
        assert standing(bars, 9.0, since=since, base_date=base_date, kind=kind).closing.phrase_en == phrase


def test_a_days_high_is_compared_with_highs_and_not_with_closes():
    found = standing(closes(*[5.0] * 30, spread=3.0), 6.0, high=7.9, low=5.5)
    assert found.closing.extreme is Extreme.HIGH
    assert found.intraday is None
    found = standing(closes(*[5.0] * 30, spread=3.0), 5.0, high=8.1, low=5.0)
    assert found.closing is None
    assert found.intraday.phrase_en == "highest intraday level in at least six weeks"


def test_of_a_high_and_a_low_the_one_that_reaches_farther_is_told():
    bars = closes(*[5.0] * 40, spread=1.0)
    wide = [*bars[:10], flat(bars[10].date, 5.0, high=20.0, low=4.0), *bars[11:]]
    assert standing(wide, 5.0, high=8.0, low=2.0).intraday.extreme is Extreme.LOW
    assert standing(wide, 5.0, high=21.0, low=2.0).intraday.extreme is Extreme.HIGH
    assert standing(wide, 5.0, high=None, low=2.0).intraday.extreme is Extreme.LOW


@pytest.mark.parametrize(
    ("values", "last", "days"),
    [
        ((3, 1, 2, 3), 4, 3),
        ((3, 1, 2, 2), 3, 1),
        ((3, 1, 2, 3), 3, None),
        ((1, 3, 2), 1, -2),
        ((1, 2, 3), 4, None),  # the day before the first one is not known
        ((5,), 6, None),
    ],
)
def test_a_run_ends_with_an_unchanged_day(values, last, days):
    run = standing(closes(*values), last).run
    if days is None:
        assert run is None
    else:
        assert (run.days, run.since) == (days, [*(bar.date for bar in closes(*values)), DAY][-abs(days)])


def test_the_biggest_gain_and_loss_in_words():
    values = [100.0, 110.0, *[100.0, 101.0] * 25]
    gain = standing(closes(*values), 108.0).biggest
    assert (gain.gain, gain.since) == (True, closes(*values)[1].date)
    assert (gain.phrase_en, gain.phrase_zh) == (
        "biggest daily gain in nearly three months",
        "创近3个月来最大单日涨幅",
    )
    loss = standing(closes(*values), 50.0, final=False).biggest
    assert (loss.gain, loss.since) == (False, None)
    assert loss.phrase_en == "on course for its biggest daily loss in at least two months"
    assert loss.phrase_zh == "有望创至少2个月来最大单日跌幅"
    assert standing(closes(*values), 101.0).biggest is None


def test_equal_moves_are_equal_however_computers_divide():
    values = [0.8, 0.88, *[0.5] * 10]
    assert 0.88 / 0.8 - 1.0 < 0.55 / 0.5 - 1.0, "both are ten percent"
    assert standing(closes(*values), 0.55).biggest.since == closes(*values)[1].date


def test_periods_count_sessions_back_and_the_year_from_its_last_close():
    values = [float(number) for number in range(300)]
    found = standing(closes(*values), 300.0)
    sessions = CALENDARS.mainland.sessions_before(DAY, 300)
    of_last_year = [value for value, day in zip(values, sessions, strict=True) if day.year == 2025]
    assert found.bases == {"5d": 295.0, "20d": 280.0, "60d": 240.0, "ytd": of_last_year[-1]}
    assert found.change_pct("5d", 590.0) == pytest.approx(100.0)


def test_periods_that_the_bars_do_not_reach_are_unknown():
    assert standing(closes(*[1.0] * 5), 1.0).bases == {"5d": 1.0}
    assert standing(closes(*[1.0] * 4), 1.0).bases == {}
    of_year = len([day for day in CALENDARS.mainland.sessions_before(DAY, 300) if day.year == 2026])
    assert "ytd" not in standing(closes(*[1.0] * of_year), 1.0).bases
    assert "ytd" in standing(closes(*[1.0] * (of_year + 1)), 1.0).bases


def test_a_suspended_share_counts_from_the_close_it_had_then():
    bars = [bar for number, bar in enumerate(closes(*range(1, 31))) if not 20 <= number < 27]
    found = standing(bars, 31.0, kind=Kind.STOCK, since=date(2020, 1, 2))
    assert found.bases == {"5d": 20, "20d": 11}


def test_without_a_calendar_the_bars_are_the_sessions():
    known = KnownDays(closes(*range(1, 31)), DAY)
    found = standing_of("INX", PastDays(known, DAY, Kind.INDEX, None), Today(DAY, 31.0, None, None, True))
    assert found.bases == {"5d": 26.0, "20d": 11.0}


def test_the_year_before_leaves_today_out():
    bars = closes(*[5.0] * 280, spread=1.0)
    found = standing(bars, 9.0, high=9.5, low=1.0)
    assert (found.high_52_weeks, found.low_52_weeks) == (6.0, 4.0)
    assert standing(bars[-200:], 9.0).high_52_weeks is None
    of_the_first_day = [flat(date(2025, 11, 24), 7.0), *(bar for bar in bars if bar.date > date(2025, 11, 24))]
    assert standing(of_the_first_day, 9.0).high_52_weeks == 7.0
    assert standing([flat(date(2025, 11, 25), 7.0), *bars[-200:]], 9.0).high_52_weeks is None
    listed_since = standing(bars[-200:], 9.0, since=date(2025, 1, 2), kind=Kind.STOCK)
    assert listed_since.high_52_weeks == 6.0


def test_the_usual_turnover_is_the_mean_of_twenty_known_days():
    days = CALENDARS.mainland.sessions_before(DAY, 21)
    bars = [flat(day, 5.0, turnover=float(number)) for number, day in enumerate(days)]
    assert standing(bars, 5.0).average_turnover == pytest.approx(10.5)
    assert standing(bars[2:], 5.0).average_turnover is None
    assert standing([*bars[:-1], flat(days[-1], 5.0)], 5.0).average_turnover is None


def random_history(rng: random.Random) -> tuple[date, tuple[date, ...], tuple[Bar, ...]]:
    """Sessions before a day with holes, few different closes, sometimes always the same one."""
    day = rng.choice(SESSION_DAYS)
    sessions = CALENDARS.mainland.sessions_before(day, rng.choice((0, 1, 4, 5, 6, 20, 70, 280, 400)))
    top = rng.choice((1, 3, 30))
    hole = rng.choice((0.0, 0.0, 0.02))
    kept = [on for on in sessions if rng.random() >= hole]
    bars = []
    for on in kept:
        close = rng.randint(1, top)
        high, low = close + rng.randint(0, 2), max(1, close - rng.randint(0, 2))
        bars.append(Bar(on, close, high, low, close, None, None if rng.random() < 0.01 else rng.randint(1, 9)))
    return day, sessions, tuple(bars)


SESSION_DAYS = [date(2026, 1, 2) + timedelta(days=number) for number in range(320)]
SESSION_DAYS = [day for day in SESSION_DAYS if CALENDARS.mainland.is_session(day)]
"""Some stand just after a New Year, a spring festival or a week of holidays."""


@pytest.mark.parametrize("seed", range(500))
def test_the_engine_equals_plain_loops(seed):
    rng = random.Random(seed)
    day, sessions, bars = random_history(rng)
    is_share = rng.random() < 0.5
    whole_from = rng.choice((None, *sessions[:3], *sessions[-8:-6]))
    last_close = bars[-1].close if bars else None
    previous_close = rng.choice((last_close, last_close, None))
    last = rng.randint(1, rng.choice((3, 31)))
    high, low = rng.choice((None, last + rng.randint(0, 3))), rng.choice((None, max(1, last - rng.randint(0, 3))))
    check(day, sessions, bars, whole_from, is_share, previous_close, Today(day, last, high, low, rng.random() < 0.5))


@given(
    data=st.data(),
    day=st.sampled_from(SESSION_DAYS),
    values=st.lists(st.one_of(st.none(), st.integers(1, 12)), max_size=90),
    is_share=st.booleans(),
    last=st.integers(1, 13),
)
@settings(max_examples=200, deadline=None)
def test_the_engine_equals_plain_loops_on_whatever_is_thought_of(data, day, values, is_share, last):
    sessions = CALENDARS.mainland.sessions_before(day, len(values))
    bars = tuple(
        flat(on, value, high=value + data.draw(st.integers(0, 2)))
        for on, value in zip(sessions, values, strict=True)
        if value is not None
    )
    whole_from = data.draw(st.one_of(st.none(), st.sampled_from(sessions or (day,))))
    previous_close = data.draw(st.sampled_from([bars[-1].close if bars else None, None]))
    check(day, sessions, bars, whole_from, is_share, previous_close, Today(day, last, last, last, True))


def check(day, sessions, bars, whole_from, is_share, previous_close, today):
    instrument = SHARE if is_share else INDEX
    later = tuple(flat(day + timedelta(days=number), 1000.0) for number in range(3))
    held = DailyBars(instrument.symbol, Adjustment.NONE, bars + later, whole_from)
    known = known_days(held, day, instrument, CALENDARS.mainland, previous_close)
    days, since = plain.plain_walk(
        [bar.date for bar in bars], sessions, whole_from, is_share, previous_close, bars[-1].close if bars else None
    )
    if known is None:
        assert not days
        return
    reliable = [bar for bar in bars if bar.date in days]
    assert (list(known.bars), known.since) == (reliable, since)

    found = standing_of("X", PastDays(known, day, instrument.kind, CALENDARS.mainland), today)
    assert (found.symbol, found.day, found.final) == ("X", day, today.final)
    assert_told(found.closing, plain.closing(reliable, today.last), day)
    assert_told(found.intraday, plain.intraday(reliable, today.high, today.low), day)
    run = plain.run(reliable, day, today.last)
    assert (found.run and (found.run.days, found.run.since)) == run
    biggest = plain.biggest(reliable, today.last)
    if biggest is None:
        assert found.biggest is None
    else:
        name, kind, since_day = biggest
        assert found.biggest.gain == (name == "gain")
        assert found.biggest.since == (since_day if kind == "since" else None)
        assert f"biggest daily {name} {words(kind, since_day, day)}" in found.biggest.phrase_en
    assert found.bases == plain.bases(reliable, sessions, day, is_share=is_share)
    assert (found.high_52_weeks, found.low_52_weeks) == plain.last_year(reliable, since, day)
    turnover = plain.average_turnover(reliable)
    assert found.average_turnover == (None if turnover is None else pytest.approx(float(turnover)))


def words(kind: str, since: date, day: date) -> str:
    span = span_since(since, day) if kind == "since" else span_of_history(since, day)
    assert span is not None
    return span.words_en


def assert_told(told: HighLow | None, expected: tuple[str, str, date] | None, day: date) -> None:
    if expected is None:
        assert told is None
        return
    name, kind, since = expected
    assert told is not None
    assert (told.extreme.value, told.since) == (name, since if kind == "since" else None)
    assert words(kind, since, day) in told.phrase_en
    assert ("highest" if name == "high" else "lowest") in told.phrase_en


@pytest.mark.parametrize("module", ["tui.market.against_history", "tui.standings_watch", "tui.app"])
def test_importing_the_rules_does_not_import_pandas(module):
    code = f"import sys, {module}; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
