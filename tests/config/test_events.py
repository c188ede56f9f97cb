"""Events of the reader's own in the settings: read, refused, printed, and as events of the calendar."""

import re
import tomllib
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config import default_file
from tui.config_check import dotted
from tui.config_command import effective, starting_text
from tui.config_events import COUNTRIES, KINDS, is_series
from tui.config_values import is_calendar
from tui.exchange.scenario_events import scenario_events
from tui.feeds.providers.event_rows import RELEASE
from tui.feeds.providers.results import RESULTS
from tui.market.events import Certainty
from tui.market.own_calendars import OWN_KIND
from tui.market.zones import MARKET_TIME, new_york
from tui.own_events import own_events
from tui.settings import OwnEvent
from tui.shipped import load_calendar, load_series

FIRST = "[[events]]\ndate = '2026-12-01'\nname = 'First'\n"

ZONE = 'the IANA name of a zone, as in "Asia/Hong_Kong", "America/New_York"'


def second(line: str) -> str:
    return f"{FIRST}\n[[events]]\n{line}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            second("date = 'tomorrow'\nname = 'x'"),
            'mine.toml:6: events[2].date: "tomorrow" (expected a day, as in "2026-12-01")',
        ),
        (
            second("name = 'x'\ndate = '2026-02-30'"),
            'mine.toml:7: events[2].date: "2026-02-30" (expected a day, as in "2026-12-01")',
        ),
        (
            second("name = 'x'\ndate = 2026-12-01T09:00:00"),
            'mine.toml:7: events[2].date: 2026-12-01 09:00:00 (expected a day, as in "2026-12-01")',
        ),
        (
            second("name = 'x'\ndate = 1999-12-31"),
            "mine.toml:7: events[2].date: 1999-12-31 (expected 2000-01-01 to 2099-12-31)",
        ),
        (second("name = 'x'"), 'mine.toml:5: events[2].date: missing (expected a day, as in "2026-12-01")'),
        (second("date = 2026-12-01"), 'mine.toml:5: events[2].name: missing (expected a string: "...")'),
        (
            f"{FIRST}time = '9:00'",
            'mine.toml:4: events[1].time: "9:00" (expected a time, as in "14:00")',
        ),
        (
            f"{FIRST}time = '14:00:00Z'",
            'mine.toml:4: events[1].time: "14:00:00Z" (expected a time, as in "14:00")',
        ),
        (
            f"{FIRST}zone = 'Asia/Hongkong'",
            f'mine.toml:4: events[1].zone: "Asia/Hongkong" (expected {ZONE}; did you mean "Asia/Hong_Kong"?)',
        ),
        (f"{FIRST}zone = '../etc'", f'mine.toml:4: events[1].zone: "../etc" (expected {ZONE})'),
        (f"{FIRST}zone = 'Asia'", f'mine.toml:4: events[1].zone: "Asia" (expected {ZONE})'),
        (
            f'{FIRST}name_zh = "a\\u001b[2J"',
            'mine.toml:4: events[1].name_zh: "a\\U0000001B[2J" (expected one line of printable text)',
        ),
        (
            FIRST.replace("First", "x" * 121),
            f'mine.toml:3: events[1].name: "{"x" * 56}... (expected at most 120 characters)',
        ),
        (f"{FIRST}importance = 4", "mine.toml:4: events[1].importance: 4 (expected 1 to 3 (3 is the highest))"),
        (f"{FIRST}importance = 'high'", 'mine.toml:4: events[1].importance: "high" (expected a whole number)'),
        (
            f"{FIRST}kind = 'My kind'",
            'mine.toml:4: events[1].kind: "My kind" (expected a word in small letters, as in "own", "earnings")',
        ),
        (
            f"{FIRST}country = 'hk'",
            'mine.toml:4: events[1].country: "hk" (expected two capital letters, as in "HK", or "")',
        ),
        ("[events]\ndate = 2026-12-01", "mine.toml:1: events: a table (expected tables: [[events]])"),
        ("events = ['x']", 'mine.toml:1: events: ["x"] (expected tables: [[events]])'),
        (
            "events = [\n{date = 2026-12-01, name = 'x', importance = 0},\n]",
            "mine.toml:1: events[1].importance: 0 (expected 1 to 3 (3 is the highest))",
        ),
        (
            "[agenda]\ncalendars = ['http://example.com/a.ics']",
            'mine.toml:2: agenda.calendars: "http://example.com/a.ics" (expected a file (.ics), or an https:// or '
            "webcal:// address; http:// only on this machine)",
        ),
        (
            "[agenda]\ncalendars = ['a.ics', 'a.ics']",
            'mine.toml:2: agenda.calendars: "a.ics" (expected each one once, not 2 times)',
        ),
    ],
)
def test_one_mistake_gives_one_message(problems, text, message):
    assert problems(text) == [message]


def test_an_unknown_key_of_an_event_is_answered_with_the_nearest(problems):
    (message,) = problems(second("date = 2026-12-01\nname = 'x'\nimportence = 3"))
    assert message.startswith("mine.toml:8: events[2].importence: unknown key")
    assert message.endswith("did you mean importance?)")


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("~/work.ics", True),
        ("C:\\work.ics", True),
        ("https://calendar.example/ical/private-1/basic.ics?a=b", True),
        ("webcal://calendar.example/a.ics", True),
        ("http://127.0.0.1:8123/a.ics", True),
        ("http://calendar.example/a.ics", False),
        ("ftp://calendar.example/a.ics", False),
        ("https://", False),
        ("https://host:0/a.ics", False),
        ("https://host/a b.ics", False),
        ("https://host/a.ics#b", False),
        ("https://[::1/a.ics", False),
        ("", False),
        ("  ", False),
        ("a\x00b.ics", False),
    ],
)
def test_a_calendar_is_a_file_or_an_address_that_is_safe_to_ask(address, good):
    assert is_calendar(address) is good


