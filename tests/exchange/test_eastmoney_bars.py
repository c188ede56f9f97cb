"""Eastmoney's series: daily bars, stretches of five minutes, and the minutes of the day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.conftest import standing_exchange
from tests.exchange.test_tencent_bars import bars as tencent_bars
from tests.exchange.test_tencent_format import captured_json
from tui.exchange.exchange import Exchange, Reply
from tui.exchange.scenario import Scenario
from tui.exchange.start import start_moment
from tui.exchange.tape import Tape
from tui.market.instruments import Universe

CAPTURES = Path(__file__).parents[3] / "shared" / "captures"
ALL = ",".join(f"f{number}" for number in range(51, 62))
Ask = Callable[..., Reply]


def kline(ask: Ask, secid: str, query: str = "klt=101&fqt=1&lmt=10", fields: str = ALL, at: str = "11:00") -> dict:
    path = f"/api/qt/stock/kline/get?secid={secid}&{query}&fields1=f1,f2,f3,f4,f5,f6&fields2={fields}"
    answer = json.loads(ask(path, at).body)
    assert answer["rc"] == 0
    return answer["data"]


def rows(data: dict) -> list[list[str]]:
    return [line.split(",") for line in data["klines"]]


def test_daily_bars_have_the_captured_shape(ask: Ask) -> None:
    real = captured_json("eastmoney_kline_601872_1.json")
    answer = json.loads(
        ask(
            f"/api/qt/stock/kline/get?secid=1.600036&klt=101&fqt=1&lmt=10&fields1=f1,f2,f3,f4,f5,f6&fields2={ALL}"
        ).body
    )
    assert answer.keys() == real.keys()
    ours, theirs = answer["data"], real["data"]
    assert list(ours) == list(theirs)
    assert (ours["code"], ours["market"], ours["name"], ours["decimal"]) == ("600036", 1, "招商银行", 2)
    assert len(ours["klines"]) == len(theirs["klines"])
    for one, two in zip(ours["klines"][0].split(","), theirs["klines"][0].split(","), strict=True):
        assert one.count(".") == two.count(".")
        assert len(one.rpartition(".")[2]) == len(two.rpartition(".")[2]) or "." not in two


def test_daily_bars_are_tencents(ask: Ask) -> None:
    ours = rows(kline(ask, "1.600036", "klt=101&fqt=1&beg=20240101&end=20250603"))
    theirs = tencent_bars(ask, "sh600036,day,2024-01-01,2025-06-03,640,qfq")
    assert [row[0] for row in ours] == [row[0] for row in theirs]
    for one, two in zip(ours, theirs, strict=True):
        assert [float(cell) for cell in one[1:6]] == pytest.approx([float(cell) for cell in two[1:6]], abs=0.006)


def test_changes_follow_from_the_close_before(ask: Ask) -> None:
    data = kline(ask, "1.600036", "klt=101&fqt=1&lmt=30")
    before = data["preKPrice"]
    for row in rows(data):
        close, high, low, amplitude, percent, change = (float(row[column]) for column in (2, 3, 4, 7, 8, 9))
        assert change == pytest.approx(close - before, abs=0.0051)
        assert percent == pytest.approx((close / before - 1) * 100, abs=0.0051)
        assert amplitude == pytest.approx((high - low) / before * 100, abs=0.0051)
        before = close


def test_columns_follow_the_order_asked(ask: Ask) -> None:
    few, all_ = rows(kline(ask, "1.600036", fields="f57,f51")), rows(kline(ask, "1.600036"))
    assert few == [[row[6], row[0]] for row in all_]


def test_unadjusted_prices_are_higher_where_dividends_followed(ask: Ask) -> None:
    span = "beg=20240603&end=20240607"
    plain, adjusted = (rows(kline(ask, "1.601939", f"klt=101&fqt={fqt}&{span}")) for fqt in (0, 1))
    assert all(float(one[2]) > float(two[2]) for one, two in zip(plain, adjusted, strict=True))
    assert [row[5:7] for row in plain] == [row[5:7] for row in adjusted]


def test_a_bad_id_has_its_word_and_an_empty_span_no_rows(ask: Ask) -> None:
    nothing = json.loads(ask("/api/qt/stock/kline/get?secid=1.999999&klt=101&fields2=f51").body)
    assert (nothing["rc"], nothing["data"]) == (100, None)
    assert kline(ask, "1.600036", "klt=101&beg=20241001&end=20241006")["klines"] == []


def days_of(data: dict) -> dict[str, list[list[str]]]:
    days: dict[str, list[list[str]]] = {}
    for row in rows(data):
        days.setdefault(row[0][:10], []).append(row)
    return days


@pytest.mark.parametrize(
    ("secid", "symbol", "count"),
    [
        ("1.000001", "000001.SH", 48),
        ("0.399001", "399001.SZ", 48),
        ("0.899050", "899050.BJ", 48),
        ("100.HSI", "HSI", 66),
        ("116.00700", "00700.HK", 66),
        ("1.688256", "688256.SH", 48),
        ("0.002594", "002594.SZ", 48),
        ("1.603019", "603019.SH", 48),
    ],
)
def test_a_finished_day_adds_up_to_its_bar(ask: Ask, tape: Tape, secid: str, symbol: str, count: int) -> None:
    days = days_of(kline(ask, secid, "klt=5&fqt=1&lmt=10000", at="08:00"))
    bars = tape.bars(symbol)
    assert len(days) >= 20
    for position in range(-len(days), 0):
        bar = bars.at(position)
        stretches = days[bar.date.isoformat()]
        assert len(stretches) == count
        assert sum(float(row[6]) for row in stretches) == bar.turnover
        assert (float(stretches[0][1]), float(stretches[-1][2])) == (bar.open, bar.close)
        assert max(float(row[3]) for row in stretches) == bar.high
        assert min(float(row[4]) for row in stretches) == bar.low
        for row in stretches:
            open_, close, high, low = (float(cell) for cell in row[1:5])
            assert low <= min(open_, close) <= max(open_, close) <= high


def test_hong_kongs_volumes_are_shares_and_the_mainlands_hands(ask: Ask, tape: Tape) -> None:
    for secid, symbol, unit in (("116.00700", "00700.HK", 1), ("1.688256", "688256.SH", 100)):
        day = list(days_of(kline(ask, secid, "klt=5&lmt=100", at="08:00")).values())[-1]
        shares = sum(int(row[5]) for row in day) * unit
        assert shares == pytest.approx(tape.bars(symbol).volumes[-1], abs=unit * len(day))


@pytest.mark.parametrize("secid", ["1.000001", "0.399001", "100.HSI"])
def test_the_day_is_busier_than_the_days_before(ask: Ask, secid: str) -> None:
    days = days_of(kline(ask, secid, "klt=5&lmt=10000", at="16:45"))
    sums = {day: sum(float(row[6]) for row in lines) for day, lines in days.items()}
    today = sums.pop("2025-06-03")
    newest = [sums[day] for day in sorted(sums)[-20:]]
    assert 1.02 < today / newest[-1] < 1.3
    assert 1.05 < today / (sum(newest) / len(newest)) < 1.3
    assert max(newest) < 1.6 * min(newest)


def test_days_are_busiest_at_their_ends(ask: Ask) -> None:
    for secid, size in (("1.000001", 48), ("100.HSI", 66)):
        days = list(days_of(kline(ask, secid, "klt=5&lmt=10000", at="08:00")).values())
        profile = [sum(float(day[index][6]) for day in days) for index in range(size)]
        middle = sorted(profile)[size // 2]
        assert profile[0] > 2 * middle
        assert profile[-1] > 1.2 * middle
        assert min(profile) > 0.5 * middle


@settings(max_examples=60, deadline=None)
@given(second=st.integers(min_value=9 * 3600, max_value=17 * 3600))
@pytest.mark.parametrize(("secid", "symbol", "late"), [("1.000001", "000001.SH", 0), ("116.00700", "00700.HK", 900)])
def test_the_running_day_adds_up_to_its_row(
    universe: Universe, scenario: Scenario, secid: str, symbol: str, late: int, second: int
) -> None:
    at = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    exchange = shared_exchange(universe, scenario, at)
    today = days_of(kline(lambda path, _at: exchange.answer(path, {}), secid, "klt=5&lmt=66")).get("2025-06-03", [])
    moment = datetime.fromtimestamp(start_moment(at).timestamp() - late, tz=start_moment(at).tzinfo)
    row = exchange.tape.row(symbol, moment)
    if not today:
        assert row.sample.stamp <= (9 * 60 + 30) * 60 or row.stamp.day != 3
        return
    assert sum(float(line[6]) for line in today) == int(row.sample.turnover)
    assert float(today[-1][2]) == row.price
    assert max(float(line[3]) for line in today) <= row.sample.high
    assert min(float(line[4]) for line in today) >= row.sample.low


_SHARED: list[Exchange] = []


def shared_exchange(universe: Universe, scenario: Scenario, at: str) -> Exchange:
    """One exchange for all examples: what it has built does not change what it says."""
    if not _SHARED:
        _SHARED.append(standing_exchange(universe, scenario, at))
    _SHARED[0].clock.follow(start_moment(at))
    return _SHARED[0]


def test_a_share_has_no_stretches_before_its_listing(ask: Ask) -> None:
    days = list(days_of(kline(ask, "116.03750", "klt=5&lmt=10000", at="08:00")))
    assert (days[0], len(days)) == ("2025-05-20", 10)


def test_five_minutes_end_with_the_official_close(ask: Ask, tape: Tape) -> None:
    data = kline(ask, "100.HSI", "klt=5&lmt=66", at="16:30")
    row = tape.row("HSI", start_moment("16:30"))
    last = rows(data)[-1]
    assert (last[0], float(last[2])) == ("2025-06-03 16:00", row.price)
    assert sum(float(line[6]) for line in rows(data)) == int(row.sample.turnover)


def test_the_suspended_share_has_no_stretch_today(ask: Ask) -> None:
    assert list(days_of(kline(ask, "1.603019", "klt=5&lmt=48", at="14:00"))) == ["2025-05-30"]
    assert rows(kline(ask, "1.603019", at="14:00"))[-1][0] == "2025-05-30"


def test_minutes_are_tencents(ask: Ask) -> None:
    fields = ",".join(f"f{number}" for number in range(51, 59))
    path = f"/api/qt/stock/trends2/get?secid=1.600036&fields1=f1,f2&fields2={fields}&ndays=1&iscr=0&iscca=0"
    ours = json.loads(ask(path, "14:00").body)["data"]
    answer = json.loads(ask("/appstock/app/minute/query?code=sh600036", "14:00").body)
    theirs = answer["data"]["sh600036"]["data"]["data"]
    lines = [line.split(",") for line in ours["trends"]]
    assert [line[0][11:].replace(":", "") for line in lines] == [line.split()[0] for line in theirs]
    assert [float(line[2]) for line in lines] == [float(line.split()[1]) for line in theirs]
    assert sum(int(line[5]) for line in lines) == int(theirs[-1].split()[2])
    assert sum(float(line[6]) for line in lines) == pytest.approx(float(theirs[-1].split()[3]), abs=1)
    real = CAPTURES / "eastmoney_trends2_firstrow_zero_open_2.txt"
    if real.exists():
        assert len(real.read_text("utf-8").splitlines()[0].split(",")) == len(lines[0])
