"""What the bar says, and what it never says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.status.examples import FACTS, HOUR, LABELS, MOMENT, NOW
from tui.status.facts import Ahead, Figure
from tui.status.fields import FormatError, read_format, unknown_symbol
from tui.status.line import Look, cells, plain, status_line

WHOLE = "HSI {HSI.last} {HSI.pct} · CSI300 {000300.SH.pct} · SB {southbound} · {next} · {age}"


def line(text=WHOLE, facts=FACTS, now=NOW, **look):
    return status_line(read_format(text), facts, now, Look(**look))


def test_every_field_stands_in_its_place():
    assert line() == "HSI 23,430.15 ▲+1.18% · CSI300 ▼-1.04% · SB +3.2bn · CPI y/y 2h · 4s"
    assert line("{HSI.name} {next} {southbound}", language="zh") == "恒指 居民消费价格 2h +32.1亿"
    assert line("{{{HSI.last}}}") == "{23,430.15}"


def test_what_nobody_has_is_a_dash_and_the_line_is_old():
    assert line("{00700.HK.last} {00700.HK.pct} {age}") == "– – !–"
    without_flow = FACTS._replace(southbound=None)
    assert line("{southbound} {next} {age}", without_flow) == "– CPI y/y 2h !–"
    assert line("{HSI.last} {southbound}", without_flow) == "23,430.15 – · !4s"


def test_the_age_is_that_of_the_oldest_figure_that_is_old():
    assert line(now=NOW + 240) == "HSI 23,430.15 ▲+1.18% · CSI300 ▼-1.04% · SB +3.2bn · CPI y/y 2h · !4m"
    one_old = FACTS._replace(figures={**FACTS.figures, "HSI": Figure(23430.15, 1.18, NOW - 9 * HOUR, 0.0)})
    assert line("{HSI.pct} {age}", one_old) == "▲+1.18% !9h"
    assert line("{000300.SH.pct} {age}", one_old) == "▼-1.04% 2s"


def test_a_format_without_the_marks_shows_them_where_they_matter():
    assert line("{HSI.last}") == "23,430.15"
    assert line("{HSI.last}", now=NOW + 240) == "23,430.15 · !4m"
    assert line("{HSI.last}", FACTS._replace(simulated=True)) == "SIM 23,430.15"
    assert line("{HSI.last} ({sim})", FACTS._replace(simulated=True)) == "23,430.15 (SIM)"


def test_in_a_file_stands_the_time_for_an_age_would_not_go_on():
    assert line("{HSI.last} {age}", local=lambda moment: moment.astimezone(MOMENT.tzinfo)) == "23,430.15 14:03"
    assert line("{HSI.last}", local=lambda moment: moment.astimezone(MOMENT.tzinfo)) == "23,430.15 · 14:03"
    later = line("{HSI.last} {age}", now=NOW + 24 * HOUR, local=lambda moment: moment.astimezone(MOMENT.tzinfo))
    assert later == "23,430.15 !2026-11-23 14:03"


def test_an_event_that_has_passed_makes_way_for_the_next():
    assert line("{next}", now=NOW + 3 * HOUR) == "FOMC 2d"


def test_events_are_old_once_the_last_has_passed_or_a_day_after_they_were_looked_up():
    assert line("{next}", now=NOW + 51 * HOUR) == "– · !2d"
    assert line("{next}", now=NOW + 25 * HOUR) == "FOMC 2d · !1d"
    soon = FACTS._replace(ahead=FACTS.ahead[:1])
    assert line("{next}", soon, now=NOW + 3 * HOUR) == "– · !3h"
    assert line("{next} {age}", FACTS._replace(ahead=()), now=NOW + 3 * HOUR) == "– 3h"
    assert line("{HSI.name}", now=NOW + 51 * HOUR) == "HSI"


@pytest.mark.parametrize("colors, up", [("green-up", "green"), ("red-up", "red"), ("blue-orange", "blue")])
def test_tmux_gets_the_colours_of_the_scheme_and_none_for_old_figures(colors, up):
    assert line("{HSI.pct}", tmux=True, colors=colors) == f"#[fg={up}]▲+1.18%#[default]"
    assert line("{HSI.pct}", tmux=True, colors=colors, now=NOW + 240) == "▲+1.18% · #[fg=yellow]!4m#[default]"
    assert line("{HSI.pct}", tmux=True, colors="mono") == line("{HSI.pct}", colors=colors) == "▲+1.18%"


def test_each_market_has_its_own_colours_where_it_is_set():
    look = {"tmux": True, "colors": "green-up"}
    text = "{HSI.pct} {000300.SH.pct} {southbound}"
    green, red = "#[fg=green]", "#[fg=red]"
    shown = line(text, **look, own={"mainland": "red-up"}).replace("#[default]", "")
    assert shown == f"{green}▲+1.18% {green}▼-1.04% {green}+3.2bn"
    shown = line(text, **look, own={"mainland": "red-up", "hong kong": "mono"}).replace("#[default]", "")
    assert shown == f"▲+1.18% {green}▼-1.04% +3.2bn"
    assert f"{red}▼-1.04%" in line(text, **look)


@given(st.integers(1, 90), st.booleans(), st.booleans())
def test_the_width_cuts_whole_fields_and_never_a_number(width, simulated, tmux):
    facts = FACTS._replace(simulated=simulated)
    shown = re.sub(r"#\[[^]]*\]", "", line(facts=facts, width=width, now=NOW + 240, tmux=tmux, colors="green-up"))
    assert cells(shown) <= width
    whole = line(facts=facts, now=NOW + 240)
    assert set(shown.split()) <= set(whole.split())
    if width >= 9:
        assert "!4m" in shown and ("SIM" in shown) is simulated


def test_fields_go_from_the_right_but_marks_stay():
    assert line(width=43) == "HSI 23,430.15 ▲+1.18% · CSI300 ▼-1.04% · 4s"
    assert line(width=42) == "HSI 23,430.15 ▲+1.18% · 4s"
    assert line(width=5) == "4s"


@given(st.text(), st.text())
def test_no_foreign_name_moves_a_cursor_or_speaks_to_tmux(english, chinese):
    facts = FACTS._replace(
        labels=LABELS | {"HSI": (english, chinese)}, ahead=(Ahead(NOW + HOUR, True, english, chinese),)
    )
    for language in ("en", "zh"):
        shown = line("{HSI.name}|{next}", facts, language=language)
        assert shown.isprintable() and "#" not in shown
    assert plain(english) == plain(plain(english))


@pytest.mark.parametrize(
    "text, told",
    [
        ("{HSI.close}", "unknown field {HSI.close}: there are {southbound}, {next}, {age}, {sim} and {SYMBOL.last}"),
        ("{}", "unknown field {}"),
        ("{HSI.last", "a single {"),
        ("HSI}", "a single }"),
        ("HSI", "no field in the format; there are"),
        ("{HSI.last}\x1b[2J", "one line of printable text"),
    ],
)
def test_a_wrong_format_is_told_with_what_there_is(text, told):
    with pytest.raises(FormatError, match=re.escape(told)):
        read_format(text)


def test_an_unknown_symbol_is_told_with_what_there_is():
    assert unknown_symbol(read_format("{HSI.last}"), LABELS) is None
    told = unknown_symbol(read_format("{HS.last}"), LABELS)
    assert told == "no symbol 'HS' in {HS.last}: there are HSI, 000300.SH, 00700.HK"


@given(st.text(alphabet="{}HSI.lastpcnexg· ", max_size=30))
def test_any_format_is_written_or_refused(text):
    try:
        format = read_format(text)
    except FormatError as error:
        assert "\n" not in str(error)
    else:
        assert status_line(format, FACTS, NOW, Look()).isprintable()
