"""The reference day's story, and the years before it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.sectors import shipped_sectors
from tui.exchange.scenario import Scenario
from tui.exchange.scenario_events import scenario_events
from tui.exchange.start import ScenarioError, start_moment
from tui.exchange.tape import Tape
from tui.exchange.ticks import Quantizer
from tui.market.against_history import PastDays, Today, standing_of
from tui.market.events import Certainty, Event
from tui.market.highs import Extreme
from tui.market.instruments import Kind, Listing, Market
from tui.market.known_days import KnownDays
from tui.market.quotes import Quote
from tui.market.sectors import Shares, of_class, sector_view
from tui.market.series import Bar
from tui.shipped import load_calendars

CLOSES = {
    "000300.SH": 1.6,
    "000001.SH": 1.3,
    "HSI": 1.9,
    "HSTECH": 2.3,
    "HSCEI": 2.0,
    "01211.HK": 5.4,
    "002594.SZ": 5.4,
    "00175.HK": 3.8,
    "600104.SH": 4.1,
}
HKD_IN_CNY = 0.92


@pytest.mark.parametrize(("symbol", "percent"), CLOSES.items())
def test_the_day_closes_as_told(tape: Tape, symbol: str, percent: float) -> None:
    assert tape.row(symbol, start_moment("16:30")).change_pct == pytest.approx(percent, abs=0.02)


def test_the_big_banks_rise_more_than_two_percent(tape: Tape) -> None:
    for symbol in ("601398.SH", "01398.HK", "601939.SH", "00939.HK"):
        assert tape.row(symbol, start_moment("16:30")).change_pct > 2.0


def test_internet_names_rise(tape: Tape) -> None:
    for symbol in ("00700.HK", "09988.HK", "03690.HK"):
        assert tape.row(symbol, start_moment("16:30")).change_pct > 1.0


def sector_moves(tape: Tape, at: str, shares: Shares = "both") -> dict[str, float]:
    """The weighted move of each shipped sector, as the program sums it up from quotes."""
    moment = start_moment(at)

    def quote_of(symbol: str) -> Quote | None:
        row = tape.row(symbol, moment)
        if row.suspended or row.shares is None:
            return None
        value = row.shares * row.price
        return Quote(symbol, row.sample.last, row.previous_close, row.stamp, "tape", float_value=value)

    moves = {}
    for sector, symbols in shipped_sectors().items():
        view = sector_view(of_class([tape.instruments[symbol] for symbol in symbols], shares), quote_of)
        assert view.change_pct is not None
        moves[sector] = view.change_pct
    return moves


@pytest.mark.parametrize("at", ["13:30", "14:00", "14:30", "15:00", "16:30"])
def test_carmakers_and_banks_lead(tape: Tape, at: str) -> None:
    for shares in ("both", "H"):
        moves = sector_moves(tape, at, shares)
        assert moves["autos"] > moves["banks"] > moves["tech"] + 0.1 > 0.1


def test_the_sectors_close_as_told(tape: Tape) -> None:
    for shares in ("both", "A", "H"):
        moves = sector_moves(tape, "16:30", shares)
        assert sorted(moves, key=moves.__getitem__) == ["tech", "banks", "autos"]
        assert 1.0 < moves["banks"] < 2.0 < moves["autos"]


def test_the_indices_are_up_alike_from_two_on(tape: Tape) -> None:
    for at in ("14:00", "14:45", "16:30"):
        for symbol in ("000300.SH", "000001.SH", "HSI", "HSTECH"):
            share = tape.row(symbol, start_moment(at)).change_pct / CLOSES[symbol]
            assert 0.5 < share < 1.1, (symbol, at)


def test_the_hang_seng_stands_for_the_whole_board(tape: Tape) -> None:
    index, composite = (tape.row(symbol, start_moment("16:30")).sample.turnover for symbol in ("HSI", "HSCI"))
    assert index == 226e9
    assert composite < index
    names = [item for item in tape.instruments.values() if item.symbol.endswith(".HK")]
    assert sum(tape.row(item.symbol, start_moment("16:30")).sample.turnover for item in names) < composite


def test_not_everything_is_green(tape: Tape) -> None:
    moment = start_moment("16:30")
    rows = [tape.row(symbol, moment) for symbol, item in tape.instruments.items() if item.kind is Kind.STOCK]
    falling = sum(row.change < 0 for row in rows)
    assert 0.08 * len(rows) < falling < 0.3 * len(rows)
    assert sum(row.change == 0 and not row.suspended for row in rows) == 1
    assert sum(row.suspended for row in rows) == 1


def test_closes_stand_on_ticks(tape: Tape, scenario: Scenario) -> None:
    for symbol, instrument in tape.instruments.items():
        outline = scenario.outlines[symbol]
        for price in (outline.previous_close, outline.close):
            assert Quantizer(instrument).quote(price) == price, symbol


def test_pairs_have_a_believable_premium(tape: Tape, scenario: Scenario) -> None:
    for symbol, instrument in tape.instruments.items():
        if instrument.listing is Listing.A and instrument.pair in tape.instruments:
            h_price = scenario.outlines[instrument.pair].close * HKD_IN_CNY
            assert 0.85 < scenario.outlines[symbol].close / h_price < 3.2, symbol


@pytest.mark.parametrize("symbol", ["HSI", "HSTECH", "000300.SH", "00700.HK", "601398.SH", "INX"])
def test_four_years_of_bars_end_the_session_before(tape: Tape, scenario: Scenario, symbol: str) -> None:
    bars = tape.bars(symbol)
    days = list(bars.dates)
    assert days == sorted(set(days))
    assert days[0] < date(2021, 4, 1)
    assert len(bars) > 1000
    assert days[-1] == scenario.previous_session(tape.instruments[symbol].market)
    for low, open_, close, high in zip(bars.lows, bars.opens, bars.closes, bars.highs, strict=True):
        assert low <= min(open_, close) <= max(open_, close) <= high


def test_the_last_bar_is_yesterdays_row(tape: Tape) -> None:
    for symbol in ("HSI", "000300.SH", "00700.HK"):
        row, bar = tape.row(symbol, start_moment("08:00")), tape.bars(symbol).at(-1)
        assert (row.sample.open, row.price, row.sample.high, row.sample.low) == (
            bar.open,
            bar.close,
            bar.high,
            bar.low,
        )
        assert row.previous_close == tape.bars(symbol).closes[-2]


def daily_bars(tape: Tape, symbol: str) -> list[Bar]:
    """The tape's finished days as the market knows bars."""
    held = tape.bars(symbol)
    columns = (held.dates, held.opens, held.highs, held.lows, held.closes)
    return [Bar(*row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize(("at", "final"), [("16:30", True), ("14:00", False), ("15:10", False)])
def test_the_hang_seng_is_at_its_highest_for_over_two_months(tape: Tape, at: str, final: bool) -> None:
    last = tape.row("HSI", start_moment(at)).price
    day, bars = date(2025, 6, 3), tuple(daily_bars(tape, "HSI"))
    past = PastDays(KnownDays(bars, bars[0].date), day, Kind.INDEX, load_calendars().hong_kong)
    told = standing_of("HSI", past, Today(day, last, None, None, final)).closing
    assert told is not None
    assert (told.extreme, told.since) == (Extreme.HIGH, date(2025, 3, 20))
    claim = "highest close in over two months"
    assert told.phrase_en == (claim if final else f"on course for its {claim}")


def test_the_hang_seng_stays_on_course_from_two_on(tape: Tape) -> None:
    bars = [bar for bar in daily_bars(tape, "HSI") if bar.date > date(2025, 3, 20)]
    highest = max(bar.close for bar in bars)
    afternoon = [start_moment("14:00") + timedelta(seconds=step) for step in range(0, 130 * 60, 7)]
    assert min(tape.row("HSI", moment).price for moment in afternoon) > highest
    assert tape.row("HSI", start_moment("13:05")).price < highest


def test_history_knows_holidays(scenario: Scenario) -> None:
    mainland, hong_kong = scenario.sessions[Market.MAINLAND], scenario.sessions[Market.HONG_KONG]
    assert date(2025, 6, 2) not in mainland
    assert date(2025, 6, 2) in hong_kong
    assert date(2024, 10, 3) not in mainland
    assert date(2024, 2, 13) not in hong_kong
    assert not [day for day in (*mainland, *hong_kong) if day.weekday() > 4]


def test_the_scenarios_own_events_are_marked(scenario: Scenario) -> None:
    shipped = (
        event("pmi", date(2025, 5, 31), "NBS manufacturing PMI", "49.5"),
        event("fomc", date(2025, 6, 18), "FOMC"),
    )
    told = scenario_events(shipped)
    assert [(item.id, item.actual, item.simulated) for item in told] == [
        ("pmi", "50.3", True),
        ("rally-us-china-trade-talks", None, True),
        ("fomc", None, False),
    ]


def event(name: str, day: date, title: str, actual: str | None = None) -> Event:
    return Event(name, day, None, "CN", title, title, "pmi", "", Certainty.OFFICIAL, "record", 3, actual=actual)


@pytest.mark.parametrize("wrong", ["25:00", "noon", "9h30", ""])
def test_a_wrong_start_is_named_with_the_right_form(wrong: str) -> None:
    with pytest.raises(ScenarioError, match=f"{wrong!r} is no time of day; write it as HH:MM"):
        start_moment(wrong)
