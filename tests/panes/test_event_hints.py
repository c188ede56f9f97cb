"""The mark of an event in the head of the sectors that it usually moves."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.panes.calendar_desk import PMI, desk_with
from tests.panes.desks import give_all, moment, text_of
from tui.market.events import Event
from tui.panes.desk import CalendarNotes, Desk
from tui.panes.event_hints import hints
from tui.panes.heatmap import HeatmapPane
from widgets.text import width_of

LPR = replace(PMI, id="cn-lpr-1y-2026-11", kind="central_bank", time=moment("2026-11-23 09:00"), actual=None)
SECTORS = {"cn-lpr-1y": ("banks", "property"), "cn-retail-sales": ("autos",), "cn-m2": ("banks",)}


def desk_of(at: str, *events: Event, language: str = "en", glyphs: str = "unicode") -> Desk:
    desk = desk_with(f"2026-11-23 {at}", *events, language=language, glyphs=glyphs)
    desk.notes = CalendarNotes(date(2026, 11, 23), SECTORS)
    return desk


def told(at: str, *events: Event) -> dict[str, str]:
    return {sector: text_of(hint.full) for sector, hint in hints(desk_of(at, *events)).items()}


@pytest.mark.parametrize(
    ("at", "actual", "text"),
    [
        ("08:29", None, None),
        ("08:30", None, "⚑ LPR 30m"),
        ("08:47:30", None, "⚑ LPR 12m"),
        ("08:59:30", None, "⚑ LPR 1m"),
        ("09:00", None, "⚑ LPR due"),
        ("09:59", None, "⚑ LPR due"),
        ("10:00", None, None),
        ("08:45", "3.00%", "⚑ LPR 15m"),
        ("09:01", "3.00%", "⚑ LPR 3.00%"),
        ("09:59", "3.00%", "⚑ LPR 3.00%"),
        ("10:00", "3.00%", None),
    ],
)
def test_it_is_told_from_half_an_hour_before_until_an_hour_after(at, actual, text):
    assert told(at, replace(LPR, actual=actual)).get("banks") == text


def test_what_came_late_is_told_for_an_hour_from_when_it_was_seen():
    late = replace(LPR, actual="3.00%", first_seen=moment("2026-11-23 11:30"))
    assert [told(at, late).get("banks") for at in ("11:29", "11:31", "12:29", "12:30")] == [
        None,
        "⚑ LPR 3.00%",
        "⚑ LPR 3.00%",
        None,
    ]


def test_of_several_the_most_important_is_told():
    money = replace(LPR, id="cn-m2-2026-10", importance=1, time=moment("2026-11-23 08:50"))
    assert told("08:45", money, LPR)["banks"] == "⚑ LPR 15m"
    assert told("08:45", money)["banks"] == "⚑ M2 5m"


def test_neither_a_cancelled_event_nor_a_day_without_time_is_told():
    assert told("08:45", replace(LPR, cancelled=True)) == told("08:45", replace(LPR, time=None)) == {}


def heads(desk: Desk, width: int) -> str:
    give_all(desk)
    return text_of(HeatmapPane(desk).compose_rows(width, 16)[1])


def test_the_head_of_the_sector_has_it_and_the_others_stay_as_they_are():
    for width in (60, 78, 100, 160, 200):
        before, after = (heads(desk_of(at, LPR), width) for at in ("08:29", "08:48"))
        column = width // 3
        assert before[column:] == after[column:]
        assert "⚑" in after[:column] and "⚑" not in before
        assert before[:11] == after[:11]


def test_the_head_never_grows_beyond_its_column():
    for width in range(12, 60):
        desk = desk_of("08:48", LPR)
        give_all(desk)
        for row in HeatmapPane(desk).compose_rows(width, 16)[:2]:
            assert width_of(row) <= width


def test_where_it_has_no_room_in_full_its_name_goes_first():
    desk = desk_of("08:48", LPR)
    assert "⚑ LPR 12m" in heads(desk, 78)
    assert "⚑ 12m" in heads(desk, 60)


def test_without_unicode_there_is_a_plain_sign():
    assert text_of(hints(desk_of("08:48", LPR, glyphs="ascii"))["banks"].full) == "! LPR 12m"
