"""The reader's file while the dashboard runs: when it is read, and what a change of it comes to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.panes.desks import SETTINGS, VIEW
from tui.config import load
from tui.guards import TerminalFacts
from tui.settings_plan import Plan, Running, plan_for
from tui.settings_watch import Mistaken, SettingsWatch, carried_over, changed_keys

FACTS = TerminalFacts("truecolor", "unicode", "truecolor", "unicode")


def settings_of(text: str, folder: Path):
    path = folder / "other.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, {}).settings


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('[display]\nlanguage = "zh"\n', encoding="utf-8")
    return path


@pytest.fixture
def watch(file):
    """A watch that has taken the file in."""
    watch = SettingsWatch(file, lambda: load(file, {}))
    assert watch.look() is None
    assert watch.look().display.language == "zh"
    return watch


def settle(watch: SettingsWatch):
    assert watch.look() is None
    return watch.look()


def test_a_file_that_stands_is_not_read_again(watch):
    assert [watch.look() for _ in range(5)] == [None] * 5


def test_a_change_is_taken_once_it_stands_still(watch, file):
    file.write_text("[display]\n", encoding="utf-8")
    assert watch.look() is None
    file.write_text('[display]\ncolors = "red-up"\n', encoding="utf-8")
    assert watch.look() is None
    assert watch.look().display.colors == "red-up"
    assert watch.look() is None


def test_a_file_that_changes_while_it_is_read_is_read_again(file):
    texts = iter(['colors = "mono"', 'colors = "red-up"'])

    def load_and_change():
        loaded = load(file, {})
        if (text := next(texts, None)) is not None:
            file.write_text(f"[display]\n{text}  # {len(text)}\n", encoding="utf-8")
        return loaded

    watch = SettingsWatch(file, load_and_change)
    found = [watch.look() for _ in range(12)]
    assert [each.display.colors for each in found if each is not None] == ["red-up"]


def test_an_editors_rename_is_seen_though_time_and_size_are_the_same(watch, file):
    before = file.stat()
    beside = file.with_name("beside")
    beside.write_text('[display]\nlanguage = "en"\n', encoding="utf-8")
    os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
    beside.replace(file)
    assert settle(watch).display.language == "en"


def test_a_file_that_a_name_points_to_may_vanish_and_come_back(watch, file):
    file.unlink()
    gone = settle(watch)
    assert isinstance(gone, Mistaken)
    assert "no such file" in str(gone)
    file.write_text("", encoding="utf-8")
    assert settle(watch).display.language == "en"


def test_a_mistake_is_told_with_line_and_key_until_it_is_right(watch, file):
    file.write_text('[display]\n\ncolors = "blue"\nlanguage = 5\n', encoding="utf-8")
    found = settle(watch)
    assert isinstance(found, Mistaken)
    assert str(found).startswith('config.toml:3 display.colors (+1): "blue"; expected')
    assert watch.look() is None
    file.write_text('[display]\ncolors = "mono"\n', encoding="utf-8")
    assert settle(watch).display.colors == "mono"


@pytest.mark.parametrize("body", [b"\xff\xfe", b"[display", b"x = 1", b"a." * 5000, b"[" * 3000])
def test_whatever_stands_in_the_file_is_settings_or_a_mistake(watch, file, body):
    file.write_bytes(body)
    assert isinstance(settle(watch), Mistaken)


def test_changed_keys_are_named_also_of_sectors_and_their_order(tmp_path):
    text = '[display]\nperiod = "5d"\nsectors = ["tech", "banks"]\n[sectors.tech]\nname_en = "T"\n'
    other = settings_of(text, tmp_path)
    keys = set(changed_keys(SETTINGS, other))
    assert keys == {("display", "period"), ("display", "sectors"), ("sectors",), ("sectors", "tech")}
    turned = replace(SETTINGS, sectors=dict(reversed(SETTINGS.sectors.items())))
    assert list(changed_keys(SETTINGS, turned)) == [("sectors",)]


def test_what_the_command_line_says_holds_until_that_key_changes_in_the_file(tmp_path):
    now = replace(SETTINGS, display=replace(SETTINGS.display, language="zh", colors="mono"))
    after = settings_of('[display]\ncolors = "red-up"\n[agenda]\ndays = 7\n', tmp_path)
    gone_on = carried_over(now, SETTINGS, after)
    assert (gone_on.display.language, gone_on.display.colors, gone_on.agenda.days) == ("zh", "red-up", 7)


def planned(text: str, folder: Path, *, facts=FACTS, view=VIEW) -> Plan:
    return plan_for(Running(SETTINGS, view, SETTINGS, SETTINGS, facts), settings_of(text, folder))


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ('language = "zh"', {"language": "zh"}),
        ('colors = "red-up"', {"colors": "red-up"}),
        ("heat_scale_pct = 5", {"heat_scale_pct": 5.0}),
        ('shares = "H"', {"shares": "H"}),
        ('size_by = "equal"', {"size_by": "equal"}),
        ('period = "ytd"', {"period": "ytd"}),
        ('glyphs = "ascii"', {"glyphs": "ascii"}),
        ('glyphs = "braille"', {"glyphs": "ascii", "braille": True}),
        ('color_depth = "256"', {"depth": "256"}),
        ('theme = "light"', {"theme": "light"}),
        ('colors_mainland = "red-up"', {"colors_mainland": "red-up"}),
    ],
)
def test_a_key_of_the_display_changes_its_part_of_the_view_at_once(text, view, tmp_path):
    plan = planned(f"[display]\n{text}\n", tmp_path)
    assert plan.view == replace(VIEW, **view)
    assert (plan.asks_anew, plan.events_anew, plan.later) == (False, False, ())


def test_what_was_chosen_by_key_stays_unless_that_key_changed(tmp_path):
    chosen = replace(VIEW, language="zh", colors="mono")
    assert planned('[display]\ncolors = "red-up"\n', tmp_path, view=chosen).view == replace(chosen, colors="red-up")


@pytest.mark.parametrize(
    "text",
    [
        "[feeds.quotes]\ntrading = 5",
        "[network]\nread_timeout = 9",
        "[providers.sina]\nrequests_per_minute = 9",
        '[indices]\nintraday = ["HSI"]',
        '[agenda]\ncalendars = ["mine.ics"]',
    ],
)
def test_what_the_feeds_go_by_needs_a_new_poller(text, tmp_path):
    plan = planned(text, tmp_path)
    assert plan.asks_anew
    assert not plan.later
    assert plan.settings != SETTINGS


@pytest.mark.parametrize(
    "text", ['[indices]\nshown = ["HSI"]', '[indices]\nstrip = ["HSI"]', "[agenda]\nfade_minutes = 1"]
)
def test_what_is_only_drawn_needs_none(text, tmp_path):
    plan = planned(text, tmp_path)
    assert not plan.asks_anew
    assert plan.settings != SETTINGS


def test_events_of_the_readers_own_are_put_into_the_calendar(tmp_path):
    plan = planned('[[events]]\ndate = "2026-12-01"\nname = "Mine"\n', tmp_path)
    assert plan.events_anew
    assert [event.name for event in plan.settings.events] == ["Mine"]


def test_what_a_run_decides_once_waits_and_is_named_until_the_file_takes_it_back(tmp_path):
    text = "[history]\nkeep = false\n[display]\nmouse = true\nlanguage = 'zh'\n"
    plan = planned(text, tmp_path)
    assert plan.later == ("display.mouse", "history.keep")
    assert (plan.settings.history, plan.settings.display.mouse) == (SETTINGS.history, False)
    assert plan.view.language == "zh"
    further = plan_for(Running(plan.settings, plan.view, SETTINGS, plan.taken, FACTS), SETTINGS)
    assert further.later == ()
    assert further.settings == SETTINGS


def test_another_world_of_hosts_waits_for_the_next_start(tmp_path):
    from tui.cli import exchange_settings

    plan = planned(exchange_settings("http://127.0.0.1:8765"), tmp_path)
    assert "providers.tencent.base_url" in plan.later
    assert plan.settings.providers == SETTINGS.providers
    assert not plan.asks_anew


def test_colours_cannot_come_back_in_a_run_that_began_without(tmp_path):
    facts = TerminalFacts("none", "unicode", "none", "unicode")
    plan = planned('[display]\ncolor_depth = "256"\n', tmp_path, facts=facts, view=replace(VIEW, depth="none"))
    assert (plan.view.depth, plan.later) == ("none", ("display.color_depth",))
