"""What can be chosen, on the command line as in the settings. Imports nothing: `cnhk --help` reads it."""

from typing import Literal

Language = Literal["en", "zh"]
Colors = Literal["green-up", "red-up", "blue-orange", "mono"]
ColorsSetting = Literal["", Colors]
"""The colours of one market; "" where it has those of all."""

Theme = Literal["dark", "light", "terminal"]
"""The ground that everything stands on: dark, light, or the terminal's own, with its own 16 colours."""

SizeBy = Literal["float", "turnover", "equal"]
Shares = Literal["both", "A", "H"]

Period = Literal["today", "5d", "20d", "60d", "ytd"]
"""What a move is counted from: the previous close; the close 5, 20, 60 sessions ago; the last one of last year."""

LayoutPreset = Literal["auto", "indices", "heatmap", "flow", "events"]
"""Which panes stand side by side: all four, or a few with one that has the most room."""

Quiet = bool | Literal["auto"]
"""Whether a slow line is spared; auto: over SSH."""

Depth = Literal["truecolor", "256", "16", "none"]
"""How many colours a terminal shows: 24 bit, 256, the 16 of its own palette, or none."""

Signs = Literal["unicode", "ascii"]
"""What arrows, rules and marks among words are made of."""

Glyphs = Literal["unicode", "braille", "ascii"]
"""Which signs a terminal shows besides letters and digits.

Braille is never ambiguous in its width: charts of it beside ASCII signs are safe where a terminal draws ambiguous
East Asian characters two cells wide.
"""

AlertKind = Literal[
    "price above",
    "price below",
    "percent above",
    "percent below",
    "move",
    "new high",
    "new low",
    "southbound above",
    "southbound below",
    "breadth above",
    "breadth below",
    "limit-up opened",
    "provider silent",
    "event due",
]
"""What an alert watches."""

OscSetting = Literal["off", "9", "777"]
"""Which escape sequence asks the terminal for a notification of the desktop."""

DepthSetting = Literal["auto", Depth]
GlyphsSetting = Literal["auto", Glyphs]
"""As wished; auto is what the terminal and the environment tell."""


def own_colors(mainland: ColorsSetting, hong_kong: ColorsSetting) -> dict[str, Colors]:
    """The colours of those markets that have some of their own, by the market's name."""
    return {market: colors for market, colors in (("mainland", mainland), ("hong kong", hong_kong)) if colors}
