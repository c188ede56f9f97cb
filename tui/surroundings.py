"""Finds out what is around a run: what the environment tells of the terminal, and where settings come from."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from tui.config import ConfigError, Loaded, default_file, load
from tui.config_check import KeyPath, dotted
from tui.config_files import find_user_file
from tui.glyph_probe import locale_of, reads_wide_script
from tui.guards import depth_and_reason
from tui.history.places import shown
from tui.panes.surroundings import SettingsReport, Surroundings, TerminalReport, Written
from tui.settings import Display

WIDE_HINTS = {"VTE_CJK_WIDTH": ("wide", "1"), "RUNEWIDTH_EASTASIAN": ("1",)}
"""Variables that tell of such a terminal, and their values that do."""

_ADDRESS = re.compile(r"(\w+://)(?:[^\s/@]*@)?([^\s/?#'\"]*)[^\s'\"]*")


def terminal_report(display: Display, env: Mapping[str, str] = os.environ) -> TerminalReport:
    """What the environment and the settings tell. The terminal itself is not asked."""
    depth, why = depth_and_reason(env)
    if display.color_depth != "auto":
        depth, why = display.color_depth, "[display] color_depth"
    return TerminalReport(
        term=env.get("TERM", ""),
        program=_program(env),
        depth=depth,
        why=why,
        locale=locale_of(env),
        wide_ambiguous=wide_ambiguous(env),
        multiplexer=_multiplexer(env),
        remote="SSH" if "SSH_CONNECTION" in env or "SSH_TTY" in env else None,
    )


def settings_report(path: Path | None, env: Mapping[str, str] = os.environ) -> SettingsReport:
    """Where settings come from as the files are now."""
    user_file = find_user_file(path, env)
    own = shown(user_file.path) if user_file.exists or user_file.named_by else None
    try:
        loaded = load(path, env)
    except ConfigError as error:
        return SettingsReport(
            shown(default_file()), own, (), tuple(problem.without_value for problem in error.problems)
        )
    return SettingsReport(shown(default_file()), own, differing(loaded))


def differing(loaded: Loaded) -> tuple[tuple[str, str], ...]:
    """The keys that a file of the reader's sets otherwise than the defaults, each with its place."""
    import msgspec

    defaults = msgspec.to_builtins(load(default_file(), {}).settings)
    own = msgspec.to_builtins(loaded.settings)
    places = {str(loaded.user_file.path): shown(loaded.user_file.path)}
    found = []
    for key, place in loaded.sources.items():
        if _value(own, key) != _value(defaults, key) or _value(own, key) is None:
            path, colon, line = place.rpartition(":")
            found.append((dotted(key), f"{places[path]}:{line}" if colon and path in places else shown(Path(place))))
    return tuple(found)


def wide_ambiguous(env: Mapping[str, str]) -> str:
    """Whether signs of ambiguous width may be two cells wide here: `narrow`, `wide`, or `unknown`."""
    for name, values in WIDE_HINTS.items():
        if name in env:
            return "wide" if env[name] in values else "narrow"
    return "unknown" if reads_wide_script(env) else "narrow"


def without_secrets(text: str) -> str:
    """The text with the host alone of each address: what stands before and behind it may be a password."""
    return _ADDRESS.sub(r"\1\2", text)


def _value(table: object, key: KeyPath) -> object:
    """What stands at a key; None where nothing does."""
    for part in key:
        if not isinstance(table, dict):
            return None
        table = table.get(part)
    return table


def _program(env: Mapping[str, str]) -> str | None:
    name = env.get("TERM_PROGRAM") or env.get("LC_TERMINAL")
    version = env.get("TERM_PROGRAM_VERSION", "")
    return f"{name} {version}".strip() if name else None


def _multiplexer(env: Mapping[str, str]) -> str | None:
    if "TMUX" in env:
        return "tmux"
    return "screen" if "STY" in env else None


def look_around(path: Path | None, display: Display, written: Written) -> Surroundings:
    """What is around as it is now. `path`: the file that the command line names; `written`: the count of a run."""
    return Surroundings(terminal_report(display), settings_report(path), written)
