from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thoroughness import repeats
from widgets.palette import cursor_role
from widgets.table import Column, fit_columns, table
from widgets.text import Row, Span, width_of

COLUMNS = (
    Column("name", "Name", 8, "left", "value", max_width=20),
    Column("last", "Last", 9),
    Column("change", "Chg %", 7, role="up", priority=1),
    Column("spark", "Day", 6, "left", max_width=10, priority=3),
    Column("turnover", "HK$ bn", 7, priority=2),
)
RECORDS = (
    {"name": "恒生指数 Hang Seng", "last": "23,512.49", "change": Span("+1.53", "up"), "turnover": "210.3"},
    {"name": "Shanghai Composite", "last": "3,361.98", "change": Span("-0.43", "down")},
    {"name": "Tech", "last": "5,286.52", "change": "+2.31", "spark": lambda width: (Span("~" * width, "up"),)},
)


def text_of(rows: tuple[Row, ...]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


def test_numbers_stand_right_under_their_heads_and_a_missing_cell_is_blank():
    assert text_of(table(COLUMNS[:3], RECORDS, 34, 4)) == [
        "Name                  Last   Chg %",
        "恒生指数 Hang S… 23,512.49   +1.53",
        "Shanghai Compos…  3,361.98   -0.43",
        "Tech              5,286.52   +2.31",
    ]
    assert text_of(table(COLUMNS[3:], RECORDS, 21, 2)) == ["Day          HK$ bn", "              210.3"]


def test_the_name_grows_before_the_gaps():
    fitted = fit_columns(COLUMNS[:2], 30)
    assert [width for _, width in fitted.columns] == [20, 9]
    assert fitted.gap == 1
    assert fit_columns(COLUMNS[:2], 31).gap == 2


def test_columns_go_by_priority_when_the_width_is_short():
    kept = {
        width: [column.key for column, _ in fit_columns(COLUMNS, width).columns]
        for width in (41, 40, 33, 26, 18, 8, 7)
    }
    assert kept == {
        41: ["name", "last", "change", "spark", "turnover"],
        40: ["name", "last", "change", "turnover"],
        33: ["name", "last", "change"],
        26: ["name", "last", "change"],
        18: ["name", "last"],
        8: ["name"],
        7: [],
    }


def test_a_number_too_wide_for_its_column_is_never_cut():
    rows = text_of(
        table((Column("last", "Last", 6),), [{"last": "23,512.49"}, {"last": (Span("1234"), Span("567"))}], 6, 3)
    )
    assert rows == ["  Last", "######", "######"]


def test_the_cursor_row_is_marked_over_the_whole_width_and_keeps_its_directions():
    rows = table(COLUMNS, RECORDS, 80, 5, cursor=1)
    assert width_of(rows[2]) == 80
    assert all(span.role.endswith("@cursor") for span in rows[2])
    assert Span("  -0.43", cursor_role("down")) in rows[2]
    assert not any(span.role.endswith("@cursor") for row in (rows[0], rows[1], rows[3]) for span in row)


def test_a_short_pane_shows_the_records_from_the_offset():
    rows = text_of(table(COLUMNS, RECORDS, 80, 2, offset=2))
    assert len(rows) == 2
    assert rows[1].startswith("Tech")
    assert table(COLUMNS, RECORDS, 80, 0) == ()
    assert len(table(COLUMNS, RECORDS, 80, 2, head=False)) == 2


@pytest.mark.slow
@settings(max_examples=repeats(thorough=300, quick=60), deadline=None)
@given(
    st.lists(
        st.builds(
            Column,
            st.sampled_from("abcdefgh"),
            st.text(alphabet="Name 名称%", max_size=12),
            st.integers(1, 14),
            st.sampled_from(["left", "right"]),
            max_width=st.integers(0, 30),
            priority=st.integers(0, 4),
        ),
        max_size=8,
        unique_by=lambda column: column.key,
    ),
    st.lists(
        st.dictionaries(
            st.sampled_from("abcdefgh"),
            st.one_of(st.text(alphabet="ab 恒生", max_size=16), st.from_regex(r"[+-]\d{1,9}\.\d\d", fullmatch=True)),
        ),
        max_size=5,
    ),
    st.integers(10, 120),
)
def test_no_row_is_wider_than_the_table_and_no_number_is_cut(columns, records, width):
    numeric = tuple(column._replace(align="right") for column in columns)
    whole = {
        number for record in records for cell in record.values() for number in re.findall(r"[+-]\d+\.\d\d", cell)
    }
    for row, text in zip(*(f(table(numeric, records, width, 10, head=False)) for f in (list, text_of)), strict=True):
        assert width_of(row) <= width
        assert set(re.findall(r"\S*\d\S*", text)) <= whole
    for row in table(columns, records, width, 10, cursor=0):
        assert width_of(row) <= width
