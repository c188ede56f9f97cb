"""One event in the agenda: surprise, state, notes, local time; what is said and what is not."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.panes.calendar_desk import LATE, PMI, line, pane_at, role_of_text, row_of, shown
from tests.panes.desks import moment, roles_of, text_of
from tui.market.events import Appointment, Certainty
from tui.market.zones import NEW_YORK


def test_a_released_figure_has_no_countdown_but_its_surprise():
    row = row_of(pane_at("2026-11-23 10:42", PMI), PMI.name_en)
    assert text_of(row).split() == ["09:45", "●", "Manufacturing", "PMI", "50.1", "50.2", "50.7", "▲+0.5"]
    assert role_of_text(row, "▲+0.5") == "up"
    assert role_of_text(row, PMI.name_en) == "value"


@pytest.mark.parametrize(
    ("actual", "text", "role"), [("50.1", "▼-0.1", "down"), ("50.2", "=0.0", "flat"), ("51", "▲+0.8", "up")]
)
def test_a_surprise_has_a_sign_an_arrow_and_a_colour(actual, text, role):
    row = row_of(pane_at("2026-11-23 10:42", replace(PMI, actual=actual)), PMI.name_en)
    assert role_of_text(row, text) == role


def test_a_surprise_can_be_read_without_unicode():
    pane = pane_at("2026-11-23 10:42", replace(PMI, actual="50.1"), glyphs="ascii")
    assert "v-0.1" in text_of(row_of(pane, PMI.name_en))


def test_without_consensus_or_number_there_is_no_surprise():
    for figures in ({"consensus": None}, {"actual": "3.50-3.75"}):
        text = line("2026-11-23 10:42", replace(PMI, **figures))
        assert "▲" not in text and "=" not in text and "▼" not in text


def test_a_released_figure_is_faint_an_hour_after_it_was_first_seen():
    late = replace(PMI, first_seen=moment("2026-11-23 10:05"))
    for event, before, after in ((PMI, "10:44", "10:45"), (late, "11:04", "11:05")):
        fresh, faint = (row_of(pane_at(f"2026-11-23 {at}", event), PMI.name_en) for at in (before, after))
        assert "50.7" in text_of(fresh) and "50.7" in text_of(faint)
        assert {"value", "up"} <= roles_of(fresh)
        assert roles_of(faint) <= {"label", "muted"}


def test_an_overdue_figure_has_no_number_and_stays_for_days():
    waited_for = replace(PMI, actual=None)
    row = row_of(pane_at("2026-11-23 12:00", waited_for), PMI.name_en)
    assert text_of(row).split()[-3:] == ["50.2", "overdue", "2h15"]
    later = "\n".join(shown(pane_at("2026-11-24 12:00", waited_for)))
    assert "Mon 23 Nov  yesterday" in later
    assert "overdue  1d 2h" in later
    assert "overdue" not in "\n".join(shown(pane_at("2026-11-28 12:00", waited_for)))


def test_a_cancelled_event_says_so():
    row = row_of(pane_at("2026-11-23 08:00", replace(PMI, actual=None, cancelled=True)), PMI.name_en)
    assert text_of(row).rstrip().endswith("cancelled")


def test_a_moved_event_shows_where_it_stood():
    official = Appointment(date(2026, 11, 20), moment("2026-11-20 09:30"), Certainty.OFFICIAL, "NBS")
    expected = replace(official, certainty=Certainty.EXPECTED)
    same_day = replace(official, time=moment("2026-11-23 09:30"))
    ahead = replace(PMI, actual=None)
    for moved_from, note, role in (
        (official, "moved, was 20 Nov 09:30", "warn"),
        (expected, "was 20 Nov 09:30", "muted"),
        (same_day, "moved, was 09:30", "warn"),
        (replace(official, time=None), "moved, was 20 Nov", "warn"),
    ):
        rows = pane_at("2026-11-23 08:00", replace(ahead, moved_from=moved_from)).compose_rows(100, 24)
        texts = [text_of(row).strip() for row in rows]
        assert texts[texts.index(note) - 1].startswith("09:45")
        assert role_of_text(rows[texts.index(note)], note) == role
    assert "was" not in "\n".join(shown(pane_at("2026-11-23 10:00", replace(PMI, moved_from=official))))


def test_a_disputed_time_is_marked():
    other = Appointment(date(2026, 11, 24), None, Certainty.EXPECTED, "a vendor")
    row = row_of(pane_at("2026-11-23 08:00", replace(PMI, actual=None, disputed=(other,))), PMI.name_en)
    assert role_of_text(row, "09:45?") == "warn"
    assert role_of_text(row, "disputed") == "warn"


def test_a_reader_elsewhere_has_his_own_times_beside():
    pane = pane_at("2026-11-23 08:00", replace(PMI, actual=None), replace(PMI, id="b", name_en="Late", time=LATE))
    assert "local" not in "\n".join(shown(pane))
    pane.desk.local = lambda moment: moment.astimezone(ZoneInfo("Europe/London"))
    assert shown(pane)[2].split() == ["UTC+8", "local", "prev", "cons"]
    assert text_of(row_of(pane, PMI.name_en)).startswith("09:45 01:45")
    pane.desk.local = lambda moment: moment.astimezone(ZoneInfo(NEW_YORK))
    assert text_of(row_of(pane, PMI.name_en)).startswith("09:45 Sun 20:45")
    assert text_of(row_of(pane, "Late")).startswith("22:00 09:00")


def test_a_reader_in_the_markets_own_zone_under_another_name_has_one_clock():
    pane = pane_at("2026-11-23 08:00", replace(PMI, actual=None))
    pane.desk.local = lambda moment: moment.astimezone(ZoneInfo("Australia/Perth"))
    assert "local" not in "\n".join(shown(pane))


def test_a_countdown_needs_each_second_in_its_last_ten_minutes_only():
    ahead = replace(PMI, actual=None)
    for at, seconds in (("09:34", False), ("09:36", True), ("09:45", True), ("09:46", False)):
        assert pane_at(f"2026-11-23 {at}", ahead).counts_seconds is seconds
