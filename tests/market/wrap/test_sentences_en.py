"""English: what a single fact makes of its sentence."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.market.wrap.days import (
    AUTOS,
    BANKS,
    PMI,
    TUESDAY,
    coming,
    days_later,
    event,
    flow,
    index,
    market,
    ordinary_day,
    release,
    turnover,
    while_trading,
)
from tui.market.instruments import Market
from tui.market.southbound_context import Disagreement, FlowRank
from tui.market.wrap.compose import compose
from tui.market.wrap.facts import ActiveFact, Progress, SectorsFact, WrapFacts


def told(facts: WrapFacts) -> dict[str, str]:
    return {sentence.id: sentence.text for sentence in compose(facts, "en").sentences}


def test_mainland_indices_against_each_other_are_mixed():
    facts = replace(
        ordinary_day(), mainland=market(Market.MAINLAND, index("000300.SH", 0.5), index("000001.SH", -0.4))
    )
    assert told(facts)["lead"].startswith("China shares were mixed on Tuesday and Hong Kong shares rose")


def test_a_day_long_past_is_named_with_its_date():
    assert told(days_later(ordinary_day(), 8))["lead"].startswith(
        "China and Hong Kong shares rose on Tuesday, 3 June, led by"
    )


def test_no_history_no_claim():
    facts = ordinary_day()
    bare = market(Market.HONG_KONG, index("HSI", 1.9), index("HSTECH", 2.3))
    assert told(replace(facts, hong_kong=bare))["hong_kong"] == (
        "The Hang Seng rose to 23,597.97 (+1.9 %); the Hang Seng TECH climbed to 5,250.49 (+2.3 %)."
    )


def test_without_the_whole_market_breadth_tells_of_what_is_followed():
    facts = ordinary_day()
    assert facts.breadth is not None and facts.breadth.followed is not None
    followed = replace(facts.breadth.followed, limit_up=0, limit_down=2)
    assert told(replace(facts, breadth=replace(facts.breadth, whole=None, followed=followed)))["breadth"] == (
        "Of the 126 shares followed here that traded, 107 rose and 18 fell, two at the lower price limit."
    )
    both = replace(facts.breadth, followed=replace(followed, limit_up=11))
    assert told(replace(facts, breadth=both))["breadth"].endswith(
        ", 11 at the upper price limit and two at the lower one."
    )


def test_turnover_without_a_past_is_the_amount_alone():
    facts = replace(ordinary_day(), turnover=(turnover(Market.HONG_KONG, 226e9, None, 300e9, 4),))
    assert told(facts)["turnover"] == "Turnover in Hong Kong was HK$226.0 billion."
    less = replace(facts, turnover=(turnover(Market.HONG_KONG, 226e9, 300e9, 227e9, 20),))
    assert told(less)["turnover"] == (
        "Turnover in Hong Kong was HK$226.0 billion, 25 % less than on Monday and close to the 20-day average."
    )


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (FlowRank(1, 60, 60, None), ", the most in at least 60 trading days,"),
        (FlowRank(1, 60, 4, date(2025, 5, 28)), ", the largest net purchase of the last 60 trading days,"),
        (FlowRank(3, 60, 2, date(2025, 5, 30)), ", the third largest net purchase of the last 60 trading days,"),
        (FlowRank(21, 60, 1, date(2025, 5, 30)), ", the 21st largest net purchase of the last 60 trading days,"),
        (FlowRank(1, 3, 3, None), "Stock Connect, against"),
        (None, "Stock Connect, against"),
    ],
)
def test_how_unusual_southbound_is(rank, words):
    assert words in told(replace(ordinary_day(), southbound=flow(rank=rank)))["southbound"]


def test_a_running_day_has_no_rank_yet():
    running = flow(3e9, progress=Progress.TRADING, rank=FlowRank(30, 60, 1, date(2025, 5, 30)))
    assert "trading days" not in told(replace(while_trading(), southbound=running))["southbound"]


def test_flow_against_the_price():
    known = flow()
    assert known.context is not None
    against = replace(known, context=replace(known.context, disagreement=Disagreement(-0.9, 7.9e9, 5e9)))
    assert (
        "through Stock Connect even as the Hang Seng fell, the most"
        in told(replace(ordinary_day(), southbound=against))["southbound"]
    )


def test_active_names_and_an_old_flow():
    names = (
        ActiveFact("Tencent", "腾讯控股", 1.2e9),
        ActiveFact("Alibaba", "阿里巴巴", -3e8),
        ActiveFact("SMIC", "中芯", None),
    )
    told_names = told(replace(ordinary_day(), southbound=replace(flow(), active=names)))["southbound"]
    assert told_names.endswith(
        "; the most active names were Tencent (net bought HK$1.2 billion), Alibaba (net sold HK$300 million) "
        "and SMIC."
    )
    old = flow(3.1e9, progress=Progress.TRADING, old=True)
    assert "through Stock Connect by 13:21, " in told(replace(while_trading(), southbound=old))["southbound"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"actual": "49.0"}, "came in at 49.0, unchanged from 49.0 and below the 49.5 expected."),
        ({"actual": "49.5", "previous": None}, "came in at 49.5, in line with the 49.5 expected."),
        ({"actual": "49.2", "consensus": None}, "came in at 49.2, up from 49.0."),
        ({"actual": "49.2", "consensus": None, "previous": None}, "came in at 49.2."),
        (
            {"actual": "4.25-4.50", "previous": "4.50-4.75"},
            "came in at 4.25-4.50, after 4.50-4.75 and against the 49.5",
        ),
        ({"actual": "48.9", "previous": "50.1"}, "came in at 48.9, back below 50, down from 50.1 and below the 49.5"),
        (
            {"actual": None},
            "The NBS manufacturing PMI for May was due on Saturday, and no figure of it is on record.",
        ),
    ],
)
def test_a_release_beside_what_was_and_what_was_expected(fields, words):
    assert words in told(replace(ordinary_day(), releases=(release(replace(PMI, **fields)),)))["releases"]


def test_periods_of_quarters_and_of_other_years():
    gdp = event("cn-gdp-yoy-2025-q2", TUESDAY, kind="gdp", period="2025Q2", actual="5.2%")
    old = replace(PMI, period="2024-12")
    facts = replace(ordinary_day(), releases=(release(gdp), release(old)))
    assert "China's annual GDP growth for the second quarter, published on Tuesday," in told(facts)["releases"]
    assert "The NBS manufacturing PMI for December 2024" in told(replace(facts, releases=(release(old),)))["releases"]


def test_an_event_by_its_own_name():
    meeting = event(
        "cn-cppcc-2025-07",
        date(2025, 7, 30),
        None,
        name_en="CPPCC opens (a note)",
        kind="policy",
    )
    assert told(replace(ordinary_day(), ahead=(coming(meeting),)))["ahead"] == (
        "Next comes CPPCC opens on Wednesday, 30 July."
    )


def test_sectors_without_leaders_and_one_alone():
    nobody = replace(ordinary_day(), sectors=SectorsFact(1, (), (AUTOS, BANKS), ()))
    assert told(nobody)["others"].startswith("Carmakers rose (+2.7 %) and banks rose (+1.8 %); most traded among ")
    assert "led by" not in told(nobody)["lead"]
    alone = replace(ordinary_day(), sectors=SectorsFact(0, (), (BANKS,), ()))
    assert told(alone)["others"] == "Banks stood at +1.8 %."
