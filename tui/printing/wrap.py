"""The wrap in the form that was asked for: text, Markdown or JSON."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Literal, TextIO

import msgspec
from rich.text import Text

from tui.choices import Colors
from tui.market.instruments import Market
from tui.market.wrap.records import Stamp, Wrap
from tui.panes.figures import full_date
from tui.panes.words import word
from tui.panes.wrap_text import head_of, plain_text, spans_of
from tui.printing.text import console_on_terminal
from tui.printing.text_columns import NO_COLORS_OF_ITS_OWN, STYLES
from tui.printing.wrap_report import wrap_report
from widgets.text import plain
from widgets.wrapping import wrap_spans

WrapForm = Literal["text", "markdown", "json"]

WIDEST = 100
"""Cells of a line beyond which an eye loses its way back to the next one."""

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")


def write_wrap(wrap: Wrap, form: WrapForm, colors: Colors, own: Mapping[str, Colors] = NO_COLORS_OF_ITS_OWN) -> None:
    """Write the wrap on standard output. `own`: the colours of markets that have some of their own, by name."""
    match form:
        case "json":
            sys.stdout.write(msgspec.json.encode(wrap_report(wrap)).decode() + "\n")
        case "markdown":
            sys.stdout.writelines(f"{line}\n" for line in markdown_lines(wrap))
        case "text":
            _write_text(wrap, colors, own, sys.stdout)


def _write_text(wrap: Wrap, colors: Colors, own: Mapping[str, Colors], out: TextIO) -> None:
    """On a terminal in lines that fit, with the colours of directions; in a pipe one sentence a line."""
    console = console_on_terminal()
    if console is None:
        out.write(plain_text(wrap))
        return
    styles = {**STYLES[colors], "title": "bold"}
    for market, scheme in own.items():
        styles |= {_within(market, role): style for role, style in STYLES[scheme].items()}

    def toned(market: Market | None, role: str) -> str:
        return role if market is None or market.value not in own else _within(market.value, role)

    console.print(Text(head_of(wrap), style="bold"))
    for paragraph in wrap.paragraphs:
        console.print()
        for sentence in paragraph:
            for row in wrap_spans(spans_of(sentence, toned), min(console.width, WIDEST)):
                console.print(Text.assemble(*((span.text, styles.get(span.role, "")) for span in row)))


def _within(market: str, role: str) -> str:
    """The role of a figure of that market."""
    return f"{role} of {market}"


def markdown_lines(wrap: Wrap) -> Iterator[str]:
    """A heading, what must be known before anything is read, a paragraph each, and the sources."""
    language = wrap.language
    comma = "，" if language == "zh" else ", "
    yield f"# {word('wrap markets', language)}{comma}{full_date(wrap.day, language)}"
    yield ""
    as_of = word("wrap as of", language, at=f"{wrap.as_of:%Y-%m-%d %H:%M} UTC+8")
    yield f"**{word('simulated', language)}** · {as_of}" if wrap.simulated else as_of
    between = "" if language == "zh" else " "
    for paragraph in wrap.paragraphs:
        yield ""
        yield between.join(_escaped(plain(sentence.text)) for sentence in paragraph)
    sources = list(_sources(wrap))
    if sources:
        yield ""
        yield f"*{word('wrap sources', language)}: {'; '.join(sources)}*"


def _sources(wrap: Wrap) -> Iterator[str]:
    """Each provider of prices and flows, and the newest time it gave."""
    newest: dict[str, Stamp] = {}
    for sentence in wrap.sentences:
        if sentence.id in ("releases", "ahead"):
            continue
        for stamp in sentence.stamps:
            held = newest.get(stamp.provider)
            if held is None or _moment(stamp) > _moment(held):
                newest[stamp.provider] = stamp
    for provider, stamp in newest.items():
        yield f"{_escaped(plain(provider))} {_moment(stamp)}".rstrip()


def _moment(stamp: Stamp) -> str:
    """`2025-06-03 16:08`, or the day alone."""
    return "" if stamp.time is None else stamp.time.isoformat().replace("T", " ")[:16]


def _escaped(text: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)
