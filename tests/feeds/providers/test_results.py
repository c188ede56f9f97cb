"""Results of companies: appointed days of A shares, board meetings in Hong Kong."""

import contextlib
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from tests.feeds.captures import own
from tests.feeds.examples import market_time
from tests.feeds.hostile import hostile_bytes
from tests.feeds.providers.test_asking import Server
from tests.thoroughness import repeats
from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.eastmoney_results import EastmoneyResults
from tui.feeds.providers.eastmoney_results.appointments import parse_appointments, running_periods
from tui.feeds.providers.hkex_meetings import HkexMeetings
from tui.feeds.providers.hkex_meetings.meetings import parse_meetings
from tui.market.event_merging import merged
from tui.market.instruments import Market, Universe
from tui.market.reports import Authority, Report, joined
from tui.shipped import load_universe

UNIVERSE = load_universe()
APPOINTMENTS, MEETINGS = own("eastmoney_appointments.json"), own("hkex_board_meetings.htm")
IN_APRIL = date(2026, 4, 2)
A_SHARES = {one.symbol[:6]: one for one in UNIVERSE if one.symbol.endswith((".SH", ".SZ")) and one.listing}
HK_SHARES = {one.symbol[:5]: one for one in UNIVERSE if one.symbol.endswith(".HK")}


def appointed(body=APPOINTMENTS):
    told = parse_appointments([body], IN_APRIL, A_SHARES)
    return {(notice.series, notice.period): notice for notice in told.notices}


def listed(body=MEETINGS):
    return {notice.series: notice for notice in parse_meetings(body, HK_SHARES).notices}


def changed(old, new, body=APPOINTMENTS):
    assert old in body
    return body.replace(old, new, 1)


def test_the_newest_day_of_each_running_report_counts():
    days = {subject: notice.date for subject, notice in appointed().items()}
    assert days == {
        ("cn-results-002594", "2026-q1"): date(2026, 4, 28),
        ("cn-results-002594", "2025-fy"): date(2026, 3, 28),
        ("cn-results-600036", "2025-fy"): date(2026, 3, 28),
    }


def test_a_share_is_named_in_both_languages():
    annual = appointed()["cn-results-002594", "2025-fy"]
    assert (annual.name_en, annual.name_zh) == ("BYD annual results", "比亚迪 年报")
    assert (annual.country, annual.kind, annual.importance, annual.time) == ("CN", "results", 1, None)
    assert appointed()["cn-results-002594", "2026-q1"].name_zh == "比亚迪 一季报"


@pytest.mark.parametrize(
    ("today", "periods"),
    [
        (date(2026, 1, 5), (date(2025, 9, 30), date(2025, 12, 31))),
        (date(2026, 4, 1), (date(2025, 12, 31), date(2026, 3, 31))),
        (date(2026, 6, 30), (date(2025, 12, 31), date(2026, 3, 31))),
        (date(2026, 11, 23), (date(2026, 6, 30), date(2026, 9, 30))),
    ],
)
def test_the_two_newest_finished_quarters_run(today, periods):
    assert running_periods(today) == periods


@pytest.mark.parametrize(
    "body",
    [
        b'{"success":false,"result":null,"message":"no data","code":9201}',
        changed(b'"pages": 1', b'"pages": 2'),
        changed(b'"APPOINT_PUBLISH_DATE": "2026-04-28 00:00:00', b'"APPOINT_PUBLISH_DATE": "soon'),
        changed(b'"APPOINT_PUBLISH_DATE": "2026-04-28', b'"APPOINT_PUBLISH_DATE": "2031-04-28'),
        b'{"success":true,"result":{"data":[],"pages":1}}',
    ],
    ids=["no success", "a part", "no day", "another year", "no rows"],
)
def test_nonsense_is_refused(body):
    with pytest.raises(WireError):
        parse_appointments([body], IN_APRIL, A_SHARES)


def test_a_day_that_was_moved_shows_where_it_stood():
    told = parse_appointments([APPOINTMENTS], IN_APRIL, A_SHARES)
    later = parse_appointments([APPOINTMENTS.replace(b"2026-04-28", b"2026-04-30")], IN_APRIL, A_SHARES)
    earlier, newer = (
        Report("eastmoney_results", "Eastmoney", Authority.VENDOR, fetched, one.first, one.last, one.notices)
        for one, fetched in ((told, market_time(2026, 4, 1, 12)), (later, market_time(2026, 4, 2, 12)))
    )
    events = {event.id: event for event in merged((), [joined(earlier, newer)])}
    report = events["cn-results-002594-2026-q1"]
    assert (report.date, report.moved_from.date) == (date(2026, 4, 30), date(2026, 4, 28))


async def test_one_request_is_for_all_a_shares_and_for_both_running_reports():
    server = Server(APPOINTMENTS)
    fetched = await EastmoneyResults(server, "https://data.test/", UNIVERSE).fetch_events(IN_APRIL)
    (url,) = server.urls
    asked = {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}
    assert asked["reportName"] == "RPT_PUBLIC_BS_APPOIN"
    assert asked["filter"].startswith("(REPORT_DATE>='2025-12-31')(REPORT_DATE<='2026-03-31')(SECURITY_CODE in (\"")
    assert asked["filter"].count('"') == 2 * len(A_SHARES)
    assert "00700" not in asked["filter"]
    assert len(fetched.value.notices) == 3


