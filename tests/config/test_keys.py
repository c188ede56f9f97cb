"""Keys of the reader's own: what they come to, and what is said of those that cannot be."""

import tomllib

import pytest

from tui.config import default_file
from tui.config_command import effective, starting_text
from tui.keys import ACTIONS, DEFAULT_KEYS


def documented() -> str:
    """The rows of `[keys]` as they stand in the shipped file: one action a line, behind a comment's sign."""
    text = default_file().read_text("utf-8")
    section = text[text.index("[keys]") :].partition("\n\n")[0]
    return "\n".join(line[2:] for line in section.splitlines() if line.startswith("# ") and " = " in line)


def test_the_shipped_file_names_every_action_with_its_keys_in_the_order_of_the_table():
    keys = tomllib.loads(documented())
    assert {name: (key,) if isinstance(key, str) else tuple(key) for name, key in keys.items()} == DEFAULT_KEYS
    assert list(keys) == [action.id for action in ACTIONS]
    for line, action in zip(documented().splitlines(), ACTIONS, strict=True):
        assert line.endswith(f"# {action.told[0]}")


def test_one_key_or_a_list_takes_the_place_of_the_defaults(loaded):
    keys = loaded('[keys]\nnext_colors = "C"\nopen_help = ["f1", "?", "K"]').settings.keys
    assert keys["next_colors"] == ("C",)
    assert keys["open_help"] == ("f1", "?", "K")
    assert keys["quit"] == ("q",)
    assert list(keys) == [action.id for action in ACTIONS]


def test_where_text_is_typed_one_key_that_types_nothing_is_enough(loaded):
    keys = loaded('[keys]\nback = ["Q", "f3"]\nopen = ["O", "f4"]\nopen_search = "F"').settings.keys
    assert keys["back"] == ("Q", "f3") and keys["open"] == ("O", "f4") and keys["open_search"] == ("F",)


def test_two_actions_may_change_places(loaded):
    keys = loaded('[keys]\nnext_colors = "n"\nswitch_language = "c"').settings.keys
    assert keys["next_colors"] == ("n",) and keys["switch_language"] == ("c",)


def test_show_prints_every_action_and_says_where_one_was_set(loaded):
    text = effective(loaded('[keys]\nopen_wrap = "W"'))
    keys = tomllib.loads(text)["keys"]
    assert keys == {name: list(held) for name, held in DEFAULT_KEYS.items()} | {"open_wrap": ["W"]}
    assert 'open_wrap = ["W"]  # ' in text and "mine.toml:2" in text


def test_a_file_to_start_from_sets_no_key(loaded):
    text = starting_text(default_file().read_text("utf-8"))
    assert "# next_colors = " in text
    assert loaded(text).settings.keys == DEFAULT_KEYS


SENT = 'a character, as in "x" or "?", or a key that terminals send, as in "ctrl+x", "f2", "pageup"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("keys = 3", "mine.toml:1: keys: 3 (expected a table: [keys])"),
        ("[keys]\nquit = 3", 'mine.toml:2: keys.quit: 3 (expected a list of strings: ["...", "..."])'),
        ("[keys]\nquit = []", "mine.toml:2: keys.quit: [] (expected at least one)"),
        (
            '[keys]\nnext_colour = "x"',
            "mine.toml:2: keys.next_colour: unknown action "
            "(expected an action that `cnhk config show` lists; did you mean next_colors?)",
        ),
        (
            '[keys]\nquit = "shift+q"',
            f'mine.toml:2: keys.quit: "shift+q" (expected {SENT}; did you mean "Q"?)',
        ),
        ('[keys]\nquit = "\\u001b"', f'mine.toml:2: keys.quit: "\\U0000001B" (expected {SENT})'),
        ('[keys]\nquit = ["Q", "Q"]', 'mine.toml:2: keys.quit: "Q" (expected each one once, not 2 times)'),
        (
            '[keys]\npoll_now = "ctrl+q"',
            'mine.toml:2: keys.poll_now: "ctrl+q" (expected another key: it always quits)',
        ),
        (
            '[keys]\nback = "Q"',
            'mine.toml:2: keys.back: ["Q"] '
            '(expected a key more that types nothing, as in "escape": it is also needed where text is typed)',
        ),
        (
            '[keys]\naccept_alert = ["A", "space"]',
            'mine.toml:2: keys.accept_alert: ["A", "space"] '
            '(expected a key more that types nothing, as in "enter": it is also needed where text is typed)',
        ),
        (
            '[keys]\nopen = "O"',
            'mine.toml:2: keys.open: ["O"] '
            '(expected a key more that types nothing, as in "enter": it is also needed where text is typed)',
        ),
        (
            '[keys]\ndelete = "D"',
            'mine.toml:2: keys.delete: ["D"] '
            '(expected a key more that types nothing, as in "backspace": it is also needed where text is typed)',
        ),
        (
            '[keys]\nnext_colors = "n"',
            'mine.toml:2: keys.next_colors: "n" '
            "(expected another key: on a screen switch_language (English or Chinese) has it)",
        ),
        (
            '[keys]\nswitch_language = "c"',
            'mine.toml:2: keys.switch_language: "c" '
            "(expected another key: on a screen next_colors (next colours) has it)",
        ),
        (
            '[keys]\n# where\nopen_wrap = "W"\nopen_premiums = ["X", "W"]',
            'mine.toml:4: keys.open_premiums: "W" '
            "(expected another key: on a screen open_wrap (the market wrap) has it)",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_would_be_right(problems, text, message):
    assert problems(text) == [message]
