"""What can be quoted: its canonical symbol, names, market, and each provider's code for it.

Canonical symbols: `00700.HK` (five digits), `600036.SH`, `002594.SZ`, `920002.BJ`; mainland indices
`000300.SH`; Hong Kong indices by their bare name, `HSI`. A bare `000001` is never used: it is an index in
Shanghai and a bank in Shenzhen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct, field


class Market(StrEnum):
    """Whose sessions an instrument follows."""

    MAINLAND = "mainland"
    HONG_KONG = "hong kong"
    UNITED_STATES = "united states"


class Exchange(StrEnum):
    """Where a share is listed, or who publishes the index."""

    SHANGHAI = "SSE"
    SHENZHEN = "SZSE"
    BEIJING = "BSE"
    HONG_KONG = "HKEX"
    UNITED_STATES = "US"


class Kind(StrEnum):
    """A share or an index: their vendors' units differ."""

    STOCK = "stock"
    INDEX = "index"


class Listing(StrEnum):
    """The share class: A trades in CNY on the mainland, H in HKD in Hong Kong."""

    A = "A"
    H = "H"


class ProviderCodes(Struct, frozen=True):
    """What each provider calls the instrument; None where it has no such code."""

    tencent: str | None = None
    sina: str | None = None
    eastmoney: str | None = None


class Instrument(Struct, frozen=True):
    """One share or index.

    `float_value_estimate` is a rough free-float value in `currency` (single units), good for a first layout only;
    `label_en` and `label_zh` are short names for tight places (at most 10 and 8 cells). `pair` is the canonical
    symbol of the same company's other share class. `currency` is None for indices counted in points. `pinyin` are the
    initials by which Chinese readers type the names, `gsyh` for 工商银行; of shares that only settings name, none.
    """

    symbol: str
    kind: Kind
    exchange: Exchange
    name_en: str
    name_zh: str
    label_en: str
    label_zh: str
    currency: str | None
    codes: ProviderCodes
    listing: Listing | None = None
    pair: str | None = None
    member_of: tuple[str, ...] = ()
    float_value_estimate: float | None = None
    pinyin: tuple[str, ...] = ()

    @property
    def market(self) -> Market:
        """The market whose sessions the instrument follows."""
        if self.exchange is Exchange.HONG_KONG:
            return Market.HONG_KONG
        if self.exchange is Exchange.UNITED_STATES:
            return Market.UNITED_STATES
        return Market.MAINLAND


def common_market(instruments: Iterable[Instrument]) -> Market | None:
    """The market of all of them; None where they are of several, or there is none."""
    markets = {instrument.market for instrument in instruments}
    return markets.pop() if len(markets) == 1 else None


class Universe(Struct, frozen=True):
    """Every instrument the program knows, by canonical symbol, in the order shipped."""

    by_symbol: Mapping[str, Instrument] = field(default_factory=dict)

    @classmethod
    def of(cls, instruments: Iterable[Instrument]) -> Universe:
        """Build a universe; the last of two instruments with one symbol wins."""
        return cls({instrument.symbol: instrument for instrument in instruments})

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self.by_symbol.values())

    def __len__(self) -> int:
        return len(self.by_symbol)

    def __contains__(self, symbol: object) -> bool:
        return symbol in self.by_symbol

    def __getitem__(self, symbol: str) -> Instrument:
        return self.by_symbol[symbol]

    def get(self, symbol: str) -> Instrument | None:
        """The instrument of that canonical symbol, if known."""
        return self.by_symbol.get(symbol)
