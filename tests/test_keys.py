"""The one table of keys: complete, without clashes, and the only place where bindings are written."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from tui.app import CnhkApp
from tui.key_names import NAMED, is_sent, right_key, shown_key
from tui.keys import ACTIONS, BY_ID, EVERYWHERE, PLACES, PRIORITY, SCREENS, TYPING, Clash, actions_on, clashes
from tui.screens.bindings import keymap_of

ROOT = Path(__file__).parent.parent

PAGES = {
    "dashboard": ("dashboard", "Dashboard"),
    "palette": ("commands", "CommandsPage"),
    **{name: (name, f"{name.capitalize()}Page") for name in SCREENS if name not in ("dashboard", "palette")},
}


def screen_class(name):
    module, of = PAGES[name]
    return getattr(import_module(f"tui.screens.{module}"), of)


def bound(node) -> dict[str, set[str]]:
    """The keys of each action that a class binds itself."""
    keys: dict[str, set[str]] = {}
    for binding in node.BINDINGS:
        keys[binding.id] = set(binding.key.split(","))
    return keys


def test_ids_are_unique_and_every_row_has_words_in_both_languages():
    assert len(BY_ID) == len(ACTIONS)
    for action in ACTIONS:
        assert all(action.told), action.id
        assert all(action.short) == bool(action.footer) == bool(action.rank), action.id


def test_every_place_screen_and_neighbour_that_a_row_names_exists():
    for action in ACTIONS:
        assert set(action.places.split()) <= PLACES.keys(), action.id
        assert {shown.partition(":")[0] for shown in action.footer.split()} <= SCREENS.keys(), action.id
        assert not action.beside or action.beside in BY_ID, action.id
    assert {place for places in SCREENS.values() for place in places} == PLACES.keys()
    assert BY_ID.keys() >= PRIORITY


def test_no_two_actions_share_a_key_on_one_screen():
    assert list(clashes({})) == []


def test_a_clash_is_told_once_for_all_screens():
    assert list(clashes({"next_colors": ["n"]})) == [Clash("n", "next_colors", "switch_language")]
    assert list(clashes({"up": ["k", "x"]})) == [
        Clash("x", "open_premiums", "up"),
        Clash("x", "twin", "up"),
    ]
    assert list(clashes({"clear": ["n"]})) == []


def test_terminals_send_every_key_of_the_table():
    assert [key for action in ACTIONS for key in action.default_keys if not is_sent(key)] == []


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_binds_the_rows_of_its_places_and_has_a_method_for_each(name):
    screen = screen_class(name)
    assert screen.name_of_keys == name
    chain = [node for node in screen.__mro__ if "name_of_keys" in node.__dict__ or node.__name__.endswith("Page")]
    keys = {}
    for node in chain:
        keys |= bound(node) if "BINDINGS" in node.__dict__ else {}
    own = [action for action in actions_on(name) if action.places.split()[0] != EVERYWHERE]
    assert keys.keys() == {action.id for action in own}
    for action in own:
        assert keys[action.id] == set(action.default_keys)
        method = action.does.partition("(")[0]
        owner = CnhkApp if method.startswith("app.") else screen
        assert hasattr(owner, f"action_{method.removeprefix('app.')}"), action.id


def test_the_application_binds_what_holds_everywhere():
    everywhere = {action.id: action for action in ACTIONS if EVERYWHERE in action.places.split()}
    assert bound(CnhkApp).keys() == everywhere.keys()
    for action in everywhere.values():
        assert hasattr(CnhkApp, f"action_{action.does.removeprefix('app.')}"), action.id


def test_no_binding_is_written_outside_of_the_table():
    written = []
    for part in ("tui", "widgets"):
        for path in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Binding":
                    written.append(path.name)
                if (
                    isinstance(node, ast.FunctionDef)
                    and node.name.startswith("key_")
                    and path.parent.name == "screens"
                ):
                    written.append(path.name)
    assert written == ["bindings.py"]


def test_only_what_differs_goes_to_textual():
    assert keymap_of({"quit": ("q",), "open_help": ("?", ","), "open_wrap": ("W",)}) == {
        "open_help": "?,comma",
        "open_wrap": "W",
    }


@pytest.mark.parametrize("key", ["x", "X", "?", ",", "é", "中", "ctrl+x", "f12", "shift+tab", "ctrl+home", "space"])
def test_such_keys_are_sent(key):
    assert is_sent(key)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("shift+a", "A"),
        ("Enter", "enter"),
        ("return", "enter"),
        ("esc", "escape"),
        ("PgUp", "pageup"),
        ("question_mark", "?"),
        ("slash", "/"),
        ("less-than_sign", "<"),
        ("ctrl+m", "enter"),
        ("ctrl+i", "tab"),
        ("Ctrl+X", "ctrl+x"),
        ("pagedwn", "pagedown"),
        (" ", "space"),
    ],
)
def test_a_key_that_is_not_sent_is_answered_with_the_one_that_was_meant(key, meant):
    assert not is_sent(key)
    assert right_key(key).endswith(f'did you mean "{meant}"?')


@pytest.mark.parametrize("key", ["", "ab", "\x1b", "super+k", "f13", "ctrl+1", "ctrl+q", "ctrl+c"])
def test_such_keys_are_refused(key):
    assert not is_sent(key)
    assert right_key(key)


def test_keys_are_written_short_and_without_unicode_in_ascii():
    assert [shown_key(key, unicode=True) for key in ("up", "escape", "pageup", "G")] == ["↑", "esc", "pgup", "G"]
    assert all(shown_key(key, unicode=False).isascii() for key in NAMED)


def readme_keys() -> str:
    text = (ROOT / "README.md").read_text("utf-8")
    return text[text.index("### Keys") : text.index("\nA colour always")]


def test_the_readme_names_the_default_keys_and_no_others():
    section = readme_keys()
    table = "\n".join(line.split("|")[1] for line in section.splitlines() if line.startswith("| `"))
    in_table = set(re.findall(r"`([^`]+)`", table))
    known = {shown_key(key, unicode=True) for action in ACTIONS for key in action.default_keys}
    assert in_table <= known
    written = set(re.findall(r"`([^`]+)`", section))
    wanted = {
        shown_key(key, unicode=True)
        for action in ACTIONS
        if TYPING not in action.places.split() or action.id == "open"
        for key in action.default_keys
    }
    assert wanted <= written
