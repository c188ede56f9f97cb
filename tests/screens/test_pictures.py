"""What the screens look like, as pictures: every pane and page at every size, in both languages and all schemes.

Not every combination is drawn, but every pair: each page at each size, in each language and in each colour scheme.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW
from tests.panes.instrument_market import TENCENT
from tests.screens.calendar_app import CalendarApp, calendar_desk, opened_event
from tests.screens.demo_app import demo_app
from tests.screens.health_app import health_app
from tests.screens.instrument_app import InstrumentApp, opened, started
from tui.market.zones import NEW_YORK
from tui.panes.desk import View

SIZES = ((80, 24), (120, 36), (160, 45), (200, 60))
SCHEMES = ("green-up", "red-up", "blue-orange", "mono")
LANGUAGES = ("en", "zh")

PANES = {"indices": "1", "heatmap": "2", "table": "2 t", "southbound": "3", "events": "4"}
"""The keys that bring a pane on the screen where there is room for one only."""

PAGES = {
    "index": "1 down enter",
    "flow": "3 enter",
    "premiums": "x",
    "rotation": "g",
    "wrap": "w",
    "search": "slash z g y h",
}


def view_of(number: int, page: int = 0) -> View:
    """The view of a page in the size of that number; pages begin with different schemes and languages."""
    language = LANGUAGES[(number // 2 + page) % len(LANGUAGES)]
    return replace(VIEW, language=language, colors=SCHEMES[(number + page) % len(SCHEMES)])


def named(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES, ids=named)
def test_dashboard(snap_compare, size, scheme):
    language = LANGUAGES[(SIZES.index(size) + SCHEMES.index(scheme)) % len(LANGUAGES)]
    app = demo_app("14:10", replace(VIEW, language=language, colors=scheme))
    assert snap_compare(app, terminal_size=size)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pane", PANES)
def test_pane_below_the_strip(snap_compare, pane, language):
    scheme = SCHEMES[(list(PANES).index(pane) + LANGUAGES.index(language)) % len(SCHEMES)]
    app = demo_app("14:10", replace(VIEW, language=language, colors=scheme))
    assert snap_compare(app, terminal_size=SIZES[0], press=PANES[pane].split())


@pytest.mark.parametrize("size", SIZES, ids=named)
@pytest.mark.parametrize("page", PAGES)
def test_page(snap_compare, page, size):
    app = demo_app("14:10", view_of(SIZES.index(size), list(PAGES).index(page)))
    assert snap_compare(app, terminal_size=size, press=PAGES[page].split())


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_share(snap_compare, size):
    app = InstrumentApp(view_of(SIZES.index(size)))

    async def on_its_page(pilot) -> None:
        await started(app, pilot)
        await opened(app, pilot, TENCENT)

    assert snap_compare(app, terminal_size=size, run_before=on_its_page)


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_health(snap_compare, size):
    assert snap_compare(health_app(view_of(SIZES.index(size))), terminal_size=size, press=["h"])


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_event(snap_compare, size):
    app = CalendarApp(calendar_desk("2026-08-03 09:10", replace(VIEW, colors=SCHEMES[SIZES.index(size)])))

    async def on_its_page(pilot) -> None:
        await opened_event(app, pilot, "cn-nbs-manufacturing-pmi-2026-07")

    assert snap_compare(app, terminal_size=size, run_before=on_its_page)


def test_events_of_a_reader_elsewhere(snap_compare):
    app = CalendarApp(calendar_desk("2026-08-03 09:10", replace(VIEW, language="en"), zone=NEW_YORK))
    assert snap_compare(app, terminal_size=SIZES[0], press=["4", "down", "down", "i"])


def test_after_the_close_with_a_tile_chosen(snap_compare):
    app = demo_app("16:30", replace(VIEW, colors="red-up"))
    assert snap_compare(app, terminal_size=(120, 36), press=["2", "right", "down"])
