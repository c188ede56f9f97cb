"""Symbols of shares: which are well formed, what each provider calls them, and what a mistyped one may have meant.

Rules: mainland codes tell their exchange by their first digits; the providers' prefixes are those seen in
their own answers. Funds, B shares and Hong Kong's renminbi counters are not covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.market.instruments import Exchange, Instrument, Kind, Listing, ProviderCodes, Universe

_STOCK = re.compile(
    r"(?P<hong_kong>0\d{4})\.HK"
    r"|(?P<shanghai>6[08]\d{4})\.SH"
    r"|(?P<shenzhen>(?:00|30)\d{4})\.SZ"
    r"|(?P<beijing>(?:43|82|83|87|88|92)\d{4})\.BJ",
    re.ASCII,
)
_NO_CODE = "00000"

_VENDOR_FORM = re.compile(r"(?:r_|rt_|s_)?(?P<exchange>sh|sz|bj|hk)(?P<code>[0-9a-z]+)", re.ASCII)
_HONG_KONG_DIGITS = 5
_MAINLAND_DIGITS = 6
_MAINLAND_SUFFIXES = ("SH", "SZ", "BJ")
_YAHOO_SUFFIXES = {"SS": "SH"}


def is_wellformed_stock(symbol: str) -> bool:
    """Whether the symbol is a share's in canonical form: `00700.HK`, `600036.SH`, `002594.SZ`, `920002.BJ`."""
    return _STOCK.fullmatch(symbol) is not None and not symbol.startswith(_NO_CODE + ".")


def stock_codes(symbol: str) -> ProviderCodes:
    """What the providers call a share; Hong Kong in the live form. Raises ValueError unless well formed."""
    if not is_wellformed_stock(symbol):
        raise ValueError(f"{symbol!r} is not the symbol of a share")
    code, suffix = symbol.split(".")
    if suffix == "HK":
        return ProviderCodes(tencent=f"r_hk{code}", sina=f"rt_hk{code}", eastmoney=f"116.{code}")
    market_number = "1" if suffix == "SH" else "0"
    prefixed = suffix.lower() + code
    return ProviderCodes(tencent=prefixed, sina=prefixed, eastmoney=f"{market_number}.{code}")


def stock_exchange(symbol: str) -> Exchange:
    """Where a share with that symbol is listed. Raises ValueError unless well formed."""
    match = _STOCK.fullmatch(symbol)
    if match is None or match.lastgroup is None:
        raise ValueError(f"{symbol!r} is not the symbol of a share")
    return {
        "hong_kong": Exchange.HONG_KONG,
        "shanghai": Exchange.SHANGHAI,
        "shenzhen": Exchange.SHENZHEN,
        "beijing": Exchange.BEIJING,
    }[match.lastgroup]


def derived_instrument(symbol: str) -> Instrument:
    """An instrument for a share that is not in the universe: its code stands for its name.

    Raises ValueError unless the symbol is well formed.
    """
    codes = stock_codes(symbol)
    exchange = stock_exchange(symbol)
    code = symbol.split(".")[0]
    in_hong_kong = exchange is Exchange.HONG_KONG
    return Instrument(
        symbol=symbol,
        kind=Kind.STOCK,
        exchange=exchange,
        name_en=code,
        name_zh=code,
        label_en=code,
        label_zh=code,
        currency="HKD" if in_hong_kong else "CNY",
        codes=codes,
        listing=Listing.H if in_hong_kong else Listing.A,
    )


def suggest(symbol: str, universe: Universe) -> tuple[str, ...]:
    """The canonical symbols that a wrong one may have meant, best first; empty if nothing comes near.

    `0700.HK` gives `00700.HK`; a bare `000001` gives both the index in Shanghai and the bank in Shenzhen; a name
    or short name of the universe, in either language, gives its symbols.
    """
    meant = dict.fromkeys(readings(symbol.strip()))
    return (
        tuple(reading for reading in meant if reading in universe)
        or tuple(reading for reading in meant if is_wellformed_stock(reading))
        or tuple(_named(symbol.strip(), universe))
    )


def readings(text: str) -> Iterator[str]:
    """Every canonical symbol that a code may be another form of, known or not; some may come twice.

    `700`, `0700.HK`, `hk00700` and `r_hk00700` all give `00700.HK`; `000001` gives an index and several shares.
    """
    upper = text.upper().lstrip("^")
    yield upper
    vendor = _VENDOR_FORM.fullmatch(text.lower())
    if vendor is not None:
        code = vendor["code"].upper()
        yield from _with_suffix(code, vendor["exchange"].upper())
        yield code
    code, dot, suffix = upper.rpartition(".")
    if dot:
        yield from _with_suffix(code, _YAHOO_SUFFIXES.get(suffix, suffix))
        yield code
    if upper.isascii() and upper.isdigit():
        yield from _bare(upper)


def _with_suffix(code: str, suffix: str) -> Iterator[str]:
    if suffix == "HK" and code.isdigit():
        yield f"{code.lstrip('0').zfill(_HONG_KONG_DIGITS)}.HK"
    yield f"{code}.{suffix}"
    if len(code) == _MAINLAND_DIGITS and suffix in _MAINLAND_SUFFIXES:
        yield from _bare(code)


def _bare(digits: str) -> Iterator[str]:
    if len(digits) <= _HONG_KONG_DIGITS:
        yield f"{digits.zfill(_HONG_KONG_DIGITS)}.HK"
    if len(digits) == _MAINLAND_DIGITS:
        for suffix in _MAINLAND_SUFFIXES:
            yield f"{digits}.{suffix}"


def _named(text: str, universe: Universe) -> Iterator[str]:
    wanted = text.casefold()
    for instrument in universe:
        names = (instrument.name_en, instrument.name_zh, instrument.label_en, instrument.label_zh)
        if wanted in (name.casefold() for name in names):
            yield instrument.symbol
