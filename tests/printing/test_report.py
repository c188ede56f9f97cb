"""The report that print composes, and its JSON."""

import json
from datetime import date, datetime
from io import StringIO

from msgspec.structs import replace

from tests.printing.small_market import NOW, SOURCE, quote
from tui.market.health import Feed
from tui.market.quotes import QuoteState
from tui.market.southbound import SouthboundDay
from tui.market.state import MarketState
from tui.market.updates import FeedFailed, QuotesUpdate, SouthboundUpdate
from tui.market.zones import MARKET_TIME
from tui.printing.compose import Composer
from tui.printing.machine import write_csv, write_json
from tui.printing.output import gap_lines
from tui.printing.report import Gap
from tui.shipped import load_calendars, load_universe

QUOTE_FIELDS = [
    *("symbol", "name_en", "name_zh", "last", "prev_close", "change", "change_pct", "open", "high", "low"),
    *("turnover", "currency", "time", "provider", "delayed", "state"),
]


def as_json(report):
    out = StringIO()
    write_json(report, out)
    return json.loads(out.getvalue())


def as_csv(report):
    out = StringIO()
    write_csv(report, out)
    return out.getvalue().splitlines()


def test_the_object_has_these_fields(compose):
    got = as_json(compose())
    assert list(got) == ["as_of", "simulated", "indices", "sectors", "southbound", "events", "missing"]
    assert list(got["indices"][0]) == QUOTE_FIELDS
    assert list(got["sectors"][0]) == ["name", "change_pct", "advancing", "declining", "unchanged", "members"]
    assert list(got["sectors"][0]["members"][0]) == QUOTE_FIELDS
    southbound = ["date", "net_buy_hkd", "sh_net_buy_hkd", "sz_net_buy_hkd", "minutes", "provider", "time"]
    assert list(got["southbound"]) == southbound
    event = [
        "id",
        "name",
        "country",
        "kind",
        "time",
        "date",
        "previous",
        "consensus",
        "actual",
        "certainty",
        "source",
        "state",
        "unit",
        "surprise",
        "importance",
        "period",
        "revised",
        "moved_from",
        "disputed",
        "first_seen",
        "figures_from",
    ]
    assert list(got["events"][0]) == event
    assert got["missing"] == []


def test_a_section_alone_leaves_the_others_out(compose):
    assert list(as_json(compose("southbound"))) == ["as_of", "simulated", "southbound", "missing"]


def test_times_carry_their_offset_and_missing_numbers_are_null(compose):
    got = as_json(compose())
    assert got["as_of"] == "2025-06-03T16:30:05+08:00"
    index = got["indices"][1]
    assert index["time"] == "2025-06-03T16:08:00+08:00"
    assert index["open"] is None and index["turnover"] is None


def test_moves_are_in_percent_and_free_of_rounding_noise(compose):
    share = as_json(compose("heatmap"))["sectors"][0]["members"][0]
    assert (share["change"], share["change_pct"]) == (0.12, 2.1818)


def test_a_final_price_reads_closed(compose):
    assert {line["state"] for line in as_json(compose("indices"))["indices"]} == {"closed"}


def test_a_sector_sums_its_members(compose):
    banks = as_json(compose("heatmap"))["sectors"][0]
    assert (banks["name"], banks["advancing"], banks["declining"], banks["unchanged"]) == ("Banks", 2, 1, 0)
    moves = [member["change_pct"] for member in banks["members"]]
    assert min(moves) < banks["change_pct"] < max(moves)


def test_southbound_is_in_single_hkd_with_its_minutes(compose):
    flow = as_json(compose("southbound"))["southbound"]
    assert (flow["date"], flow["net_buy_hkd"], flow["sh_net_buy_hkd"]) == ("2025-06-03", 1.5e9, 1e9)
    assert [minute["time"][11:16] for minute in flow["minutes"]] == ["09:00", "09:01", "09:30", "16:10"]
    assert flow["time"] == "2025-06-03T16:10:00+08:00"


def test_an_event_has_a_time_or_only_a_date(compose):
    pmi, trade = as_json(compose("events"))["events"]
    assert (pmi["id"], pmi["time"], pmi["date"], pmi["actual"]) == ("pmi", "2025-05-31T09:30:00+08:00", None, "50.3")
    assert (trade["id"], trade["time"], trade["date"]) == ("trade", None, "2025-06-09")


def test_a_figure_is_not_told_before_its_time(compose):
    assert as_json(compose("events"))["events"][1]["actual"] is None


def test_what_was_not_had_is_missing_with_the_reason_once(compose, state):
    state.apply(QuotesUpdate(SOURCE, (), (("01398.HK", "unknown code\x1b[31m"),)))
    state._quotes.pop("01398.HK")
    report = compose("heatmap")
    assert [(gap.section, gap.what, gap.reason) for gap in report.missing] == [
        ("heatmap", "01398.HK", "unknown code[31m")
    ]
    assert report.sectors[0].members[0].last is None


