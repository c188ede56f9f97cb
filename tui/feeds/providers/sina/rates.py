"""Sina's onshore rate of the Hong Kong dollar: `GET <base>/list=fx_shkdcny`, one statement like any quote.

Columns: 0 time of day, 1 bid, 2 ask, 3 previous close, 4 the day's range in pips, 5 open, 6 high, 7 low, 8 last, 9
name, …, the last one the date.

Evidence: rows of 2026 in the tests of two public clients, `14:40:57,0.8598,0.8598,0.8595,5.9852,0.8595,0.8599,0.8593,
0.8598821961,港元兑人民币,0.0430` and one of 18 columns that ends in `,2026-07-04`: column 8 is the last price, and
(column 8 / column 3 - 1) is the change that it gives.
"""

from __future__ import annotations

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.rate_band import refuse_insane
from tui.feeds.providers.sina.quotes import PROVIDER
from tui.feeds.providers.stamps import stamp
from tui.feeds.providers.wire_numbers import optional
from tui.feeds.providers.wire_text import decode_text, statements
from tui.market.rates import Rate
from tui.market.zones import MARKET_TIME

KEY = "fx_shkdcny"

_TIME, _PREVIOUS_CLOSE, _LAST, _DATE = 0, 3, 8, -1
_FEWEST_COLUMNS = 10


def parse_rate(body: bytes, charset: str | None) -> Rate:
    """What one HKD costs in onshore yuan. Raises WireError."""
    row = statements(decode_text(body, charset, may_be_utf8=True), "var hq_str_", "Sina").get(KEY)
    if not row:
        raise NothingThere("Sina has no rate of the Hong Kong dollar")
    columns = row.split(",")
    last = optional(columns, _LAST)
    if len(columns) < _FEWEST_COLUMNS or last is None:
        raise WireError(f"Sina sent a rate that cannot be read: {row[:60]!r}")
    refuse_insane(last, "Sina")
    moment = stamp(f"{columns[_DATE]} {columns[_TIME]}", MARKET_TIME)
    return Rate("HKD/CNY", last, optional(columns, _PREVIOUS_CLOSE), moment, PROVIDER)
