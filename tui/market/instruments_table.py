"""The shipped tables of shares and indices, from text to records. Pure: who reads the files is `tui.shipped`."""

from __future__ import annotations

from collections.abc import Iterator

from tui.market.codes import derived_instrument, is_wellformed_stock, stock_codes, stock_exchange
from tui.market.instruments import Exchange, Instrument, Kind, Listing, ProviderCodes
from tui.market.tables import Row, read_rows

STOCK_COLUMNS = (
    "symbol",
    "exchange",
    "name_en",
    "name_zh",
    "label_en",
    "label_zh",
    "pinyin",
    "sector",
    "listing",
    "pair",
    "member_of",
    "float_value_bn",
    "currency",
)
INDEX_COLUMNS = (
    "symbol",
    "exchange",
    "name_en",
    "name_zh",
    "label_en",
    "label_zh",
    "pinyin",
    "currency",
    "tencent",
    "sina",
    "eastmoney",
)
BILLION = 1_000_000_000.0


def parse_stocks(text: str, file: str) -> tuple[Instrument, ...]:
    """The shares of a table. `file` names it in errors. Raises DataError."""
    return tuple(_stock(row) for row in _unique(text, file, STOCK_COLUMNS))


def parse_indices(text: str, file: str) -> tuple[Instrument, ...]:
    """The indices of a table. `file` names it in errors. Raises DataError."""
    return tuple(_index(row) for row in _unique(text, file, INDEX_COLUMNS))


def _unique(text: str, file: str, columns: tuple[str, ...]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for row in read_rows(text, file, columns):
        symbol = row.text("symbol")
        if symbol in seen:
            raise row.error("symbol", f"{symbol} stands in line {seen[symbol]} already")
        seen[symbol] = row.line
        yield row


def _stock(row: Row) -> Instrument:
    symbol = row.text("symbol")
    if not is_wellformed_stock(symbol):
        raise row.error("symbol", f"{symbol!r} is not the symbol of a share, such as 00700.HK or 600036.SH")
    derived = derived_instrument(symbol)
    exchange = row.choice("exchange", Exchange)
    if exchange is not stock_exchange(symbol):
        raise row.error("exchange", f"{symbol} is listed at {stock_exchange(symbol)}, not {exchange}")
    listing = row.choice("listing", Listing)
    if listing is not derived.listing:
        raise row.error("listing", f"{symbol} is of class {derived.listing}")
    currency = row.text("currency")
    if currency != derived.currency:
        raise row.error("currency", f"{symbol} trades in {derived.currency}")
    pair = row.optional("pair")
    if pair is not None and not is_wellformed_stock(pair):
        raise row.error("pair", f"{pair!r} is not the symbol of a share")
    float_value_bn = row.positive("float_value_bn")
    return Instrument(
        symbol=symbol,
        kind=Kind.STOCK,
        exchange=exchange,
        name_en=row.text("name_en"),
        name_zh=row.text("name_zh"),
        label_en=row.text("label_en"),
        label_zh=row.text("label_zh"),
        pinyin=_pinyin(row),
        currency=currency,
        codes=stock_codes(symbol),
        listing=listing,
        pair=pair,
        member_of=row.several("member_of"),
        float_value_estimate=None if float_value_bn is None else float_value_bn * BILLION,
    )


def _pinyin(row: Row) -> tuple[str, ...]:
    """Initials of the Chinese names: small letters and digits."""
    initials = row.several("pinyin")
    for text in initials:
        if not (text.isascii() and text.isalnum() and text == text.lower()):
            raise row.error("pinyin", f"{text!r} is not of small letters and digits")
    return initials


def _index(row: Row) -> Instrument:
    codes = ProviderCodes(
        tencent=row.optional("tencent"), sina=row.optional("sina"), eastmoney=row.optional("eastmoney")
    )
    return Instrument(
        symbol=row.text("symbol"),
        kind=Kind.INDEX,
        exchange=row.choice("exchange", Exchange),
        name_en=row.text("name_en"),
        name_zh=row.text("name_zh"),
        label_en=row.text("label_en"),
        label_zh=row.text("label_zh"),
        pinyin=_pinyin(row),
        currency=row.optional("currency"),
        codes=codes,
    )
