"""Help through the keyboard: by screen, in both languages, in every size; the glossary."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tests.panes.desks import SETTINGS, VIEW, desk_at
from tests.screens.demo_app import demo_app
from tests.screens.watched_app import lines_of, pressed
from tests.thoroughness import in_turn
from tui.glossary import COLUMNS, parse_glossary
from tui.keys import ACTIONS, PLACES, SCREENS
from tui.market.tables import DataError
from tui.panes.help import glossary_rows, keys_rows
from tui.screens.dashboard import Dashboard
from tui.screens.help import HelpPage
from tui.screens.wrap import WrapPage
from tui.shipped import load_glossary
from widgets.text import width_of

SMALLEST = (40, 10)
"""It takes the most pages."""

SIZES = [(60, 16), (80, 24), (120, 36), (200, 60)]
EXPECTED_TERMS = (
    *("Southbound", "Stock Connect", "Net buy", "Quota", "Limit-up", "Auction", "CAS", "Lunch", "LPR", "MLF", "PMI"),
    *("Breadth", "A/H premium", "Turnover", "Float value", "Surprise in sd", "Certainty", "Overdue", "Consensus"),
)


def on_help(steps, *before: str, size=(80, 24), **view: object) -> None:
    app = demo_app("14:10", replace(VIEW, **view))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, *before, "?")
            assert isinstance(app.screen, HelpPage)
            await steps(app, pilot)

    asyncio.run(run())


async def text_scrolled(app, pilot) -> str:
    """All rows of the page, from the top to where it scrolls no further."""
    await pressed(pilot, "home")
    seen: list[str] = []
    while True:
        body = lines_of(app)[3:-1]
        seen += body
        await pressed(pilot, "pagedown")
        if lines_of(app)[3:-1] == body:
            return "\n".join(seen)


def test_every_way_back_leads_to_the_screen_below():
    async def steps(app, pilot) -> None:
        for back in ("escape", "q", "?"):
            await pressed(pilot, back)
            assert isinstance(app.screen, WrapPage)
            await pressed(pilot, "f1")
            assert isinstance(app.screen, HelpPage)
        await pressed(pilot, "escape", "escape")
        assert isinstance(app.screen, Dashboard)

    on_help(steps, "w")


@pytest.mark.parametrize("screen", SCREENS)
def test_the_keys_of_the_screen_below_come_first_and_all_others_follow(screen):
    desk = desk_at()
    text = ["".join(span.text for span in row).rstrip() for row in keys_rows(desk, screen, 100)]
    heads = [line for line in text if line in {words[0] for words in PLACES.values()}]
    own = {PLACES[place][0] for place in SCREENS[screen]}
    assert set(heads[: len(own)]) == own
    assert len(heads) == len(set(heads)) == len(PLACES)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [38, 58, 78, 118])
def test_every_action_is_told_whole_in_its_language(width, language):
    desk = desk_at(view=replace(VIEW, language=language))
    rows = keys_rows(desk, "dashboard", width)
    assert all(width_of(row) <= width for row in rows)
    text = "".join("".join(span.text for span in row) for row in rows).replace(" ", "")
    for action in ACTIONS:
        assert action.told[language == "zh"].replace(" ", "") in text, action.id


def test_the_keys_are_those_that_hold():
    settings = replace(SETTINGS, keys={**SETTINGS.keys, "open_wrap": ("W", "f5")})
    desk = desk_at()
    desk.settings = settings
    text = ["".join(span.text for span in row) for row in keys_rows(desk, "dashboard", 100)]
    assert any(line.split() == ["W", "f5", "the", "market", "wrap"] for line in text)


@pytest.mark.parametrize(
    ("size", "language"),
    [
        *(pytest.param(SMALLEST, language, marks=pytest.mark.long) for language in ("en", "zh")),
        *in_turn(SIZES, ["en", "zh"]),
    ],
)
def test_everything_can_be_scrolled_to_in_every_size(size, language):
    async def steps(app, pilot) -> None:
        keys = await text_scrolled(app, pilot)
        assert {cell_len(line) for line in lines_of(app)} == {size[0]}
        await pressed(pilot, "tab")
        terms = await text_scrolled(app, pilot)
        assert {cell_len(line) for line in lines_of(app)} == {size[0]}
        chinese = language == "zh"
        assert all(words[chinese] in keys for words in PLACES.values())
        assert all((term.term_zh if chinese else term.term_en) in terms for term in load_glossary())
        await pressed(pilot, "tab", "end", "home")
        assert PLACES["dashboard"][chinese] in "\n".join(lines_of(app))

    on_help(steps, size=size, language=language)


def test_vim_keys_move_it():
    async def steps(app, pilot) -> None:
        top = lines_of(app)
        await pressed(pilot, "j", "j", "k")
        assert lines_of(app)[4:10] == top[5:11]
        await pressed(pilot, "G")
        bottom = lines_of(app)
        await pressed(pilot, "ctrl+u")
        assert lines_of(app) != bottom
        await pressed(pilot, "ctrl+d")
        assert lines_of(app) == bottom
        await pressed(pilot, "g")
        assert lines_of(app)[2:] == top[2:]

    on_help(steps)


def test_without_unicode_the_help_has_none():
    async def steps(app, pilot) -> None:
        assert "\n".join(lines_of(app)[:-1]).isascii()

    on_help(steps, glyphs="ascii", depth="none", colors="mono")


def test_the_glossary_has_every_term_once_in_both_languages():
    terms = load_glossary()
    assert {*EXPECTED_TERMS} <= {term.term_en for term in terms}
    assert len({term.term_en for term in terms}) == len({term.term_zh for term in terms}) == len(terms)
    for term in terms:
        assert any("一" <= sign <= "鿿" for sign in term.meaning_zh), term.term_en
        assert term.meaning_en.isascii() or not any("一" <= sign <= "鿿" for sign in term.meaning_en), term.term_en
        assert term.meaning_en.endswith(".") and term.meaning_zh.endswith("。"), term.term_en


def test_each_term_stands_beside_its_name_in_the_other_language():
    desk = desk_at(view=replace(VIEW, language="zh"))
    text = ["".join(span.text for span in row) for row in glossary_rows(desk, load_glossary(), 60)]
    assert "涨停  Limit-up" in text
    assert "CAS  收市竞价（CAS）" in [
        "".join(span.text for span in row) for row in glossary_rows(desk_at(), load_glossary(), 60)
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("term_en\n", "line 1"),
        (",".join(COLUMNS) + "\nLPR,LPR, ,x\n", "line 2, column meaning_en: a text"),
        (",".join(COLUMNS) + "\nLPR,LPR\n", "4 columns expected"),
    ],
)
def test_a_wrong_glossary_is_named(text, message):
    with pytest.raises(DataError, match=message):
        parse_glossary(text, "glossary.csv")
