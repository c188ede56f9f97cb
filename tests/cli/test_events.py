"""`cnhk events`: the calendar by day, in every form, offline, and what its exit code says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tui import events_command
from tui.__main__ import main
from tui.events_command import EventsKnown
from tui.market.agenda import market_day
from tui.market.events import Event
from tui.market.reports import Authority, Report
from tui.market.zones import MARKET_TIME
from tui.printing.report import Gap
from tui.shipped import EVENTS_REVIEWED, load_calendar, load_events

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
AT = ("--at", "2026-11-23T18:00+08:00")
UNASKED = f"cnhk: shipped calendar of {EVENTS_REVIEWED}; no source was asked\n"

FIELDS = [
    *("id", "name", "country", "kind", "time", "date", "previous", "consensus", "actual", "certainty", "source"),
    *("state", "unit", "surprise", "importance", "period", "revised", "moved_from", "disputed", "first_seen"),
    "figures_from",
]

AHEAD = (
    ("2026-11-27 09:30", "Industrial profits ytd y/y", "official"),
    ("2026-11-30 09:30", "NBS manufacturing PMI", "official"),
    ("2026-12-01 09:45", "RatingDog manufacturing PMI (ex-Caixin)", "expected"),
    ("2026-12-08 11:00", "Exports y/y (USD)", "expected"),
    ("2026-12-08 11:00", "Imports y/y (USD)", "expected"),
    ("2026-12-08 11:00", "Trade balance (USD)", "expected"),
    ("2026-12-09 09:30", "CPI y/y", "official"),
    ("2026-12-10 03:00", "FOMC rate decision and projections (fed funds target, %)", "official"),
    ("2026-12-15 10:00", "Industrial production y/y", "official"),
    ("2026-12-15 10:00", "Retail sales y/y", "official"),
    ("2026-12-21 09:00", "Loan prime rate, 1 year", "expected"),
    ("2026-12-21 09:00", "Loan prime rate, 5 years", "expected"),
    ("2026-12-24 12:00", "Hong Kong half day, closes at 12:00: Christmas Eve", "official"),
)
"""What was known of the five weeks after 23 November 2026: market time, name, certainty, in order."""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("CNHK_CONFIG", raising=False)
    return tmp_path


def listed(capsys, *argv):
    code = main(["events", *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def events_in(capsys, *argv):
    code, out, _ = listed(capsys, "--json", *argv)
    assert code == 0
    return json.loads(out)["events"]


def in_a_process(*argv, home):
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
    return subprocess.run(
        [sys.executable, "-m", "tui", "events", *argv],
        cwd=ROOT,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )


@pytest.mark.parametrize("days", ["32", "30"])
def test_the_weeks_ahead_in_order_each_with_certainty_and_source(home, days):
    done = in_a_process(*AT, "--days", days, home=home)
    assert (done.returncode, done.stderr) == (0, UNASKED)
    head, blank, columns, *rows = done.stdout.splitlines()
    assert head.startswith("cnhk events   Mon 23 Nov 2026 18:00 UTC+8   to Sun 27 Dec 2026   ")
    assert head.endswith(f"   {len(rows)} events") and blank == ""
    assert columns.split()[-2:] == ["certainty", "source"]
    told = [re.split(r"  +", row) for row in rows]
    found = [
        next((n for n, row in enumerate(told) if (row[0], row[-2]) == (time, certainty) and name in row), None)
        for time, name, certainty in AHEAD
    ]
    assert None not in found
    assert [told[n][0] for n in sorted(found)] == [time for time, _, _ in AHEAD]
    assert all(row[-1] and row[-2] in ("official", "expected") for row in told)
    assert [row[0] for row in told] == sorted(row[0] for row in told)


def test_no_event_is_told_twice(capsys):
    for days in ("32", "400"):
        events = events_in(capsys, *AT, "--days", days)
        for key in (lambda event: event["id"], lambda event: (event["name"], event["time"] or event["date"])):
            assert [what for what, times in Counter(map(key, events)).items() if times > 1] == []


def test_rows_are_aligned_and_say_how_far_away_they_are(capsys):
    _, out, _ = listed(capsys, *AT, "--days", "5", "--kind", "profits,index_review")
    assert out.splitlines()[2:] == [
        "time UTC+8        day  away       where  imp  event                                 period   previous  "
        "consensus  actual  surprise  state      certainty  source",
        "2026-11-27 09:30  Fri  in 4 days  CN       2  Industrial profits ytd y/y            2026-10         –  "
        "        –       –         –  scheduled  official   NBS 2026 release calendar",
        "2026-11-27 18:00  Fri  in 4 days  CN       1  CSI 300 semi-annual review announced                  –  "
        "        –       –         –  scheduled  expected   rule: about two Fridays before",
    ]


def test_the_next_event_in_one_line(capsys):
    line = "2026-11-27 09:30 CN Industrial profits ytd y/y (2026-10) in 3d 15h · official\n"
    assert listed(capsys, *AT, "--next", "--kind", "profits,pmi") == (0, line, UNASKED)
    _, out, _ = listed(capsys, *AT, "--next")
    assert out == "2026-11-25 CN PBoC medium-term lending facility (MLF) (2026-11) in 2d · expected\n"
    _, out, _ = listed(capsys, *AT, "--next", "--kind", "inflation", "--lang", "zh")
    assert out == "2026-12-09 09:30 CN CPI同比（2026-11） 还有 15d · 官方\n"


def test_the_next_is_looked_for_as_far_as_the_calendar_goes_unless_days_are_named(capsys):
    assert "2027-01-18 10:00 CN GDP y/y" in listed(capsys, *AT, "--next", "--kind", "gdp")[1]
    none = (0, "", f"cnhk: no such event is ahead\n{UNASKED}")
    assert listed(capsys, *AT, "--next", "--kind", "gdp", "--days", "30") == none


def test_as_json_each_event_has_these_fields(capsys):
    code, out, _ = listed(capsys, *AT, "--days", "5", "--json", "--kind", "profits,index_review,central_bank")
    report = json.loads(out)
    assert (code, list(report), report["as_of"]) == (0, ["as_of", "events"], "2026-11-23T18:00:00+08:00")
    policy, profits, _ = report["events"]
    assert list(policy) == list(profits) == FIELDS
    assert (policy["time"], policy["date"]) == (None, "2026-11-25")
    assert (profits["time"], profits["date"]) == ("2026-11-27T09:30:00+08:00", None)
    assert (profits["state"], profits["importance"], profits["period"]) == ("scheduled", 2, "2026-10")


def test_print_tells_an_event_as_events_does(capsys):
    main(["print", "events", "--demo", "--json"])
    printed = {event["id"]: event for event in json.loads(capsys.readouterr().out)["events"]}
    here = events_in(capsys, "--demo")
    assert here and all(printed[event["id"]] == event for event in here)


def test_a_figure_is_told_from_its_time_on_with_its_surprise(capsys):
    def retail(at):
        events = events_in(capsys, "--at", at, "--days", "1", "--kind", "activity")
        return next(event for event in events if event["id"] == "cn-retail-sales-2025-07")

    before, after = retail("2025-08-15T09:59"), retail("2025-08-15T10:00")
    assert (before["actual"], before["surprise"], before["state"]) == (None, None, "scheduled")
    assert (after["actual"], after["consensus"], after["unit"], after["state"]) == ("3.7%", "4.6%", "%", "released")
    assert after["surprise"] == {"difference": -0.9, "deviations": None}
    _, out, _ = listed(capsys, "--at", "2025-08-15T10:00", "--days", "1", "--kind", "activity")
    assert re.search(r"Retail sales y/y +2025-07 +4\.8% +4\.6% +3\.7% +-0\.9pp +released", out)


def test_a_moment_of_another_zone_is_the_same_moment(capsys):
    here = listed(capsys, "--at", "2026-12-10T02:59", "--days", "1")
    assert listed(capsys, "--at", "2026-12-09T18:59Z", "--days", "1") == here
    assert "2026-12-10 03:00  Thu  today" in here[1]


def test_countries_kinds_and_importance_choose_and_the_heading_says_so(capsys):
    _, out, _ = listed(capsys, *AT, "--country", "us,hk", "--importance", "2", "--days", "30")
    head, _, _, *rows = out.splitlines()
    assert "   US, HK   importance 2+   " in head
    assert {row[:10] for row in rows} >= {"2026-12-10", "2026-12-24"}
    events = events_in(capsys, *AT, "--country", "us,hk", "--importance", "2", "--days", "30")
    assert {event["country"] for event in events} == {"US", "HK"}
    assert min(event["importance"] for event in events) == 2


def test_the_settings_choose_where_the_command_line_does_not(capsys, home):
    path = home / "own.toml"
    path.write_text('[agenda]\ndays = 3\ncountries = ["US"]\nleast_importance = 1\n', encoding="utf-8")
    with_settings = (*AT, "--config", str(path))
    assert [event["id"] for event in events_in(capsys, *with_settings)] == ["us-fed-beige-book-2026-12"]
    assert {event["country"] for event in events_in(capsys, *with_settings, "--country", "CN")} == {"CN"}


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--country", "JP,CN"), "cnhk: unknown country 'JP': there are CN, HK, US\n"),
        (("--kind", "cpi"), "cnhk: unknown kind 'cpi': there are activity, central_bank, credit, "),
    ],
)
def test_an_unknown_name_is_wrong_usage_and_those_there_are_are_named(capsys, argv, message):
    code, out, err = listed(capsys, *AT, *argv)
    assert (code, out) == (2, "")
    assert err.startswith(message)


@pytest.mark.parametrize(("at", "days_wanted"), [("2028-12-31", "400"), ("2024-06-01", "7")])
def test_where_the_calendar_begins_and_ends_is_said_if_more_is_asked_for(capsys, at, days_wanted):
    days = [market_day(event) for event in load_calendar(date.fromisoformat(at))]
    told = f"cnhk: the calendar goes from {min(days)} to {max(days)}\n"
    assert listed(capsys, "--at", at, "--days", days_wanted)[2] == f"{UNASKED}{told}"
    assert listed(capsys, *AT, "--days", "30")[2] == UNASKED


def test_the_simulated_day_says_so(capsys):
    code, out, _ = listed(capsys, "--demo", "--at", "09:00")
    assert code == 0
    assert out.splitlines()[0].startswith("cnhk events   Tue 3 Jun 2025 09:00 UTC+8")
    assert out.splitlines()[0].endswith("SIMULATED") and "U.S.-China trade talks" in out
    assert json.loads(listed(capsys, "--demo", "--json")[1])["simulated"] is True


def test_in_chinese(capsys):
    _, out, _ = listed(capsys, *AT, "--days", "30", "--lang", "zh")
    assert out.startswith("cnhk 日程   2026年11月23日 周一 18:00 UTC+8   至2026年12月27日 周日   ")
    assert re.search(r"2026-11-30 09:30 +周一 +7天后 +CN +3 +官方制造业PMI +2026-11 .* 未到 +官方 +NBS", out)


def test_the_answer_is_the_same_every_time(capsys):
    assert listed(capsys, *AT, "--json") == listed(capsys, *AT, "--json")


def test_offline_nothing_heavy_is_imported(home):
    code = (
        "import sys, tui.__main__ as m\nm.main(['events', '--next'])\n"
        "heavy = {'textual', 'httpx', 'pandas', 'icalendar', 'selectolax'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def calendar_of(body):
    icalendar = pytest.importorskip("icalendar")
    return [str(event["UID"]) for event in icalendar.Calendar.from_ical(body).walk("VEVENT")]


def test_a_calendar_file_has_the_events_of_the_listing(capsys, home):
    path = home / "events.ics"
    code, out, err = listed(capsys, *AT, "--days", "30", "--ics", str(path))
    ids = [event["id"] for event in events_in(capsys, *AT, "--days", "30")]
    assert calendar_of(path.read_bytes()) == [f"{id_}@cnhk" for id_ in ids]
    assert (code, out, err) == (0, "", f"cnhk: {len(ids)} events written to {path}\n{UNASKED}")
    assert [found.name for found in home.iterdir() if "events.ics" in found.name] == ["events.ics"]


def test_a_calendar_on_standard_output(home):
    done = in_a_process(*AT, "--kind", "profits", "--next", "--ics", "-", home=home)
    assert done.returncode == 0
    assert calendar_of(done.stdout) == ["cn-industrial-profits-2026-10@cnhk"]
    assert done.stderr == f"cnhk: 1 event written to standard output\n{UNASKED}"


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_left(capsys, home):
    path = home / "nowhere" / "events.ics"
    code, out, err = listed(capsys, *AT, "--ics", str(path))
    assert (code, out, err) == (1, "", f"cnhk: cannot write {path}: No such file or directory\n")


def test_online_a_source_that_gave_nothing_is_named_and_the_exit_code_says_partial(capsys, monkeypatch):
    def known(settings, clock, online):
        assert online
        fetched = datetime(2026, 11, 23, 17, 50, tzinfo=MARKET_TIME)
        day = date(2026, 11, 23)
        report = Report("fed", "federalreserve.gov", Authority.PUBLISHER, fetched, day, day, ())
        return EventsKnown(load_events(), (report,), (Gap(section="events", what="nbs", reason="timed out"),))

    monkeypatch.setattr(events_command, "events_known", known)
    code, out, err = listed(capsys, "--online", "--json")
    assert code == 3
    assert json.loads(out)["missing"] == [{"section": "events", "what": "nbs", "reason": "timed out"}]
    assert err == (
        f"cnhk: shipped calendar of {EVENTS_REVIEWED}; read: fed 23 Nov 17:50\n"
        "cnhk: missing in events: nbs (timed out)\n"
    )


def test_a_figure_that_came_with_this_very_poll_is_told(capsys, monkeypatch):
    shipped = next(event for event in load_events() if event.id == "cn-industrial-profits-2026-10")

    def known(settings, clock, online):
        now = clock.now()
        return EventsKnown((replace(shipped, date=now.date(), time=now, actual="1.0%", first_seen=clock.now()),))

    monkeypatch.setattr(events_command, "events_known", known)
    (event,) = events_in(capsys, "--online")
    assert (event["actual"], event["state"]) == ("1.0%", "released")


def test_time_left_is_counted_from_the_very_moment_that_was_named(capsys):
    assert " in 1h45 " in listed(capsys, "--at", "2026-12-01T08:00", "--next")[1]


def test_names_from_elsewhere_cannot_write_to_the_terminal(capsys, monkeypatch):
    shipped = next(event for event in load_events() if event.id == "cn-industrial-profits-2026-10")
    hostile: Event = replace(shipped, name_en="\x1b[2Jprofits\n", previous="\x1b]0;x\x07 1", source="a\nb")
    monkeypatch.setattr(events_command, "events_known", lambda *_: EventsKnown((hostile,)))
    for form in ((), ("--next",)):
        _, out, _ = listed(capsys, *AT, *form)
        assert "profits" in out and "\x1b" not in out and "\x07" not in out
        assert len(out.splitlines()) == (1 if form else 4)


def own_settings(home, calendar):
    folder = home / "cnhk"
    folder.mkdir(exist_ok=True)
    own = '[[events]]\ndate = "2026-11-26"\ntime = "14:00"\nname = "Lock-up expiry"\n'
    (folder / "config.toml").write_text(f'[agenda]\ncalendars = ["{calendar}"]\n{own}')


def test_events_of_the_readers_own_are_listed_with_the_others(capsys, home):
    calendar = home / "desk.ics"
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20261101T000000Z")
    more = ("DTSTART:20261127T060000Z", "SUMMARY:Board lunch", "END:VEVENT", "END:VCALENDAR", "")
    calendar.write_text("\r\n".join((*lines, *more)))
    own_settings(home, calendar)
    found = events_in(capsys, *AT, "--kind", "own")
    assert [(event["name"], datetime.fromisoformat(event["time"]), event["source"]) for event in found] == [
        ("Lock-up expiry", datetime(2026, 11, 26, 14, tzinfo=MARKET_TIME), "config.toml"),
        ("Board lunch", datetime(2026, 11, 27, 14, tzinfo=MARKET_TIME), "desk.ics"),
    ]


def test_a_calendar_that_is_not_there_is_said_and_the_rest_is_listed(capsys, home):
    own_settings(home, home / "none.ics")
    assert main(["events", *AT]) == 3
    told = capsys.readouterr()
    assert "none.ics" in told.err
    assert "Industrial profits" in told.out
