"""The report for a reader: aligned text in a pipe, as many columns as fit on a terminal."""

from io import StringIO

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from tui.printing.columns import Column, plain_lines, rich_table
from tui.printing.output import write_report
from tui.printing.text import TextWriter
from tui.printing.text_columns import TextColumns
from tui.shipped import load_universe

COLUMNS = [
    Column("name", lambda row: row[0]),
    Column("last", lambda row: row[1], "right"),
    Column("note", lambda row: row[2], yields=1),
]
ROWS = [("工商银行", "5.62", "a"), ("HSBC", "91.00", "long note")]


def test_plain_text_is_aligned_in_cells():
    assert list(plain_lines(ROWS, COLUMNS)) == [
        "name       last  note",
        "工商银行   5.62  a",
        "HSBC      91.00  long note",
    ]


@pytest.mark.parametrize(
    ("width", "heads"), [(26, ["name", "last", "note"]), (25, ["name", "last"]), (5, ["name", "last"])]
)
def test_columns_yield_where_they_do_not_fit(width, heads):
    assert [column.header for column in rich_table(ROWS, COLUMNS, width).columns] == heads


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_number_is_cut_on_a_terminal(compose, width, language):
    columns = TextColumns(language, "green-up")
    report = compose()
    for records, section in ((report.indices, columns.indices()), (report.sectors[0].members, columns.shares())):
        out = StringIO()
        Console(file=out, width=width).print(rich_table(records, section, width))
        lines = out.getvalue().splitlines()
        assert len(lines) == 1 + len(records)
        assert max(map(cell_len, lines)) <= width
        assert "…" not in out.getvalue()


def test_a_pipe_gets_every_section_without_escape_sequences(compose, capsys):
    TextWriter("en", "green-up").write(compose())
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "SIMULATED" in out.splitlines()[0]
    for text in ("Hang Seng", "23,512.49", "+1.90", "Banks", "+1.50", "50.3", "2025-06-09"):
        assert text in out


def test_real_data_bear_no_mark(compose, capsys):
    TextWriter("en", "green-up").write(replace(compose(), simulated=False))
    assert "SIMULATED" not in capsys.readouterr().out


def test_each_market_has_its_own_colours_where_it_is_set(compose):
    columns = TextColumns("en", "green-up", {"mainland": "red-up", "hong kong": "mono"}, load_universe().get)
    report = compose()
    change = next(column for column in columns.indices() if column.head == "%")
    styles = {line.symbol: change.style(line) for line in report.indices if line.change_pct is not None}
    assert (styles["000300.SH"], styles["HSI"]) == ("red", "")
    total = columns.flow()[1]
    assert total.style(report.southbound.minutes[0]) == ""


def test_a_report_on_a_terminal_takes_them_from_the_settings(compose, settings, monkeypatch):
    out = StringIO()
    console = Console(file=out, width=120, force_terminal=True, color_system="standard", highlight=False)
    monkeypatch.setattr("tui.printing.text.console_on_terminal", lambda: console)
    write_report(compose(), "text", replace(settings.display, colors_mainland="red-up"), load_universe())
    lines = {line.split()[0]: line for line in out.getvalue().splitlines() if line.split()}
    assert "\x1b[31m+1.60" in lines["000300.SH"] and "\x1b[32m+1.90" in lines["HSI"]


def test_chinese_names_and_words(compose, settings, capsys):
    TextWriter("zh", "red-up").write(compose())
    out = capsys.readouterr().out
    assert "恒生指数" in out and "模拟" in out and "净买入" in out


def test_of_the_minutes_each_half_hour_and_the_last_are_shown(compose, capsys):
    TextWriter("en", "mono").write(compose("southbound"))
    times = [line.split()[0] for line in capsys.readouterr().out.splitlines() if ":" in line.split(" ")[0]]
    assert times == ["09:00", "09:30", "16:10"]
