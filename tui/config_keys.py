"""The keys that the reader sets: actions that exist, keys that terminals send, and none for two actions at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from tui.config_check import KeyPath, Wrong, show, suggest_close
from tui.key_names import is_sent, right_key
from tui.keys import BY_ID, DEFAULT_KEYS, acts_where_typed, clashes, is_typed

LISTED = "an action that `cnhk config show` lists"


def with_defaults(own: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of every action: the reader's, a single one as a list of one, over the defaults."""
    lists = {name: [keys] if isinstance(keys, str) else keys for name, keys in own.items()}
    return {name: list(keys) for name, keys in DEFAULT_KEYS.items()} | lists


def check_keys(keys: object, shapeless: Set[KeyPath]) -> Iterator[Wrong]:
    """Every key that has the right type and makes no sense. Actions in `shapeless` are passed over."""
    if not isinstance(keys, Mapping):
        return
    own: dict[str, list[str]] = {}
    for name, wished in keys.items():
        if ("keys", name) in shapeless:
            continue
        if name not in BY_ID:
            yield (
                ("keys", name),
                "unknown action",
                suggest_close(name, DEFAULT_KEYS, LISTED),
            )
        elif wished != list(DEFAULT_KEYS[name]):
            wrong = list(_check_action(name, wished))
            yield from wrong
            if not wrong:
                own[name] = wished
    if own:
        # The shipped keys share none; that costs every start a few milliseconds to find out again.
        yield from _check_clashes(own)


def _check_action(name: str, keys: list[str]) -> Iterator[Wrong]:
    if not keys:
        yield ("keys", name), "[]", "at least one"
    elif acts_where_typed(BY_ID[name]) and all(is_typed(key) for key in keys):
        right = show(next(key for key in DEFAULT_KEYS[name] if not is_typed(key)))
        yield (
            ("keys", name),
            show(keys),
            f"a key more that types nothing, as in {right}: it is also needed where text is typed",
        )
    for key in dict.fromkeys(keys):
        if not is_sent(key):
            yield ("keys", name), show(key), right_key(key)
        elif keys.count(key) > 1:
            yield ("keys", name), show(key), f"each one once, not {keys.count(key)} times"


def _check_clashes(own: Mapping[str, list[str]]) -> Iterator[Wrong]:
    """Each shared key once, at the action that the reader's file sets; at the later one where it sets both."""
    for clash in clashes(own):
        mine, other = (clash.action, clash.other) if clash.action in own else (clash.other, clash.action)
        told = BY_ID[other].told[0]
        yield (
            ("keys", mine),
            show(clash.key),
            f"another key: on a screen {other} ({told}) has it",
        )
