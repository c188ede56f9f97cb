"""The wrap on a terminal and as Markdown."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from tests.market.wrap.days import AUTOS, falling_day, ordinary_day
from tui.market.wrap.compose import compose
from tui.market.wrap.facts import SectorsFact
from tui.printing import wrap as printing
from tui.printing.wrap import WIDEST, markdown_lines, write_wrap
from tui.printing.wrap_report import wrap_report

COLOUR = re.compile(r"\x1b\[[\d;]*m")
GREEN, RED = "\x1b[32m", "\x1b[31m"


def on_terminal(monkeypatch, width, wrap, colors="green-up", own=None):
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system="standard", highlight=False)
    monkeypatch.setattr(printing, "console_on_terminal", lambda: console)
    write_wrap(wrap, "text", colors, own or {})
    return out.getvalue()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80, 160])
def test_lines_fit_and_nothing_is_lost(monkeypatch, width, language):
    wrap = compose(ordinary_day(), language)
    lines = COLOUR.sub("", on_terminal(monkeypatch, width, wrap)).splitlines()
    assert max(map(cell_len, lines)) <= min(width, WIDEST)
    together = "".join("".join(lines).split())
    assert all("".join(sentence.text.split()) in together for sentence in wrap.sentences)
    assert not any(line.endswith(("+", "-", "（", "(")) or line.startswith(("%", "，", "。")) for line in lines)


def test_directions_have_the_colours_of_the_scheme(monkeypatch):
    falling = compose(falling_day(), "en")
    assert f"{RED}-2.2 %" in on_terminal(monkeypatch, 100, falling)
    assert f"{GREEN}-2.2 %" in on_terminal(monkeypatch, 100, falling, "red-up")
    plain = on_terminal(monkeypatch, 100, falling, "mono")
    assert "-2.2 %" in plain and RED not in plain and GREEN not in plain


def test_each_market_has_its_own_colours(monkeypatch):
    written = on_terminal(monkeypatch, 100, compose(falling_day(), "en"), own={"mainland": "red-up"})
    assert f"{GREEN}-0.9 %" in written and f"{RED}-2.2 %" in written


def test_signs_that_markdown_reads_are_escaped():
    own = replace(AUTOS, key="mine", name_en="*My* [list]_1|<b>")
    facts = replace(ordinary_day(), sectors=SectorsFact(1, (own,), (), ()))
    text = "\n".join(markdown_lines(compose(facts, "en")))
    assert r"\*My\* \[list\]\_1\|\<b\> shares" in text


def test_a_real_day_does_not_say_simulated():
    lines = list(markdown_lines(compose(ordinary_day(), "zh")))
    assert lines[:3] == ["# 沪深港市场综述，2025年6月3日 周二", "", "截至2025-06-03 16:30 UTC+8"]
    assert wrap_report(compose(ordinary_day(), "en")).simulated is False
