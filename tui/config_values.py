"""The values of the settings: ranges, addresses, providers and symbols that make sense, and what would be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from tui.config_alerts import check_alerting, check_alerts
from tui.config_check import PRINTABLE_LINE, KeyPath, Wrong, is_printable_line, show, suggest_name
from tui.config_events import check_events, check_filters
from tui.config_keys import check_keys
from tui.feeds.offers import ADDRESSES, OFFERS, SAME_HOST, is_on_this_machine
from tui.history.places import is_folder
from tui.market.codes import is_wellformed_stock, suggest
from tui.market.instruments import Instrument, Kind, Universe
from tui.market.ranges import Range
from tui.status.fields import FormatError, read_format, unknown_symbol

PACES = ("trading", "auction", "lunch", "closed")

CALENDAR = "a file (.ics), or an https:// or webcal:// address; http:// only on this machine"

FOLDER = 'a folder from the root or from ~, as in "~/cnhk-history", or ""'

MAY_BE_LEFT_OUT = frozenset({"events"})
"""Feeds that need no provider: what is shipped does without."""

NAMED_SYMBOLS = 3
"""How many symbols a hint names at most."""


PUBLIC_PACE = Range(1.0, 604_800.0, "seconds")
LOOPBACK_PACE = Range(0.05, 604_800.0, "seconds")
PUBLIC_BUDGET = Range(1, 600, "requests a minute")
LOOPBACK_BUDGET = Range(1, 60_000, "requests a minute")
BATCH = Range(1, 500, "symbols")
TIMEOUT = Range(0.1, 120.0, "seconds")
FIXED_RANGES: Mapping[KeyPath, Range] = {
    ("display", "heat_scale_pct"): Range(0.1, 100.0, "percent"),
    ("network", "connect_timeout"): TIMEOUT,
    ("network", "read_timeout"): TIMEOUT,
    ("network", "total_timeout"): TIMEOUT,
    ("network", "max_body_bytes"): Range(65_536, 268_435_456, "bytes"),
    ("agenda", "days"): Range(1, 400, "days"),
    ("agenda", "fade_minutes"): Range(0, 1_440, "minutes"),
    ("agenda", "least_importance"): Range(1, 3, "(3 is the highest)"),
    ("history", "bar_days"): Range(370, 7_300, "days"),
    ("history", "minute_days"): Range(7, 400, "days"),
    ("history", "max_megabytes"): Range(16, 10_000, "megabytes"),
}


def check_values(table: Mapping[str, Any], shapeless: Set[KeyPath], universe: Universe) -> list[Wrong]:
    """Every value that has the right type and still makes no sense. Keys in `shapeless` are passed over."""
    return list(_Values(table, shapeless, universe).check())


class _Values:
    def __init__(self, table: Mapping[str, Any], shapeless: Set[KeyPath], universe: Universe) -> None:
        self._table = table
        self._shapeless = shapeless
        self._universe = universe

    def check(self) -> Iterator[Wrong]:
        for key, allowed in FIXED_RANGES.items():
            yield from self._number(key, allowed)
        yield from self._user_agent()
        for provider in ADDRESSES:
            yield from self._provider(provider)
        for feed, known in OFFERS.items():
            yield from self._feed(feed, known)
        for name in ("shown", "strip", "intraday"):
            yield from self._symbols(("indices", name), Kind.INDEX, may_be_empty=name == "intraday")
        yield from self._sectors()
        yield from self._folder()
        yield from self._calendars()
        yield from self._status_format()
        yield from check_events(self._get(("events",)), self._shapeless)
        yield from check_keys(self._get(("keys",)), self._shapeless)
        yield from check_alerting(self._get(("alerting",)), self._shapeless)
        yield from check_alerts(self._get(("alerts",)), self._shapeless, self._watched())

    def _get(self, key: KeyPath) -> object:
        """The value at a key; None where it, or a table that it is in, has the wrong shape."""
        value: object = self._table
        for depth, part in enumerate(key):
            if key[: depth + 1] in self._shapeless or not isinstance(value, Mapping):
                return None
            value = value.get(part)
        return value

    def _text(self, key: KeyPath) -> str | None:
        value = self._get(key)
        return value if isinstance(value, str) else None

    def _texts(self, key: KeyPath) -> list[str] | None:
        value = self._get(key)
        return value if isinstance(value, list) else None

    def _number(self, key: KeyPath, allowed: Range) -> Iterator[Wrong]:
        value = self._get(key)
        if isinstance(value, (int, float)) and value not in allowed:
            yield key, show(value), str(allowed)

    def _user_agent(self) -> Iterator[Wrong]:
        key = ("network", "user_agent")
        value = self._text(key)
        if value is not None and not (value.strip() and value.isascii() and value.isprintable()):
            yield key, show(value), "one line of printable ASCII"

    def _provider(self, provider: str) -> Iterator[Wrong]:
        table = ("providers", provider)
        for name in ADDRESSES[provider]:
            address = self._text((*table, name))
            if address is not None and not is_address(address):
                yield (*table, name), show(address), 'http:// or https:// and a host, as in "http://127.0.0.1:8123"'
        budget = LOOPBACK_BUDGET if self._is_local(provider) else PUBLIC_BUDGET
        yield from self._number((*table, "requests_per_minute"), budget)
        yield from self._number((*table, "symbols_per_request"), BATCH)

    def _is_local(self, provider: str) -> bool:
        host = SAME_HOST.get(provider, provider)
        addresses = [self._text(("providers", host, name)) for name in ADDRESSES[host]]
        return all(address is not None and is_loopback(address) for address in addresses)

    def _feed(self, feed: str, known: tuple[str, ...]) -> Iterator[Wrong]:
        key = ("feeds", feed, "providers")
        chain = self._texts(key)
        local = False
        if chain is not None:
            allowed = [show(name) for name in known]
            yield from self._list(key, chain, may_be_empty=feed in MAY_BE_LEFT_OUT)
            for name in chain:
                if name not in known:
                    yield key, show(name), suggest_name(show(name), allowed)
            local = bool(chain) and all(name in known and self._is_local(name) for name in chain)
        for pace in PACES:
            yield from self._number(("feeds", feed, pace), LOOPBACK_PACE if local else PUBLIC_PACE)

    def _list(self, key: KeyPath, values: list[str], *, may_be_empty: bool) -> Iterator[Wrong]:
        if not values and not may_be_empty:
            yield key, "[]", "at least one"
        for value in dict.fromkeys(values):
            if values.count(value) > 1:
                yield key, show(value), f"each one once, not {values.count(value)} times"

    def _symbols(self, key: KeyPath, kind: Kind, *, may_be_empty: bool) -> Iterator[Wrong]:
        symbols = self._texts(key)
        if symbols is None:
            return
        yield from self._list(key, symbols, may_be_empty=may_be_empty)
        for symbol in symbols:
            if not self._is_known(symbol, kind):
                yield key, show(symbol), self._right_symbol(symbol, kind)

    def _is_known(self, symbol: str, kind: Kind) -> bool:
        instrument = self._universe.get(symbol)
        if instrument is not None:
            return instrument.kind is kind
        return kind is Kind.STOCK and is_wellformed_stock(symbol)

    def _right_symbol(self, symbol: str, kind: Kind) -> str:
        meant = [show(other) for other in suggest(symbol, self._universe) if self._is_known(other, kind)]
        if meant:
            return " or ".join(meant[:NAMED_SYMBOLS])
        if kind is Kind.INDEX:
            shown = "a share" if is_wellformed_stock(symbol) else show(symbol)
            return "an index: " + suggest_name(shown, [show(i.symbol) for i in self._universe if i.kind is kind])
        return 'the symbol of a share, as in "00700.HK", "600036.SH", "000001.SZ"'

    def _names(self, sector: KeyPath) -> Iterator[Wrong]:
        english, chinese = (*sector, "name_en"), (*sector, "name_zh")
        filled_in = self._text(chinese) == self._text(english)
        for key in (english,) if filled_in else (english, chinese):
            name = self._text(key)
            if name is not None and not is_printable_line(name):
                yield key, show(name), PRINTABLE_LINE

    def _sectors(self) -> Iterator[Wrong]:
        sectors = self._get(("sectors",))
        if not isinstance(sectors, Mapping):
            return
        for name in sectors:
            yield from self._names(("sectors", name))
            yield from self._symbols(("sectors", name, "members"), Kind.STOCK, may_be_empty=False)
        key = ("display", "sectors")
        wished = self._texts(key)
        if wished is None:
            return
        yield from self._list(key, wished, may_be_empty=True)
        for name in wished:
            if name not in sectors:
                yield key, show(name), suggest_name(show(name), [show(other) for other in sectors])

    def _status_format(self) -> Iterator[Wrong]:
        key = ("status", "format")
        text = self._text(key)
        if text is None:
            return
        try:
            format = read_format(text)
        except FormatError as error:
            yield key, show(text), f"a format that can be read; {error}"
            return
        sectors = self._get(("sectors",))
        sectors = sectors if isinstance(sectors, Mapping) else {}
        named = [self._texts(("sectors", name, "members")) or () for name in sectors]
        known = dict.fromkeys(chain(self._universe.by_symbol, *named))
        if unknown := unknown_symbol(format, known):
            yield key, show(text), f"symbols that there are; {unknown}"

    def _watched(self) -> Mapping[str, Instrument | None]:
        """Every symbol that is quoted, None for a share that only a sector names."""
        sectors = self._get(("sectors",))
        named = (
            [self._texts(("sectors", name, "members")) or [] for name in sectors or ()]
            if isinstance(sectors, Mapping)
            else []
        )
        of_sectors = {symbol: None for members in named for symbol in members if isinstance(symbol, str)}
        return of_sectors | {instrument.symbol: instrument for instrument in self._universe}

    def _folder(self) -> Iterator[Wrong]:
        key = ("history", "folder")
        folder = self._text(key)
        if folder and not is_printable_line(folder):
            yield key, show(folder), f'{PRINTABLE_LINE}, or ""'
        elif folder and not is_folder(folder):
            yield key, show(folder), FOLDER

    def _calendars(self) -> Iterator[Wrong]:
        yield from check_filters(self._get(("agenda",)), self._get(("events",)), self._shapeless)
        key = ("agenda", "calendars")
        calendars = self._texts(key) or []
        yield from self._list(key, calendars, may_be_empty=True)
        for calendar in calendars:
            if not is_calendar(calendar):
                yield key, show(calendar), CALENDAR


def is_address(text: str) -> bool:
    """Whether the text is the address of a host: http or https, no query, no fragment, no white space."""
    if any(c.isspace() or not c.isprintable() for c in text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not parts.query and not parts.fragment and port != 0
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain


def is_loopback(address: str) -> bool:
    """Whether the address is on this machine."""
    return is_address(address) and is_on_this_machine(address)


def is_calendar(text: str) -> bool:
    """Whether the text is the path of a file, or an address that a calendar may be fetched from."""
    if not text.strip() or not text.isprintable():
        return False
    scheme, separator, _ = text.partition("://")
    if not separator:
        return True
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or port == 0 or " " in text or parts.fragment:
        return False
    return scheme in ("https", "webcal") or (scheme == "http" and is_on_this_machine(text))
