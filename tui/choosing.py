"""The part of the application that changes the view by key, and remembers over restarts what was chosen."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from tui.choices import LayoutPreset
from tui.market.standing import PERIODS
from tui.panes.desk import COLORS, SHARES, SIZES, Desk, View
from tui.remembered import CHOSEN_LOOKS, Choices, Remembered
from tui.screens.arrangement import Arrangement
from tui.screens.requests import Arranged
from tui.settings_follower import SettingsFollower

REMEMBER_SECONDS = 1.0
"""From a choice until it is written to disk: who goes through choices by key stops at one."""

Choice = TypeVar("Choice")


class ChoosingApp(SettingsFollower):
    """Each key goes on to the next of its choices."""

    def __init__(self, desk: Desk, remembered: Remembered) -> None:
        super().__init__(desk)
        self._remembered = remembered

    def action_next_colors(self) -> None:
        """The next colour scheme."""
        self._show(replace(self.desk.view, colors=following(COLORS, self.desk.view.colors)))

    def action_switch_language(self) -> None:
        """English or Chinese."""
        self._show(replace(self.desk.view, language="en" if self.desk.view.language == "zh" else "zh"))

    def action_next_shares(self) -> None:
        """H shares, A shares, or both in the heatmap."""
        self._show(replace(self.desk.view, shares=following(SHARES, self.desk.view.shares)))

    def action_next_size(self) -> None:
        """What a tile's area stands for."""
        self._show(replace(self.desk.view, size_by=following(SIZES, self.desk.view.size_by)))

    def action_next_period(self) -> None:
        """What moves in the heatmap are counted from."""
        self._show(replace(self.desk.view, period=following(PERIODS, self.desk.view.period)))

    def on_arranged(self, message: Arranged) -> None:
        """Remember which panes the reader wants to see."""
        preset, shown, chosen, maximised = message.arrangement
        self._remember(layout=preset, panes=shown, chosen=chosen, maximised=maximised)

    def _show(self, view: View) -> None:
        before, self.desk.view = self.desk.view, view
        changed = {key: getattr(view, key) for key in CHOSEN_LOOKS if getattr(view, key) != getattr(before, key)}
        if changed:
            self._remember(**changed)
        self._on_top.show_view()

    def _remember(self, **chosen: object) -> None:
        self._remembered.choose(**chosen)
        self.set_timer(REMEMBER_SECONDS, partial(asyncio.to_thread, self._remembered.save))


def following(choices: tuple[Choice, ...], now: Choice) -> Choice:
    """The choice after the one that stands, and after the last the first."""
    return choices[(choices.index(now) + 1) % len(choices)]


def first_arrangement(preset: LayoutPreset, choices: Choices) -> Arrangement:
    """Which panes are shown at the start: as chosen in an earlier run, else as set."""
    arrangement = Arrangement().with_preset(choices.layout or preset)
    if choices.panes:
        arrangement = arrangement._replace(shown=tuple(sorted(set(choices.panes))))
    chosen = choices.chosen or arrangement.chosen
    chosen = chosen if chosen in arrangement.shown else arrangement.shown[0]
    return arrangement._replace(chosen=chosen, maximised=bool(choices.maximised))
