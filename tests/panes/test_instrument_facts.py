from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.panes.desks import (
    CALENDARS,
    SETTINGS,
    UNIVERSE,
    VIEW,
    StoppedClock,
    assert_fits,
    desk_at,
    give_quotes,
    give_standings,
    moment,
    pass_seconds,
    quote_of,
    source_of,
    standing_of,
    text_of,
    texts_of,
)
from tests.panes.instrument_market import (
    CSI,
    HANG_SENG,
    ICBC_A,
    ICBC_H,
    TENCENT,
    give_bars,
    instrument_desk,
    sessions_before,
)
from tui.market.codes import derived_instrument
from tui.market.instruments import Universe
from tui.market.quotes import QuoteState
from tui.market.rates import Rate
from tui.market.series import Minute, MinuteSeries
from tui.market.state import MarketState
from tui.market.updates import PastMinutesUpdate, QuotesUpdate, RateUpdate
from tui.market.zones import new_york
from tui.panes.dayline import trading_minutes
from tui.panes.desk import Desk
from tui.panes.instrument import facts_rows, sectioned
from tui.panes.instrument_figures import amount, millions, names_of, neighbour, twin_of
from tui.panes.prices import price_text_of
from tui.panes.tiles import detail_row

WIDE, TALL = (100, 9), (44, 32)


def texts(desk: Desk, symbol: str, size=WIDE) -> str:
    return texts_of(facts_rows(desk, symbol, *size))


def roles(desk: Desk, symbol: str, text: str, size=WIDE) -> set[str]:
    return {span.role for row in facts_rows(desk, symbol, *size) for span in row if text in span.text}


@pytest.mark.parametrize("size", [WIDE, TALL])
def test_names_figures_ranges_moves_ranks_phrases_and_twin_are_there(size):
    desk = instrument_desk(symbols=(ICBC_H, ICBC_A))
    give_quotes(desk, quote_of(desk, ICBC_H, 2.0, volume=123.4e6), quote_of(desk, ICBC_A, 1.0))
    text = texts(desk, ICBC_H, size)
    for part in ("Industrial and Commercial Bank of China", "工商银行", "01398.HK · HKEX", "Banks"):
        assert part in text
    for part in (
        "102.00 HKD",
        "▲+2.00%",
        "+2.00",
        "10:42:00 tencent",
        "100.00",
        "101.50",
        "99.50",
        "5.00",
        "123",
        "50%",
    ):
        assert part in text, part
    for part in ("day 99.50 ", " 101.50", "52 weeks 60.00 ", " 120.00", "●"):
        assert part in text, part
    for part in ("▲+4.1%", "▲+7.4%", "▼-7.3%", "▲+27.5%"):
        assert part in text, part
    for part in ("x A share 601398.SH 101.00 CNY", "A over H +7.63%"):
        assert part in text, part
    if size is TALL:
        assert "3 rises in a row, since 20 Nov" in text
        assert "rank in Banks" in text
        assert "on course for its highest close in" in text


def test_what_matters_most_stays_where_rows_are_few():
    desk = instrument_desk(symbols=(TENCENT,))
    rows = texts_of(facts_rows(desk, TENCENT, 60, 3)).split("\n")
    assert len(rows) == 3
    assert rows[0].startswith("Tencent")
    assert "HKD" in rows[1]
    assert rows[2].startswith("open ")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("symbol", [TENCENT, ICBC_A, HANG_SENG, CSI, "INX", "VHSI"])
@pytest.mark.parametrize("width", [20, 38, 58, 78, 100, 158, 198])
@pytest.mark.parametrize("height", [2, 5, 9, 32, 50])
def test_every_figure_is_whole_at_every_size(language, symbol, width, height):
    desk = instrument_desk(view=replace(VIEW, language=language), symbols=(symbol,))
    assert_fits(facts_rows(desk, symbol, width, height), width, height)


def test_the_names_stand_in_the_readers_language_first():
    desk = instrument_desk(view=replace(VIEW, language="zh"))
    assert texts(desk, TENCENT).startswith("腾讯控股  Tencent Holdings")