def test_days_and_times_may_be_strings_or_tomls_own(loaded):
    texts = loaded("[[events]]\ndate = '2026-12-01'\ntime = '14:00'\nname = 'x'\n").settings.events
    assert texts == loaded("[[events]]\ndate = 2026-12-01\ntime = 14:00:00\nname = 'x'\n").settings.events
    assert texts == (OwnEvent(date=date(2026, 12, 1), time=time(14, 0), name="x", name_zh="x"),)


def test_without_events_there_are_none(loaded):
    assert loaded("").settings.events == ()
    assert "events" not in effective(loaded("")).split("[history]")[1].split("[agenda]")[0]


def test_show_gives_events_that_read_back_with_the_line_that_set_each_key(loaded, write):
    text = second("date = 2026-12-24\ntime = 12:30:15\nzone = 'America/New_York'\nname = 'B \"b\"'\nname_zh = '乙'")
    first = loaded(text)
    shown = effective(first)
    assert "\n[[events]]\n" in shown
    assert re.search(r"^time = .*mine.toml:7$", shown, re.MULTILINE)
    assert 'name_zh = "First"\n' in shown
    assert [dotted(key) for key in first.sources][:2] == ["events[1].date", "events[1].name"]
    assert loaded(shown).settings == first.settings


def test_the_example_of_the_defaults_is_right(loaded):
    lines = default_file().read_text(encoding="utf-8").splitlines()
    start = lines.index("#     [[events]]")
    block = [line.removeprefix("#     ") for line in lines[start : lines.index("", start)]]
    (event,) = loaded("\n".join(block)).settings.events
    assert set(tomllib.loads("\n".join(block))["events"][0]) == set(OwnEvent.__struct_fields__)
    assert (event.name, event.time, event.country) == ("Lock-up expiry: XPeng", time(14, 0), "HK")


def test_the_example_stays_a_comment_in_a_file_to_start_from(loaded):
    text = starting_text(default_file().read_text(encoding="utf-8"))
    assert "#     [[events]]" in text.splitlines()
    assert loaded(text).settings.events == ()


def own(name: str = "Lock-up expiry: XPeng", **changes) -> OwnEvent:
    return OwnEvent(date=date(2026, 12, 1), name=name, name_zh=name, **changes)


def test_an_own_event_is_an_official_event_of_the_calendar():
    (event,) = own_events([own(time=time(14, 0), importance=3, country="HK")])
    assert event.id == "own-lock-up-expiry-xpeng-2026-12-01"
    assert event.time == datetime(2026, 12, 1, 14, 0, tzinfo=MARKET_TIME)
    assert (event.certainty, event.source, event.kind, event.importance, event.country) == (
        *(Certainty.OFFICIAL, "config.toml", "own", 3, "HK"),
    )
    assert own_events([own()])[0].time is None


def test_an_own_event_is_on_the_clocks_of_its_zone():
    (event,) = own_events([own(time=time(14, 0), zone="America/New_York")])
    assert event.time == datetime(2026, 12, 1, 14, 0, tzinfo=new_york())


@given(st.lists(st.text(min_size=1, max_size=130), max_size=6))
def test_ids_differ_and_depend_on_the_names_alone(names):
    made = own_events([own(name) for name in names])
    ids = [event.id for event in made]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"own-[a-z0-9-]+-2026-12-01", name) for name in ids)
    assert all(event.tail == "2026-12-01" for event in made)
    if len(set(names)) == len(names) and all(name.isascii() is False for name in names):
        assert sorted(ids) == sorted(event.id for event in own_events([own(name) for name in reversed(names)]))


def shipped():
    events = load_calendar(date(2026, 11, 25))
    return (*events, *scenario_events(events))


def test_the_names_that_can_be_filtered_by_are_those_that_events_have():
    assert {event.kind for event in shipped()} | {RELEASE, RESULTS, OWN_KIND} == set(KINDS)
    assert {event.country for event in shipped()} == set(COUNTRIES)


def test_every_series_that_is_shipped_can_be_named():
    assert all(is_series(event.series) for event in shipped())
    assert all(is_series(name) for name in load_series())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('kinds = ["inflaton"]', 'mine.toml:2: agenda.kinds: "inflaton" (expected one of "activity", '),
        ('kinds = ["inflaton"]', 'did you mean "inflation"?)'),
        ('countries = ["UK"]', 'mine.toml:2: agenda.countries: "UK" (expected one of "CN", "HK", "US"'),
    ],
)
def test_a_name_that_no_event_has_is_told(problems, text, message):
    assert message in problems(f"[agenda]\n{text}")[0]


def test_names_of_ones_own_events_can_be_filtered_by(loaded):
    event = '[[events]]\ndate = "2026-12-01"\nname = "Mine"\nkind = "lockup"\ncountry = "JP"\n'
    agenda = loaded(
        f'[agenda]\nkinds = ["lockup", "own", "results"]\ncountries = ["JP", ""]\n{event}'
    ).settings.agenda
    assert (agenda.kinds[0], agenda.countries[0]) == ("lockup", "JP")
