"""Choices of the screen in the reader's file: only those keys change, and a file in doubt is left alone."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.panes.desks import SETTINGS
from tui.config import default_file, load
from tui.config_command import starting_text
from tui.remembered import CHOSEN_LOOKS
from tui.settings_save import NotSavedError, save_display, with_display

DEFAULTS = {key: getattr(SETTINGS.display, key) for key in CHOSEN_LOOKS}


def saved(path, **wished: str) -> tuple[str, ...]:
    return save_display(path, DEFAULTS | wished, lambda: load(path, {}))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cnhk" / "config.toml"


def written(file, text: str, **wished: str) -> str:
    file.parent.mkdir()
    file.write_bytes(text.encode())
    saved(file, **wished)
    return file.read_bytes().decode()


def test_comments_order_and_all_else_stay(file):
    text = '# mine\n[network]\nread_timeout = 5  # slow\n\n[display]\n# 中文\nlanguage = "zh" # so\nmouse=true\n'
    after = written(file, text, language="en", period="5d")
    assert after == text.replace('"zh"', '"en"') + 'period = "5d"\n'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", '[display]\nperiod = "5d"\n'),
        ("# nothing yet", '# nothing yet\n[display]\nperiod = "5d"\n'),
        ("display.mouse = true\n", 'display.mouse = true\ndisplay.period = "5d"\n'),
        ("display = {mouse = true}\n", 'display = {mouse = true,period = "5d"}\n'),
        ("[display]\r\nmouse = true\r\n", '[display]\r\nmouse = true\r\nperiod = "5d"\r\n'),
        ("\ufeff[display]\n", '\ufeff[display]\nperiod = "5d"\n'),
    ],
)
def test_however_the_table_is_written(file, text, after):
    assert written(file, text, period="5d") == after


def test_only_what_differs_is_written_and_nothing_if_nothing_does(file):
    file.parent.mkdir()
    file.write_text('[display]\ncolors = "red-up"\n')
    before = file.stat()
    assert saved(file, colors="red-up") == ()
    assert file.stat() == before
    assert saved(file, colors="mono", shares="H") == ("colors", "shares")


def test_a_missing_file_begins_as_that_of_config_init(file):
    assert saved(file, language="zh", size_by="equal") == ("language", "size_by")
    text = file.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line not in ('language = "zh"', 'size_by = "equal"')]
    assert kept == starting_text(default_file().read_text(encoding="utf-8")).splitlines()
    assert load(file, {}).settings.display.language == "zh"


@pytest.mark.parametrize("text", ["[display", '[display]\ncolors = "pink"\n', "x = 1\n", "\udcff"])
def test_a_broken_file_is_not_touched_and_the_reason_is_said(file, text):
    file.parent.mkdir()
    body = text.encode("utf-8", "surrogateescape")
    file.write_bytes(body)
    with pytest.raises(NotSavedError, match=r".+"):
        saved(file, language="zh")
    assert file.read_bytes() == body
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_changed_meanwhile_is_not_overwritten(file):
    file.parent.mkdir()
    file.write_text("[display]\n")

    def load_while_an_editor_saves():
        loaded = load(file, {})
        file.write_text("[display]\n# from the editor\n")
        return loaded

    with pytest.raises(NotSavedError, match="changed meanwhile"):
        save_display(file, DEFAULTS | {"language": "zh"}, load_while_an_editor_saves)
    assert file.read_text() == "[display]\n# from the editor\n"


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    blocked = tmp_path / "file" / "config.toml"
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSavedError, match=r"(?i)not a directory|exists"):
        saved(blocked, language="zh")


LINES = st.sampled_from(
    [
        *("[display]", "[a]", "[[b]]", "[display.c]", "display.d = 1", 'language = "en"', "display = {}", "# note"),
        *("", "x = 1", "[a.display]", 'colors = """\nmono"""', '"language" = "en"', "[e]  # end", "y = [\n1,\n]"),
    ]
)


@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_whatever_the_file_says_beside_it_goes_on_saying(lines, end):
    text = "\n".join(lines).replace("\n", end)
    try:
        before = tomllib.loads(text)
        after = tomllib.loads(with_display(text, {"language": "zh", "period": "5d"}))
    except (tomllib.TOMLDecodeError, NotSavedError):
        return
    assert after.pop("display") == before.pop("display", {}) | {"language": "zh", "period": "5d"}
    assert after == before