def test_a_share_of_the_readers_own_takes_the_providers_name():
    stranger = derived_instrument("603259.SH")
    desk = desk_at()
    universe = Universe.of([*UNIVERSE, stranger])
    desk = Desk(MarketState(universe), SETTINGS, CALENDARS, StoppedClock(moment("2026-11-24 10:42")), VIEW)
    assert names_of(desk, stranger, None) == ("603259", "")
    quote = replace(quote_of(desk, TENCENT, 1.0), symbol="603259.SH", name_zh="药明康德", currency="CNY")
    desk.state.apply(QuotesUpdate(source_of(desk), (quote,)))
    assert names_of(desk, stranger, quote) == ("药明康德", "")
    for size in (WIDE, TALL):
        text = texts(desk, "603259.SH", size)
        assert "药明康德" in text and "603259.SH · SSE" in text
        assert "limits 90.00 – 110.00" in " ".join(text.split()), text


def test_control_characters_of_a_name_never_reach_the_screen():
    stranger = derived_instrument("603259.SH")
    desk = desk_at()
    quote = replace(quote_of(desk, TENCENT, 1.0), symbol="603259.SH", name_zh="药\x1b[31m明")
    assert names_of(desk, stranger, quote) == ("药[31m明", "")


@pytest.mark.parametrize(
    ("state", "fields", "words"),
    [
        (QuoteState.SUSPENDED, {"last": None}, ["suspended", "100.00 HKD"]),
        (QuoteState.HALTED, {}, ["halted"]),
        (QuoteState.AUCTION, {"last": None, "indicative": 103.0}, ["auction", "indicative 103.00 ▲+3.00%"]),
        (QuoteState.DELISTED, {"last": None}, ["delisted"]),
    ],
)
def test_states_are_told_in_words(state, fields, words):
    desk = instrument_desk()
    give_quotes(desk, quote_of(desk, TENCENT, 1.0, state=state, **fields))
    text = texts(desk, TENCENT)
    assert all(word in text for word in words), text


def test_limits_are_told_on_the_mainland_alone_and_reaching_one_in_a_word():
    desk = instrument_desk()
    give_quotes(desk, quote_of(desk, ICBC_A, 10.0))
    text = texts(desk, ICBC_A)
    assert "limits 90.00 – 110.00" in text
    assert "limit-up" in text and "▲▲+10.00%" in text
    assert "limits" not in texts(desk, TENCENT)
    assert "limits" not in texts(desk, CSI)
    give_quotes(desk, quote_of(desk, ICBC_A, 1.0, limit_up=105.0, limit_down=95.0))
    assert "limits 95.00 – 105.00" in texts(desk, ICBC_A)


def test_an_index_has_no_currency_behind_its_level_no_float_and_no_limits():
    desk = instrument_desk(symbols=(HANG_SENG,))
    text = texts(desk, HANG_SENG)
    assert "HKD   ▲" not in text
    assert "float" not in text
    assert "turnover bn 5.00 HKD" in text


def test_old_figures_are_grey_and_say_since_when():
    desk = instrument_desk()
    pass_seconds(desk, 600)
    text = texts(desk, TENCENT)
    assert "old 10:42" in text
    assert roles(desk, TENCENT, "5.00") == {"stale"}
    assert not {span.role for row in facts_rows(desk, TENCENT, *WIDE) for span in row} & {"up", "down"}
    assert "rises in a row" not in text


def test_late_figures_say_so():
    desk = desk_at()
    give_quotes(desk, quote_of(desk, HANG_SENG, 1.0, delayed=True))
    assert "15m late" in texts(desk, HANG_SENG)


def test_figures_of_another_day_name_it_and_its_standing_is_not_mixed_in():
    desk = desk_at("2026-11-24 10:42")
    give_quotes(desk, quote_of(desk, TENCENT, 1.0, time=desk.now() - timedelta(days=1)))
    give_standings(desk, standing_of(desk, TENCENT, {"5d": 98.0}, high_52_weeks=120.0, low_52_weeks=60.0))
    text = texts(desk, TENCENT)
    assert "23 Nov 10:42:00" in text
    assert "5 days" not in text
    assert "52 weeks –" in text


def test_what_is_not_known_is_a_dash_and_never_zero():
    desk = instrument_desk(symbols=())
    bare = {"open": None, "high": None, "low": None, "turnover": None, "volume": None, "float_value": None}
    give_quotes(desk, quote_of(desk, TENCENT, 1.0, **bare))
    text = texts(desk, TENCENT)
    assert "open –   high –   low –" in text
    assert "turnover bn –   volume m –   float bn –" in text
    assert "of 20-day avg" not in text
    assert "0.00 " not in text.replace("100.00 ", "").replace("101.00 ", "")


