"""One price is written in one way all over the screen, and never loses the half cent of a cheap Hong Kong share."""

from __future__ import annotations

import pytest

from tests.panes.desks import desk_at, give_quotes, quote_of, source_of, text_of, texts_of
from tests.panes.instrument_market import ICBC_A, ICBC_H, give_bars
from tui.market.sectors import member
from tui.market.series import Minute, MinuteSeries
from tui.market.updates import MinutesUpdate
from tui.panes.desk import Desk
from tui.panes.instrument import facts_rows
from tui.panes.instrument_candles import CandlesPane
from tui.panes.instrument_day import DayPane
from tui.panes.names_cells import Name, last_cell
from tui.panes.office import process_row
from tui.panes.premium_rows import side_cells
from tui.panes.search import record as search_record
from tui.panes.tiles import detail_row, tile

SHARE = desk_at().state.universe[ICBC_H]


def written(desk: Desk) -> dict[str, str]:
    """The last price of the H share, by where it stands."""
    reading = desk.reading(ICBC_H)
    page = texts_of(facts_rows(desk, ICBC_H, 100, 9)).split("\n")
    twin = texts_of(facts_rows(desk, ICBC_A, 100, 9)).split(f"{ICBC_H} ")[1]
    return {
        "table": last_cell(desk, Name(reading, "banks")).text,
        "tile": tile(desk, member(SHARE, reading.quote), reading, 1.0, 3.0).details[-1],
        "detail": text_of(detail_row(desk, ICBC_H, 120)).split(" HKD")[0].split()[-1],
        "search": search_record(desk, SHARE)["last"].text,
        "premiums": side_cells(desk, reading, "h", final=False)["h price"].text,
        "office": text_of(process_row(desk, "w1.01", reading)).split()[1],
        "page": page[1].split()[0],
        "twin": twin.split()[0],
    }


@pytest.mark.parametrize(
    ("last", "close", "low", "text"),
    [
        (4.385, 4.4, 4.38, "4.385"),
        (4.385, 4.4, None, "4.385"),
        (10.02, 9.99, 9.98, "10.020"),
        (9.985, 10.02, 9.985, "9.985"),
        (10.04, 10.02, 9.985, "10.040"),
        (10.04, 10.02, 10.0, "10.04"),
        (479.2, 470.0, 469.0, "479.20"),
    ],
)
def test_a_price_has_the_same_decimals_wherever_it_stands(last, close, low, text):
    desk = desk_at()
    give_quotes(desk, quote_of(desk, ICBC_H, last=last, previous_close=close, low=low), quote_of(desk, ICBC_A))
    assert written(desk) == dict.fromkeys(written(desk), text)


def test_without_a_previous_close_the_price_itself_decides():
    desk = desk_at()
    give_quotes(desk, quote_of(desk, ICBC_H, last=4.385, previous_close=None), quote_of(desk, ICBC_A))
    places = written(desk)
    del places["tile"]  # a tile without a move tells no price last
    assert places == dict.fromkeys(places, "4.385")


@pytest.mark.parametrize(("close", "of_quote"), [(None, 4.38), (None, None), (4.38, None)])
def test_the_average_of_a_day_has_the_decimals_of_its_axis(close, of_quote):
    desk = desk_at()
    minutes = tuple(Minute(570 + at, 4.38 + at % 2 * 0.005, 100.0 * (at + 1), 438.5 * (at + 1)) for at in range(60))
    desk.state.apply(MinutesUpdate(source_of(desk), MinuteSeries(ICBC_H, desk.now().date(), close, minutes)))
    give_quotes(desk, quote_of(desk, ICBC_H, last=4.385, previous_close=of_quote, low=None))
    text = texts_of(list(DayPane(desk, ICBC_H).compose_rows(78, 13)))
    assert "avg price 4.385 " in text and "4.380" in text


def test_an_axis_keeps_the_half_cent_of_a_day_that_fell_below_ten():
    desk = desk_at()
    minutes = tuple(Minute(570 + at, 10.02 - at * 0.005, 100.0 * (at + 1), 1000.0 * (at + 1)) for at in range(8))
    desk.state.apply(MinutesUpdate(source_of(desk), MinuteSeries(ICBC_H, desk.now().date(), 10.02, minutes)))
    give_bars(desk, ICBC_H, close=10.02)
    give_quotes(desk, quote_of(desk, ICBC_H, last=9.985, previous_close=10.02, high=10.02, low=9.985))
    for pane in (DayPane(desk, ICBC_H), CandlesPane(desk, ICBC_H)):
        assert "9.985" in texts_of(list(pane.compose_rows(78, 13)))
