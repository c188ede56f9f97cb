"""`cnhk` and `cnhk demo`: the terminal is made ready, then the dashboard runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.wished_settings import loaded_settings, said_by_reader, wished

if TYPE_CHECKING:
    from tui.config import Loaded
    from tui.guards import TerminalFacts
    from tui.live_settings import LiveSettings
    from tui.panes.surroundings import Surroundings, Written
    from tui.remembered import Remembered
    from tui.settings import Display, Settings


def show_dashboard(arguments: argparse.Namespace) -> int:
    """The market as it is. Raises ConfigError, UnfitTerminalError."""
    loaded = loaded_settings(arguments)
    settings = wished(loaded.settings, arguments)
    facts = _terminal(settings)
    from tui.clock import Clock
    from tui.running import run_dashboard

    return run_dashboard(
        settings,
        facts,
        clock=Clock(),
        look_around=_look_around(arguments),
        remembered=_remembered(settings, said_by_reader(loaded, arguments)),
        open_settings=_open_settings(loaded, arguments),
    )


def show_demo(arguments: argparse.Namespace) -> int:
    """A simulated market. Raises ConfigError, UnfitTerminalError."""
    loaded = loaded_settings(arguments)
    settings = wished(loaded.settings, arguments)
    facts = _terminal(settings)
    from tui.embedded import exchange_transport, past_of, simulated_clock
    from tui.keeping import KeptOfDemo
    from tui.running import run_dashboard

    clock = simulated_clock(arguments.at, arguments.speed)
    return run_dashboard(
        settings,
        facts,
        clock=clock,
        transport_factory=lambda: exchange_transport(clock, arguments.scenario),
        kept=KeptOfDemo(lambda: past_of(arguments.scenario)),
        look_around=_look_around(arguments),
        open_settings=_open_settings(loaded, arguments),
    )


def _remembered(settings: Settings, said: frozenset[str]) -> Remembered:
    """What the reader chose by key in earlier runs."""
    from tui.history.places import history_folder
    from tui.remembered import FILE_NAME, Remembered

    return Remembered(history_folder(settings.history) / FILE_NAME if settings.display.remember else None, said)


def _look_around(arguments: argparse.Namespace) -> Callable[[Display, Written], Surroundings]:
    """What the page of health tells of terminal and settings: found out, and imported, when it is opened."""

    def look(display: Display, written: Written) -> Surroundings:
        from tui.surroundings import look_around

        return look_around(arguments.config, display, written)

    return look


def _open_settings(loaded: Loaded, arguments: argparse.Namespace) -> Callable[[TerminalFacts], LiveSettings]:
    """The reader's file, to be looked at while the dashboard runs."""

    def opened(facts: TerminalFacts) -> LiveSettings:
        from tui.config import load
        from tui.live_settings import LiveSettings

        return LiveSettings(loaded, lambda: load(arguments.config), facts)

    return opened


def _terminal(settings: Settings) -> TerminalFacts:
    """Make the terminal ready, before Textual is imported. Raises UnfitTerminalError."""
    from tui.guards import prepare_terminal, use_utf8

    facts = prepare_terminal(settings.display.color_depth, settings.display.glyphs)
    use_utf8()
    return facts
