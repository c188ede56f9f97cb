"""What is written to the terminal: counted, and no more than was asked for."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual.drivers._writer_thread import WriterThread
from textual.drivers.headless_driver import HeadlessDriver
from textual.strip import Segment, Strip

from tests.panes.desks import SETTINGS, desk_at
from tests.screens.watched_app import WatchedApp
from tui.app_teller import AppTeller
from tui.guards import TerminalFacts
from tui.look import first_view
from tui.narrow_update import NarrowUpdate, narrowed
from tui.terminal_bytes import RATE_TICKS, WAITING_WRITES, TerminalBytes, counted

ROW = Strip([Segment("index    ", Style()), Segment("23,432.87", Style()), Segment("  +1.19", Style())])


def drawn(*spans: tuple[int, int, int]) -> str:
    update = ChopsUpdate([{0: ROW}, {0: ROW}], list(spans), [[25], [25]])
    narrow = narrowed(update)
    assert isinstance(narrow, NarrowUpdate)
    return narrow.render_segments(Console(color_system=None))


def test_a_frame_writes_the_cells_asked_for_and_no_others():
    assert drawn((0, 14, 18)) == "\x1b[1;15H2.87"
    assert drawn((0, 0, 5), (1, 22, 25)) == "\x1b[1;1Hindex\x1b[2;23H.19"


def test_cells_that_follow_each_other_are_placed_once():
    assert drawn((0, 0, 5), (0, 5, 9)) == "\x1b[1;1Hindex    "


def test_bytes_are_counted_as_the_terminal_gets_them():
    written = TerminalBytes()

    class Silent(HeadlessDriver):
        def __init__(self) -> None:
            """Nothing to begin."""

    driver = counted(Silent, written)()
    driver.write("恒生 HSI")
    assert written.total == 10
    assert driver.has_room


class Terminal(HeadlessDriver):
    """A terminal with so many writes waiting, which keeps what it is sent."""

    is_headless = False

    def __init__(self, waiting: int) -> None:
        self.sent: list[str] = []
        self._writer_thread = WriterThread(io.StringIO())
        for _ in range(waiting):
            self._writer_thread.write("")

    def write(self, data: str) -> None:
        self.sent.append(data)


@pytest.mark.parametrize("waiting", [0, WAITING_WRITES])
def test_to_a_terminal_that_takes_nothing_nothing_is_sent_past_the_screen(waiting):
    app = WatchedApp(desk_at())
    app._driver = driver = counted(Terminal, app.written)(waiting)
    AppTeller(app).write("\a")
    app.copy_to_clipboard("wrap")
    app._set_pointer_shape("text")
    sent = ["\a", "\x1b]52;c;d3JhcA==\a", "\x1b]22;text\a"]
    assert driver.sent == (sent if waiting == 0 else [])


def test_the_rate_is_that_of_the_last_seconds():
    written = TerminalBytes()
    assert written.figures == (0, 0.0)
    written.add("x" * 100)
    written.tick()
    assert written.per_second == 100.0
    for _ in range(RATE_TICKS):
        written.add("x" * 10)
        written.tick()
    assert written.figures == (200, 10.0)


def test_over_ssh_the_screen_is_quiet_unless_it_is_set_otherwise():
    near, far = (TerminalFacts("truecolor", "unicode", "truecolor", "unicode", remote) for remote in (False, True))
    assert not first_view(SETTINGS, near).quiet
    assert first_view(SETTINGS, far).quiet
    for quiet in (True, False):
        set_so = replace(SETTINGS, display=replace(SETTINGS.display, quiet=quiet))
        assert [first_view(set_so, facts).quiet for facts in (near, far)] == [quiet, quiet]
