"""Writes a status line from its format and the figures. Pure, and nothing but the standard library."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from tui.status.facts import Facts
from tui.status.fields import Field, Format

MISSING = "–"
SIMULATED = "SIM"
OLD = "!"
SEPARATOR = " · "

NAME_CELLS = 20
"""The most that the name of an event takes."""

FLAT_PCT = 0.005
"""A move smaller than this shows as 0.00 % and has no direction."""

BILLION = 1e9
HUNDRED_MILLION = 1e8
"""What Chinese readers count flows in."""

MINUTE = 60
HOUR = 3600
DAY = 86400

TMUX_COLORS = {
    "green-up": ("green", "red"),
    "red-up": ("red", "green"),
    "blue-orange": ("blue", "colour208"),
    "mono": ("", ""),
}
"""How tmux calls the colours of rising and falling in each scheme."""

TMUX_WARN = "yellow"
NO_COLORS_OF_ITS_OWN: Mapping[str, str] = MappingProxyType({})
FLOW_MARKET = "hong kong"
"""Whose figure the southbound flow is."""

WIDE = frozenset("WF")
"""East Asian widths of two cells."""


class Look(NamedTuple):
    """How the line is written. `width`: cells at the most. `tmux`: with tmux's marks for colours.

    `own`: the colours of those markets that have some of their own, by the market's name.

    `local`: turns a moment into the reader's own clock; then the line tells the time of its figures, and not their
    age, which would be wrong a minute later.
    """

    language: str = "en"
    colors: str = "mono"
    tmux: bool = False
    width: int | None = None
    local: Callable[[datetime], datetime] | None = None
    own: Mapping[str, str] = NO_COLORS_OF_ITS_OWN


class Piece(NamedTuple):
    """A field's text and the text before it; `color` as tmux calls it; `kept` where it must not be cut."""

    before: str
    text: str
    color: str = ""
    kept: bool = False


class _Known(NamedTuple):
    """When something was had, and until when it is fresh."""

    at: float
    fresh_until: float


class Age(NamedTuple):
    """When the oldest figure of the line was had, and whether that is old."""

    at: float | None
    old: bool


def status_line(format: Format, facts: Facts, now: float, look: Look) -> str:
    """The line at `now` (seconds since 1970, market time). Where it is too wide whole fields go, from the right.

    SIM and the mark of old figures are added where the format does not name them, and never go before a figure.
    """
    age = age_of(format, facts, now)
    pieces = [_piece(field, facts, now, look, age) for field in format.fields]
    if format.after:
        pieces.append(Piece("", format.after))
    if facts.simulated and not format.has("sim"):
        mark = Piece("", SIMULATED, TMUX_WARN, kept=True)
        pieces = [mark, pieces[0]._replace(before=f" {pieces[0].before}"), *pieces[1:]]
    if not format.has("age") and (age.old or look.local is not None):
        pieces.append(Piece(SEPARATOR, age_text(age, now, look), TMUX_WARN if age.old else "", kept=True))
    if look.width is not None:
        pieces = _fitting(pieces, look.width)
    written = "".join(piece.before + _colored(piece, look.tmux) for piece in pieces)
    return written.strip()


def age_of(format: Format, facts: Facts, now: float) -> Age:
    """How old the line is: where something is old, as old as the oldest of it, else as the oldest price.

    What comes seldom, the flow and the events, counts once it is old, or alone. What nobody has is old too.
    """
    told = [facts.figures.get(symbol) for symbol in format.symbols]
    prices = [_Known(figure.at, figure.fresh_until) for figure in told if figure is not None]
    flow = facts.southbound
    flows = [_Known(flow.at, flow.fresh_until)] if flow is not None and format.has("southbound") else []
    events = [_Known(facts.now, _events_fresh_until(facts))] if format.has("next") else []
    missing = None in told or (flow is None and format.has("southbound"))
    if not prices and not flows and (missing or not events):
        # A line of names alone is as old as what is known of them.
        return Age(None if missing else facts.now, old=missing)
    old = [known.at for known in (*prices, *flows, *events) if now > known.fresh_until]
    return Age(min(old or (known.at for known in prices or flows or events)), old=bool(old) or missing)


def _events_fresh_until(facts: Facts) -> float:
    """For a day, for dates move; and no longer than there is one ahead, unless it is known that there is none."""
    a_day_on = facts.now + DAY
    return min(a_day_on, max(event.at for event in facts.ahead)) if facts.ahead else a_day_on


