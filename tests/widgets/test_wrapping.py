from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.wrapping import wrap

TEXTS = st.text("ab1+-.,% 港股通净买入，。（）", max_size=60)


@given(TEXTS, st.integers(1, 40))
@example("1 1", 1)
def test_no_line_is_wider_than_its_room(text, width):
    assert all(0 < cell_len(line) <= width for line in wrap(text, width))


@given(TEXTS, st.integers(40, 80))
def test_nothing_is_lost_where_every_word_has_room(text, width):
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_lines_break_between_words():
    assert wrap("daily quota RMB 42 bn a channel", 12) == ["daily quota", "RMB 42 bn a", "channel"]


def test_chinese_breaks_between_characters_and_keeps_its_punctuation():
    assert wrap("净买入，非额度", 7) == ["净买", "入，非", "额度"]


def test_a_number_is_never_broken():
    assert wrap("net +12,345.67 today", 10) == ["net", "+12,345.67", "today"]
    assert wrap("net +12,345.67", 6) == ["net"]
