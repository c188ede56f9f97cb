"""What the page of health tells of the terminal and of where the settings come from."""

from __future__ import annotations

from tui.panes.desk import Desk
from tui.panes.figures import MISSING
from tui.panes.surroundings import Surroundings
from widgets.text import Row, Span, fit, plain
from widgets.wrapping import cut_row, wrap_row

LABEL_WIDTH = 18

KILOBYTE = 1000.0
MEGABYTE = 1_000_000.0


def terminal_rows(desk: Desk, around: Surroundings, size: tuple[int, int], width: int) -> list[Row]:
    """Size, colours and why, signs, what it runs inside, and what was written to it."""
    word, found = desk.word, around.terminal
    facts = [("health size", f"{size[0]}×{size[1]}")]
    if found is not None:
        named = found.program is not None and found.program.startswith(found.multiplexer or "\n")
        parts = (found.program, None if named else found.multiplexer, found.remote)
        inside = " · ".join(plain(part) for part in parts if part)
        facts += [
            ("health colours", f"{desk.view.depth} · {word('health by', why=plain(found.why))}"),
            ("health signs", f"{desk.view.charts} · {plain(found.locale)}"),
            ("health ambiguous", word(found.wide_ambiguous)),
            ("health inside", f"TERM={plain(found.term)}{' · ' if inside else ''}{inside}"),
        ]
    facts.append(("health written", written_text(desk, around)))
    return [_row(word(key), text, "value", width) for key, text in facts]


def written_text(desk: Desk, around: Surroundings) -> str:
    """Bytes written to the terminal: all, and by the second of late."""
    counted = around.written()
    if counted is None:
        return desk.word("health uncounted")
    total, rate = counted
    return desk.word("health bytes", total=bytes_text(total), rate=bytes_text(rate))


def bytes_text(count: float) -> str:
    """`812 B`, `14.2 kB`, `1.3 MB`."""
    if count < KILOBYTE:
        return f"{count:.0f} B"
    return f"{count / KILOBYTE:.1f} kB" if count < MEGABYTE else f"{count / MEGABYTE:.1f} MB"


def settings_rows(desk: Desk, around: Surroundings, width: int) -> list[Row]:
    """The files, the keys that differ from the defaults and where they stand, and mistakes."""
    word, found = desk.word, around.settings
    if found is None:
        return [_row(word("health own file"), MISSING, "muted", width)]
    rows = [_row(word("health defaults"), plain(found.defaults), "value", width)]
    own = word("health no file") if found.own_file is None else plain(found.own_file)
    rows.append(_row(word("health own file"), own, "value", width))
    for key, place in found.differing:
        line = place.removeprefix(f"{found.own_file}:")
        told = plain(place) if line == place else word("health line", n=line)
        rows.append(cut_row((Span(f"  {plain(key)}", "accent"), Span(f"  {told}", "muted")), width))
    for mistake in found.mistakes:
        rows += wrap_row(f"{word('health mistake')}: {plain(mistake)}", width, "warn")
    return rows


def _row(label: str, text: str, role: str, width: int) -> Row:
    return cut_row((Span(fit(label, LABEL_WIDTH), "label"), Span(text, role)), width)
