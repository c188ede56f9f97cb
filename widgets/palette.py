"""From roles to styles: the colour schemes, each drawn by hand for each depth of colour.

A role says what a piece of text means; colour means direction and nothing else, and never alone. The colours stand
in tables of their own (`widgets.palette_truecolor`, `widgets.palette_indexed`) and not in TCSS because a scale that
survives 256 and 16 colours must be picked for each depth.

Roles of text: value, label, title, muted, faint (rules, baselines), up, down, flat, up-bold, down-bold, accent
(keys, the cursor's marker), warn, stale, alarm, cursor, now, phase-open, phase-auction, phase-lunch, phase-closed.
Roles of tiles: heat-5 … heat-1, heat0, heat+1 … heat+5, heat-none (no price). Each of these also as `head_role`
(a tile's first row, a shade stronger, so that equal neighbours stay apart). Every role also as `cursor_role`: the
same text where the cursor stands. Roles of a direction also as `toned`: the same in another scheme.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType

from rich.color import Color, blend_rgb
from rich.style import Style

from widgets import palette_indexed, palette_truecolor
from widgets.palette_shades import HUES, Depth, Ground, Hue, Scheme, Shades

HEAT_STEPS = 5
"""Steps of a tile's colour on each side of unchanged."""

_HEAT = {f"heat{sign}{step}" for sign in "+-" for step in range(1, HEAT_STEPS + 1)}
DIRECTED = frozenset({"up", "down", "up-bold", "down-bold"} | _HEAT)
"""The roles whose colour is a direction."""

NO_TONES: Mapping[str, Scheme] = MappingProxyType({})

_SUFFIX = re.compile("[/@]")

HEAD_BLEND = 0.08
"""How far the first row of a tile leans towards its text, in truecolor; the text must stay readable on it."""


def palette(
    scheme: Scheme, depth: Depth, *, dark: bool = True, tones: Mapping[str, Scheme] = NO_TONES
) -> dict[str, Style]:
    """The style of every role for that scheme, at that depth, on a dark or a light terminal.

    `tones`: schemes for parts of the screen, by name; `toned` says which roles they bring.
    `16` and `none` use the terminal's own foreground and background, so `dark` makes no difference to them.
    """
    ground = _ground(depth, dark)
    up, down = (_shades(hue, depth, dark) for hue in HUES[scheme])
    text = {role: Style.parse(definition) for role, definition in _text_roles(ground, up, down).items()}
    tiles = {role: Style.parse(definition) for role, definition in _tile_roles(ground, up, down).items()}
    heads = {head_role(role): _head(style) for role, style in tiles.items()}
    cursor = text["cursor"]
    styles = text | tiles | heads
    selected = {cursor_role(role): style + cursor for role, style in text.items()}
    selected |= {cursor_role(role): _selected_tile(style) for role, style in (tiles | heads).items()}
    whole = styles | selected
    for tone, its_scheme in tones.items():
        own = palette(its_scheme, depth, dark=dark)
        whole |= {toned(role, tone): style for role, style in own.items() if toned(role, tone) != role}
    return whole


def toned(role: str, tone: str) -> str:
    """The role in the scheme of that tone, if it tells a direction; any other role is the same in every scheme."""
    base = _SUFFIX.split(role, maxsplit=1)[0]
    return f"{base}~{tone}{role[len(base) :]}" if base in DIRECTED else role


def heat_role(change_pct: float | None, scale_pct: float) -> str:
    """The role of a tile that moved by `change_pct` percent when `scale_pct` percent has the full colour.

    Raises ValueError unless `scale_pct` is positive.
    """
    if not scale_pct > 0:
        raise ValueError(f"a heat scale must be above 0 percent, not {scale_pct}")
    if change_pct is None or math.isnan(change_pct):
        return "heat-none"
    share = min(abs(change_pct) / scale_pct, 1.0)
    step = math.floor(share * HEAT_STEPS + 0.5)
    if step == 0:
        return "heat0"
    return f"heat{'+' if change_pct > 0 else '-'}{step}"


def sign_role(value: float | None) -> str:
    """The role of a signed number: up, down, flat; muted where there is none."""
    if value is None or math.isnan(value):
        return "muted"
    if value == 0:
        return "flat"
    return "up" if value > 0 else "down"


def head_role(role: str) -> str:
    """The role of the first row of a tile with that role."""
    return f"{role}/head"


def cursor_role(role: str) -> str:
    """The same role where the cursor stands."""
    return f"{role}@cursor"


def _ground(depth: Depth, dark: bool) -> Ground:
    match depth:
        case "truecolor":
            return palette_truecolor.GROUNDS[dark]
        case "256":
            return palette_indexed.GROUNDS[dark]
        case "16":
            return palette_indexed.ANSI_GROUND
        case "none":
            return palette_indexed.PLAIN_GROUND


def _shades(hue: Hue, depth: Depth, dark: bool) -> Shades:
    match depth:
        case "truecolor":
            return palette_truecolor.SHADES[dark][hue]
        case "256":
            return palette_indexed.SHADES[dark][hue]
        case "16":
            return palette_indexed.ansi_shades(palette_indexed.ANSI_HUES[hue])
        case "none":
            return palette_indexed.ansi_shades("")


def _text_roles(ground: Ground, up: Shades, down: Shades) -> dict[str, str]:
    return {
        "title": ground.title,
        "value": ground.value,
        "label": ground.label,
        "muted": ground.muted,
        "faint": ground.faint,
        "up": up.text,
        "down": down.text,
        "flat": ground.flat,
        "up-bold": f"bold {up.text}",
        "down-bold": f"bold {down.text}",
        "accent": ground.title,
        "warn": ground.warn,
        "stale": ground.stale,
        "alarm": ground.alarm,
        "cursor": ground.cursor,
        "now": f"{ground.title} reverse",
        "phase-open": ground.value,
        "phase-auction": ground.label,
        "phase-lunch": ground.muted,
        "phase-closed": ground.faint,
    }


def _tile_roles(ground: Ground, up: Shades, down: Shades) -> dict[str, str]:
    tiles = {"heat0": ground.unchanged, "heat-none": ground.no_price}
    for step in range(1, HEAT_STEPS + 1):
        tiles[f"heat+{step}"] = up.ramp[step - 1]
        tiles[f"heat-{step}"] = down.ramp[step - 1]
    return tiles


def _head(style: Style) -> Style:
    """A tile's first row: bold, and in truecolor on a background a little nearer to the text."""
    color, background = style.color, style.bgcolor
    if color is None or background is None or color.triplet is None or background.triplet is None:
        return style + Style(bold=True)
    nearer = blend_rgb(background.triplet, color.triplet, HEAD_BLEND)
    return style + Style(bold=True, bgcolor=Color.from_triplet(nearer))


def _selected_tile(style: Style) -> Style:
    """A tile under the cursor: text and background change places; without colours of its own, a line under it too."""
    selected = style + Style(bold=True, reverse=not style.reverse)
    return selected if style.bgcolor else selected + Style(underline=True)
