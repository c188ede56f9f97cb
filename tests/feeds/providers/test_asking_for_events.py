"""What the official sources of events are asked for, and which days their answers cover."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date

import pytest

from tests.feeds.captures import own
from tests.feeds.providers.test_asking import Server, simulated
from tests.feeds.providers.test_event_days import month
from tests.feeds.providers.test_nbs import CPI, row, table
from tui.feeds.answers import Answer
from tui.feeds.errors import FeedError, NothingThere, WireError
from tui.feeds.providers import NO_HEADERS, EventSource
from tui.feeds.providers.chinamoney import ChinaMoney
from tui.feeds.providers.fed import Fed, FedCalendar
from tui.feeds.providers.hk1823 import Hk1823
from tui.feeds.providers.nbs import Nbs
from tui.feeds.providers.szse import Szse
from tui.market.reports import Authority
from tui.settings import HostSettings

HOST = "https://events.test"
SETTINGS = HostSettings(base_url=HOST + "/", requests_per_minute=6)
TODAY = date(2032, 3, 20)


class FormServer(Server):
    """Answers forms too, and remembers them."""

    def __init__(self, *answers: Answer | FeedError | bytes) -> None:
        super().__init__(*answers)
        self.forms: list[Mapping[str, str]] = []

    async def post(self, url: str, form: Mapping[str, str], *, headers: Mapping[str, str] = NO_HEADERS) -> Answer:
        self.forms.append(dict(form))
        return await self.get(url, headers=headers)


def days(told) -> list[str]:
    return [str(notice.date) for notice in told.notices]


async def test_the_page_of_meetings_is_one_request_and_tells_of_what_is_ahead():
    server = FormServer(own("fed_meetings.html"))
    told = (await Fed(server, SETTINGS).fetch_events(TODAY)).value
    assert server.urls == [f"{HOST}/monetarypolicy/fomccalendars.htm"]
    assert (str(told.first), str(told.last)) == ("2032-01-20", "2032-06-16")
    assert days(told)[:2] == ["2032-02-01", "2032-02-01"]


async def test_a_page_that_ends_long_ago_is_an_error():
    with pytest.raises(WireError, match="no day from 2033-01-31 on"):
        await Fed(FormServer(own("fed_meetings.html")), SETTINGS).fetch_events(date(2033, 4, 1))


async def test_the_calendar_of_the_federal_reserve_is_one_request():
    server = FormServer(Answer(own("fed_calendar.json"), None, 0.3, simulated(5)))
    fetched = await FedCalendar(server, SETTINGS).fetch_events(TODAY)
    assert server.urls == [f"{HOST}/json/calendar.json"]
    assert (fetched.latency, fetched.simulation) == (0.3, simulated(5))
    assert days(fetched.value)[0] == "2032-01-28"


async def test_the_nbs_is_asked_for_the_calendars_of_this_year_and_the_next_as_far_as_linked():
    folder = f"{HOST}/english/PressRelease/ReleaseCalendar"
    server = FormServer(own("nbs_index.html"), own("nbs_calendar.html"))
    told = (await Nbs(server, SETTINGS).fetch_events(TODAY)).value
    assert server.urls == [f"{folder}/", f"{folder}/203112/t20311226_2.html"]
    # Of days that are over, when a release may have been put off, it tells nothing.
    assert (told.first, set(days(told))) == (TODAY, {"2032-03-31"})
    this_year = table(row(CPI, {12: "31/Wed<br>9:30"}))
    server = FormServer(own("nbs_index.html"), this_year, own("nbs_calendar.html"))
    told = (await Nbs(server, SETTINGS).fetch_events(date(2031, 12, 30))).value
    assert server.urls[1:] == [f"{folder}/203012/t20301226_1.html", f"{folder}/203112/t20311226_2.html"]
    assert days(told)[0] == "2031-12-31"
    assert str(told.last) == "2032-03-31"


async def test_chinamoney_is_asked_by_a_form():
    server = FormServer(own("chinamoney_notices.json"))
    told = (await ChinaMoney(server, SETTINGS).fetch_events(TODAY)).value
    assert server.urls == [f"{HOST}/ags/ms/cm-s-notice-query/contentsinshorttime"]
    assert server.forms == [{"channelId": "3686", "pageSize": "24", "pageNo": "1"}]
    assert str(told.last) == "2032-03-22"


def months_asked(server: Server) -> list[str]:
    address = f"{HOST}/api/report/exchange/onepersistenthour/monthList?month="
    return [url.removeprefix(address) for url in server.urls]


async def test_trading_days_are_asked_for_this_month_and_the_two_after_it():
    server = FormServer(month(date(2031, 12, 1)), month(date(2032, 1, 1), 1, 2), month(date(2032, 2, 1), 11, 12))
    told = (await Szse(server, SETTINGS).fetch_events(date(2031, 12, 31))).value
    assert months_asked(server) == ["2031-12", "2032-01", "2032-02"]
    assert (str(told.first), str(told.last)) == ("2031-12-01", "2032-02-29")
    assert [notice.period for notice in told.notices] == ["2032-01-01", "2032-01-02", "2032-02-11", "2032-02-12"]
    assert {notice.series for notice in told.notices} == {"cn-market-closed"}
    assert Szse.whole == {"cn-market-closed", "cn-market-may-close"}


@pytest.mark.parametrize("answer", [b'{"data":[]}', month(date(2032, 1, 1))])
async def test_months_that_are_not_decided_are_not_covered(answer):
    server = FormServer(month(date(2031, 12, 1)), answer)
    told = (await Szse(server, SETTINGS).fetch_events(date(2031, 12, 31))).value
    assert (str(told.first), str(told.last), told.notices) == ("2031-12-01", "2031-12-31", ())


async def test_without_this_month_there_are_no_trading_days():
    with pytest.raises(NothingThere, match="2032-03"):
        await Szse(FormServer(b'{"data":[]}'), SETTINGS).fetch_events(TODAY)


async def test_holidays_are_one_request():
    server = FormServer(own("hk1823.json"))
    told = (await Hk1823(server, SETTINGS).fetch_events(TODAY)).value
    assert server.urls == [f"{HOST}/common/ical/en.json"]
    assert days(told) == ["2032-02-11", "2032-03-29"]


def test_all_of_them_are_publishers_without_figures_and_none_is_asked_more_than_four_times_a_day():
    sources: list[EventSource] = [
        source(FormServer(), SETTINGS) for source in (Fed, FedCalendar, Nbs, ChinaMoney, Szse, Hk1823)
    ]
    assert [source.name for source in sources] == ["fed", "fed_calendar", "nbs", "chinamoney", "szse", "hk1823"]
    assert {source.authority for source in sources} == {Authority.PUBLISHER}
    assert {source.hurry for source in sources} == {None}
    assert min(source.every for source in sources) == 6 * 3_600.0
    assert len({source.shown for source in sources}) == len(sources)


def test_the_reader_of_pages_is_not_loaded_before_the_first_page():
    code = "import sys, tui.feeds.parts, tui.feeds.providers.fed, tui.feeds.providers.nbs"
    run = subprocess.run([sys.executable, "-c", f"{code}; sys.exit('selectolax' in sys.modules)"], check=False)
    assert run.returncode == 0
