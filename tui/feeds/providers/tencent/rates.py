"""Tencent's onshore rate of the Hong Kong dollar: `GET <base>/q=whHKDCNY`, one statement like any quote, in GBK.

Columns: 0 tag (310), 1 name, 2 code, 3 last, 4 nothing or 0, 5 stamp `YYYYMMDDHHMMSS`, 6 previous close.

Evidence: rows of 2025 and 2026 in the tests of three public clients, `310~港元人民币~HKDCNY~0.8551~~20260929005158~
0.8554~…`, one of which calls column 6 the previous close; without the prefix the key is unknown.
"""

from __future__ import annotations

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.rate_band import refuse_insane
from tui.feeds.providers.stamps import stamp
from tui.feeds.providers.tencent.quotes import PROVIDER
from tui.feeds.providers.wire_numbers import optional
from tui.feeds.providers.wire_text import decode_text, statements
from tui.market.rates import Rate
from tui.market.zones import MARKET_TIME

KEY = "whHKDCNY"

_CODE, _LAST, _STAMP, _PREVIOUS_CLOSE = 2, 3, 5, 6


def parse_rate(body: bytes, charset: str | None) -> Rate:
    """What one HKD costs in onshore yuan. Raises WireError."""
    row = statements(decode_text(body, charset, may_be_utf8=False), "v_", "Tencent").get(KEY)
    if row is None:
        raise NothingThere("Tencent has no rate of the Hong Kong dollar")
    fields = row.split("~")
    last = optional(fields, _LAST)
    if len(fields) <= _STAMP or fields[_CODE] != KEY.removeprefix("wh") or last is None:
        raise WireError(f"Tencent sent a rate that cannot be read: {row[:60]!r}")
    refuse_insane(last, "Tencent")
    return Rate("HKD/CNY", last, optional(fields, _PREVIOUS_CLOSE), stamp(fields[_STAMP], MARKET_TIME), PROVIDER)
