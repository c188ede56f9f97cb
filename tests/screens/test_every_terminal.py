"""Every size, scheme, language and kind of terminal: whole figures, no blank pane, nothing over anything else."""

from __future__ import annotations

import asyncio
import itertools
import re
import unicodedata
from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style

from tests.panes.desks import VIEW
from tests.screens.demo_app import demo_app
from tests.thoroughness import IS_THOROUGH
from tui.app import CnhkApp
from tui.panes.desk import COLORS, View
from tui.screens.layout import Layout
from widgets.line_pane import LinePane

SIZES = [(40, 10), (60, 16), (80, 24), (100, 30), (120, 36), (160, 45), (200, 60), (300, 100)]
LANGUAGES = ("en", "zh")
KINDS = {
    "truecolor": {"depth": "truecolor"},
    "256": {"depth": "256"},
    "16": {"depth": "16"},
    "mono": {"depth": "none"},
    "braille": {"depth": "truecolor", "glyphs": "ascii", "braille": True},
    "ascii": {"depth": "16", "glyphs": "ascii"},
}
"""Kinds of terminal, and what they make of a view."""

BRAILLE = {chr(code) for code in range(0x2800, 0x2900)}

AXES = (SIZES, COLORS, LANGUAGES, tuple(KINDS))
CUT_NUMBER = re.compile(r"\d[.,]\d*…|[+\-]\d[\d.,]*…|#{3,}")
CUT_NUMBER_IN_ASCII = re.compile(r"\d[.,]\d?~(?!\d)|[+\-]\d[\d.,]*~")  # bars are made of # there


def pairwise(axes: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    """Cases in which every value of each axis meets every value of each other one."""
    wanted = {
        ((one, first), (other, second))
        for one, other in itertools.combinations(range(len(axes)), 2)
        for first, second in itertools.product(axes[one], axes[other])
    }
    cases = []
    while wanted:
        case = max(itertools.product(*axes), key=lambda case: len(wanted & pairs_of(case)))
        cases.append(case)
        wanted -= pairs_of(case)
    return cases


def pairs_of(case: tuple[object, ...]) -> set[tuple[tuple[int, object], tuple[int, object]]]:
    return set(itertools.combinations(enumerate(case), 2))


CASES = list(itertools.product(*AXES)) if IS_THOROUGH else pairwise(AXES)


def view_of(colors: str, language: str, kind: str) -> View:
    return replace(VIEW, colors=colors, language=language, **KINDS[kind])


def assert_right(app: CnhkApp, size: tuple[int, int], kind: str) -> None:
    strips = app.screen._compositor.render_strips(app.size)
    lines = [strip.text for strip in strips]
    assert len(lines) == size[1]
    assert {cell_len(line) for line in lines} == {size[0]}
    ascii_only = kind in ("ascii", "braille")
    cut = (CUT_NUMBER_IN_ASCII if ascii_only else CUT_NUMBER).search("\n".join(lines))
    assert cut is None, cut and lines[cut.string[: cut.start()].count("\n")]
    if ascii_only:
        beyond = {char for line in lines for char in line if not char.isascii() and cell_len(char) != 2}
        strange = {char for char in beyond if kind == "ascii" or char not in BRAILLE}
        assert not strange, strange
        assert not {char for line in lines for char in line if unicodedata.east_asian_width(char) == "A"}
    assert_no_overlap(app)
    for strip in strips:
        for segment in strip:
            assert_within(kind, segment.style)


def assert_no_overlap(app: CnhkApp) -> None:
    shown = [pane for pane in app.screen.query(LinePane) if pane.display and pane.region]
    for one, other in itertools.combinations(shown, 2):
        assert not one.region.overlaps(other.region), (one, other)
    for pane in shown:
        rows = ["".join(span.text for span in row).strip() for row in pane._rows]
        assert any(rows), f"{pane} is blank"
        assert len(rows) < 4 or sum(map(bool, rows)) >= 2, f"{pane} has nothing but a title"


def assert_within(kind: str, style: Style | None) -> None:
    """No colour that the terminal does not have."""
    allowed = {
        "mono": {ColorType.DEFAULT},
        "16": {ColorType.DEFAULT, ColorType.STANDARD},
        "ascii": {ColorType.DEFAULT, ColorType.STANDARD},
    }
    for color in (style.color, style.bgcolor) if style is not None and kind in allowed else ():
        assert color is None or color.type in allowed[kind], (kind, style)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_the_dashboard_is_whole_in_every_terminal(size):
    cases = [case[1:] for case in CASES if case[0] == size]
    asyncio.run(look_at(demo_app("14:10", view_of(*cases[0])), size, cases))


async def look_at(app: CnhkApp, size: tuple[int, int], cases: Sequence[tuple[object, ...]]) -> None:
    async with app.run_test(size=size) as pilot:
        for colors, language, kind in cases:
            app.set_look(view_of(colors, language, kind))
            app.screen.show_view()
            for number in range(1, 5) if app.screen.has_class(Layout.SINGLE.value) else (1,):
                app.screen.action_choose(number)
                await pilot.pause()
                assert_right(app, size, kind)


def test_every_pair_of_values_is_looked_at():
    for one, other in itertools.combinations(range(len(AXES)), 2):
        assert {(case[one], case[other]) for case in CASES} == set(itertools.product(AXES[one], AXES[other]))
