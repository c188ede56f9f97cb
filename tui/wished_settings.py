"""The settings that hold for a run: those of the files, with what the command line says."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.config import Loaded
    from tui.settings import Settings

DISPLAY_OPTIONS = {"language": "lang", "colors": "colors", "size_by": "size_by", "layout": "layout"}
"""Keys of `[display]`, and the option of the command line for each."""


def wished_settings(arguments: argparse.Namespace) -> Settings:
    """The settings from the files, with what the command line says of them. Raises ConfigError."""
    return wished(loaded_settings(arguments).settings, arguments)


def loaded_settings(arguments: argparse.Namespace) -> Loaded:
    """The settings from the files alone. Raises ConfigError."""
    from tui.config import load

    return load(arguments.config)


def wished(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """The settings with what the command line says."""
    from msgspec.structs import replace

    settings = replace(settings, display=replace(settings.display, **_display_of(arguments)))
    feed = getattr(arguments, "feed", None)
    if feed is None:
        return settings
    quotes = settings.feeds.quotes
    chain = (feed, *(name for name in quotes.providers if name != feed))
    return replace(settings, feeds=replace(settings.feeds, quotes=replace(quotes, providers=chain)))


def said_by_reader(loaded: Loaded, arguments: argparse.Namespace) -> frozenset[str]:
    """The keys of `[display]` that the reader's file or the command line sets."""
    in_file = {key[1] for key in loaded.sources if key[0] == "display" and len(key) > 1}
    return frozenset(in_file | _display_of(arguments).keys())


def _display_of(arguments: argparse.Namespace) -> dict[str, object]:
    """What the command line says of `[display]`."""
    said = {key: getattr(arguments, option, None) for key, option in DISPLAY_OPTIONS.items()}
    return {key: value for key, value in said.items() if value is not None}
