"""What the dashboard looks like, as pictures: each layout in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW
from tests.screens.demo_app import demo_app

SIZES = {"wide": (160, 45), "grid": (120, 36), "single": (80, 24)}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("layout", SIZES)
def test_the_layout_looks_as_it_did(snap_compare, layout, language):
    app = demo_app("14:10", replace(VIEW, language=language))
    assert snap_compare(app, terminal_size=SIZES[layout])


def test_red_up_after_the_close(snap_compare):
    app = demo_app("16:30", replace(VIEW, colors="red-up"))
    assert snap_compare(app, terminal_size=SIZES["grid"], press=["2", "right", "down"])


def test_one_pane_below_the_strip(snap_compare):
    assert snap_compare(demo_app("10:42"), terminal_size=SIZES["single"], press=["3"])
