"""Bodies that are not JSON: their character sets, and the `name="…";` statements of Tencent and Sina."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tui.feeds.errors import WireError

_GB_CHARSETS = frozenset({"gbk", "gb2312", "gb18030", "cp936"})
_UTF8_CHARSETS = frozenset({"utf-8", "utf8"})
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_EXCERPT_CHARACTERS = 60

LONGEST_TEXT = 200
"""Characters of a name, a title or a cell that are kept."""


def decode_text(body: bytes, charset: str | None, *, may_be_utf8: bool) -> str:
    """The text of a body, never failing: what cannot be read becomes U+FFFD.

    A charset named by the server is honoured. Otherwise it is GB 18030, which contains GBK; with `may_be_utf8`
    only if the bytes are not strict UTF-8 (Sina has been seen to answer in both).
    """
    named = (charset or "").strip().strip("\"'").lower()
    if named in _UTF8_CHARSETS:
        return body.removeprefix(_BYTE_ORDER_MARK).decode("utf-8", errors="replace")
    if may_be_utf8 and named not in _GB_CHARSETS:
        try:
            return body.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
        except UnicodeDecodeError:
            pass
    return body.decode("gb18030", errors="replace")


def statements(text: str, prefix: str, provider: str) -> Mapping[str, str]:
    """What stands between the quotes of each `<prefix><key>="…"`, by key.

    A statement that was cut off before its closing quote does not count. Raises WireError if there is none at all:
    a page of HTML, an empty or a cut body, a refusal in words.
    """
    # Blanks only, not \s: over a body of nothing but line ends that would take time as the square of its length.
    found = dict(re.findall(rf'^[ \t]*{re.escape(prefix)}([A-Za-z0-9_.$]+)="([^"\n]*)"', text, re.MULTILINE))
    if not found:
        raise WireError(f"{provider} sent no rows but {excerpt(text)}")
    return found


def excerpt(text: str) -> str:
    """The beginning of a text, short enough for a line of the screen, with nothing in it that moves a cursor."""
    start = text[:_EXCERPT_CHARACTERS]
    return repr(start) if start.strip() else "an empty body"
