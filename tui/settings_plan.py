"""What a change of the settings asks of a running dashboard: what is drawn anew, asked for anew, or has to wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tui.choices import Depth, Glyphs
from tui.config_check import KeyPath, dotted
from tui.guards import TerminalFacts
from tui.keeping import asks_only_this_machine
from tui.panes.desk import View, signs_of
from tui.settings import Display, Settings
from tui.settings_watch import carried_over, changed_keys

Table = TypeVar("Table", bound=Struct)

NEXT_START_KEYS: tuple[KeyPath, ...] = (("history",), ("display", "mouse"), ("display", "remember"))
"""What a run decides once: its file of history, and how the terminal was opened."""

FEED_KEYS: tuple[KeyPath, ...] = (
    ("network",),
    ("feeds",),
    ("providers",),
    ("indices", "intraday"),
    ("agenda", "calendars"),
    ("agenda", "days"),
)
"""What the poller was built from."""

WORLD_KEYS: tuple[KeyPath, ...] = (("feeds",), ("providers",))
"""Which hosts are asked, and with that which file of history is the right one."""

CHOSEN_BY_KEY = (
    *("language", "colors", "colors_mainland", "colors_hong_kong", "theme"),
    *("shares", "size_by", "heat_scale_pct", "period"),
)
"""Fields of the view that are fields of `[display]` too."""


class Plan(Struct, frozen=True):
    """The settings and the view to go on with. `later`: keys that take effect at the next start, as written.

    `taken` is what of the file holds now: all but those keys.
    """

    settings: Settings
    taken: Settings
    view: View
    asks_anew: bool
    events_anew: bool
    later: tuple[str, ...]


class Running(Struct, frozen=True):
    """What a run goes by: its settings and its view, the file's settings when it began and as last taken over."""

    settings: Settings
    view: View
    first: Settings
    taken: Settings
    facts: TerminalFacts


def plan_for(running: Running, found: Settings) -> Plan:
    """How to go on with what now stands in the file."""
    keys = tuple(changed_keys(running.taken, found))
    since_start = tuple(changed_keys(running.first, found))
    later = [key for key in since_start if _touches(NEXT_START_KEYS, key)]
    if running.facts.depth == "none" and ("display", "color_depth") in since_start:
        later.append(("display", "color_depth"))  # the framework takes colours away for as long as it runs
    if asks_only_this_machine(running.first) != asks_only_this_machine(found):
        later += [key for key in since_start if _touches(WORLD_KEYS, key)]
    waiting = frozenset(later)
    taken = _kept_back(found, running.taken, waiting, ())
    return Plan(
        settings=carried_over(running.settings, running.taken, taken),
        taken=taken,
        view=_view_after(running, found.display, frozenset(keys) - waiting),
        asks_anew=any(_touches(FEED_KEYS, key) for key in keys if key not in waiting),
        events_anew=("events",) in keys,
        later=tuple(dotted(key) for key in later),
    )


def _touches(tables: Iterable[KeyPath], key: KeyPath) -> bool:
    return any(key[: len(table)] == table for table in tables)


def _kept_back(after: Table, before: Table, waiting: frozenset[KeyPath], above: KeyPath) -> Table:
    """The table after the change, but for what has to wait."""
    held: dict[str, object] = {}
    for name in after.__struct_fields__:
        new, old, key = getattr(after, name), getattr(before, name), (*above, name)
        if key in waiting:
            held[name] = old
        elif isinstance(new, Struct):
            held[name] = _kept_back(new, old, waiting, key)
    return replace(after, **held)


def _view_after(running: Running, display: Display, keys: frozenset[KeyPath]) -> View:
    changed: dict[str, object] = {name: getattr(display, name) for name in CHOSEN_BY_KEY if ("display", name) in keys}
    if ("display", "color_depth") in keys:
        changed["depth"] = depth_of(display, running.facts)
    if ("display", "glyphs") in keys:
        glyphs = glyphs_of(display, running.facts)
        changed |= {"glyphs": signs_of(glyphs), "braille": glyphs == "braille"}
    if ("display", "quiet") in keys:
        changed["quiet"] = running.facts.remote if display.quiet == "auto" else display.quiet
    return replace(running.view, **changed)


def depth_of(display: Display, facts: TerminalFacts) -> Depth:
    """The depth of colour that is set, or that the terminal was found to have."""
    return facts.found_depth if display.color_depth == "auto" else display.color_depth


def glyphs_of(display: Display, facts: TerminalFacts) -> Glyphs:
    """The signs that are set, or that the terminal was found to have."""
    return facts.found_glyphs if display.glyphs == "auto" else display.glyphs
