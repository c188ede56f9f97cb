from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thoroughness import repeats
from widgets.agenda import Day, Entry, Heads, agenda, entry_from, line_count, lines_of
from widgets.text import Row, Span, width_of

HEADS = Heads("Prev", "Cons", "Actual")
DAYS = (
    Day(
        "Tue 3 Jun",
        "today",
        (
            Entry(
                "pmi",
                Span("09:45"),
                Span("Caixin Manufacturing PMI"),
                Span("!!!"),
                Span("50.4"),
                Span("50.6"),
                Span("48.3"),
                Span("✓"),
                Span("released"),
            ),
            Entry(
                "jolts",
                Span("22:00"),
                Span("JOLTS April 2025"),
                previous=Span("7.19M"),
                countdown=Span("in 5 h 12 m"),
            ),
        ),
    ),
    Day(
        "Wed 18 Jun", "in 15 d", (Entry("fomc", Span("02:00"), Span("美联储议息会议"), consensus=Span("4.25–4.50%")),)
    ),
)


def text_of(rows: tuple[Row, ...]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


def test_a_wide_agenda_shows_every_column_under_its_head():
    texts = text_of(agenda(DAYS, 80, 10, heads=HEADS))
    assert texts[0].split() == ["Prev", "Cons", "Actual"]
    assert texts[1] == "Tue 3 Jun  today"
    assert texts[2].split() == [
        "09:45",
        "!!!",
        "Caixin",
        "Manufacturing",
        "PMI",
        "50.4",
        "50.6",
        "48.3",
        "✓",
        "released",
    ]
    assert [texts[0].index(head) + len(head) for head in HEADS[:3]] == [
        texts[2].index(figure) + len(figure) for figure in ("50.4", "50.6", "48.3")
    ]
    assert texts[4] == "Wed 18 Jun  in 15 d"
    assert len(texts) == 6


def test_seventy_cells_are_enough_for_all_columns():
    assert text_of(agenda(DAYS, 70, 10, heads=HEADS))[2].split()[-5:] == ["50.4", "50.6", "48.3", "✓", "released"]


def test_a_narrow_agenda_keeps_time_name_and_countdown_and_figures_only_if_they_fit():
    medium = text_of(agenda(DAYS, 46, 10, heads=HEADS))
    assert medium[0].split() == ["Actual"]
    assert medium[2] == "09:45 Caixin Manufacturing…   48.3    released"
    narrow = text_of(agenda(DAYS, 34, 10, heads=HEADS))
    assert narrow[0] == "Tue 3 Jun  today"
    assert narrow[2].split()[0] == "22:00"
    assert narrow[2].endswith("in 5 h 12 m")


def test_a_name_is_not_cut_inside_a_number():
    assert "JOLTS April… " in text_of(agenda(DAYS, 32, 10, heads=HEADS))[2]


def test_the_cursor_counts_entries_and_marks_the_whole_row():
    rows = agenda(DAYS, 80, 10, heads=HEADS, cursor=2)
    assert width_of(rows[5]) == 80
    assert all(span.role.endswith("@cursor") for span in rows[5])
    assert not any(span.role.endswith("@cursor") for row in rows[:5] for span in row)


def test_a_short_agenda_shows_the_lines_from_the_offset():
    texts = text_of(agenda(DAYS, 80, 3, heads=HEADS, offset=3))
    assert [text.split()[0] for text in texts] == ["Prev", "Wed", "02:00"]
    assert len(agenda(DAYS, 80, 10, heads=HEADS, offset=4)) == 2
    assert agenda(DAYS, 80, 0, heads=HEADS) == ()


NOTED = (
    Day("Tue 3 Jun", "today", (Entry("a", Span("09:30"), Span("First"), note=Span("was 2 Jun", "warn")),)),
    Day("Wed 4 Jun", "", (Entry("b", Span("day"), Span("Second")), Entry("c", Span("10:00"), Span("Third")))),
)


def test_a_note_stands_below_its_name_and_belongs_to_its_entry():
    texts = text_of(agenda(NOTED, 60, 10, heads=HEADS))
    assert texts[2].index("was 2 Jun") == texts[1].index("First")
    rows = agenda(NOTED, 60, 10, heads=HEADS, cursor=0)
    marked = [number for number, row in enumerate(rows) if any(span.role.endswith("@cursor") for span in row)]
    assert marked == [1, 2]


def test_lines_are_counted_with_heads_and_notes():
    assert line_count(NOTED) == 6
    assert [lines_of(NOTED, cursor) for cursor in range(3)] == [(0, 2), (3, 4), (5, 5)]
    assert [entry_from(NOTED, line) for line in range(7)] == [0, 0, 0, 1, 1, 2, None]


def test_local_time_and_surprise_have_columns_only_where_there_are_any():
    heads = Heads("Prev", "Cons", "Actual", "Surprise", "UTC+8", "Local")
    assert text_of(agenda(DAYS, 90, 3, heads=heads))[0].split() == ["Prev", "Cons", "Actual"]
    entry = DAYS[0].entries[0]._replace(local=Span("02:45"), surprise=Span("-2.3"))
    told = text_of(agenda((Day("Tue 3 Jun", "", (entry,)),), 90, 3, heads=heads))
    assert told[0].split() == ["UTC+8", "Local", "Prev", "Cons", "Actual", "Surprise"]
    assert told[2].split()[:2] == ["09:45", "02:45"]
    assert told[2].split()[-4:-2] == ["48.3", "-2.3"]


SPANS = st.builds(Span, st.text(alphabet="abc 非农 12", max_size=14))
FIGURES = st.builds(Span, st.one_of(st.just(""), st.from_regex(r"-?\d{1,4}\.\d{1,2}[BM%]?", fullmatch=True)))
ENTRIES = st.builds(
    Entry, st.just("x"), SPANS, SPANS, SPANS, FIGURES, FIGURES, FIGURES, SPANS, SPANS, SPANS, FIGURES, SPANS
)
DAY = st.builds(Day, st.just("Tue 3 Jun"), st.just("今天"), st.lists(ENTRIES, max_size=4).map(tuple))


@pytest.mark.slow
@settings(max_examples=repeats(thorough=300, quick=60), deadline=None)
@given(st.lists(DAY, max_size=4), st.integers(10, 120), st.integers(0, 12), st.integers(0, 12))
def test_rows_fit_and_no_figure_is_cut(days, width, height, offset):
    rows = agenda(days, width, height, heads=HEADS, offset=offset, cursor=0)
    assert len(rows) <= height
    figures = {span.text for day in days for entry in day.entries for span in (*entry[4:7], entry.surprise)}
    for row, text in zip(rows, text_of(rows), strict=True):
        assert width_of(row) <= width
        assert "#" not in text
        assert set(re.findall(r"-?\d+\.\d+[BM%]?", text)) <= figures