@pytest.mark.parametrize(
    ("symbol", "last", "close", "text", "role"),
    [
        (HANG_SENG, 3362.1274, 3362.1234, "0.00", "flat"),
        (HANG_SENG, 3362.14, 3362.1234, "+0.02", "up"),
        (ICBC_H, 5.6802, 5.68, "0.000", "flat"),
        (ICBC_H, 5.678, 5.68, "-0.002", "down"),
    ],
)
def test_points_have_a_direction_where_their_decimals_show_one(symbol, last, close, text, role):
    desk = desk_at()
    give_quotes(desk, quote_of(desk, symbol, last=last, previous_close=close))
    assert {span.role for row in facts_rows(desk, symbol, *WIDE) for span in row if span.text == text} == {role}


def test_without_a_quote_it_says_why():
    desk = desk_at()
    assert "waiting for the first answer" in texts(desk, TENCENT)
    desk.state.apply(QuotesUpdate(source_of(desk), (), ((TENCENT, "unknown"),)))
    assert "no data" in texts(desk, TENCENT)


def test_the_premium_needs_a_rate_of_its_day():
    desk = instrument_desk(symbols=())
    assert "A over H " in texts(desk, ICBC_A)
    rate = Rate("HKD/CNH", 0.92, None, desk.now() - timedelta(days=3), "eastmoney")
    desk.state.apply(RateUpdate(source_of(desk), rate))
    assert "no premium" in texts(desk, ICBC_A)
    assert "x H share 01398.HK" in texts(desk, ICBC_A)
    bare = desk_at()
    give_quotes(bare, quote_of(bare, ICBC_A), quote_of(bare, ICBC_H))
    assert "no rate" in texts(bare, ICBC_A)


@pytest.mark.parametrize(("keys", "shown"), [(("y",), "y H share 01398.HK"), ((), "\nH share 01398.HK")])
def test_the_other_class_stands_behind_the_key_that_leads_there(keys, shown):
    desk = instrument_desk(symbols=())
    desk.settings = replace(desk.settings, keys={"twin": keys})
    text = texts(desk, ICBC_A)
    assert shown in text and "x H share" not in text


def test_ranks_leave_out_moves_of_another_day():
    desk = desk_at("2026-11-24 10:42")
    banks = SETTINGS.sectors["banks"].members
    for number, symbol in enumerate(banks):
        give_quotes(desk, quote_of(desk, symbol, float(number)))
    assert f"rank in Banks {len(banks)}/{len(banks)} today" in texts(desk, banks[0], TALL)
    give_quotes(desk, quote_of(desk, banks[1], 9.0, time=desk.now() + timedelta(seconds=1)))
    yesterday = desk_at("2026-11-24 10:42")
    give_quotes(yesterday, quote_of(yesterday, banks[0], 1.0), quote_of(yesterday, banks[1], 2.0))
    give_quotes(yesterday, quote_of(yesterday, banks[2], 3.0, time=yesterday.now() - timedelta(days=1)))
    assert "rank in Banks 2/2 today" in texts(yesterday, banks[0], TALL)


def test_a_rank_of_one_is_none():
    desk = desk_at("2026-11-24 10:42")
    give_quotes(desk, quote_of(desk, TENCENT))
    assert "rank" not in texts(desk, TENCENT, TALL)


def test_figures_in_a_column_end_in_one_column():
    desk = instrument_desk()
    rows = [text_of(row).rstrip() for row in facts_rows(desk, TENCENT, *TALL)]
    ends = {len(row) for row in rows if row.startswith(("open", "high", "low ", "prev close", "volume"))}
    assert ends == {40}
    assert next(len(row) for row in rows if row.startswith("turnover")) == 44


def test_sections_part_where_there_are_rows_to_spare_only():
    a, b = [()], [(), ()]
    assert len(sectioned([a, [], b], 3)) == 3
    assert len(sectioned([a, [], b], 9)) == 4
    assert len(sectioned([a, b], 2)) == 2


@pytest.mark.parametrize(
    ("symbol", "reference", "value", "text"),
    [
        (ICBC_H, 5.68, 5.77, "5.770"),
        (ICBC_H, 9.99, 10.5, "10.500"),
        (TENCENT, 500.0, 503.5, "503.50"),
        (ICBC_A, 6.99, 7.11, "7.11"),
        (HANG_SENG, 5.0, 23157.9, "23,157.90"),
        (TENCENT, None, 1.0, "1.00"),
    ],
)
def test_prices_have_the_decimals_of_their_market_and_reference(symbol, reference, value, text):
    assert price_text_of(UNIVERSE[symbol], reference)(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (16.42e9, "16.42"), (5e6, "0.005"), (226e9, "226.00"), (99e6, "0.099")]
)
def test_amounts_are_billions(value, text):
    assert amount(value) == text


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (32.57e6, "32.57"), (235e6, "235"), (1234.5e6, "1,234")])
def test_volumes_are_millions(value, text):
    assert millions(value) == text


