"""The session ribbon: both markets' day of today, with a mark at now."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW, desk_at, text_of
from tui.market.instruments import Market
from tui.panes.ribbon import market_ribbon, ribbon_row
from widgets.text import width_of


def shown(at: str, width: int = 160, **view: object) -> str:
    return text_of(ribbon_row(desk_at(at, view=replace(VIEW, **view)), width))


def halves(at: str) -> tuple[str, str]:
    mainland, hong_kong = shown(at).split("HK")
    return mainland, hong_kong


def test_opening_hours_are_written_in():
    mainland, hong_kong = halves("2026-11-23 08:00")
    assert "09:30–11:30" in mainland
    assert "13:00–14:57" in mainland
    assert "09:30–12:00" in hong_kong
    assert "13:00–16:00" in hong_kong


def test_now_is_marked_once_in_each_market_and_never_over_an_hour():
    mainland, hong_kong = halves("2026-11-23 10:42")
    assert mainland.count("⣿") == hong_kong.count("⣿") == 1
    assert "09:30–11:30" not in mainland or mainland.index("⣿") != mainland.index("09:30")


@pytest.mark.parametrize("at", ["2026-11-23 08:59", "2026-11-23 16:30", "2026-11-23 23:00"])
def test_outside_of_the_day_there_is_no_mark(at):
    assert "⣿" not in shown(at)


def test_the_mark_moves_with_the_time():
    places = [shown(f"2026-11-23 {at}").index("⣿") for at in ("09:30", "10:30", "12:30", "14:00", "15:30")]
    assert places == sorted(set(places))


def test_on_a_one_market_day_the_closed_market_has_no_session():
    mainland, hong_kong = halves("2026-10-19 08:00")
    assert "09:30–11:30" in mainland
    assert "⠿" not in hong_kong
    assert "09:30" not in hong_kong


def test_a_half_day_ends_at_noon():
    _, hong_kong = halves("2026-12-24 08:00")
    assert "09:30–12:00" in hong_kong
    assert "13:00" not in hong_kong


def test_without_unicode_phases_are_ascii_signs():
    text = shown("2026-11-23 10:42", glyphs="ascii")
    assert "|" in text
    assert not any("⠀" <= char <= "⣿" for char in text)


def test_phases_have_roles_of_their_own():
    roles = {span.role for span in market_ribbon(desk_at("2026-11-23 10:42"), Market.MAINLAND, 80)}
    assert roles == {"phase-closed", "phase-auction", "phase-open", "phase-lunch", "now"}


@pytest.mark.parametrize("width", range(38, 201, 3))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_every_width_and_cuts_no_hour(width, language):
    desk = desk_at("2026-11-23 10:42", view=replace(VIEW, language=language))
    row = ribbon_row(desk, width)
    assert width - 1 <= width_of(row) <= width
    digits = "".join(char for char in text_of(row) if char.isdigit())
    assert len(digits) % 8 == 0
