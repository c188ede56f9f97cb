"""The NBS's calendar of releases: both forms of its table, and the period that each day is about."""

from collections import defaultdict
from datetime import date

import pytest

from tests.feeds.captures import capture, own
from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.nbs.calendar import parse_index, parse_releases
from tui.shipped import load_events

YEAR = 2026
SHIPPED = {event.id: event for event in load_events()}
OFFICIAL = {event_id: event for event_id, event in SHIPPED.items() if "NBS 2026 release calendar" in event.source}

MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TITLES = {
    "National Economic Performance": (
        "cn-gdp-yoy",
        "cn-gdp-qoq",
        "cn-unemployment",
        "cn-industrial-production",
        "cn-retail-sales",
        "cn-fixed-asset-investment",
        "cn-property-investment",
    ),
    "Preliminary Accounting Report on Quarterly Value Added of Major Industries": ("cn-gdp-by-industry",),
    "Monthly Report on Purchasing Managers’ Index (PMI)": (
        "cn-nbs-manufacturing-pmi",
        "cn-nbs-non-manufacturing-pmi",
        "cn-nbs-composite-pmi",
    ),
    "Monthly Report on Consumer Price Index (CPI)": ("cn-cpi-yoy", "cn-cpi-mom"),
    "Monthly Report on Industrial Producer Price Index": ("cn-ppi-yoy",),
    "Monthly Report on Industrial Production Operation Above the Designated Size": ("cn-industrial-production",),
    "Monthly Report on Investment in Fixed Assets (Excluding Rural Households)": ("cn-fixed-asset-investment",),
    "Monthly Report on Real Estate Development and Sales": ("cn-property-investment",),
    "Monthly Report on Total Retail Sales of Consumer Goods": ("cn-retail-sales",),
    "Monthly Report on Sales Prices of Residential Buildings in 70 Medium and Large-sized Cities": (
        "cn-home-prices",
    ),
    "Monthly Report on Industrial Economic Benefits Above the Designated Size": ("cn-industrial-profits",),
}
HEADER = "<tr>" + "".join(f"<th>{name}</th>" for name in ("No.", "Content", *MONTHS)) + "</tr>"


def row(title: str, cells: dict[int, str], one_row: bool = True) -> str:
    """A row of the table; of each cell the last line, the time, stands in a row of its own unless `one_row`."""
    if one_row:
        months = "".join(f"<td>{cells.get(month, '……')}</td>" for month in range(1, 13))
        return f"<tr><td>1</td><td>{title}</td>{months}</tr>"
    above, below = f'<tr><td rowspan="2">1</td><td rowspan="2">{title}</td>', "<tr>"
    for month in range(1, 13):
        if month in cells:
            days, _, time = cells[month].rpartition("<br>")
            above, below = above + f"<td><p>{days}</p></td>", below + f"<td><p>{time}</p></td>"
        else:
            above += '<td rowspan="2">……</td>'
    return f"{above}</tr>{below}</tr>"