def test_a_failed_feed_is_the_reason_of_all_that_is_missing(settings, clock):
    state = MarketState(load_universe())
    for feed in (Feed.QUOTES, Feed.SOUTHBOUND):
        state.apply(FeedFailed(feed, NOW, "nobody answered", None))
    report = Composer(state, settings, load_calendars(), clock).report(("indices", "southbound"))
    assert [(gap.what, gap.reason) for gap in report.missing] == [
        ("HSI", "nobody answered"),
        ("000300.SH", "nobody answered"),
        ("southbound", "nobody answered"),
    ]
    assert as_json(report)["southbound"] == {
        "date": None,
        "net_buy_hkd": None,
        "sh_net_buy_hkd": None,
        "sz_net_buy_hkd": None,
        "minutes": [],
        "provider": None,
        "time": None,
    }


def test_a_price_from_before_the_close_is_old(compose, state):
    morning = datetime(2025, 6, 3, 10, 0, tzinfo=MARKET_TIME)
    state._quotes.clear()
    state.apply(QuotesUpdate(SOURCE, (quote("HSI", 23100.0, 23073.32, time=morning), quote("000300.SH", 1.0, 1.0))))
    (gap,) = compose("indices").missing
    assert (gap.what, gap.reason) == ("HSI", "old: 2025-06-03T10:00+08:00")


def test_a_suspended_share_is_no_gap(compose, state):
    morning = datetime(2025, 6, 3, 9, 0, tzinfo=MARKET_TIME)
    suspended = quote("01398.HK", None, 5.5, time=morning, state=QuoteState.SUSPENDED)
    state._quotes.pop("01398.HK")
    state.apply(QuotesUpdate(SOURCE, (suspended,)))
    report = compose("heatmap")
    assert report.missing == ()
    assert report.sectors[0].members[0].state == "suspended"


def test_yesterdays_flow_is_old_after_the_close(compose, state):
    state._southbound = None
    state.apply(SouthboundUpdate(SOURCE, SouthboundDay(date(2025, 6, 2), 1.0, 1.0, 0.0)))
    (gap,) = compose("southbound").missing
    assert gap.reason == "old: 2025-06-02"


def test_a_flow_that_stopped_before_the_close_is_old_after_it(compose, state):
    flow = state.southbound.value
    assert compose("southbound").missing == ()
    state._southbound = None
    state.apply(SouthboundUpdate(replace(SOURCE, received=datetime(2025, 6, 3, 10, 29, tzinfo=MARKET_TIME)), flow))
    (gap,) = compose("southbound").missing
    assert gap.reason == "old: 2025-06-03T10:29+08:00"


def test_yesterdays_flow_is_whole_before_the_open(compose, state, clock):
    clock.follow(datetime(2025, 6, 3, 8, 0, tzinfo=MARKET_TIME))
    state._southbound = None
    state.apply(SouthboundUpdate(SOURCE, SouthboundDay(date(2025, 5, 30), 1.0, 1.0, 0.0)))
    assert compose("southbound").missing == ()


def test_csv_has_one_table_with_the_simulation_marked(compose):
    lines = as_csv(compose("heatmap"))
    assert lines[0] == ",".join(["sector", *QUOTE_FIELDS, "simulated"])
    assert lines[1].startswith("Banks,01398.HK,")
    assert len(lines) == 1 + 3 + 2
    assert all(line.endswith(",true") for line in lines[1:])


def test_csv_of_every_section_is_rectangular(compose):
    for section in ("indices", "southbound", "events"):
        lines = as_csv(compose(section))
        assert {line.count(",") for line in lines} == {lines[0].count(",")}


def test_the_flow_of_a_day_off_is_no_gap(compose, clock, state):
    clock.follow(datetime(2025, 6, 7, 12, 0, tzinfo=MARKET_TIME))
    assert date(2025, 6, 7).weekday() == 5
    assert compose("southbound").missing == ()


def test_what_is_missing_for_one_reason_is_told_in_one_line():
    gaps = [
        Gap(section="indices", what="HSI", reason="timed out"),
        Gap(section="indices", what="HSF", reason="timed out"),
        Gap(section="southbound", what="southbound", reason="timed out"),
    ]
    assert list(gap_lines(gaps)) == [
        "missing in indices: HSI, HSF (timed out)",
        "missing in southbound: southbound (timed out)",
    ]


def test_of_many_that_are_missing_the_first_are_named_and_the_rest_counted():
    gaps = [Gap(section="heatmap", what=f"{number:05}.HK", reason="timed out") for number in range(1, 128)]
    (line,) = gap_lines(gaps)
    assert line.startswith("missing in heatmap: 00001.HK, 00002.HK, ")
    assert line.endswith(", 00008.HK and 119 more (timed out)")
