"""Exchange rates in each provider's format, and that they tell the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.exchange.conftest import tencent_fields
from tests.exchange.test_sina_and_eastmoney_format import listed, sina
from tests.exchange.test_tencent_format import capture
from tui.exchange.exchange import Reply
from tui.exchange.rates import Rates
from tui.exchange.scenario import Scenario
from tui.exchange.start import start_moment

Ask = Callable[..., Reply]
FIELDS = "f1,f2,f3,f4,f12,f13,f14,f15,f16,f17,f18,f124"


def eastmoney(ask: Ask, secid: str, at: str = "13:05") -> dict[str, object]:
    (row,) = listed(ask, f"fltt=2&np=1&secids={secid}&fields={FIELDS}", at)
    return row


@pytest.mark.parametrize(
    ("secid", "level"),
    [
        ("133.HKDCNH", 0.9157),
        ("133.USDCNH", 7.185),
        ("133.CNHHKD", 1.0921),
        ("119.USDHKD", 7.847),
        ("119.HKDUSD", 0.1274),
        ("120.HKDCNYC", 0.9160),
        ("120.USDCNYC", 7.1869),
    ],
)
def test_eastmoney_has_the_levels_of_the_day(ask: Ask, secid: str, level: float) -> None:
    row = eastmoney(ask, secid)
    assert f"{row['f13']}.{row['f12']}" == secid
    assert row["f2"] == pytest.approx(level, rel=4e-4)
    assert row["f16"] <= row["f2"] <= row["f15"]
    assert row["f4"] == pytest.approx(row["f2"] - row["f18"], abs=1.1e-4)


def test_crosses_agree(ask: Ask) -> None:
    for at in ("07:00", "10:30", "15:00", "23:00"):
        over, under, cross = (eastmoney(ask, secid, at)["f2"] for secid in ("133.USDCNH", "119.USDHKD", "133.HKDCNH"))
        assert cross == pytest.approx(over / under, abs=6e-5)


def test_rates_come_among_shares_and_scaled(ask: Ask) -> None:
    rows = listed(ask, "np=1&secids=1.600036,133.HKDCNH,116.00700&fields=f1,f2,f12")
    assert [row["f12"] for row in rows] == ["600036", "HKDCNH", "00700"]
    assert rows[1]["f1"] == 4
    assert 9100 < rows[1]["f2"] < 9200


@pytest.mark.parametrize("secid", ["119.HKDCNY", "133.HKDCNY", "120.HKDCNY", "116.HKDCNH"])
def test_ids_that_eastmoney_does_not_have(ask: Ask, secid: str) -> None:
    assert json.loads(ask(f"/api/qt/ulist.np/get?secids={secid}&fields=f2").body)["rc"] == 102


def test_tencents_row_has_the_captured_columns(ask: Ask) -> None:
    text = capture("tencent_qt_mixed_delay_3.txt").decode("utf-8")
    real = tencent_fields(text.encode("gbk"))["whUSDCNY"]
    rows = tencent_fields(ask("/q=whUSDCNY,whHKDCNY,sh600036,whUSDHKD", "13:05").body)
    assert list(rows) == ["whUSDCNY", "whHKDCNY", "sh600036", "whUSDHKD"]
    ours = rows["whUSDCNY"]
    assert len(ours) == len(real)
    assert (ours[0], ours[1], ours[2], ours[4]) == (real[0], real[1], real[2], real[4])
    for row in (ours, real, rows["whHKDCNY"]):
        last, previous, open_, high, low = (float(row[column]) for column in (3, 6, 7, 8, 9))
        assert low <= min(last, open_) <= max(last, open_) <= high
        assert float(row[12]) == pytest.approx(last - previous, abs=1.1e-4)
        assert float(row[13]) == pytest.approx((last / previous - 1) * 100, abs=0.011)
    assert ours[5].startswith("202506031305")
    assert ours[21] == "2025-06-03"


def test_sinas_rows_have_eighteen_columns(ask: Ask) -> None:
    keys = ("fx_shkdcny", "fx_susdcny", "fx_susdcnh", "fx_susdhkd", "fx_shkdcnh")
    rows = sina(ask(f"/list={','.join(keys)}", "13:05").body)
    for key in keys:
        row = rows[key]
        assert len(row) == 18
        previous, pips, open_, high, low, last = (float(row[column]) for column in (3, 4, 5, 6, 7, 8))
        assert low <= min(open_, last) <= max(open_, last) <= high
        assert pips == pytest.approx((high - low) * 10_000, abs=0.51)
        assert float(row[12]) == pytest.approx(high - low, abs=5.1e-5)
        assert float(row[11]) == pytest.approx(last - previous, abs=5.1e-5)
        assert float(row[10]) == pytest.approx((last / previous - 1) * 100, abs=2e-3)
        assert float(row[1]) <= last <= float(row[2])
        assert (row[0][:5], row[17]) == ("13:05", "2025-06-03")
    assert rows["fx_shkdcny"][9] == "港元兑人民币"


def test_the_providers_tell_the_same_onshore_rate(ask: Ask) -> None:
    for at in ("08:00", "11:00", "15:59:58"):
        ours = tencent_fields(ask("/q=whHKDCNY", at).body)["whHKDCNY"][3]
        theirs = sina(ask("/list=fx_shkdcny", at).body)["fx_shkdcny"][8]
        assert float(ours) == pytest.approx(float(theirs), abs=5.1e-5)


def test_the_onshore_rate_stands_until_half_past_nine(ask: Ask) -> None:
    before, after = (tencent_fields(ask("/q=whUSDCNY", at).body)["whUSDCNY"] for at in ("09:29", "09:31"))
    assert (before[5][:8], before[21]) == ("20250531", "2025-05-30")
    assert (after[5][:8], after[21]) == ("20250603", "2025-06-03")
    assert before[3] == after[6]


def test_rates_move_a_little_and_their_range_only_grows(scenario: Scenario) -> None:
    rates = Rates(scenario)
    times = [f"{hour:02d}:{minute:02d}" for hour in range(7, 24) for minute in (0, 20, 41)]
    seen = [rates.at("HKDCNH", start_moment(at)) for at in times]
    assert all(rate is not None for rate in seen)
    whole = [rate for rate in seen if rate is not None]
    assert len({round(rate.last, 4) for rate in whole}) > 5
    assert all(abs(rate.change_pct) < 0.3 for rate in whole)
    for one, two in pairwise(whole):
        assert one.high <= two.high
        assert one.low >= two.low
        assert one.stamp < two.stamp


def test_an_unknown_rate_is_like_an_unknown_share(ask: Ask) -> None:
    assert ask("/q=whHKDXXX").body == b'v_pv_none_match="1";\n'
    assert sina(ask("/list=fx_shkdxxx").body)["fx_shkdxxx"] == [""]
