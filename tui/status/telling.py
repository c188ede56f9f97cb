"""`cnhk status` from the file that a dashboard leaves: without the network, and without anything heavy to import."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO, get_args

from tui.choices import Colors, ColorsSetting, Language, own_colors
from tui.config_files import UserFile, find_user_file
from tui.feeds.offers import is_on_this_machine
from tui.history.places import is_folder, state_folder
from tui.status.facts import Facts, decoded
from tui.status.fields import Format, read_format, unknown_symbol
from tui.status.line import Look, age_of, status_line
from tui.status.places import StatusFiles, status_files, written_at

ASK_AFTER = 120.0
"""Seconds after which old figures are asked for again; a bar calls every few seconds."""

ASK_AGAIN_AFTER = 60.0
"""Seconds between two times that providers are asked, whatever came of it."""

CHOICES = {
    "language": get_args(Language),
    "colors": get_args(Colors),
    "colors_mainland": get_args(ColorsSetting),
    "colors_hong_kong": get_args(ColorsSetting),
}
"""Keys of `[display]` that the line goes by, and what they may be."""

DONE = 0
PARTIAL = 3


class Wish(NamedTuple):
    """What the command line asks for; None: as the settings have it. `width` in cells."""

    format: str | None = None
    language: str | None = None
    colors: str | None = None
    tmux: bool = False
    width: int | None = None
    colors_mainland: ColorsSetting | None = None
    colors_hong_kong: ColorsSetting | None = None


SHIPPED = Wish(
    "HSI {HSI.last} {HSI.pct} · CSI300 {000300.SH.pct} · SB {southbound} · {next} · {age}",
    "en",
    "green-up",
    colors_mainland="",
    colors_hong_kong="",
)
"""What the shipped settings say; to read their whole file would take longer than a bar may take for its line."""


class Told(NamedTuple):
    """A line, and whether its figures are so old that it is time to ask for new ones."""

    line: str
    old: bool
    time_to_ask: bool


def wish_of(arguments: argparse.Namespace) -> Wish:
    """What `cnhk status` was asked for."""
    return Wish(arguments.format, arguments.lang, arguments.colors, arguments.tmux, arguments.width)


def quick_line(arguments: argparse.Namespace, env: Mapping[str, str], now: float) -> Told | None:
    """The line from the figures that a dashboard left, at `now` (seconds since 1970, on the wall's clock).

    None where that is not enough: nothing was left, the settings are for others to read, or it is time to ask.
    Raises FormatError.
    """
    if arguments.demo:
        return None
    own = _own_settings(find_user_file(arguments.config, env))
    if own is None:
        return None
    said, folder = own
    files = status_files(state_folder(folder), loopback=False)
    told = told_from(files, over(over(wish_of(arguments), said), SHIPPED), now)
    return None if told is None or told.time_to_ask else told


def told_from(files: StatusFiles, wish: Wish, now: float) -> Told | None:
    """The line from those files; None where there are none, or they do not know a symbol. Raises FormatError.

    The wish is whole: it names a format.
    """
    facts = left_in(files)
    if facts is None:
        return None
    assert wish.format is not None, "the settings have one"
    format = read_format(wish.format)
    if unknown_symbol(format, facts.labels) is not None:
        return None
    market_now = _market_now(facts, files, now)
    old, due = _is_due(format, facts, market_now)
    asked = written_at(files.asked)
    recently = asked is not None and 0 <= now - asked < ASK_AGAIN_AFTER
    return Told(status_line(format, facts, market_now, look_of(wish)), old, due and not recently)


def left_in(files: StatusFiles) -> Facts | None:
    """The figures that lie in the file; None where there are none that can be read."""
    try:
        return decoded(files.figures.read_bytes())
    except (OSError, ValueError):
        return None


def tell(told: Told) -> int:
    """Write the line on standard output; the exit code says whether its figures are old."""
    sys.stdout.write(f"{told.line}\n")
    return PARTIAL if told.old else DONE


def use_utf8(stream: TextIO) -> None:
    """Write UTF-8 whatever the locale says: a bar starts its commands in whatever it has."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")


def look_of(wish: Wish) -> Look:
    """How the wish wants the line; what it does not say is English and without colour."""
    own = own_colors(wish.colors_mainland or "", wish.colors_hong_kong or "")
    return Look(wish.language or "en", wish.colors or "mono", wish.tmux, wish.width, own=own)


def over(wish: Wish, below: Wish) -> Wish:
    """The wish, and where it says nothing, what stands below it."""
    return below._replace(**{name: said for name, said in wish._asdict().items() if said is not None})


def _market_now(facts: Facts, files: StatusFiles, now: float) -> float:
    """The market's moment: the wall's, but a simulation's own time went on from when it was written down."""
    written = written_at(files.figures)
    if not facts.simulated or written is None:
        return now
    return facts.now + max(0.0, now - written) * facts.speed


def _is_due(format: Format, facts: Facts, now: float) -> tuple[bool, bool]:
    """Whether the line is old, and so old that its figures should be asked for."""
    age = age_of(format, facts, now)
    return age.old, age.old and (age.at is None or now - age.at > ASK_AFTER * facts.speed)


def _own_settings(file: UserFile) -> tuple[Wish, str] | None:
    """What the reader's file says of the line, and the folder for state; None where it takes all of the settings.

    Only the few keys are read here. Whatever is odd about them, reading all of the settings tells.
    """
    try:
        written = file.path.read_bytes()
    except FileNotFoundError:
        return (Wish(), "") if file.named_by is None else None
    except OSError:
        return None
    import tomllib  # not needed where there is no file

    try:
        own = tomllib.loads(written.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if _names_this_machine(own.get("providers")):
        return None
    status, display, history = (own.get(table, {}) for table in ("status", "display", "history"))
    if not all(isinstance(table, dict) for table in (status, display, history)):
        return None
    format, folder = status.get("format"), history.get("folder", "")
    chosen = {key: display[key] for key in CHOICES if key in display}
    right = (
        (format is None or isinstance(format, str))
        and all(value in CHOICES[key] for key, value in chosen.items())
        and isinstance(folder, str)
        and is_folder(folder)
    )
    return (Wish(format, **chosen), folder) if right else None


def _names_this_machine(providers: object) -> bool:
    """Whether the address of a provider is here, where a simulation may answer: the rest of the settings tells."""
    tables = providers.values() if isinstance(providers, dict) else ()
    values = (value for table in tables if isinstance(table, dict) for value in table.values())
    return any(isinstance(value, str) and is_on_this_machine(value) for value in values)
