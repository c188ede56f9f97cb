"""What must hold before Textual is imported: a terminal on both ends, UTF-8, a known depth of colour.

Textual reads its environment variables once, on import; so they are set here, from what is known of terminals.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, MutableMapping
from typing import IO, Literal

from msgspec import Struct

from tui.choices import Depth, DepthSetting, Glyphs, GlyphsSetting

TRUECOLOR_TERMS = (
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "rio",
    "tmux",  # tmux turns RGB into what its client can show
    "wezterm",
    "xterm-ghostty",
    "xterm-kitty",
)
"""Terminals of 24 bit colour, by the start of TERM: ssh does not forward COLORTERM."""

TRUECOLOR_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "ghostty", "vscode"})
"""The same by TERM_PROGRAM."""

FEW_GLYPHS_TERMS = frozenset({"linux", "vt100", "vt102", "vt220", "cons25"})
"""Terminals whose font has few signs beyond ASCII."""

NO_SCREEN_TERMS = frozenset({"", "dumb", "unknown"})
"""TERM where the cursor cannot be placed."""

ColorSystem = Literal["truecolor", "256", "standard"]

COLOR_SYSTEMS: dict[Depth, ColorSystem] = {
    "truecolor": "truecolor",
    "256": "256",
    "16": "standard",
    "none": "standard",
}
"""What Rich calls each depth; it has no name for no colour, which NO_COLOR says."""

TEXTUAL_DEFAULTS = {"TEXTUAL_FPS": "15", "TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}
"""A dashboard that changes once in seconds needs no more, and each frame costs a slow link."""

PRINT_HINT = "`cnhk print` gives the same figures as text"


class UnfitTerminalError(Exception):
    """The dashboard cannot be shown here; the message is one line that says why, and what to do instead."""


class TerminalFacts(Struct, frozen=True):
    """What is drawn with: a depth of colour and a set of signs; which of them the terminal was found to have; and
    whether it is elsewhere, at the other end of SSH."""

    depth: Depth
    glyphs: Glyphs
    found_depth: Depth
    found_glyphs: Glyphs
    remote: bool = False


def prepare_terminal(
    color_depth: DepthSetting,
    glyphs: GlyphsSetting,
    env: MutableMapping[str, str] = os.environ,
    stdin: IO[str] | None = sys.__stdin__,
    stderr: IO[str] | None = sys.__stderr__,
) -> TerminalFacts:
    """Make the terminal and the environment ready for the dashboard; the two settings may be "auto".

    Call it before anything imports Textual. Raises UnfitTerminalError.
    """
    if stdin is None or not stdin.isatty():
        raise UnfitTerminalError(f"the dashboard needs a terminal to read keys from; {PRINT_HINT}")
    if stderr is None or not stderr.isatty():
        raise UnfitTerminalError(f"the dashboard draws on standard error, which is not a terminal; {PRINT_HINT}")
    term = env.get("TERM", "")
    if term in NO_SCREEN_TERMS and os.name == "posix":
        named = f"TERM={term}" if term else "no TERM"
        raise UnfitTerminalError(f"{named} cannot place the cursor; set TERM (xterm-256color?), or: {PRINT_HINT}")
    found_depth, found_glyphs = terminal_depth(env), terminal_glyphs(term, getattr(stderr, "encoding", None))
    if glyphs == "auto" and found_glyphs == "unicode" and _draws_wide(env, stdin, stderr):
        found_glyphs = "braille"
    facts = TerminalFacts(
        depth=found_depth if color_depth == "auto" else color_depth,
        glyphs=found_glyphs if glyphs == "auto" else glyphs,
        found_depth=found_depth,
        found_glyphs=found_glyphs,
        remote=bool(env.get("SSH_TTY")),
    )
    _set_environment(facts, env)
    return facts


def use_utf8() -> None:
    """Write UTF-8 on both outputs, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def terminal_depth(env: MutableMapping[str, str]) -> Depth:
    """The depth of colour that the environment tells of; 16 where it tells nothing."""
    return depth_and_reason(env)[0]


def depth_and_reason(env: Mapping[str, str]) -> tuple[Depth, str]:
    """The same, with the variables that tell it, as `COLORTERM=truecolor`."""
    term = env.get("TERM", "").lower()
    named = f"TERM={term}"
    if env.get("NO_COLOR"):
        return "none", "NO_COLOR"
    if term in NO_SCREEN_TERMS:
        return "none", named
    color_term = env.get("COLORTERM", "").strip().lower()
    if color_term in ("truecolor", "24bit"):
        return "truecolor", f"COLORTERM={color_term}"
    if term.startswith(TRUECOLOR_TERMS) or term.endswith("-direct"):
        return "truecolor", named
    if (program := env.get("TERM_PROGRAM")) in TRUECOLOR_PROGRAMS:
        return "truecolor", f"TERM_PROGRAM={program}"
    if "WT_SESSION" in env:
        return "truecolor", "WT_SESSION"
    if term.startswith("screen") and "TMUX" in env:
        return "truecolor", f"{named}, TMUX"
    return ("256" if term.endswith("-256color") else "16"), named


def terminal_glyphs(term: str, encoding: str | None) -> Glyphs:
    """Which signs encoding and terminal allow."""
    written = (encoding or "").lower().replace("-", "").replace("_", "")
    return "unicode" if written == "utf8" and term not in FEW_GLYPHS_TERMS else "ascii"


def _draws_wide(env: MutableMapping[str, str], stdin: IO[str], stderr: IO[str]) -> bool:
    """Whether this terminal draws ambiguous signs two cells wide; asked only where the locale suggests it."""
    from tui.glyph_probe import draws_wide, reads_wide_script

    return reads_wide_script(env) and draws_wide(stdin, stderr) is True


def _set_environment(facts: TerminalFacts, env: MutableMapping[str, str]) -> None:
    for name in ("COLUMNS", "LINES"):
        # An exported size would freeze the screen at it.
        env.pop(name, None)
    for name, value in TEXTUAL_DEFAULTS.items():
        env.setdefault(name, value)
    env["TEXTUAL_COLOR_SYSTEM"] = COLOR_SYSTEMS[facts.depth]
    # Textual takes even an empty NO_COLOR for a wish, and does not know that a setting may overrule it.
    env.pop("NO_COLOR", None)
    if facts.depth == "none":
        env["NO_COLOR"] = "1"
