"""The framework's part of how the screen looks: its ground, the depth of its colours; and the view at the start."""

from __future__ import annotations

from io import StringIO

from msgspec.structs import replace
from rich.console import Console
from textual.theme import Theme

from tui.choices import Depth
from tui.guards import COLOR_SYSTEMS, TerminalFacts
from tui.panes.desk import View, signs_of
from tui.remembered import CHOSEN_LOOKS, NOTHING_CHOSEN, Choices
from tui.settings import Settings

FEW_COLORS = ("16", "none")

DARK_THEME = "textual-dark"
LIGHT_THEME = Theme("cnhk-light", primary="#005f96", background="#fafafa", surface="#fafafa", dark=False)
"""The palette is made for this ground; the framework's own light one is grey."""


def first_view(settings: Settings, facts: TerminalFacts, choices: Choices = NOTHING_CHOSEN) -> View:
    """How the screen looks at the start: as chosen in an earlier run, else as set; as the terminal can show it."""
    display = settings.display
    view = View(
        language=display.language,
        colors=display.colors,
        shares=display.shares,
        size_by=display.size_by,
        glyphs=signs_of(facts.glyphs),
        braille=facts.glyphs == "braille",
        depth=facts.depth,
        heat_scale_pct=display.heat_scale_pct,
        period=display.period,
        colors_mainland=display.colors_mainland,
        colors_hong_kong=display.colors_hong_kong,
        theme=display.theme,
        quiet=facts.remote if display.quiet == "auto" else display.quiet,
    )
    chosen = {key: getattr(choices, key) for key in CHOSEN_LOOKS}
    return replace(view, **{key: value for key, value in chosen.items() if value is not None})


def theme_of(view: View) -> str:
    """The framework's theme, which gives the ground its colour."""
    return LIGHT_THEME.name if view.theme == "light" else DARK_THEME


def console_for(depth: Depth) -> Console:
    """A console that writes colours of that depth; otherwise as the framework has its own."""
    return Console(
        color_system=COLOR_SYSTEMS[depth],
        file=StringIO(),
        highlight=False,
        emoji=False,
        legacy_windows=False,
        force_terminal=True,
        safe_box=False,
    )
