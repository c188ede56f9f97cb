"""Every chart with every set of signs: as wide as asked for, and of no sign whose width a terminal may doubt."""

from __future__ import annotations

import unicodedata

import pytest

from widgets.bars import bars
from widgets.braille import Glyphs
from widgets.candles import Candle, candle_chart
from widgets.gauge import gauge
from widgets.ribbon import Segment, ribbon
from widgets.share_bar import share_bar
from widgets.sparkline import line_chart
from widgets.text import Row, width_of
from widgets.volume import volume_rows

WIDTH = 40
VALUES = [1.0, 3.0, -2.0, 0.5, 4.0, -1.0]
CANDLES = [Candle(10, 14, 8, 12, 5.0), Candle(12, 13, 6, 7, 9.0), Candle(7, 9, 5, 7, 2.0)]


def every_chart(glyphs: Glyphs) -> list[Row]:
    return [
        *line_chart(VALUES, WIDTH, 4, baseline=0.0, glyphs=glyphs),
        *bars(VALUES, WIDTH, 8, value_text=lambda value: f"{value:+.1f}", glyphs=glyphs),
        *volume_rows([1.0, 2.0, 3.0, 8.0], WIDTH, 3, glyphs=glyphs),
        *candle_chart(CANDLES, WIDTH, 20, value_text=lambda value: f"{value:.1f}", cursor=1, glyphs=glyphs),
        gauge(0.0, 10.0, 4.0, WIDTH, glyphs=glyphs),
        share_bar(3, 1, 2, WIDTH, glyphs=glyphs),
        ribbon([Segment(0, 30, "phase-open", ""), Segment(30, 60, "phase-lunch", "")], 20, 0, 60, WIDTH, glyphs),
    ]


@pytest.mark.parametrize("glyphs", ["braille", "ascii"])
def test_no_sign_is_of_a_doubtful_width(glyphs):
    text = "".join(span.text for row in every_chart(glyphs) for span in row)
    assert not {char for char in text if unicodedata.east_asian_width(char) not in ("N", "Na")}
    assert text.isascii() is (glyphs == "ascii")


@pytest.mark.parametrize("glyphs", ["unicode", "braille", "ascii"])
def test_the_sets_take_the_same_room(glyphs):
    assert [width_of(row) for row in every_chart(glyphs)] == [width_of(row) for row in every_chart("unicode")]


def test_a_rising_candle_looks_other_than_a_falling_one_without_colour():
    rising, falling = (
        "".join(
            span.text
            for row in candle_chart([candle], WIDTH, 12, value_text=str, glyphs="braille")
            for span in row
            if span.role in ("up", "down")
        )
        for candle in (Candle(1, 9, 1, 9), Candle(9, 9, 1, 1))
    )
    assert set(rising) != set(falling)