def age_text(age: Age, now: float, look: Look) -> str:
    """`4s` or `!4m` where old; with a reader's clock `14:03` or `!14:03`, of another day with its date."""
    mark = OLD if age.old else ""
    if age.at is None:
        return f"{mark}{MISSING}"
    if look.local is None:
        return f"{mark}{length(now - age.at)}"
    at, today = (look.local(datetime.fromtimestamp(moment, UTC)) for moment in (age.at, now))
    return f"{mark}{at:%H:%M}" if at.date() == today.date() else f"{mark}{at:%Y-%m-%d %H:%M}"


def length(seconds: float) -> str:
    """A length of time in its largest unit, rounded down: `12s`, `48m`, `5h`, `3d`."""
    whole = max(0, int(seconds))
    for unit, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "m")):
        if whole >= unit:
            return f"{whole // unit}{name}"
    return f"{whole}s"


def plain(text: str) -> str:
    """A foreign text fit for a bar: nothing in it moves a cursor, and tmux reads no mark of its own in it."""
    printable = "".join(c if c.isprintable() else " " for c in text).replace("#", "＃")
    return " ".join(printable.split())


def cells(text: str) -> int:
    """How many cells a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in WIDE else 1 for c in text)


def _piece(field: Field, facts: Facts, now: float, look: Look, age: Age) -> Piece:
    if field.symbol:
        return _of_symbol(field, facts, now, look)
    match field.name:
        case "sim":
            return Piece(field.before, SIMULATED if facts.simulated else "", TMUX_WARN, kept=True)
        case "age":
            return Piece(field.before, age_text(age, now, look), TMUX_WARN if age.old else "", kept=True)
        case "southbound":
            return _southbound(field.before, facts, now, look)
        case _:
            return Piece(field.before, _next(facts, now, look.language))


def _of_symbol(field: Field, facts: Facts, now: float, look: Look) -> Piece:
    if field.name == "name":
        english, chinese = facts.labels.get(field.symbol, (field.symbol, field.symbol))
        return Piece(field.before, plain(chinese if look.language == "zh" else english))
    figure = facts.figures.get(field.symbol)
    value = None if figure is None else figure.last if field.name == "last" else figure.change_pct
    if figure is None or value is None:
        return Piece(field.before, MISSING)
    if field.name == "last":
        return Piece(field.before, f"{value:,.2f}")
    return Piece(
        field.before, percent(value), _color(value, FLAT_PCT, look, figure.market, old=now > figure.fresh_until)
    )


def percent(change_pct: float) -> str:
    """Arrow, sign and percent: the colour is never alone."""
    if abs(change_pct) < FLAT_PCT:
        return "=0.00%"
    return f"{'▲' if change_pct > 0 else '▼'}{change_pct:+.2f}%"


def _southbound(before: str, facts: Facts, now: float, look: Look) -> Piece:
    flow = facts.southbound
    if flow is None or flow.net_buy is None:
        return Piece(before, MISSING)
    unit, name = (HUNDRED_MILLION, "亿") if look.language == "zh" else (BILLION, "bn")
    text = f"{flow.net_buy / unit:+.1f}"
    shown = f"{text[1:] if float(text) == 0 else text}{name}"
    return Piece(before, shown, _color(flow.net_buy, 0.0, look, FLOW_MARKET, old=now > flow.fresh_until))


def _next(facts: Facts, now: float, language: str) -> str:
    """The first event that is still ahead, with the time until it."""
    ahead = next((event for event in facts.ahead if event.at > now), None)
    if ahead is None:
        return MISSING
    name = _cut(plain(ahead.name_zh if language == "zh" else ahead.name_en), NAME_CELLS)
    left = ahead.at - now
    # Of a day alone nobody knows the hour.
    return f"{name} {length(left) if ahead.timed else f'{-int(-left // DAY)}d'}"


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while text and cells(text) >= width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _color(change: float, flat: float, look: Look, market: str, *, old: bool) -> str:
    """The colour of rising or falling in that market; old figures have none."""
    up, down = TMUX_COLORS.get(look.own.get(market, look.colors), ("", ""))
    if old or abs(change) <= flat:
        return ""
    return up if change > 0 else down


def _colored(piece: Piece, tmux: bool) -> str:
    return f"#[fg={piece.color}]{piece.text}#[default]" if tmux and piece.color and piece.text else piece.text


def _fitting(pieces: list[Piece], width: int) -> list[Piece]:
    """As many pieces as the width has room for: from the right those go that may, then any."""

    def taken(left: list[Piece]) -> int:
        return cells("".join(piece.before + piece.text for piece in left).strip())

    left = list(pieces)
    while left and taken(left) > width:
        free = [number for number, piece in enumerate(left) if not piece.kept]
        del left[free[-1] if free else len(left) - 1]
        if left:
            # Nothing stands before the first one that needs to be parted from it.
            left[0] = left[0]._replace(before=left[0].before if left[0] == pieces[0] else "")
    return left
