"""wallstreetcn's calendar: periods out of titles, units in our style, our series and new ones."""

import contextlib
import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feeds.captures import own
from tests.feeds.hostile import hostile_bytes
from tests.feeds.providers.test_asking import Server
from tests.thoroughness import repeats
from tui.feeds.errors import WireError
from tui.feeds.providers.wallstreetcn import Wallstreetcn
from tui.feeds.providers.wallstreetcn.figures import with_unit
from tui.feeds.providers.wallstreetcn.macrodatas import parse_macrodatas
from tui.feeds.providers.wallstreetcn.titles import read_title
from tui.market.published import read_figure
from tui.shipped import load_events, load_series

SERIES = load_series()
ITEMS = own("wallstreetcn_macrodatas.json")
DAYS = (date(2026, 8, 14), date(2026, 8, 20))
BY_ID = {event.id: event for event in load_events()}


def told(body=ITEMS):
    return {notice.series: notice for notice in parse_macrodatas(body, *DAYS, SERIES).notices}


def item(**changed):
    plain = {"title": "7月CPI同比", "public_date": 1786930200, "country_id": "CN", "calendar_type": "FD"}
    return json.dumps({"code": 20000, "data": {"items": [plain | {"importance": 3, "unit": "%"} | changed]}}).encode()


@pytest.mark.parametrize(
    ("series", "period"),
    [
        ("cn-industrial-production", "2026-07"),
        ("cn-retail-sales", "2026-07"),
        ("cn-fixed-asset-investment", "2026-07"),
        ("cn-m2", "2026-07"),
        ("cn-trade-balance", "2026-07"),
    ],
)
def test_figures_are_those_of_the_shipped_table(series, period):
    notice, event = told()[series], BY_ID[f"{series}-{period}"]
    assert notice.period == period
    assert (notice.actual, notice.consensus, notice.previous) == (event.actual, event.consensus, event.previous)


def test_amounts_and_indices_are_written_as_the_table_does():
    loans, pmi, reserves = (
        told()[f"cn-{name}"] for name in ("new-yuan-loans", "nbs-manufacturing-pmi", "fx-reserves")
    )
    assert (loans.actual, loans.consensus, loans.previous) == ("-340.0B", "-50.0B", "1,610.0B")
    assert (pmi.actual, pmi.consensus, pmi.previous, pmi.period) == (None, "49.5", "49.2", "2026-08")
    assert (reserves.actual, reserves.previous) == ("3.4190T", "3.4160T")
    assert told()["us-nonfarm-payrolls"].consensus == "98K"


def test_a_sum_since_january_is_not_taken_for_the_month():
    assert told()["cn-retail-sales"].actual == "0.6%"
    assert told()["cn-retail-sales"].revised == "1.1%"
    financing = told()["cn-ws-cn131334"]
    assert (financing.name_zh, financing.name_en) == ("1至7月社会融资规模增量", "1至7月社会融资规模增量")
    assert (financing.actual, financing.period) == ("22,250.0B", "2026-08-14")
    assert "cn-total-social-financing" not in told()


def test_two_minutes_past_noon_means_that_the_time_is_not_decided():
    money = told()["cn-m2"]
    assert (money.date, money.time) == (date(2026, 8, 14), None)
    assert told()["cn-retail-sales"].time.isoformat() == "2026-08-17T15:00:00+08:00"


def test_american_figures_are_of_their_day_in_new_york():
    cpi, decision = told()["us-cpi-yoy"], told()["us-fomc-decision"]
    assert (cpi.time.isoformat(), cpi.period) == ("2026-08-18T08:30:00-04:00", "2026-08-18")
    assert (decision.date, decision.period, decision.consensus) == (date(2026, 8, 18), "", "3.50-3.75")


def test_events_of_all_kinds_are_dropped_unless_they_are_ours():
    deadline = told()["cn-interim-deadline"]
    assert (deadline.date, deadline.time, deadline.period) == (date(2026, 8, 20), None, "")
    assert not any("电池" in notice.name_zh for notice in told().values())
    assert {notice.country for notice in told().values()} == {"CN", "US"}
    assert not any("用电量" in notice.name_zh or "密歇根" in notice.name_zh for notice in told().values())


def test_a_new_series_without_a_code_is_the_same_from_month_to_month():
    (july,) = parse_macrodatas(item(title="7月用电量同比"), *DAYS, SERIES).notices
    (august,) = parse_macrodatas(item(title="8月 用电量同比", public_date=1789608600), *DAYS, SERIES).notices
    assert july.series == august.series
    assert july.period != august.period
    assert july.series.startswith("cn-ws-") and july.importance == 3


