"""The measure of all start-ups: a Textual app that shows one label."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Label


class Bare(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        yield Label("bare ready")


if __name__ == "__main__":
    Bare().run(mouse=False)
