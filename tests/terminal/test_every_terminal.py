"""The real command in every kind of terminal, at every size, in both languages and all schemes: the text is whole.

What the cells look like, each by itself, is looked at without a pty, on the screens.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.screen import ScreenProgram, demo, environment, is_filled

pytestmark = [pytest.mark.terminal, pytest.mark.long]

SIZES = [(40, 10), (60, 16), (80, 24), (100, 30), (120, 36), (160, 45), (200, 60), (300, 100)]
PANES_BESIDE_FROM = 100
"""Columns from which the panes stand side by side, in terminals as high as these."""

PANES_FROM = 60
SCHEMES = ("green-up", "red-up", "blue-orange", "mono")
TITLES = {
    "en": ("1 Indices", "2 Heatmap", "3 Southbound", "4 Events"),
    "zh": ("1 指数", "2 热力图", "3 港股通", "4 日程"),
}
INDEX = {"en": "HSI|Hang Seng Index", "zh": "恒指|恒生指数"}

KINDS: Mapping[str, Mapping[str, str]] = {
    "truecolor": {},
    "256": {"COLORTERM": "", "TERM": "xterm-256color"},
    "16": {"COLORTERM": "", "TERM": "screen"},
    "mono": {"NO_COLOR": "1"},
    "ascii": {"CNHK_CONFIG": "ascii.toml"},
}
CUT_NUMBER = re.compile(r"\d[.,]\d*…|[+\-]\d[\d.,]*…|#{3,}")
CUT_NUMBER_IN_ASCII = re.compile(r"\d[.,]\d?~(?!\d)|[+\-]\d[\d.,]*~")


def is_whole(text: str, size: tuple[int, int], language: str, kind: str, pane: int) -> bool:
    """Whether the strip or the panes that have room stand there, with their figures."""
    cut = CUT_NUMBER_IN_ASCII if kind == "ascii" else CUT_NUMBER
    spoken = re.search(rf"(?:{INDEX[language]}) +23,597\.97 .*\+1\.90", text)
    *above, _keys = text.split("\n")
    titles = [title for title in TITLES[language] if title in "\n".join(above)]
    columns, rows = size
    if columns < PANES_FROM:
        wanted: list[str] = []
    else:
        wanted = list(TITLES[language]) if columns >= PANES_BESIDE_FROM else [TITLES[language][pane - 1]]
    return spoken is not None and titles == wanted and not cut.search(text) and len(above) == rows - 1


def settle(program: ScreenProgram, size: tuple[int, int], language: str, kind: str, pane: int = 1) -> None:
    program.wait_for(lambda text: is_whole(text, size, language, kind, pane))


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_is_whole_at_every_size_in_both_languages_and_all_schemes(tmp_path: Path, kind: str):
    own = dict(KINDS[kind])
    if "CNHK_CONFIG" in own:
        own["CNHK_CONFIG"] = str(tmp_path / own["CNHK_CONFIG"])
        Path(own["CNHK_CONFIG"]).write_text('[display]\nglyphs = "ascii"\n', encoding="utf-8")
    with demo((120, 36), env=environment(**own)) as program:
        program.wait_for(is_filled)
        language = "en"
        for size in SIZES:
            program.resize(*size)
            for _, number in itertools.product(range(2), range(1, 5)):
                program.type(str(number).encode())
                settle(program, size, language, kind, number)
                program.type(b"c")
                settle(program, size, language, kind, number)
                if number == 4:
                    program.type(b"1n")
                    language = "zh" if language == "en" else "en"
                    settle(program, size, language, kind)
        assert b"Traceback" not in program.output


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_named_where_there_is_room(scheme: str):
    with demo((200, 60), "--colors", scheme) as program:
        program.wait_for(lambda text: is_filled(text) and f"c {scheme}" in text)


def test_where_nothing_has_room_it_says_so():
    with demo((20, 5)) as program:
        program.wait_for(lambda text: "cnhk needs 40×10" in text and "this is 20×5" in text)