async def test_without_a_share_nothing_is_asked():
    server = Server()
    with pytest.raises(NothingThere):
        await EastmoneyResults(server, "https://data.test", Universe.of(HK_SHARES.values())).fetch_events(IN_APRIL)
    assert server.asked == []


async def test_more_shares_than_a_page_has_rows_for_are_asked_for_in_parts():
    one = A_SHARES["600036"]
    many = Universe.of(replace(one, symbol=f"{600000 + n}.SH") for n in range(300))
    server = Server(APPOINTMENTS, APPOINTMENTS)
    await EastmoneyResults(server, "https://data.test", many).fetch_events(IN_APRIL)
    parts = [parse_qs(urlsplit(url).query)["filter"][0].count('"') // 2 for url in server.urls]
    assert parts == [250, 50]


def test_meetings_about_results_are_told_for_the_shares_that_are_known():
    told = {series: (notice.date, notice.period, notice.name_en) for series, notice in listed().items()}
    assert told == {
        "hk-results-00700": (date(2026, 8, 12), "2026-h1", "Tencent interim results"),
        "hk-results-00992": (date(2026, 8, 14), "2026-q2", "Lenovo quarterly results"),
        "hk-results-01211": (date(2026, 8, 28), "2026-h1", "BYD interim results"),
        "hk-results-09988": (date(2026, 8, 26), "", "Alibaba results"),
    }
    assert listed()["hk-results-00700"].country == "HK"


def test_the_list_covers_the_days_from_its_own_to_its_last():
    told = parse_meetings(MEETINGS, HK_SHARES)
    assert (told.first, told.last) == (date(2026, 8, 6), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("period", "tail"),
    [
        ("Y.E.31/03/26", "2026-fy"),
        ("Y.E.31/12/26", "2026-fy"),
        ("6-MTH-ENDED31/12/26", "2026-h2"),
        ("6-MTH-ENDED30/09/26", "2026-09"),
        ("9-MTH-ENDED30/09/26", "2026-q3"),
        ("3-MTH-ENDED31/10/26", "2026-10"),
        ("18-MTH-ENDED30/06/26", "2026-06"),
        ("6-MTH-ENDED30/13/26", ""),
        ("LAST YEAR", ""),
    ],
)
def test_periods_of_any_financial_year(period, tail):
    body = changed(b"6-MTH-ENDED30/06/26", period.encode(), MEETINGS)
    assert listed(body)["hk-results-00700"].period == tail


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Service Unavailable</html>",
        changed(b"Date : ", b"Made ", MEETINGS),
        changed(b"Purpose", b"Agenda", MEETINGS),
        changed(b"06/08/2026", b"31/02/2026", MEETINGS),
        changed(b"12/08/2026", b"40/08/2026", MEETINGS),
        changed(b"TENCENT</font></td>", b"TENCENT</font></td><td>more</td>", MEETINGS),
        MEETINGS[: MEETINGS.index(b"<tr><td valign=top><font face='monospace' style='font-size: 12'>12/08")],
    ],
)
def test_another_page_is_refused(body):
    with pytest.raises(WireError):
        parse_meetings(body, HK_SHARES)


async def test_the_list_is_one_page():
    server = Server(MEETINGS)
    source = HkexMeetings(server, "https://news.test/", UNIVERSE)
    fetched = await source.fetch_events(date(2026, 8, 7))
    assert server.urls == ["https://news.test/reports/bmn/ebmn.htm"]
    assert len(fetched.value.notices) == 4
    assert source.authority is Authority.PUBLISHER


@pytest.mark.slow
@settings(max_examples=repeats(thorough=2000, quick=200), deadline=None)
@given(hostile_bytes(APPOINTMENTS))
def test_whatever_eastmoney_sends(body):
    with contextlib.suppress(WireError):
        for notice in parse_appointments([body], IN_APRIL, A_SHARES).notices:
            assert date(2025, 12, 31) <= notice.date <= date(2026, 12, 31)


@pytest.mark.slow
@settings(max_examples=repeats(thorough=2000, quick=200), deadline=None)
@given(hostile_bytes(MEETINGS))
def test_whatever_hkex_sends(body):
    with contextlib.suppress(WireError):
        told = parse_meetings(body, HK_SHARES)
        for notice in told.notices:
            assert notice.date <= told.last
            assert notice.series.removeprefix("hk-results-") in HK_SHARES


@pytest.mark.parametrize("filler", [b"<", b"<tr>", b"<td", b"<tr><td>01/01/2026", b"Date : ", b"&amp", b"&#"])
def test_a_page_as_large_as_is_read_at_all_is_gone_through_once(filler):
    with pytest.raises(WireError):
        parse_meetings(filler * (4_194_304 // len(filler)), HK_SHARES)


def test_every_a_share_and_every_hong_kong_share_is_of_one_of_the_two():
    stocks = [one for one in UNIVERSE if one.listing is not None]
    assert len(A_SHARES) + len(HK_SHARES) == len(stocks)
    assert all(one.market is Market.MAINLAND for one in A_SHARES.values())
