"""The terms of these markets, in English and Chinese, as shipped in a table."""

from __future__ import annotations

from msgspec import Struct

from tui.market.tables import read_rows

COLUMNS = ("term_en", "term_zh", "meaning_en", "meaning_zh")


class Term(Struct, frozen=True):
    """A term, and what it means, in both languages."""

    term_en: str
    term_zh: str
    meaning_en: str
    meaning_zh: str


def parse_glossary(text: str, file: str) -> tuple[Term, ...]:
    """The terms in the order of the file, no cell of which is empty. Raises DataError."""
    terms: list[Term] = []
    for row in read_rows(text, file, COLUMNS):
        for column in COLUMNS:
            if not row.cells[column].strip():
                raise row.error(column, "a text")
        terms.append(Term(**row.cells))
    return tuple(terms)
