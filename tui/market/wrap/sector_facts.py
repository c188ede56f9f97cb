"""Which sectors led the day, and which names are told of each.

A sector's move is weighted by free-float value. Names are told once a company, by its H share where that trades:

* of a leading sector, those that pulled it up (or down) the most: float value × (the share's move - the sector's),
  summed over the company's share classes, among companies of the Hang Seng or the CSI 300;
* of the other sectors, the most traded ones in Hong Kong; on a day without Hong Kong, on the mainland. Amounts in HKD
  and CNY are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from tui.market.freshness import NOT_TRADED
from tui.market.health import Feed
from tui.market.instruments import Instrument, Market
from tui.market.sectors import Member, SectorView, sector_view
from tui.market.wrap.facts import NameFact, SectorFact, SectorsFact
from tui.market.wrap.reading import Reading
from tui.market.wrap.records import Missing, Stamp
from tui.market.wrap.sizes import direction_of

HEADLINE_INDICES = frozenset({"HSI", "CSI300"})
"""Names are told of the companies in the indices that the wrap tells of; where a sector has none, of all."""

NAMES_TOLD = 3
MOST_LEADERS = 2
LEAD_DECIMALS = 1
"""A sector leads only if its move, as it is written with so many decimals, is larger than that of the next one."""

LEAST_COVERED = 0.5
"""The part of a sector's members that must have a fresh price, or nothing is said of it."""

NAMED_MISSING = 3


class NamedSector(Protocol):
    """A sector as settings have it: its names, and its members' canonical symbols."""

    @property
    def name_en(self) -> str:
        """In English."""

    @property
    def name_zh(self) -> str:
        """In Chinese."""

    @property
    def members(self) -> tuple[str, ...]:
        """Canonical symbols."""


def sectors_fact(
    reading: Reading, sectors: Mapping[str, NamedSector], direction: int, missing: list[Missing]
) -> SectorsFact | None:
    """The sectors (by their keys), the strongest first, of those whose members have prices; None if none has."""
    views = {key: _view(reading, key, sector.members, missing) for key, sector in sectors.items()}
    known = [(key, view) for key, view in views.items() if view is not None]
    moved = [(key, view, view.change_pct) for key, view in known if view.change_pct is not None]
    if not moved:
        return None
    moved.sort(key=lambda item: -item[2] * (direction or 1))
    leading = _leading([change for _, _, change in moved], direction)
    leaders = tuple(_fact(key, sectors[key], view, change, leads=True) for key, view, change in moved[:leading])
    apart = direction == 0
    others = tuple(_fact(key, sectors[key], view, change, leads=apart) for key, view, change in moved[leading:])
    members = [item for _, view, _ in moved for item in view.members]
    return SectorsFact(direction, leaders, others, _stamps(members))


def _leading(changes: Sequence[float], direction: int) -> int:
    """How many of the sectors, the strongest first, lead: at most two, and never all of them.

    Without a common direction the one that did best is told first, if there is more than one.
    """
    if direction == 0:
        return 1 if len(changes) > 1 else 0
    steps = [round(change * direction, LEAD_DECIMALS) for change in changes]
    return next(
        (
            count
            for count in range(min(MOST_LEADERS, len(steps) - 1), 0, -1)
            if direction_of(changes[count - 1]) == direction and steps[count - 1] > steps[count]
        ),
        0,
    )


def _view(reading: Reading, key: str, symbols: Sequence[str], missing: list[Missing]) -> SectorView | None:
    known = (reading.state.universe.get(symbol) for symbol in symbols)
    members = [item for item in known if item is not None and reading.trades(item.market)]
    if not members:
        return None
    view = sector_view(members, reading.fresh_quote)
    lacking = [item.instrument.symbol for item in view.members if _is_lacking(reading, item)]
    if lacking:
        more = len(lacking) - NAMED_MISSING
        names = ", ".join(lacking[:NAMED_MISSING]) + (f" and {more} more" if more > 0 else "")
        missing.append(Missing(f"{key}: {names}", *reading.why_missing(Feed.QUOTES, lacking[0])))
    priced = len(members) - view.without_price
    return view if priced >= LEAST_COVERED * len(members) else None


