"""A terminal in a pty is asked how wide it draws a sign, and answers as it likes."""

from __future__ import annotations

import os
import pty
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tui import glyph_probe
from tui.glyph_probe import draws_wide, reads_wide_script
from tui.guards import prepare_terminal


class Terminal:
    """The far side of a pty, which answers the question for the cursor's place, or does not."""

    def __init__(self, answer: bytes) -> None:
        self.here, near = pty.openpty()
        self.keys = os.fdopen(near, "r", encoding="utf-8")
        self.screen = os.fdopen(os.dup(near), "w", encoding="utf-8")
        self.seen = b""
        self._answer = answer
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while b"\x1b[K" not in self.seen:
            try:
                self.seen += os.read(self.here, 1024)
            except OSError:
                return
            if self._answer and b"\x1b[6n" in self.seen:
                os.write(self.here, self._answer)
                self._answer = b""

    def close(self) -> None:
        self.screen.write("\x1b[K")
        self.screen.flush()
        self._thread.join()
        self.keys.close()
        self.screen.close()
        os.close(self.here)


@contextmanager
def terminal(answer: bytes) -> Iterator[Terminal]:
    far = Terminal(answer)
    try:
        yield far
    finally:
        far.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(glyph_probe, "ANSWER_SECONDS", 0.2)


@pytest.mark.parametrize(
    ("answer", "wide"),
    [
        (b"\x1b[24;2R", False),
        (b"\x1b[24;3R", True),
        (b"q\x1b[1;3R", True),
        (b"", None),
        (b"\x1b[24", None),
        (b"x" * 200, None),
    ],
)
def test_the_answer_decides_and_nothing_of_the_question_stays(answer, wide):
    with terminal(answer) as far:
        before = termios.tcgetattr(far.keys.fileno())
        assert draws_wide(far.keys, far.screen) is wide
        assert termios.tcgetattr(far.keys.fileno()) == before
    assert far.seen.startswith("\r─\x1b[6n\r\x1b[K".encode())


def test_what_is_no_terminal_is_not_asked(tmp_path):
    (tmp_path / "file").touch()
    with (tmp_path / "file").open("r+") as file:
        assert draws_wide(file, file) is None
    assert (tmp_path / "file").read_bytes() == b""


@pytest.mark.parametrize(
    ("env", "asked"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "ja_JP.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "ko_KR.UTF-8"}, True),
        ({"LANG": "en_HK.UTF-8"}, False),
        ({}, False),
    ],
)
def test_only_where_the_locale_suggests_it(env, asked):
    assert reads_wide_script(env) is asked


@pytest.mark.parametrize(
    ("lang", "setting", "glyphs"),
    [
        ("zh_HK.UTF-8", "auto", "braille"),
        ("zh_HK.UTF-8", "unicode", "unicode"),
        ("en_US.UTF-8", "auto", "unicode"),
    ],
)
def test_a_terminal_of_wide_signs_gets_braille_unless_the_settings_say_otherwise(lang, setting, glyphs):
    with terminal(b"\x1b[1;3R") as far:
        env = {"TERM": "xterm-256color", "LANG": lang}
        assert prepare_terminal("auto", setting, env, far.keys, far.screen).glyphs == glyphs
