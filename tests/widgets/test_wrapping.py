from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.text import Span, width_of
from widgets.wrapping import wrap, wrap_spans

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


def test_a_percent_sign_stays_with_its_number():
    assert wrap("up (+1.6 %) today", 9) == ["up", "(+1.6 %)", "today"]


def test_an_opening_bracket_ends_no_line():
    assert wrap("净买入（恒指）", 8) == ["净买入", "（恒指）"]


ROLES = st.lists(st.tuples(st.text("ab1+-.,% 港股，（）", max_size=12), st.sampled_from(("value", "up"))), max_size=8)


@given(ROLES, st.integers(1, 40))
def test_spans_break_where_their_text_does(parts, width):
    spans = [Span(text, role) for text, role in parts]
    rows = wrap_spans(spans, width)
    assert all(width_of(row) <= width for row in rows)
    if width >= 40:
        together = "".join(span.text for row in rows for span in row)
        assert "".join(together.split()) == "".join("".join(text for text, _ in parts).split())


def test_each_piece_keeps_its_role():
    spans = (Span("shares rose "), Span("+1.6 %", "up"), Span(", banks "), Span("-2.0 %", "down"))
    assert wrap_spans(spans, 14) == [
        (Span("shares rose"),),
        (Span("+1.6 %", "up"), Span(", banks")),
        (Span("-2.0 %", "down"),),
    ]
