"""Chinese: what a single fact makes of its sentence."""

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
    return {sentence.id: sentence.text for sentence in compose(facts, "zh").sentences}


def test_a_day_long_past_is_named_with_its_date():
    assert told(days_later(ordinary_day(), 8))["lead"].startswith("6月3日（周二），A股与港股双双上涨")


def test_mainland_indices_against_each_other_are_mixed():
    facts = replace(
        ordinary_day(), mainland=market(Market.MAINLAND, index("000300.SH", 0.5), index("000001.SH", -0.4))
    )
    assert told(facts)["lead"].startswith("周二，A股涨跌互现，港股上涨")


def test_turnover_without_a_past():
    facts = replace(ordinary_day(), turnover=(turnover(Market.HONG_KONG, 226e9, None, 300e9, 4),))
    assert told(facts)["turnover"] == "港股成交额2260亿港元。"
    less = replace(facts, turnover=(turnover(Market.HONG_KONG, 226e9, 300e9, 227e9, 20),))
    assert told(less)["turnover"] == "港股成交额2260亿港元，较周一减少25%，接近20日均值。"


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (FlowRank(1, 60, 60, None), "，为至少60个交易日来最多，"),
        (FlowRank(1, 60, 4, date(2025, 5, 28)), "，为近60个交易日最大净买入，"),
        (FlowRank(3, 60, 2, date(2025, 5, 30)), "，在近60个交易日净买入中排第3位，"),
        (None, "79.0亿港元，此前"),
    ],
)
def test_how_unusual_southbound_is(rank, words):
    assert words in told(replace(ordinary_day(), southbound=flow(rank=rank)))["southbound"]


def test_flow_against_the_price_names_and_an_old_flow():
    known = flow()
    assert known.context is not None
    against = replace(known, context=replace(known.context, disagreement=Disagreement(-0.9, 7.9e9, 5e9)))
    assert told(replace(ordinary_day(), southbound=against))["southbound"].startswith("恒指下跌之际，南向资金净买入")
    names = (ActiveFact("Tencent", "腾讯控股", 1.2e9), ActiveFact("SMIC", "中芯国际", None))
    assert told(replace(ordinary_day(), southbound=replace(known, active=names)))["southbound"].endswith(
        "；成交最活跃的为腾讯控股（净买入12.0亿港元）及中芯国际。"
    )
    old = flow(3.1e9, progress=Progress.TRADING, old=True)
    assert told(replace(while_trading(), southbound=old))["southbound"].startswith(
        "南向资金截至13:21净买入31.0亿港元"
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"actual": "49.0"}, "为49.0，持平于前值49.0、低于预期值49.5。"),
        ({"actual": "49.5", "previous": None}, "为49.5，持平于预期值49.5。"),
        ({"actual": "49.2", "consensus": None}, "为49.2，高于前值49.0。"),
        ({"actual": "49.2", "consensus": None, "previous": None}, "为49.2。"),
        ({"actual": "4.25-4.50", "previous": "4.50-4.75"}, "为4.25-4.50，前值4.50-4.75、预期值49.5。"),
        ({"actual": "48.9", "previous": "50.1"}, "为48.9，重新跌破50，低于前值50.1及预期值49.5。"),
        ({"actual": None}, "5月官方制造业PMI原定周六公布，记录中无公布值。"),
    ],
)
def test_a_release_beside_what_was_and_what_was_expected(fields, words):
    assert words in told(replace(ordinary_day(), releases=(release(replace(PMI, **fields)),)))["releases"]


def test_periods_and_names_of_events():
    gdp = event("cn-gdp-yoy-2025-q2", TUESDAY, kind="gdp", period="2025Q2", actual="5.2%")
    old = replace(PMI, period="2024-12")
    assert "周二公布的第二季度GDP同比为5.2%" in told(replace(ordinary_day(), releases=(release(gdp),)))["releases"]
    assert "的2024年12月官方" in told(replace(ordinary_day(), releases=(release(old),)))["releases"]
    opening = event("cn-cppcc-2025-07", date(2025, 7, 30), None, name_zh="全国政协会议开幕（注）", kind="policy")
    assert (
        told(replace(ordinary_day(), ahead=(coming(opening),)))["ahead"]
        == "后续关注：7月30日（周三）的全国政协会议开幕。"
    )


def test_sectors_without_leaders_and_one_alone():
    nobody = replace(ordinary_day(), sectors=SectorsFact(1, (), (AUTOS, BANKS), ()))
    assert told(nobody)["others"].startswith("汽车股涨2.73%，银行股涨1.80%；")
    assert told(nobody)["lead"] == "周二，A股与港股双双上涨。"
    alone = replace(ordinary_day(), sectors=SectorsFact(0, (), (BANKS,), ()))
    assert told(alone)["others"].startswith("银行股涨1.80%")
