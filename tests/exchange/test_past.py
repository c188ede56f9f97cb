"""What earlier runs would have recorded: finished southbound days by minute."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.exchange.test_active_names import table
from tui.exchange.exchange import Reply
from tui.exchange.past import past_southbound
from tui.exchange.scenario import Scenario
from tui.market.southbound import SouthboundDay

Ask = Callable[..., Reply]


@pytest.fixture(scope="module")
def past(scenario: Scenario) -> tuple[SouthboundDay, ...]:
    return past_southbound(scenario)


def test_the_last_finished_connect_days_are_there(past: tuple[SouthboundDay, ...], scenario: Scenario) -> None:
    assert tuple(day.date for day in past) == scenario.connect_days[-25:]
    assert past == past_southbound(scenario)


def test_each_day_ends_in_its_published_totals(past: tuple[SouthboundDay, ...], ask: Ask) -> None:
    published = {}
    for kind in ("002", "004", "006"):
        rows = table(ask, "RPT_MUTUAL_DEAL_HISTORY", f'(MUTUAL_TYPE="{kind}")', more="&pageSize=40")
        assert rows is not None
        published[kind] = {row["TRADE_DATE"][:10]: row for row in rows["data"]}
    for day in past:
        shanghai, shenzhen, both = (published[kind][day.date.isoformat()] for kind in ("002", "004", "006"))
        last = day.minutes[-1]
        assert last.shanghai_net_buy == day.shanghai_net_buy == pytest.approx(shanghai["NET_DEAL_AMT"] * 1e6)
        assert last.shenzhen_net_buy == day.shenzhen_net_buy == pytest.approx(shenzhen["NET_DEAL_AMT"] * 1e6)
        assert last.net_buy == day.net_buy == pytest.approx(both["NET_DEAL_AMT"] * 1e6)
        assert (day.buy, day.sell) == pytest.approx((both["BUY_AMT"] * 1e6, both["SELL_AMT"] * 1e6))


def test_each_day_goes_its_own_way(past: tuple[SouthboundDay, ...]) -> None:
    for day in past:
        assert [minute.minute for minute in day.minutes] == [minute.minute for minute in past[0].minutes]
        assert len(day.minutes) == 371
        assert day.minutes[0].net_buy == 0.0
        for minute in day.minutes:
            assert minute.net_buy == minute.shanghai_net_buy + minute.shenzhen_net_buy
    halfway = [day.minutes[len(day.minutes) // 2].net_buy / 1e9 for day in past]
    assert len({round(net, 3) for net in halfway}) == len(past)
    assert min(halfway) < 1.0 < max(halfway)


def test_the_live_series_before_nine_shows_the_last_of_them(past: tuple[SouthboundDay, ...], ask: Ask) -> None:
    path = "/api/qt/kamtbs.rtmin/get?fields1=f1,f2,f3,f4&fields2=f51,f54,f58,f62"
    data = json.loads(ask(path, "08:30").body)["data"]
    assert data["n2sDate"] == past[-1].date.isoformat()
    shown = [[float(cell) for cell in line.split(",")[1:]] for line in data["n2s"]]
    recorded = [[minute.shanghai_net_buy, minute.shenzhen_net_buy, minute.net_buy] for minute in past[-1].minutes]
    assert [[amount * 1e4 for amount in line] for line in shown] == [pytest.approx(line, abs=1) for line in recorded]