def _is_lacking(reading: Reading, item: Member) -> bool:
    """Whether a member should have a price of the day: one that is suspended has none, and that is known."""
    if item.quote is not None:
        return False
    symbol = item.instrument.symbol
    held = reading.state.quotes.get(symbol)
    if held is None or reading.is_old(symbol):
        return True
    return reading.held(symbol) is None and held.value.state not in NOT_TRADED


def _fact(key: str, sector: NamedSector, view: SectorView, change_pct: float, *, leads: bool) -> SectorFact:
    names = _pulling(view.members, change_pct) if leads else _most_traded(view.members)
    counted = len(view.members) - view.without_price - view.without_weight
    return SectorFact(key, sector.name_en, sector.name_zh, change_pct, counted, names, view.market)


def _pulling(members: Sequence[Member], sector_pct: float) -> tuple[NameFact, ...]:
    """The companies that pulled the sector the most in its own direction, and beyond its move."""
    direction = direction_of(sector_pct)
    if direction == 0:
        return ()
    companies = [company for company in _companies(members) if _is_in_headline_index(company)]
    pulls = [
        (pull, told)
        for company in companies or _companies(members)
        if (told := _told(company)).change_pct is not None
        and (told.change_pct - sector_pct) * direction >= 0
        and direction_of(told.change_pct) == direction
        and (pull := direction * sum(_pull(item, sector_pct) for item in company)) > 0
    ]
    pulls.sort(key=lambda pair: (-pair[0], pair[1].instrument.symbol))
    return _names(told for _, told in pulls[:NAMES_TOLD])


def _most_traded(members: Sequence[Member]) -> tuple[NameFact, ...]:
    """The most traded names of Hong Kong, else of the mainland."""
    for market in (Market.HONG_KONG, Market.MAINLAND):
        traded = [
            (item.quote.turnover, item)
            for item in members
            if item.instrument.market is market
            and item.change_pct is not None
            and item.quote is not None
            and item.quote.turnover
        ]
        if traded:
            traded.sort(key=lambda pair: (-pair[0], pair[1].instrument.symbol))
            return _names(item for _, item in traded[:NAMES_TOLD])
    return ()


def _companies(members: Sequence[Member]) -> list[list[Member]]:
    """The members by company: both classes of one together."""
    in_order = sorted(members, key=lambda item: (_company(item.instrument), item.instrument.symbol))
    return [list(group) for _, group in groupby(in_order, key=lambda item: _company(item.instrument))]


def _company(instrument: Instrument) -> str:
    return min(instrument.symbol, instrument.pair or instrument.symbol)


def _is_in_headline_index(company: Sequence[Member]) -> bool:
    return any(HEADLINE_INDICES & set(item.instrument.member_of) for item in company)


def _told(company: Sequence[Member]) -> Member:
    """The share class that is told: the H share if it has a move, else the other."""
    moved = [item for item in company if item.change_pct is not None]
    in_order = sorted(moved or company, key=lambda item: item.instrument.market is not Market.HONG_KONG)
    return in_order[0]


def _pull(item: Member, sector_pct: float) -> float:
    if item.weight is None or item.change_pct is None:
        return 0.0
    return item.weight * (item.change_pct - sector_pct)


def _names(members: Iterable[Member]) -> tuple[NameFact, ...]:
    return tuple(NameFact(item.instrument, item.change_pct) for item in members if item.change_pct is not None)


def _stamps(members: Sequence[Member]) -> tuple[Stamp, ...]:
    """The oldest and newest stamp among the shares, and who gave them."""
    quotes = [item.quote for item in members if item.quote is not None and item.quote.time is not None]
    if not quotes:
        return ()
    providers = "+".join(sorted({quote.provider for quote in quotes}))
    times = [quote.time for quote in quotes if quote.time is not None]
    return (Stamp("shares, oldest", providers, min(times)), Stamp("shares, newest", providers, max(times)))
