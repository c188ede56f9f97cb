"""The format of a status line: text with fields in braces, as in `HSI {HSI.last} {HSI.pct} · {next}`."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

OF_SYMBOLS = ("last", "pct", "name")
"""Last price; change since the previous close, in percent; short name."""

PLAIN = ("southbound", "next", "age", "sim")
"""Southbound net buy; the next event and how long until; how old the figures are; SIM where they are not real."""

NAMED_SYMBOLS = 12
"""So many symbols one message names."""

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class FormatError(ValueError):
    """A format that cannot be read; the message is one line that says what there is instead."""


class Field(NamedTuple):
    """One field and the text before it. `symbol` is "" for a field that is of no symbol."""

    before: str
    symbol: str
    name: str


class Format(NamedTuple):
    """The fields in their order, and the text after the last."""

    fields: tuple[Field, ...]
    after: str

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols whose prices are told, each once."""
        return tuple(dict.fromkeys(field.symbol for field in self.fields if field.symbol and field.name != "name"))

    def has(self, name: str) -> bool:
        """Whether there is that plain field."""
        return any(field.name == name and not field.symbol for field in self.fields)


def read_format(text: str) -> Format:
    """The format that a text writes; `{{` and `}}` stand for braces. Raises FormatError.

    Which symbols there are is not asked here: `unknown_symbol` does.
    """
    if not text.isprintable():
        raise FormatError("a format is one line of printable text")
    fields: list[Field] = []
    before, end = "", 0
    for token in _TOKEN.finditer(text):
        before += text[end : token.start()]
        end = token.end()
        if token[1] is not None:
            fields.append(_field(before, token[1].strip()))
            before = ""
        elif len(token[0]) == 2:
            before += token[0][0]
        else:
            raise FormatError(f"a single {token[0]} in the format: a field is as in {{HSI.last}}, a brace is doubled")
    if not fields:
        raise FormatError(f"no field in the format; {what_there_is()}")
    return Format(tuple(fields), before + text[end:])


def unknown_symbol(format: Format, symbols: Collection[str]) -> str | None:
    """Which symbol of the format there is not, and what there is; None where all is well."""
    for field in format.fields:
        if field.symbol and field.symbol not in symbols:
            named = ", ".join(list(symbols)[:NAMED_SYMBOLS])
            more = len(symbols) - NAMED_SYMBOLS
            rest = f" and {more} more, the shares of the sectors" if more > 0 else ""
            return f"no symbol {field.symbol!r} in {{{field.symbol}.{field.name}}}: there are {named}{rest}"
    return None


def what_there_is() -> str:
    """Every field, in words."""
    of_symbols = ", ".join(f"{{SYMBOL.{name}}}" for name in OF_SYMBOLS)
    return f"there are {', '.join(f'{{{name}}}' for name in PLAIN)} and {of_symbols}, as in {{HSI.last}}"


def _field(before: str, text: str) -> Field:
    if text in PLAIN:
        return Field(before, "", text)
    symbol, dot, name = text.rpartition(".")
    if dot and symbol and name in OF_SYMBOLS:
        return Field(before, symbol, name)
    raise FormatError(f"unknown field {{{text}}}: {what_there_is()}")
