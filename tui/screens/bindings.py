"""The bindings of the application and its screens, made from the one table of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.binding import Binding, BindingType

from tui.keys import ACTIONS, DEFAULT_KEYS, PRIORITY, OwnKeys


def bindings_for(*places: str) -> list[BindingType]:
    """What keys do in these places, as Textual wants it; the id is the action's."""
    return [
        Binding(
            textual_keys(action.default_keys), action.does, show=False, priority=action.id in PRIORITY, id=action.id
        )
        for action in ACTIONS
        if action.is_in(places)
    ]


def keymap_of(own: OwnKeys) -> Mapping[str, str]:
    """The keys that differ from the defaults, by the action's id, as Textual wants them."""
    return {name: textual_keys(keys) for name, keys in own.items() if tuple(keys) != DEFAULT_KEYS[name]}


def textual_keys(keys: Sequence[str]) -> str:
    """Keys in one text, separated by commas; Textual itself names the other characters."""
    return ",".join("comma" if key == "," else key for key in keys)
