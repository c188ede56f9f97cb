from __future__ import annotations

import itertools
from typing import get_args

import pytest
import rich.color
from rich.color import ColorSystem
from rich.style import Style
from rich.terminal_theme import MONOKAI
from textual.color import Color
from textual.filter import ANSIToTruecolor

from widgets.palette import HEAT_STEPS, cursor_role, head_role, heat_role, palette, sign_role
from widgets.palette_shades import Depth, Scheme

SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
DEPTHS: tuple[Depth, ...] = get_args(Depth)
HEAT = [*(f"heat-{n}" for n in range(HEAT_STEPS, 0, -1)), "heat0", *(f"heat+{n}" for n in range(1, HEAT_STEPS + 1))]
TEXT = ["value", "label", "title", "muted", "up", "down", "flat", "up-bold", "down-bold", "accent", "warn"]
SCREEN = {True: ("#000000", "#14181d"), False: ("#ffffff", "#fafafa")}
FIRST_GREY = 232
"""Of the 256 colours."""
READABLE = 4.5
"""WCAG AA for text."""
LARGE = 3.0
"""WCAG AA for what need not be read at a glance: labels that repeat and values marked as old."""


def every_palette() -> list[tuple[Scheme, Depth, bool]]:
    return list(itertools.product(SCHEMES, DEPTHS, (True, False)))


def luminance(color: Color) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: Color, other: Color) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def shown(color: rich.color.Color) -> Color:
    return Color(*color.get_truecolor())


def colors_of(style: Style) -> tuple[Color, Color]:
    assert style.color is not None
    assert style.bgcolor is not None
    color, background = shown(style.color), shown(style.bgcolor)
    return (background, color) if style.reverse else (color, background)


@pytest.mark.parametrize(("scheme", "depth", "dark"), every_palette())
def test_every_palette_has_the_same_roles_each_also_under_the_cursor(scheme, depth, dark):
    styles = palette(scheme, depth, dark=dark)
    assert styles.keys() == palette("green-up", "truecolor").keys()
    roles = [role for role in styles if not role.endswith("@cursor")]
    assert set(HEAT) | set(TEXT) | {"faint", "stale", "alarm", "now", "heat-none", "cursor"} <= set(roles)
    assert all(cursor_role(role) in styles for role in roles)


@pytest.mark.parametrize(("scheme", "depth", "dark"), every_palette())
def test_the_cursor_shows_on_every_role_with_text(scheme, depth, dark):
    styles = palette(scheme, depth, dark=dark)
    for role in [*HEAT, "heat-none", *TEXT]:
        assert styles[cursor_role(role)] != styles[role]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("depth", ["truecolor", "256"])
@pytest.mark.parametrize("dark", [True, False])
def test_the_text_of_every_tile_is_readable(scheme, depth, dark):
    styles = palette(scheme, depth, dark=dark)
    for role in [*HEAT, "heat-none"]:
        for part in (role, head_role(role), cursor_role(role)):
            assert contrast(*colors_of(styles[part])) >= READABLE, part


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("depth", ["truecolor", "256"])
@pytest.mark.parametrize("dark", [True, False])
def test_text_is_readable_on_the_screen_and_under_the_cursor(scheme, depth, dark):
    styles = palette(scheme, depth, dark=dark)
    cursor = styles["cursor"].bgcolor
    assert cursor is not None
    for role in [*TEXT, "stale"]:
        color = styles[role].color
        assert color is not None
        text = shown(color)
        least = LARGE if dark and role in ("muted", "stale", "label") else READABLE
        for background in SCREEN[dark]:
            assert contrast(text, Color.parse(background)) >= least, role
        assert contrast(text, shown(cursor)) >= LARGE, role


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("dark", [True, False])
def test_tiles_keep_their_steps(scheme, dark):
    fine = palette(scheme, "truecolor", dark=dark)
    assert len({str(fine[role].bgcolor) for role in HEAT}) == len(HEAT)
    coarse = palette(scheme, "256", dark=dark)
    assert len({str(coarse[role]) for role in HEAT}) == len(HEAT)
    assert len({str(coarse[role].bgcolor) for role in HEAT}) >= 7
    assert len({str(coarse[head_role(role)].bgcolor) for role in HEAT}) >= 7
    few = palette(scheme, "16", dark=dark)
    assert len({str(few[role]) for role in HEAT}) >= 4


@pytest.mark.parametrize("scheme", ["green-up", "red-up", "blue-orange"])
@pytest.mark.parametrize("depth", ["truecolor", "256", "16"])
def test_up_and_down_differ_from_each_other_and_from_warnings(scheme, depth):
    styles = palette(scheme, depth)
    assert len({str(styles[role].color) for role in ("up", "down", "warn")}) == 3
    assert len({str(styles[role]) for role in ("heat+1", "heat0", "heat-1")}) == 3


def test_red_up_is_green_up_with_directions_exchanged():
    green, red = palette("green-up", "truecolor"), palette("red-up", "truecolor")
    assert green["up"] == red["down"]
    assert green["heat+4"] == red["heat-4"]
    assert green["warn"] == red["warn"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_colour_at_depth_none(scheme):
    assert all(style.color is None and style.bgcolor is None for style in palette(scheme, "none").values())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("dark", [True, False])
def test_256_colours_survive_the_way_to_the_terminal(scheme, dark):
    # Textual turns indexed colours into 24 bits, and Rich turns them back for the terminal; some greys shift by one.
    to_truecolor = ANSIToTruecolor(MONOKAI)
    screen = Color.parse("#000000").rich_color
    backgrounds = set()
    for role, style in palette(scheme, "256", dark=dark).items():
        converted = to_truecolor.truecolor_style(style, screen)
        for before, after in ((style.color, converted.color), (style.bgcolor, converted.bgcolor)):
            if before is not None:
                assert after is not None
                assert before.number is not None
                number = after.downgrade(ColorSystem.EIGHT_BIT).number
                assert number == before.number or (before.number >= FIRST_GREY and number == before.number - 1), role
        if role in HEAT:
            assert converted.bgcolor is not None
            backgrounds.add(converted.bgcolor.downgrade(ColorSystem.EIGHT_BIT).number)
    assert len(backgrounds) >= 7


@pytest.mark.parametrize(
    ("change", "role"),
    [
        (0.0, "heat0"),
        (0.29, "heat0"),
        (0.3, "heat+1"),
        (-0.3, "heat-1"),
        (1.6, "heat+3"),
        (3.0, "heat+5"),
        (-2.9, "heat-5"),
        (20.0, "heat+5"),
        (-99.0, "heat-5"),
        (None, "heat-none"),
        (float("nan"), "heat-none"),
    ],
)
def test_a_change_finds_its_step(change, role):
    assert heat_role(change, 3.0) == role


def test_a_scale_must_be_positive():
    with pytest.raises(ValueError, match="above 0"):
        heat_role(1.0, 0.0)


@pytest.mark.parametrize(
    ("value", "role"), [(1.0, "up"), (-0.01, "down"), (0.0, "flat"), (-0.0, "flat"), (None, "muted")]
)
def test_a_sign_has_a_role(value, role):
    assert sign_role(value) == role
