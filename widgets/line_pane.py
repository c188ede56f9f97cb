"""A widget that draws rows of spans and repaints only the rows that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from widgets.text import EMPTY_ROW, Row, Span, fit_row, width_of

JOINED_CELLS = 4
"""Between two changed spans of a row: with no more cells than these they are painted as one."""

BLANK_ROLE = "blank"
"""What no text covers: the widget's own style."""

Palette = Mapping[str, Style]
"""Role to style. A role that it lacks is drawn in the widget's own style."""


ASCII_SIGNS = str.maketrans(
    {
        "…": "~",
        "–": "-",
        "—": "-",
        "·": "|",
        "×": "x",
        "±": "~",
        "→": ">",
        "▲": "^",
        "▼": "v",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
    }
)
"""What stands for the signs beyond ASCII where a terminal has none; each as wide as the sign."""


def changed_regions(y: int, old: Row, new: Row, width: int) -> list[Region]:
    """Where a row differs from the one before: its spans, if they kept their widths, else the row as a whole.

    A region that ends close before the next one is joined with it: to move there costs more than to write it again.
    """
    widths = [width_of((span,)) for span in new]
    if len(old) != len(new) or widths != [width_of((span,)) for span in old]:
        return [Region(0, y, width, 1)]
    regions: list[Region] = []
    x = 0
    for before, now, cells in zip(old, new, widths, strict=True):
        if before != now and cells:
            first, last = changed_cells(before, now, cells)
            if regions and x + first - regions[-1].right <= JOINED_CELLS:
                regions[-1] = Region(regions[-1].x, y, x + last - regions[-1].x, 1)
            else:
                regions.append(Region(x + first, y, last - first, 1))
        x += cells
    return regions


def changed_cells(before: Span, now: Span, cells: int) -> tuple[int, int]:
    """The cells of a span from the first to behind the last that differs, of as many as both spans have.

    All of them where the role changed, and where a character is not as wide as one cell.
    """
    signs = before.text + now.text
    if before.role != now.role or len(signs) != 2 * cells or any(cell_len(sign) != 1 for sign in signs):
        return 0, cells
    differing = [at for at, (old, new) in enumerate(zip(before.text, now.text, strict=True)) if old != new]
    return differing[0], differing[-1] + 1


class LinePane(Widget):
    """Rows in, strips out.

    Subclasses say what stands in each row of the content box for a given size (`compose_rows`) and call `redraw`
    when their data changed; only rows that differ from the ones on the screen are painted again.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS: ClassVar[str] = "LinePane { width: 1fr; height: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Row, ...] = ()
        self._composed_for: Size | None = None
        self._palette: Palette = {}
        self._styles: dict[str, Style] = {}
        self._own_style: Style | None = None
        self._ascii_only = False

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The rows for a content box of that size, from the top; missing ones are blank, surplus ones cut."""
        raise NotImplementedError

    def set_look(self, palette: Palette, *, ascii_only: bool = False) -> None:
        """Change how roles look, and whether signs beyond ASCII may be drawn. Repaints the whole widget."""
        self._palette = palette
        self._ascii_only = ascii_only
        self._styles.clear()
        self.refresh()

    def redraw(self) -> int:
        """Compose the rows anew and repaint those that changed. Returns how many did."""
        if not self.is_seen:
            if self._composed_for is not None:
                self._composed_for = None
                self.refresh()
            return 0
        width, height = self.content_size
        if width <= 0 or height <= 0:
            # Out of sight: what it was composed of may be over when it comes back in its old size.
            self._composed_for = None
            return 0
        old, fitting = self._rows, self._composed_for == self.content_size
        self._make_rows()
        if not fitting:
            self.refresh()
            return height
        changed = [y for y in range(height) if self._rows[y] != old[y]]
        if changed:
            self.refresh(*(region for y in changed for region in changed_regions(y, old[y], self._rows[y], width)))
        return len(changed)

    @property
    def is_seen(self) -> bool:
        """Whether neither the widget nor what it stands in is hidden. What is hidden composes when it is shown."""
        return all(node.display for node in self.ancestors_with_self)

    def on_resize(self) -> None:
        """A new size needs new rows, all of them; unless the first paint has already asked for them."""
        if self._composed_for != self.content_size:
            self.redraw()

    def _make_rows(self) -> None:
        """Rows for the size as it is now."""
        width, height = self._composed_for = self.content_size
        rows = tuple(fit_row(row, width) for row in list(self.compose_rows(width, height))[:height])
        self._rows = rows + (EMPTY_ROW,) * (height - len(rows))

    def notify_style_update(self) -> None:
        """The stylesheet or the theme changed: what was resolved from it is void."""
        self._styles.clear()
        self._own_style = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One row as Textual wants it; neighbours of one style share a segment.

        The first paint may come before the first redraw, and a frame later would be seen as a blank.
        """
        if self._composed_for != self.content_size:
            self._make_rows()
        width = self.content_size.width
        row = self._rows[y] if y < len(self._rows) else EMPTY_ROW
        segments: list[Segment] = []
        text, style = "", None
        for span in row:
            span_style = self._style_of(span.role)
            if span_style is style:
                text += span.text
                continue
            if text:
                segments.append(Segment(self._drawable(text), style))
            text, style = span.text, span_style
        if text:
            segments.append(Segment(self._drawable(text), style))
        return Strip(segments).adjust_cell_length(width, self._style_of(BLANK_ROLE))

    def _drawable(self, text: str) -> str:
        return text.translate(ASCII_SIGNS) if self._ascii_only else text

    def _style_of(self, role: str) -> Style:
        """The role's style on the widget's own; resolved once, for `rich_style` walks all ancestors each time."""
        style = self._styles.get(role)
        if style is None:
            if self._own_style is None:
                self._own_style = self.rich_style
            style = self._styles[role] = self._own_style + self._palette.get(role, Style.null())
        return style
