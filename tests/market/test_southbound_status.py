"""Whether southbound trades, and the words for why it does not."""

from datetime import date, datetime

import pytest

from tui.market.sessions import southbound_status
from tui.market.zones import MARKET_TIME
from tui.shipped import load_calendars

CALENDARS = load_calendars()


def on(day: str, clock: str = "10:00"):
    return southbound_status(datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=MARKET_TIME), CALENDARS)


@pytest.mark.parametrize(
    ("day", "note_en", "note_zh", "next_day"),
    [
        ("2025-06-02", "mainland closed (Dragon Boat Festival)", "内地休市（端午节）", date(2025, 6, 3)),
        (
            "2025-07-01",
            "Hong Kong closed (HKSAR Establishment Day)",
            "香港休市（香港特区成立纪念日）",
            date(2025, 7, 2),
        ),
        ("2025-06-07", "both markets closed (weekend)", "两地休市（周末）", date(2025, 6, 9)),
        (
            "2026-02-17",
            "both markets closed (Spring Festival, Lunar New Year)",
            "两地休市（春节、农历新年）",
            date(2026, 2, 24),
        ),
        ("2026-10-02", "mainland closed (National Day)", "内地休市（国庆节）", date(2026, 10, 8)),
    ],
)
def test_a_day_without_southbound_says_why(day, note_en, note_zh, next_day):
    southbound = on(day)
    assert (southbound.trading_day, southbound.open, southbound.next_day) == (False, False, next_day)
    assert southbound.note_en == f"no southbound today: {note_en}"
    assert southbound.note_zh == f"今日无港股通：{note_zh}"


@pytest.mark.parametrize(
    ("clock", "is_open"), [("08:59", False), ("09:00", True), ("12:30", True), ("16:09", True), ("16:10", False)]
)
def test_southbound_keeps_the_hours_of_hong_kong(clock, is_open):
    southbound = on("2025-06-03", clock)
    assert (southbound.trading_day, southbound.open, southbound.note_en) == (True, is_open, None)


def test_only_the_morning_trades_on_a_half_day():
    assert on("2026-12-24").note_en == "morning only: Hong Kong half day (Christmas Eve)"
    assert on("2026-12-24").open
    assert not on("2026-12-24", "12:10").open
