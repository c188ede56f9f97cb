"""Who leads, and which names are told: by weight and move, once a company."""

from __future__ import annotations

import pytest

from tests.panes.desks import desk_at, give_quotes, quote_of
from tui.market.wrap.reading import Reading
from tui.market.wrap.sector_facts import sectors_fact
from tui.settings import Sector

NOW = "2026-11-23 14:00"


def sector(key, *symbols):
    return key, Sector(name_en=key.title(), name_zh=key, members=symbols)


def facts_of(moves, sectors, direction=1, fields=None):
    desk = desk_at(NOW)
    give_quotes(
        desk, *(quote_of(desk, symbol, move, **(fields or {}).get(symbol, {})) for symbol, move in moves.items())
    )
    reading = Reading(desk.state, desk.calendars, desk.now(), desk.clock.age)
    return sectors_fact(reading, dict(sectors), direction, [])


BANK, CAR, CHIP = sector("banks", "00939.HK"), sector("autos", "00175.HK"), sector("tech", "00700.HK")


def keys(found):
    return [item.key for item in found]


@pytest.mark.parametrize(
    ("moves", "direction", "leaders", "others"),
    [
        ((1.0, 3.0, 2.0), 1, ["autos", "tech"], ["banks"]),
        ((-1.0, -3.0, -2.0), -1, ["autos", "tech"], ["banks"]),
        ((1.0, 3.0, 1.04), 1, ["autos"], ["tech", "banks"]),  # equal to one decimal: only the first is ahead
        ((2.0, 2.01, 2.02), 1, [], ["tech", "autos", "banks"]),
        ((-1.0, 0.05, -2.0), 1, [], ["autos", "banks", "tech"]),  # the best one did not move
        ((-1.0, 0.6, -2.0), 1, ["autos"], ["banks", "tech"]),
        ((1.0, 3.0, -2.0), 0, ["autos"], ["banks", "tech"]),
    ],
)
def test_who_leads(moves, direction, leaders, others):
    found = facts_of(
        dict(zip(("00939.HK", "00175.HK", "00700.HK"), moves, strict=True)), (BANK, CAR, CHIP), direction
    )
    assert (keys(found.leaders), keys(found.others)) == (leaders, others)


def test_one_sector_alone_leads_nobody():
    found = facts_of({"00939.HK": 2.0}, (BANK,))
    assert (keys(found.leaders), keys(found.others)) == ([], ["banks"])
    assert facts_of({}, (BANK,)) is None


def names_of(item):
    return [name.instrument.symbol for name in item.names]


def test_names_are_told_once_a_company_by_its_h_share():
    both = sector("banks", "601939.SH", "00939.HK", "01398.HK", "601398.SH")
    found = facts_of(
        {"601939.SH": 3.0, "00939.HK": 2.6, "01398.HK": 1.0, "601398.SH": 1.0, "00175.HK": 0.2}, (both, CAR)
    )
    [leader] = found.leaders
    assert names_of(leader) == ["00939.HK"]
    assert leader.names[0].change_pct == pytest.approx(2.6)


def test_the_a_share_is_told_where_the_h_share_does_not_trade():
    both = sector("banks", "601939.SH", "00939.HK", "01398.HK", "601398.SH")
    suspended = {"00939.HK": {"last": None}}
    found = facts_of(
        {"601939.SH": 3.0, "00939.HK": 0.0, "01398.HK": 1.0, "601398.SH": 1.0, "00175.HK": 0.2},
        (both, CAR),
        1,
        suspended,
    )
    assert names_of(found.leaders[0]) == ["601939.SH"]


def test_heavy_and_strong_goes_before_strong_alone():
    cars = sector("autos", "01211.HK", "00175.HK", "02015.HK", "600104.SH", "09868.HK")
    found = facts_of(
        {"01211.HK": 5.4, "00175.HK": 3.8, "02015.HK": 1.0, "600104.SH": 9.0, "09868.HK": 20.0, "00939.HK": 0.1},
        (cars, BANK),
        1,
        {
            "01211.HK": {"float_value": 3e11},
            "00175.HK": {"float_value": 1e11},
            "02015.HK": {"float_value": 8e11},
            "600104.SH": {"float_value": 2e10},
            "09868.HK": {"float_value": 1e9},
        },
    )
    # XPeng is in neither of the indices that the wrap tells of.
    assert names_of(found.leaders[0]) == ["01211.HK", "00175.HK", "600104.SH"]


def test_other_sectors_are_told_by_their_most_traded_names_in_hong_kong():
    tech = sector("tech", "00700.HK", "09988.HK", "03690.HK", "01810.HK", "300308.SZ")
    turnovers = {"00700.HK": 3e10, "09988.HK": 2e10, "03690.HK": 5e9, "01810.HK": 4e9, "300308.SZ": 9e10}
    fields = {symbol: {"turnover": amount} for symbol, amount in turnovers.items()}
    found = facts_of(dict.fromkeys(turnovers, 0.5) | {"00175.HK": 2.0}, (tech, CAR), 1, fields)
    assert names_of(found.others[0]) == ["00700.HK", "09988.HK", "03690.HK"]


def test_without_hong_kong_the_mainlands_names_are_told():
    tech = sector("tech", "300308.SZ", "688981.SH")
    found = facts_of({"300308.SZ": 0.5, "688981.SH": 0.4, "00175.HK": 2.0}, (tech, CAR))
    assert set(names_of(found.others[0])) == {"300308.SZ", "688981.SH"}