def test_twins_know_each_other():
    a, h = UNIVERSE[ICBC_A], UNIVERSE[ICBC_H]
    assert twin_of(UNIVERSE, a) is h
    assert twin_of(UNIVERSE, h) is a
    assert twin_of(UNIVERSE, UNIVERSE[TENCENT]) is None


def test_neighbours_go_around_their_list():
    desk = desk_at()
    tech = SETTINGS.sectors["tech"].members
    assert neighbour(desk, tech[0], 1) == tech[1]
    assert neighbour(desk, tech[0], -1) == tech[-1]
    shown = SETTINGS.indices.shown
    assert neighbour(desk, shown[-1], 1) == shown[0]


def test_the_year_of_a_new_high_reaches_to_it():
    desk = instrument_desk()
    give_quotes(desk, quote_of(desk, TENCENT, 25.0, high=126.0))
    assert "52 weeks 60.00 " in texts(desk, TENCENT) and " 126.00" in texts(desk, TENCENT)


def test_bars_alone_change_no_figure():
    desk = instrument_desk()
    before = texts(desk, TENCENT)
    give_bars(desk, TENCENT, 10)
    assert texts(desk, TENCENT) == before
    assert date(2026, 11, 24) == desk.now().date()


def test_after_the_close_it_says_so():
    desk = desk_at("2026-11-24 16:30")
    give_quotes(desk, quote_of(desk, TENCENT, 1.0, time=moment("2026-11-24 16:08:40")))
    assert "closed   16:08:40 tencent" in texts(desk, TENCENT)


@pytest.mark.parametrize(
    ("now", "stamp", "text", "since"),
    [
        ("2026-11-23 23:44", "2026-11-23 09:44", "22:44:00 tencent", "22:44"),
        ("2026-11-24 00:30", "2026-11-23 11:10", "00:10:00 tencent", "00:10"),
        ("2026-11-24 09:00", "2026-11-23 16:00", "05:00:00 tencent", "05:00"),
        ("2026-11-24 22:44", "2026-11-23 16:00", "05:00:00 tencent", "05:00"),
        ("2026-11-22 12:00", "2026-11-20 16:00", "21 Nov 05:00:00 tencent", "11-21"),
        ("2026-11-24 22:44", "2026-11-20 16:00", "21 Nov 05:00:00 tencent", "11-21"),
    ],
)
def test_a_stamp_of_new_york_is_told_in_market_time_with_its_day_there(now, stamp, text, since):
    desk = desk_at(now)
    give_quotes(desk, quote_of(desk, "INX", time=datetime.fromisoformat(stamp).replace(tzinfo=new_york())))
    pass_seconds(desk, 60)
    said = texts_of([facts_rows(desk, "INX", *WIDE)[1], detail_row(desk, "INX", 120)]).split("\n")
    assert all(f" {text}" in row and f"Nov {text}" not in row for row in said), said
    assert re.findall(r"old (\S+)", said[0]) == [since]


def test_while_a_day_goes_on_its_turnover_is_held_against_the_same_minute_too():
    desk = instrument_desk()
    series = []
    for day in sessions_before(UNIVERSE[HANG_SENG].market, desk.now().date(), 5):
        slots = trading_minutes(UNIVERSE[HANG_SENG].market, day, CALENDARS)
        marks = tuple(Minute(slot, 1.0, None, 1e9 * (at + 1)) for at, slot in enumerate(slots))
        series.append(MinuteSeries(HANG_SENG, day, 1.0, marks))
    desk.state.apply(PastMinutesUpdate(source_of(desk), HANG_SENG, tuple(series)))
    text = texts(desk, TENCENT, TALL)
    assert "of 20-day avg" in text and "50%" in text
    row = next(row for row in text.split("\n") if row.startswith("of usual by now"))
    assert row.endswith("×2.3"), row
    assert "of usual by now" not in texts(desk, TENCENT)


def test_a_range_without_room_loses_whole_figures():
    desk = desk_at()
    give_quotes(desk, quote_of(desk, TENCENT, last=None, previous_close=None, high=10_000.0, low=10_000.0))
    assert_fits(facts_rows(desk, TENCENT, 22, 20), 22, 20)
