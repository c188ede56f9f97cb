"""Pages of HTML, read by a browser's rules and never by patterns over tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.feeds.errors import WireError
from tui.feeds.one_line import one_line
from tui.feeds.providers.wire_text import LONGEST_TEXT, decode_text, excerpt

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_TAGS = 12_000
"""Tags of one page: three times what the largest has. Tags nested in each other take time as the square of them."""


def read_page(body: bytes, charset: str | None, provider: str) -> LexborHTMLParser:
    """The page that a body holds. Raises WireError if it is empty, or has more tags than any of ours."""
    from selectolax.lexbor import LexborHTMLParser

    text = decode_text(body, charset, may_be_utf8=True)
    if not text.strip():
        raise WireError(f"{provider} sent an empty page")
    if (tags := text.count("<")) > MOST_TAGS:
        raise WireError(f"{provider} sent a page of {tags:,} tags: {excerpt(text)}")
    return LexborHTMLParser(text)


def text_of(node: LexborNode | None) -> str:
    """What a node says, on one line: its parts, such as the lines of a cell, are apart by a space."""
    return "" if node is None else one_line(node.text(separator=" ", strip=True), LONGEST_TEXT)


def title_of(page: LexborHTMLParser) -> str:
    """What a page calls itself, for messages; "a page without a title" where it has none."""
    title = text_of(page.css_first("title") or page.css_first("h1"))
    return repr(title[:60]) if title else "a page without a title"
