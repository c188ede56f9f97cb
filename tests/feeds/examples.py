"""Instruments for the parsers' tests, made from a provider's key."""

from datetime import datetime

from tui.market.instruments import Exchange, Instrument, Kind, ProviderCodes
from tui.market.zones import MARKET_TIME

_EXCHANGES = {
    "sh": (Exchange.SHANGHAI, "CNY", ".SH"),
    "sz": (Exchange.SHENZHEN, "CNY", ".SZ"),
    "bj": (Exchange.BEIJING, "CNY", ".BJ"),
    "hk": (Exchange.HONG_KONG, "HKD", ".HK"),
    "us": (Exchange.UNITED_STATES, "USD", ""),
}
_INDICES = {"sh000001", "sh000300", "sh000688", "sz399001", "sz399006"}
_EASTMONEY_MARKETS = {"sh": "1", "sz": "0", "bj": "0", "hk": "116"}


def instrument(key: str) -> Instrument:
    """The instrument behind `sh600036`, `hk00700`, `hkHSI` or `usINX`; `codes` are the live ones of all providers."""
    place, code = key[:2], key[2:]
    exchange, currency, suffix = _EXCHANGES[place]
    is_index = key in _INDICES or not code[-1].isdigit()
    number = "100" if place in ("us", "hk") and is_index else _EASTMONEY_MARKETS.get(place, "100")
    codes = {
        "hk": ProviderCodes(f"r_{key}", f"rt_{key}", f"{number}.{code}"),
        "us": ProviderCodes(key, f"gb_${code.lower()}", f"100.{code}"),
    }.get(place, ProviderCodes(key, key, f"{number}.{code}"))
    return Instrument(
        symbol=code if is_index and place in ("hk", "us") else code + suffix,
        kind=Kind.INDEX if is_index else Kind.STOCK,
        exchange=exchange,
        name_en=code,
        name_zh=code,
        label_en=code,
        label_zh=code,
        currency=currency,
        codes=codes,
    )


def keyed(*keys: str) -> dict[str, Instrument]:
    """Instruments by the very keys given, which may have the providers' prefixes for live Hong Kong."""
    return {key: instrument(key.removeprefix("r_").removeprefix("rt_")) for key in keys}


def market_time(*parts: int) -> datetime:
    """A moment on the market's clock."""
    return datetime(*parts, tzinfo=MARKET_TIME)
