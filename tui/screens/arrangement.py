"""Which panes stand side by side: what the reader chose to see, within what the size of the terminal allows."""

from __future__ import annotations

from typing import NamedTuple

from tui.choices import LayoutPreset
from tui.screens.layout import Layout

ALL_PANES = (1, 2, 3, 4)
"""The panes by the number of their key: indices, heatmap, southbound, events."""

PRESETS: dict[LayoutPreset, tuple[int, ...]] = {
    "auto": ALL_PANES,
    "indices": (1, 3, 4),
    "heatmap": (1, 2, 4),
    "flow": (1, 3, 4),
    "events": (1, 4),
}
"""The panes of each preset, in the order in which the key goes through them."""

MAIN: dict[LayoutPreset, int] = {"indices": 1, "heatmap": 2, "flow": 3, "events": 4}
"""The pane that has the most room. It is the first or the second of its preset: it can fill a column."""

PANES_WITH_A_TALL_ONE = 3
"""Where so many stand in two columns, one fills a column by itself."""


class Arrangement(NamedTuple):
    """What the reader chose: a preset, the panes of it that are not hidden, and which one keys act on.

    `maximised`: that one has all the room. The chosen pane is always one of those shown.
    """

    preset: LayoutPreset = "auto"
    shown: tuple[int, ...] = ALL_PANES
    chosen: int = 1
    maximised: bool = False

    def choosing(self, number: int) -> Arrangement:
        """With that pane chosen; if it was hidden, it is shown again."""
        return self._replace(chosen=number, shown=tuple(sorted({*self.shown, number})))

    def choosing_next(self, step: int) -> Arrangement:
        """With the next of the panes shown chosen, or one before."""
        return self._replace(chosen=self.shown[(self.shown.index(self.chosen) + step) % len(self.shown)])

    def without_chosen(self) -> Arrangement:
        """With the chosen pane hidden, and the next one chosen; the last pane stays."""
        left = tuple(number for number in self.shown if number != self.chosen)
        if not left:
            return self
        following = next((number for number in left if number > self.chosen), left[-1])
        return self._replace(shown=left, chosen=following, maximised=False)

    def with_all(self) -> Arrangement:
        """With the panes of the preset, and all four if none of those was hidden."""
        whole = PRESETS[self.preset]
        return self._replace(shown=ALL_PANES if set(whole) <= set(self.shown) else whole).choosing(self.chosen)

    def with_preset(self, preset: LayoutPreset) -> Arrangement:
        """As the preset has it, its main pane chosen."""
        shown = PRESETS[preset]
        kept = self.chosen if self.chosen in shown else shown[0]
        return Arrangement(preset, shown, MAIN.get(preset, kept))

    def with_next_preset(self) -> Arrangement:
        """As the preset after the one that stands has it."""
        names = tuple(PRESETS)
        return self.with_preset(names[(names.index(self.preset) + 1) % len(names)])

    def visible(self, layout: Layout) -> tuple[int, ...]:
        """The panes that are drawn where the terminal has room for that layout."""
        if layout in (Layout.STRIP, Layout.TOO_SMALL):
            return ()
        if layout is Layout.SINGLE or self.maximised:
            return (self.chosen,)
        return self.shown

    def tall(self, layout: Layout) -> int | None:
        """The pane that fills a column, where there is one."""
        visible = self.visible(layout)
        if len(visible) != PANES_WITH_A_TALL_ONE:
            return None
        main = MAIN.get(self.preset)
        return main if main in visible[:2] else visible[0]

    def classes(self, layout: Layout) -> dict[str, bool]:
        """The classes that the stylesheet knows, and whether each holds."""
        visible = self.visible(layout)
        main = MAIN.get(self.preset)
        beside = len(visible) in (2, PANES_WITH_A_TALL_ONE)
        return {
            **{f"panes-{count}": len(visible) == count for count in ALL_PANES},
            "main-left": beside and visible[0] == main,
            "main-right": beside and visible[1] == main,
            "maximised": self.maximised and bool(visible),
        }


ALL_SHOWN = Arrangement()
"""As the program starts where nothing else is wished."""
