"""What a wrap is made of: sentences whose every number is known by name, value and unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from tui.market.instruments import Market

Language = Literal["en", "zh"]

FigureRole = Literal["figure", "up", "down", "flat", "stale"]
"""What a figure is: a direction where it is a move, old where nobody has a newer one."""


class Number(Struct, frozen=True):
    """A number that a sentence says: its value and unit, and how it is written.

    Units: "%", "points", "HKD", "CNY", "shares", "days", "place", "date" (ISO, None where the history has no such
    day), "minute" (ISO time), "as published" (a figure of a release, as its publisher wrote it).
    """

    value: float | str | None
    unit: str
    written: str


class Figure(Struct, frozen=True):
    """A piece of a sentence that says a number, under a name by which it is known.

    `market`: the one whose direction a move tells; None where it is of several, or no move.
    """

    name: str
    number: Number
    role: FigureRole = "figure"
    market: Market | None = None


class Name(Struct, frozen=True):
    """A proper name, which may hold digits that are no numbers: CSI 300."""

    text: str


Fragment = str | Name | Figure
"""Plain words hold no digits: every number is a Figure."""

Phrase = tuple[Fragment, ...]


class Stamp(Struct, frozen=True):
    """Where something that a sentence says comes from: its provider's own time, or its day; None if it gave none."""

    what: str
    provider: str
    time: datetime | date | None


class Sentence(Struct, frozen=True):
    """One sentence. `rule` says in words by what rule it says what it says."""

    id: str
    phrase: Phrase
    rule: str
    stamps: tuple[Stamp, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return "".join(written(fragment) for fragment in self.phrase)

    @property
    def numbers(self) -> Mapping[str, Number]:
        """Every number in it, by its name."""
        return {fragment.name: fragment.number for fragment in self.phrase if isinstance(fragment, Figure)}


class Missing(Struct, frozen=True):
    """Something that the wrap should have said and could not, or only from old data; and why."""

    what: str
    reason_en: str
    reason_zh: str


class Wrap(Struct, frozen=True):
    """The wrap of the day `day` as it was known at `as_of` (market time)."""

    day: date
    as_of: datetime
    language: Language
    simulated: bool
    sentences: tuple[Sentence, ...]
    missing: tuple[Missing, ...]

    @property
    def paragraphs(self) -> tuple[tuple[Sentence, ...], ...]:
        """The sentences in paragraphs: the markets, who moved them, and money, data and what comes next."""
        found = (tuple(item for item in self.sentences if item.id in ids) for ids in PARAGRAPHS)
        return tuple(paragraph for paragraph in found if paragraph)


PARAGRAPHS = (
    ("lead", "mainland", "hong_kong", "turnover"),
    ("leaders", "others", "breadth"),
    ("southbound", "releases", "ahead"),
)
"""The sentences in the usual order of a wrap, by paragraph. A sentence that has nothing to say is left out."""


def written(fragment: Fragment) -> str:
    """The fragment as it is read."""
    match fragment:
        case str():
            return fragment
        case Name(text):
            return text
        case Figure(_, number):
            return number.written


def joined(phrases: Iterable[Phrase], between: str) -> Phrase:
    """The phrases one after the other, with something between them."""
    together: list[Fragment] = []
    for number, phrase in enumerate(phrases):
        together += [between, *phrase] if number else phrase
    return tuple(together)
