"""A wrap as text: for the screen and the printer as spans, for the clipboard and files as plain lines."""

from __future__ import annotations

from collections.abc import Callable

from tui.market.instruments import Market
from tui.market.wrap.records import Figure, Fragment, Sentence, Wrap, written
from tui.panes.figures import full_date
from tui.panes.words import word
from widgets.text import Row, Span, plain

LEAD = "lead"
"""The first sentence stands out."""


Tone = Callable[[Market | None, str], str]
"""Brings a role into the colours of a market."""


def untoned(market: Market | None, role: str) -> str:
    """The role as it is: all markets have the same colours."""
    return role


def spans_of(sentence: Sentence, tone: Tone = untoned) -> Row:
    """The sentence with the roles of its figures: a move has the colour that its direction has in its market."""
    words = "title" if sentence.id == LEAD else "value"
    return tuple(Span(plain(written(part)), _role(part, words, tone)) for part in sentence.phrase)


def _role(part: Fragment, words: str, tone: Tone) -> str:
    if not isinstance(part, Figure) or part.role == "figure":
        return words
    return tone(part.market, part.role)


def head_of(wrap: Wrap) -> str:
    """What it is, of which day, as of when; and that it is simulated, if it is."""
    language = wrap.language
    at = f"{wrap.as_of:%Y-%m-%d %H:%M} UTC+8"
    parts = [word("wrap markets", language), full_date(wrap.day, language), word("wrap as of", language, at=at)]
    if wrap.simulated:
        parts.append(word("simulated", language))
    return "   ".join(parts)


def body_of(wrap: Wrap) -> list[str]:
    """One sentence a line, with an empty line between paragraphs."""
    lines: list[str] = []
    for paragraph in wrap.paragraphs:
        lines += [*([""] if lines else []), *(plain(sentence.text) for sentence in paragraph)]
    return lines


def plain_text(wrap: Wrap) -> str:
    """All of it, for a clipboard or a file."""
    return "\n".join((head_of(wrap), "", *body_of(wrap), ""))


def missing_of(wrap: Wrap) -> list[str]:
    """What is not known and why, one a line."""
    reasons = ((item.what, item.reason_zh if wrap.language == "zh" else item.reason_en) for item in wrap.missing)
    return [f"{plain(what)}: {plain(reason)}" for what, reason in reasons]