def table(*rows: str, title: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><table>{HEADER}{''.join(rows)}</table></html>".encode()


def one(title: str, cell: str, month: int = 1) -> bytes:
    return table(row(title, {month: cell}))


def written(day: date) -> str:
    return f"{day.day}/{WEEKDAYS[day.weekday()]}"


def calendar_of(title: str, one_row: bool) -> str:
    """The row of the calendar that announced the shipped releases of a title's series, as they came about."""
    days: defaultdict[int, set[tuple[date, str]]] = defaultdict(set)
    for event in OFFICIAL.values():
        if event.series in TITLES[title] and event.time is not None:
            days[event.date.month].add((event.date, f"{event.time:%H:%M}"))
    cells = {}
    for month, of_month in days.items():
        *before, (last, time) = sorted(of_month)
        cells[month] = "<br>".join([*(written(day) for day, _ in before), written(last), time])
    return row(title, cells, one_row)


@pytest.mark.parametrize("one_row", [True, False])
def test_every_official_release_gets_its_id_from_title_day_and_time(one_row):
    body = table(*(calendar_of(title, one_row) for title in TITLES))
    told = {
        f"{notice.series}-{notice.period}": (notice.date, notice.time) for notice in parse_releases(body, None, YEAR)
    }
    assert len(OFFICIAL) == 162
    assert told == {event_id: (event.date, event.time) for event_id, event in OFFICIAL.items()}


def test_the_captured_rows_name_known_releases():
    notices = parse_releases(capture("nbs_calendar_en_1.html"), None, YEAR)
    assert len(notices) == 11 * 5 + 4 * 2 + 4 + 12 * 3
    times = {f"{notice.series}-{notice.period}": notice.time for notice in notices}
    assert all(SHIPPED[event_id].date == time.date() for event_id, time in times.items())
    # What was put off on its day stays in the calendar as it was.
    off = {event_id for event_id, time in times.items() if SHIPPED[event_id].time != time}
    assert {str(SHIPPED[event_id].time) for event_id in off} == {"2026-08-17 15:00:00+08:00"}
    assert {str(times[event_id]) for event_id in off} == {"2026-08-17 10:00:00+08:00"}


def test_two_dates_of_a_cell_are_of_two_months():
    notices = parse_releases(capture("nbs_calendar_en_1.html"), None, YEAR)
    pmi = {one.period: str(one.time) for one in notices if one.series == "cn-nbs-manufacturing-pmi"}
    assert pmi["2026-02"] == "2026-03-04 09:30:00+08:00"
    assert pmi["2026-03"] == "2026-03-31 09:30:00+08:00"


def test_a_page_of_our_own_has_its_times_in_rows_of_their_own():
    notices = parse_releases(own("nbs_calendar.html"), None, 2032)
    told = {f"{one.series}-{one.period}": f"{one.time:%m-%d %H:%M}" for one in notices if one.time}
    assert told == {
        **dict.fromkeys(
            (f"{series}-2031-12" for series in TITLES["National Economic Performance"][2:]), "01-19 10:00"
        ),
        **dict.fromkeys(
            (f"{series}-2032-02" for series in TITLES["National Economic Performance"][2:]), "03-15 10:00"
        ),
        "cn-gdp-yoy-2031-q4": "01-19 10:00",
        "cn-gdp-qoq-2031-q4": "01-19 10:00",
        **{
            f"cn-nbs-{kind}-pmi-2032-{month}": when
            for kind in ("manufacturing", "non-manufacturing", "composite")
            for month, when in (("01", "01-31 09:30"), ("02", "03-03 09:30"), ("03", "03-31 09:30"))
        },
        "cn-industrial-profits-2031-12": "01-27 09:30",
    }


def test_the_row_of_a_single_release_has_the_last_word():
    retail = row("Monthly Report on Total Retail Sales of Consumer Goods", {3: "17/Tue<br>15:00"})
    performance = row("National Economic Performance", {3: "16/Mon<br>10:00"})
    for rows in ((retail, performance), (performance, retail)):
        times = {one.series: f"{one.time:%d %H:%M}" for one in parse_releases(table(*rows), None, YEAR) if one.time}
        assert times["cn-retail-sales"] == "17 15:00"
        assert times["cn-unemployment"] == "16 10:00"


CPI = "Monthly Report on Consumer Price Index (CPI)"


def test_without_a_time_only_the_day_is_known():
    assert {one.time for one in parse_releases(one(CPI, "9/Fri"), None, YEAR)} == {None}


def test_a_day_that_contradicts_its_weekday_is_left_out():
    body = table(row(CPI, {1: "9/Thu<br>9:30", 2: "11/Wed<br>9:30"}))
    assert {str(notice.date) for notice in parse_releases(body, None, YEAR)} == {"2026-02-11"}


def test_a_calendar_taken_for_that_of_another_year_is_refused():
    with pytest.raises(WireError, match="no releases of 2027"):
        parse_releases(capture("nbs_calendar_en_1.html"), None, 2027)
    stated = table(row(CPI, {1: "9/Fri<br>9:30"}), title="Regular Press Release Calendar of NBS in 2026")
    with pytest.raises(WireError, match="of 2026, not of 2037"):
        parse_releases(stated, None, 2037)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><title>403 Forbidden</title></html>",
        table(),
        table(row("Monthly Report on Energy Production", {1: "19/Mon<br>10:00"})),
        one(CPI, "……"),
        one(CPI, "soon"),
        one(CPI, "30/Mon<br>9:30", month=2),
        one(CPI, "0/Fri<br>9:30"),
        one(CPI, "9/Fri<br>25:61"),
        b"<table><tr><td>No.</td><td>Title</td></tr></table>",
    ],
)
def test_a_page_without_releases_does_not_read_as_a_year_without_them(body):
    with pytest.raises(WireError):
        parse_releases(body, None, YEAR)


@pytest.mark.parametrize(
    "title",
    [
        "Monthly Report on Energy Production",
        "Quarterly Report on Producer Prices of Farm Products",
        "Statistical Communiqué on the 2025 National Economic and Social Development",
        "Monthly Report on Market Prices of Important Means of Production",
        "Quarterly Report on Industrial Capacity Utilization",
    ],
)
def test_other_releases_bring_none_of_our_series(title):
    body = table(row(CPI, {1: "9/Fri<br>9:30"}), row(title, {1: "19/Mon<br>10:00"}))
    assert {one.series for one in parse_releases(body, None, YEAR)} == {"cn-cpi-yoy", "cn-cpi-mom"}


def test_spans_that_no_page_has_do_no_harm():
    wide = '<tr><td rowspan="99999" colspan="-3">1</td><td colspan="999">x</td><td rowspan="٣">y</td></tr>'
    with pytest.raises(WireError):
        parse_releases(table(wide * 300), None, YEAR)


def test_the_index_links_to_the_calendar_of_each_year():
    folder = "/english/PressRelease/ReleaseCalendar"
    assert parse_index(own("nbs_index.html"), None, (2031, 2032)) == {
        2031: f"{folder}/203012/t20301226_1.html",
        2032: f"{folder}/203112/t20311226_2.html",
    }
    assert list(parse_index(own("nbs_index.html"), None, (2032, 2033))) == [2032]


def test_a_calendar_that_is_not_published_yet_says_nothing_against_the_nbs():
    with pytest.raises(NothingThere, match="no calendar of 2033"):
        parse_index(own("nbs_index.html"), None, (2033, 2034))


@pytest.mark.parametrize(
    "link",
    ["", "javascript:x", "../../../secret.html", "https://evil.test/x", "http://[::1", "./20 32.html", "./\x1b.html"],
)
def test_a_link_that_leads_elsewhere_is_refused(link):
    body = f'<a href="{link}">Regular Press Release Calendar of NBS in 2032</a>'.encode()
    with pytest.raises(WireError):
        parse_index(body, None, (2032,))


def test_an_index_without_links_is_an_error():
    with pytest.raises(WireError, match="'Maintenance'"):
        parse_index(b"<title>Maintenance</title><a href='/'>Release Calendar</a>", None, (2032,))
