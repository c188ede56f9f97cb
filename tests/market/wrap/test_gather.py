"""From the state of the market to facts: which day, what is over, what is old, and what is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.panes.desks import (
    SETTINGS,
    UNIVERSE,
    desk_at,
    give_quotes,
    give_standings,
    quote_of,
    source_of,
    standing_of,
)
from tests.screens.demo_app import filled_market
from tui.market.breadth import ListedBreadth
from tui.market.health import Feed
from tui.market.highs import Extreme, HighLow
from tui.market.instruments import Market
from tui.market.series import Adjustment, Bar, DailyBars, Minute, MinuteSeries
from tui.market.southbound import ActiveName, ActiveNames, SouthboundDaily, SouthboundDay, SouthboundMinute
from tui.market.updates import (
    ActiveNamesUpdate,
    BarsUpdate,
    BreadthUpdate,
    FeedFailed,
    PastMinutesUpdate,
    QuotesUpdate,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
)
from tui.market.wrap.compose import compose
from tui.market.wrap.facts import Progress
from tui.market.wrap.gather import WRAP_BARS, gather

SECTORS = SETTINGS.sectors
BANKS = {"banks": SECTORS["banks"]}
HEADLINES = ("000300.SH", "000001.SH", "HSI", "HSTECH")


def facts_of(desk, sectors=SECTORS):
    return gather(desk.state, desk.calendars, desk.now(), sectors, desk.clock.age)


def told(facts, language="en"):
    return {sentence.id: sentence.text for sentence in compose(facts, language).sentences}


def missing_of(facts):
    return {item.what: item.reason_en for item in facts.missing}


def filled(at):
    state, clock = filled_market(at)
    return gather(state, desk_at().calendars, clock.now(), SECTORS, clock.age)


def give_indices(desk, change_pct=1.0, **fields):
    give_quotes(desk, *(quote_of(desk, symbol, change_pct, **fields) for symbol in HEADLINES))


def test_the_reference_day_holds_what_the_story_says():
    facts = filled("16:30")
    assert (facts.day, facts.is_today, facts.simulated) == (date(2025, 6, 3), True, True)
    changes = {index.symbol: round(index.change_pct, 1) for market in facts.markets for index in market.indices}
    assert changes == {"000300.SH": 1.6, "000001.SH": 1.3, "HSI": 1.9, "HSTECH": 2.3}
    assert {market.progress for market in facts.markets} == {Progress.ENDED}
    sectors = facts.sectors
    assert sectors is not None and sectors.direction == 1
    assert [sector.key for sector in sectors.leaders] == ["autos", "banks"]
    names = {sector.key: [name.instrument.label_en for name in sector.names] for sector in sectors.leaders}
    assert names["autos"] == ["BYD", "Geely", "SAIC"]
    assert {"ICBC", "CCB"} <= set(names["banks"])
    [tech] = sectors.others
    assert [name.instrument.label_en for name in tech.names] == ["Tencent", "Alibaba", "Meituan"]


def test_while_it_trades_claims_are_only_on_course():
    sentences = told(filled("14:00"))
    assert "shares are up on Tuesday afternoon" in sentences["lead"]
    assert "The Hang Seng stands at" in sentences["hong_kong"]
    assert "on course for its highest close in over two months" in sentences["hong_kong"]
    assert "its highest close in over two months" in told(filled("16:30"))["hong_kong"]


@pytest.mark.parametrize(
    ("at", "mainland", "hong_kong"),
    [
        ("09:31", Progress.TRADING, Progress.TRADING),
        pytest.param("11:40", Progress.BREAK, Progress.TRADING, marks=pytest.mark.long),
        ("12:30", Progress.BREAK, Progress.BREAK),
        ("14:00", Progress.TRADING, Progress.TRADING),
        # The official close may still be on its way.
        pytest.param("15:01", Progress.TRADING, Progress.TRADING, marks=pytest.mark.long),
        ("15:30", Progress.ENDED, Progress.TRADING),
        # The closing auction still moves prices.
        pytest.param("16:05", Progress.ENDED, Progress.TRADING, marks=pytest.mark.long),
        ("16:30", Progress.ENDED, Progress.ENDED),
    ],
)
def test_how_far_each_market_has_come(at, mainland, hong_kong):
    facts = filled(at)
    assert (facts.mainland.progress, facts.hong_kong.progress) == (mainland, hong_kong)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2025-06-03 09:29", date(2025, 6, 2)),  # Hong Kong alone traded on Monday
        ("2025-06-03 09:30", date(2025, 6, 3)),
        ("2025-06-03 23:59", date(2025, 6, 3)),
        ("2025-06-04 00:01", date(2025, 6, 3)),
        ("2025-06-07 12:00", date(2025, 6, 6)),
        ("2025-07-01 10:00", date(2025, 7, 1)),  # the mainland alone
        ("2025-10-08 10:00", date(2025, 10, 8)),  # Hong Kong alone
        ("2025-10-01 10:00", date(2025, 9, 30)),
    ],
)
def test_the_day_is_the_newest_on_which_a_market_opened(now, day):
    assert facts_of(desk_at(now)).day == day


def test_only_the_market_that_traded_is_told():
    desk = desk_at("2025-07-01 16:30")
    give_indices(desk)
    facts = facts_of(desk)
    assert facts.hong_kong.closure is not None and facts.hong_kong.indices == ()
    assert facts.southbound is not None and Market.HONG_KONG in facts.southbound.shut
    assert told(facts)["lead"].endswith("; Hong Kong's markets are closed for HKSAR Establishment Day.")
    assert "hong_kong" not in told(facts)
    assert not any("HSI" in what or "hong kong" in what for what in missing_of(facts))


def test_on_the_weekend_fridays_close_is_told():
    desk = desk_at("2025-06-07 12:00")
    give_indices(desk, time=desk.now() - timedelta(hours=19))
    facts = facts_of(desk)
    assert (facts.day, facts.is_today) == (date(2025, 6, 6), False)
    assert told(facts)["lead"] == "China and Hong Kong shares rose on Friday."
    assert told(facts)["ahead"].startswith("Both markets open again on Monday, 9 June")


def test_before_the_open_the_bar_tells_of_yesterday():
    desk = desk_at("2025-06-04 09:10")
    auction = {"last": None, "time": desk.now()}
    give_quotes(desk, *(quote_of(desk, symbol, **auction) for symbol in HEADLINES))
    for symbol in HEADLINES:
        last_days = (date(2025, 5, 30), date(2025, 6, 2), date(2025, 6, 3))
        if UNIVERSE[symbol].market is Market.MAINLAND:
            last_days = (date(2025, 5, 29), date(2025, 5, 30), date(2025, 6, 3))
        bars = tuple(
            Bar(day, close, close, close, close) for day, close in zip(last_days, (90.0, 100.0, 102.0), strict=True)
        )
        desk.state.apply(BarsUpdate(source_of(desk), DailyBars(symbol, Adjustment.NONE, bars)))
    facts = facts_of(desk)
    assert facts.day == date(2025, 6, 3)
    assert [round(index.change_pct, 6) for market in facts.markets for index in market.indices] == [2.0] * 4
    assert told(facts)["lead"] == "China and Hong Kong shares climbed on Tuesday."
    assert "the quote is of 2025-06-04 already" in missing_of(facts)["turnover, mainland"]


def test_a_bar_whose_day_before_is_missing_tells_nothing():
    desk = desk_at("2025-06-04 09:10")
    bars = tuple(Bar(day, 100.0, 100.0, 100.0, 100.0) for day in (date(2025, 5, 29), date(2025, 6, 3)))
    desk.state.apply(BarsUpdate(source_of(desk), DailyBars("000300.SH", Adjustment.NONE, bars)))
    assert facts_of(desk).mainland.indices == ()


def test_what_was_last_seen_before_the_close_is_no_close():
    desk = desk_at("2025-06-03 14:50")
    give_indices(desk)
    desk.clock.follow(desk.clock.now() + timedelta(hours=18))  # the next morning, before the open
    facts = facts_of(desk)
    assert facts.day == date(2025, 6, 3)
    assert all(index.old for market in facts.markets for index in market.indices)
    assert "lead" not in told(facts)
    assert told(facts)["hong_kong"].startswith("The Hang Seng was last seen at 101.00 (+1.0 %) at 14:50")
    assert missing_of(facts)["HSI"].startswith("old: 2025-06-03 14:50")


def test_a_feed_that_fell_silent_is_told():
    desk = desk_at("2025-06-03 14:00")
    give_indices(desk)
    desk.state.apply(FeedFailed(Feed.QUOTES, desk.now(), "tencent: refused", None))
    desk.clock.follow(desk.clock.now() + timedelta(minutes=10))
    facts = facts_of(desk)
    assert facts.mainland.headline is None
    assert missing_of(facts)["HSI"] == "tencent: refused"


def test_without_any_data_nothing_is_claimed():
    facts = facts_of(desk_at("2025-06-03 14:00"))
    assert told(facts) == {
        "mainland": "The indices of the mainland are not known.",
        "hong_kong": "The indices of Hong Kong are not known.",
        "southbound": "Southbound flows are not known.",
    }
    assert {"HSI", "000300.SH", "breadth", "southbound", "turnover, mainland"} <= missing_of(facts).keys()
    assert missing_of(facts)["HSI"] == "no answer"


def closing_high(final):
    words = "highest close in over two months"
    return HighLow(Extreme.HIGH, date(2025, 3, 20), final, "", "", words, "")


@pytest.mark.parametrize(
    ("fields", "claimed"),
    [
        ({"final": True}, True),
        ({"final": False}, False),  # worked out before the close
        ({"final": True, "day": date(2025, 6, 2)}, False),
    ],
)
def test_a_standing_counts_only_for_its_own_day_and_finality(fields, claimed):
    desk = desk_at("2025-06-03 16:30")
    give_indices(desk)
    give_standings(desk, standing_of(desk, "HSI", {}, closing=closing_high(True), **fields))
    assert ("highest close" in told(facts_of(desk))["hong_kong"]) is claimed
    assert ("HSI daily bars" in missing_of(facts_of(desk))) is not claimed


def give_breadth(desk, time):
    counts = [("000001.SH", 1500, 600, 60), ("399001.SZ", 2000, 700, 70), ("899050.BJ", 200, 50, 5)]
    listed = tuple(ListedBreadth(symbol, *numbers, time) for symbol, *numbers in counts)
    desk.state.apply(BreadthUpdate(source_of(desk, "eastmoney", every=20.0), listed))


def test_breadth_of_the_whole_market_is_of_the_day():
    desk = desk_at("2025-06-03 14:00")
    give_breadth(desk, desk.now())
    assert told(facts_of(desk))["breadth"] == (
        "In Shanghai, Shenzhen and Beijing 3,700 shares are up and 1,350 are down, with 135 unchanged."
    )
    old = desk_at("2025-06-03 14:00")
    give_breadth(old, old.now() - timedelta(days=4))
    assert "breadth" not in told(facts_of(old)) and "breadth" in missing_of(facts_of(old))
    silent = desk_at("2025-06-03 14:00")
    give_breadth(silent, silent.now())
    silent.clock.follow(silent.clock.now() + timedelta(minutes=5))
    assert "breadth" in missing_of(facts_of(silent))


def give_bars_with_turnover(desk, symbol, amount):
    days = desk.calendars.mainland.sessions_before(date(2025, 6, 3), 25)
    bars = tuple(Bar(day, 100.0, 100.0, 100.0, 100.0, None, amount) for day in days)
    desk.state.apply(BarsUpdate(source_of(desk), DailyBars(symbol, Adjustment.NONE, bars)))


def test_after_the_close_daily_bars_stand_in_for_minutes():
    desk = desk_at("2025-06-03 16:30")
    give_quotes(
        desk, *(quote_of(desk, symbol, turnover=6e11) for symbol in ("000001.SH", "399001.SZ", "000300.SH", "HSI"))
    )
    assert "turnover before, mainland" in missing_of(facts_of(desk))
    for symbol in ("000001.SH", "399001.SZ"):
        give_bars_with_turnover(desk, symbol, 5e11)
    assert told(facts_of(desk))["turnover"].startswith(
        "Turnover in Shanghai and Shenzhen was 1.20 trillion yuan, 20 % more than on Friday and 20 % above the "
        "20-day average; "
    )
    assert "turnover before, mainland" not in missing_of(facts_of(desk))


def test_while_it_trades_only_the_same_minute_counts():
    desk = desk_at("2025-06-03 14:00")
    give_quotes(desk, quote_of(desk, "HSI", turnover=1.5e11))
    give_bars_with_turnover(desk, "HSI", 2e11)
    assert told(facts_of(desk))["turnover"] == "Turnover in Hong Kong so far is HK$150.0 billion."
    marks = tuple(
        Minute(minute, 1.0, None, 1e9 * (minute - 565)) for minute in (*range(570, 721, 5), *range(785, 961, 5))
    )
    day = MinuteSeries("HSI", date(2025, 6, 2), None, marks)
    desk.state.apply(PastMinutesUpdate(source_of(desk), "HSI", (day,)))
    assert told(facts_of(desk))["turnover"].startswith(
        "Turnover in Hong Kong so far is HK$150.0 billion, 45 % less than at the same time on Monday"
    )


def give_flow(desk, net_buy=3e9, day=date(2025, 6, 3)):
    minute = desk.now().hour * 60 + desk.now().minute
    minutes = (SouthboundMinute(min(minute, 970), net_buy / 2, net_buy / 2, net_buy),)
    desk.state.apply(
        SouthboundUpdate(
            source_of(desk, "eastmoney", 60.0), SouthboundDay(day, net_buy, net_buy / 2, net_buy / 2, minutes)
        )
    )


def give_flow_history(desk, net_buy=2e9):
    days = desk.calendars.connect_days_before(date(2025, 6, 3), 60)
    history = tuple(SouthboundDaily(day, net_buy + number) for number, day in enumerate(days))
    desk.state.apply(SouthboundHistoryUpdate(source_of(desk, "eastmoney"), history))


def test_southbound_against_its_past():
    desk = desk_at("2025-06-03 16:30")
    give_flow(desk)
    give_flow_history(desk)
    names = tuple(
        ActiveName(symbol, "", 5e9, 4e9, 9e9, ("Shanghai",)) for symbol in ("00700.HK", "09988.HK", "99999.HK")
    )
    desk.state.apply(ActiveNamesUpdate(source_of(desk), ActiveNames(date(2025, 6, 2), names)))
    assert told(facts_of(desk))["southbound"] == (
        "Mainland investors bought a net HK$3.0 billion of Hong Kong shares through Stock Connect, the most in at "
        "least 61 trading days, against a net purchase of HK$2.0 billion on average over 20 days."
    )
    desk.state.apply(ActiveNamesUpdate(source_of(desk), ActiveNames(date(2025, 6, 3), names)))
    assert told(facts_of(desk))["southbound"].endswith(
        "; the most active names were Tencent (net bought HK$1.0 billion), Alibaba (net bought HK$1.0 billion) and "
        "99999.HK (net bought HK$1.0 billion)."
    )


def test_an_earlier_days_flow_is_not_todays():
    desk = desk_at("2025-06-03 10:00")
    give_flow(desk, day=date(2025, 5, 30))
    give_flow_history(desk)
    facts = facts_of(desk)
    assert facts.southbound is None
    assert missing_of(facts)["southbound"] == "nothing published for 2025-06-03"


def test_a_flow_without_history_has_no_past():
    desk = desk_at("2025-06-03 16:30")
    give_flow(desk)
    facts = facts_of(desk)
    assert facts.southbound is not None and facts.southbound.average is None
    assert "southbound history" in missing_of(facts)


def test_half_of_a_sector_must_have_prices():
    desk = desk_at("2025-06-03 14:00")
    members = SECTORS["banks"].members
    give_quotes(desk, *(quote_of(desk, symbol) for symbol in members[: len(members) // 2 - 1]))
    facts = facts_of(desk, BANKS)
    assert facts.sectors is None
    [(what, reason)] = [item for item in missing_of(facts).items() if item[0].startswith("banks")]
    assert what.endswith("more") and reason == "no answer"
    give_quotes(desk, *(quote_of(desk, symbol) for symbol in members))
    desk.state.apply(QuotesUpdate(source_of(desk), (), ()))
    assert facts_of(desk, BANKS).sectors is not None


def test_a_sector_of_one_market_alone_has_that_market():
    desk = desk_at("2025-06-03 14:00")
    give_quotes(desk, *(quote_of(desk, symbol) for symbol in SECTORS["banks"].members))
    of_a, of_h = (
        tuple(symbol for symbol in SECTORS["banks"].members if UNIVERSE[symbol].market is market)
        for market in (Market.MAINLAND, Market.HONG_KONG)
    )
    for members, market in ((of_a, Market.MAINLAND), (of_h, Market.HONG_KONG), (of_a + of_h, None)):
        facts = facts_of(desk, {"mine": replace(SECTORS["banks"], members=members)})
        assert facts.sectors is not None
        assert [sector.market for sector in (*facts.sectors.leaders, *facts.sectors.others)] == [market]


def test_bars_are_asked_for_the_indices_told_alone():
    assert WRAP_BARS == HEADLINES
