"""What alerts need of the application: its terminal, its notes, its workers."""

from __future__ import annotations

from collections.abc import Callable, Coroutine

from textual.worker import Worker

from tui.drawing import DrawingApp
from widgets.text import plain


class AppTeller:
    """Tells alerts through a running application."""

    def __init__(self, app: DrawingApp) -> None:
        self._app = app

    @property
    def discreet(self) -> bool:
        """In office mode no name is shown."""
        return self._app.in_office

    def write(self, text: str) -> None:
        """Send to the terminal, past the screen; while it takes nothing, the log has the alert."""
        self._app.write_past_screen(text)

    def toast(self, text: str, *, trouble: bool = False) -> None:
        """A note on the screen for some seconds."""
        self._app.notify(plain(text), severity="warning" if trouble else "information", markup=False)

    def run(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Beside everything else, until the end of the program."""
        _: Worker[None] = self._app.run_worker(work, group="alert programs")
