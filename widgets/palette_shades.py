"""What a colour scheme is made of: hues with their steps, and the ground without direction.

A ramp lists its steps from a small move to a full one, each as Rich writes a style: text on background. Small moves
are muted; only the ends are saturated. Blue and orange follow Okabe and Ito (2008), told apart by every common kind
of colour vision. `mono` has no hue: rises grow lighter than an unchanged tile, falls grow darker.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Scheme = Literal["green-up", "red-up", "blue-orange", "mono"]
Depth = Literal["truecolor", "256", "16", "none"]
Hue = Literal["green", "red", "blue", "orange", "lighter", "darker"]

HUES: dict[Scheme, tuple[Hue, Hue]] = {
    "green-up": ("green", "red"),
    "red-up": ("red", "green"),
    "blue-orange": ("blue", "orange"),
    "mono": ("lighter", "darker"),
}
"""The hue of a rise and of a fall."""


class Shades(NamedTuple):
    """One hue: the colour of text, and the five steps of a tile."""

    text: str
    ramp: tuple[str, str, str, str, str]


class Ground(NamedTuple):
    """What has no direction: text from strong to faint, warnings, the cursor, tiles without a move."""

    title: str
    value: str
    label: str
    muted: str
    faint: str
    flat: str
    warn: str
    stale: str
    alarm: str
    cursor: str
    unchanged: str
    no_price: str