@pytest.mark.parametrize(
    ("text", "published", "keys", "period"),
    [
        ("11月CPI同比", date(2026, 12, 9), ("cpi同比",), "2026-11"),
        ("12月CPI同比", date(2027, 1, 9), ("cpi同比",), "2026-12"),
        ("中国12月官方制造业PMI", date(2026, 12, 31), ("官方制造业pmi",), "2026-12"),
        ("1至2月零售同比", date(2027, 3, 16), ("1至2月零售同比", "1至n月零售同比"), "2027-02"),
        ("1-10月投资同比", date(2026, 11, 16), ("1至10月投资同比", "1至n月投资同比"), "2026-10"),
        ("第三季度GDP同比", date(2026, 10, 19), ("gdp同比",), "2026-q3"),
        ("四季度GDP同比", date(2027, 1, 18), ("gdp同比",), "2026-q4"),
        ("Q2 GDP同比", date(2026, 7, 15), ("gdp同比",), "2026-q2"),
        ("一至三季度GDP同比", date(2026, 10, 19), ("1至n季度gdp同比",), "2026-q3"),
        ("2026年10月M2货币供应同比", date(2026, 11, 12), ("m2货币供应同比",), "2026-10"),
        ("10/3当周首次申请失业救济人数", date(2026, 10, 8), ("首次申请失业救济人数",), ""),
        ("9月26日FOMC利率决策（上限）", date(2026, 9, 26), ("fomc利率决策(上限)",), ""),
        ("中央经济工作会议", date(2026, 12, 10), ("中央经济工作会议",), ""),
    ],
)
def test_a_title_is_parted_from_its_period(text, published, keys, period):
    title = read_title(text, published)
    assert (title.keys, title.period) == (keys, period)


def test_january_and_february_together_are_the_figure_of_february():
    (notice,) = parse_macrodatas(
        item(title="1至2月规模以上工业增加值同比", public_date=1789612200 - 183 * 86400), *DAYS, SERIES
    ).notices
    assert (notice.series, notice.period) == ("cn-industrial-production", "2026-02")


@pytest.mark.parametrize(
    ("value", "unit", "series", "published"),
    [
        ("49.5", "%", "cn-nbs-manufacturing-pmi", "49.5"),
        ("2.30", "%", "cn-cpi-yoy", "2.30%"),
        ("1026.4", "亿美元", "cn-trade-balance", "102.64B"),
        ("3.41", "万亿美元", "cn-fx-reserves", "3.41T"),
        ("1.61", "万亿元", "cn-new-yuan-loans", "1.61T"),
        (0, "%", "cn-cpi-yoy", "0%"),
        ("7.69", "百万", "us-jolts", "7.69M"),
        ("57.6", "", "us-x", "57.6"),
        ("-4.6", "万桶", "us-x", "-46K"),
        ("12", "\x1b桶", "us-x", "12 桶"),
        ("", "%", "cn-cpi-yoy", None),
        (None, "%", "cn-cpi-yoy", None),
        ("--", "%", "cn-cpi-yoy", None),
        ("nan", "%", "cn-cpi-yoy", None),
        ("1e9", "%", "cn-cpi-yoy", None),
        ("٣", "%", "cn-cpi-yoy", None),
    ],
)
def test_units_are_written_as_in_our_table(value, unit, series, published):
    assert with_unit(value, unit, series) == published


@given(st.decimals(-(10**8), 10**8, places=2), st.sampled_from(["亿元", "万亿", "万人", "百万", "%", ""]))
def test_a_converted_amount_is_the_same_amount(value, unit):
    scale = {"亿元": 1e8, "万亿": 1e12, "万人": 1e4, "百万": 1e6}.get(unit, 1)
    figure = read_figure(with_unit(str(value), unit, "cn-x"))
    assert figure.value == pytest.approx(float(value) * scale, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    "body",
    [
        b'{"code":60502,"message":"too long","data":null}',
        b'{"code":20000,"data":null}',
        b'{"code":20000,"data":{"items":null}}',
        b'{"code":20000,"data":{"items":[1,2]}}',
        b'{"code":20000,"data":{"items":[' + b"1," * 6000 + b"1]}}",
    ],
)
def test_a_refusal_or_nonsense_is_an_error(body):
    with pytest.raises(WireError):
        parse_macrodatas(body, *DAYS, SERIES)


def test_a_week_without_anything_is_no_error():
    assert parse_macrodatas(b'{"code":20000,"data":{"items":[]}}', *DAYS, SERIES).notices == ()


async def test_seven_days_are_asked_for_by_beijings_midnights():
    server = Server(ITEMS)
    fetched = await Wallstreetcn(server, "https://calendar.test/", SERIES).fetch_events(date(2026, 8, 17))
    (url,) = server.urls
    query = {name: int(value[0]) for name, value in parse_qs(urlsplit(url).query).items()}
    assert urlsplit(url).path == "/apiv1/finance/macrodatas"
    assert query["start"] == 1786636800
    assert query["end"] - query["start"] == timedelta(days=7).total_seconds() - 1
    assert (fetched.value.first, fetched.value.last) == DAYS


@pytest.mark.slow
@settings(max_examples=repeats(thorough=2000, quick=200), deadline=None)
@given(hostile_bytes(ITEMS, item()))
def test_whatever_the_bytes_sane_notices_or_a_wire_error(body):
    with contextlib.suppress(WireError):
        for notice in parse_macrodatas(body, *DAYS, SERIES).notices:
            assert notice.time is None or notice.time.tzinfo is not None
            assert 1 <= notice.importance <= 3
            assert len(notice.name_zh) <= 120 and notice.name_zh.isprintable()
            for figure in (notice.actual, notice.consensus, notice.previous, notice.revised):
                assert figure is None or (figure.isprintable() and len(figure) <= 40)
