"""Terminals of every kind, and what is not one."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.terminal.screen import CNHK, demo, environment, is_filled

pytestmark = pytest.mark.terminal

COLORS = re.compile(rb"\x1b\[([\d;]*)m")
PLAIN_SIXTEEN = {
    *range(10),
    *range(22, 30),
    *range(30, 38),
    39,
    *range(40, 48),
    49,
    *range(90, 98),
    *range(100, 108),
}
"""What `ESC [ … m` may say on a terminal of sixteen colours."""

SET_BACKGROUND = {*range(40, 49), *range(100, 108)}
SET_COLOR = {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)}


def said_of_colors(output: bytes) -> set[int]:
    return {int(number or 0) for said in COLORS.findall(output) for number in said.split(b";")}


def test_a_truecolor_terminal_gets_truecolor():
    with demo((120, 36)) as program:
        program.wait_for(is_filled)
        assert b"38;2;" in program.output


def test_the_linux_console_gets_sixteen_colours_and_signs_that_its_font_has():
    with demo((120, 36), env=environment(TERM="linux", COLORTERM="")) as program:
        text = program.wait_for(is_filled)
        assert re.search(r"Hang Seng Index +23,597\.97 +\+440\.00 +\S? *\+1\.90", text)
        assert said_of_colors(program.output) <= PLAIN_SIXTEEN
        assert SET_COLOR & said_of_colors(program.output)
        assert re.sub(r"[\x20-\x7e\n]", "", text) in ("", "中文")


def test_with_sixteen_colours_the_terminals_own_background_stays():
    """Its own text colour may be dark: on a black that we brought along nobody could read it."""
    with demo((120, 36), env=environment(TERM="screen", COLORTERM="")) as program:
        program.wait_for(is_filled)
        assert SET_BACKGROUND & said_of_colors(program.output) == set()


def test_no_color_means_none():
    with demo((120, 36), env=environment(NO_COLOR="1")) as program:
        text = program.wait_for(is_filled)
        assert SET_COLOR & said_of_colors(program.output) == set()
    assert "▲" in text


def test_an_empty_no_color_is_no_wish():
    with demo((120, 36), env=environment(NO_COLOR="")) as program:
        program.wait_for(is_filled)
        assert b"38;2;" in program.output


def test_an_exported_size_does_not_hold_against_the_terminals_own():
    with demo((120, 36), env=environment(COLUMNS="60", LINES="16")) as program:
        text = program.wait_for(is_filled)
        assert "4 Events ─" in text
        program.resize(80, 24)
        program.wait_for(lambda text: "1 Indices ─" in text and "4 Events ─" not in text)


@pytest.mark.parametrize("locale", ["C", "POSIX", "no_SUCH.locale"])
def test_a_locale_that_knows_no_chinese_does_no_harm(locale):
    with demo((120, 36), "--lang", "zh", env=environment(LC_ALL=locale)) as program:
        program.wait_for(lambda text: "23,597.97" in text)
        program.type(b"q")
        assert program.wait() == 0
        assert b"Traceback" not in program.output


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_without_a_screen_is_refused_in_one_line(term):
    with demo((80, 24), env=environment(TERM=term)) as program:
        assert program.wait() == 1
        assert program.output.startswith(b"cnhk: ")
        assert b"cnhk print" in program.output
        assert program.output.count(b"\n") == 1
        assert b"\x1b" not in program.output


def test_keys_from_a_pipe_are_refused_in_one_line():
    done = subprocess.run(
        [*CNHK, "demo"], env=environment(), stdin=subprocess.PIPE, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"cnhk: the dashboard needs a terminal")
