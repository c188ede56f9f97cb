"""The names of keys: those that terminals send, how each is written on the screen, and what a mistaken one meant."""

from __future__ import annotations

import unicodedata

from tui.likeness import closest

ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}

_MOVING = (*ARROWS, "home", "end", "pageup", "pagedown")

_SENT_AS_OTHERS = {"h": "backspace", "i": "tab", "m": "enter"}
"""What terminals send for Ctrl with these letters."""

NAMED = (
    *_MOVING,
    *("enter", "escape", "tab", "shift+tab", "space", "backspace", "insert", "delete"),
    *(f"f{number}" for number in range(1, 13)),
    *(f"{held}+{key}" for held in ("shift", "ctrl") for key in _MOVING),
    *(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in _SENT_AS_OTHERS),
)
"""Keys with a name; any other is the one character that it types."""

RESERVED = {"ctrl+q": "it always quits", "ctrl+c": "terminals end programs with it"}

_OTHER_NAMES = {
    "return": "enter",
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    " ": "space",
    "slash": "/",
    "comma": ",",
    "colon": ":",
}

EXAMPLES = 'a character, as in "x" or "?", or a key that terminals send, as in "ctrl+x", "f2", "pageup"'


def is_sent(key: str) -> bool:
    """Whether terminals send such a key, by the name that it has here."""
    if key in RESERVED:
        return False
    return key in NAMED or (len(key) == 1 and key != " " and key.isprintable())


def right_key(key: str) -> str:
    """What would be right in place of a key that is not sent, or is not free."""
    if key in RESERVED:
        return f"another key: {RESERVED[key]}"
    meant = _meant(key)
    return f'{EXAMPLES}; did you mean "{meant}"?' if meant else EXAMPLES


def _meant(key: str) -> str | None:
    lowered = key.strip().lower() or key
    held, _, last = lowered.rpartition("+")
    if held == "shift" and len(last) == 1 and last.isalpha():
        return last.upper()
    if held == "ctrl" and last in _SENT_AS_OTHERS:
        return _SENT_AS_OTHERS[last]
    known = _OTHER_NAMES.get(lowered) or (lowered if is_sent(lowered) else None) or _character(lowered)
    return known or closest(lowered, NAMED)


def _character(name: str) -> str | None:
    """The character of that name: "question_mark" is a question mark."""
    try:
        found = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    return found if is_sent(found) else None


def shown_key(key: str, *, unicode: bool) -> str:
    """A key as it is written on the screen, short."""
    if key in ARROWS and unicode:
        return ARROWS[key]
    return {"escape": "esc", "pageup": "pgup", "pagedown": "pgdn"}.get(key, key)
