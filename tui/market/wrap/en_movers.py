"""English, the second paragraph: which sectors and names moved, and how many shares took part."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.breadth import Breadth, WholeMarket
from tui.market.wrap.en_markets import PLACES
from tui.market.wrap.en_words import (
    count,
    in_words,
    listed,
    move,
    names,
    sector_noun,
    sentence,
)
from tui.market.wrap.facts import (
    SectorFact,
    SectorsFact,
    WrapFacts,
)
from tui.market.wrap.records import Figure, Phrase, joined
from tui.market.wrap.sizes import direction_of
from tui.market.wrap.telling import all_over, is_over

EXCHANGES = {"000001.SH": "Shanghai", "399001.SZ": "Shenzhen", "899050.BJ": "Beijing"}


def leaders(facts: WrapFacts) -> Phrase | None:
    """The sectors that led, and the names that pulled them; without a common direction the one that did best."""
    sectors = facts.sectors
    if sectors is None or not sectors.leaders:
        return None
    over = all_over(facts)
    if sectors.direction != 0:
        # Each leader brings a list of names along, so that the list of leaders needs a comma before its "and".
        told = joined([_sector(sector) for sector in sectors.leaders], ", and ")
        side = "gains" if sectors.direction > 0 else "losses"
        return sentence((f"leading the {side} {'were' if over else 'are'} ", *told))
    fell = sectors.leaders[0].change_pct < 0
    best = "held up" if fell else "did"
    if not over:
        best = "are holding up" if fell else "are doing"
    noun = sector_noun(sectors.leaders[0])
    rest = _sector(sectors.leaders[0])[1:]
    return sentence(("of the sectors followed here ", noun, f" {best} best", *rest))


def _sector(sector: SectorFact) -> Phrase:
    """`carmakers (+2.7 %), with BYD (+5.4 %) and Geely (+3.8 %)`."""
    phrase: Phrase = (sector_noun(sector), " (", _sector_move(sector), ")")
    return (*phrase, ", with ", *names(sector.names)) if sector.names else phrase


def _sector_move(sector: SectorFact) -> Figure:
    return move(f"{sector.key}.change_pct", sector.change_pct, sector.market)


def others(facts: WrapFacts) -> Phrase | None:
    """The other sectors, and the most traded names of the one with the most of them."""
    sectors = facts.sectors
    if sectors is None or not sectors.others:
        return None
    over = all_over(facts)
    if sectors.direction == 0:
        return sentence(_worst(sectors.others, over=over, alone=not sectors.leaders))
    told: list[Phrase] = [
        (sector_noun(sector), f" {_manner(sector, sectors, over=over)} (", _sector_move(sector), ")")
        for sector in sectors.others
    ]
    phrase = listed(told)
    widest = max(sectors.others, key=lambda sector: sector.counted)
    if not widest.names:
        return sentence(phrase)
    place = PLACES[widest.names[0].instrument.market]
    where = f"{'on the ' if place == 'mainland' else 'in '}{place}"
    among: Phrase = (" among them",) if len(sectors.others) == 1 else (" among ", sector_noun(widest))
    verb = "were" if over else "are"
    if len(widest.names) == 1:
        verb = "was" if over else "is"
    return sentence((*phrase, "; most traded", *among, f" {where} {verb} ", *names(widest.names)))


def _manner(sector: SectorFact, sectors: SectorsFact, *, over: bool) -> str:
    """What a sector did beside the leaders."""
    direction = direction_of(sector.change_pct)
    if direction == 0:
        return "were little changed" if over else "are little changed"
    if direction != sectors.direction:
        return "went the other way" if over else "are going the other way"
    if not sectors.leaders:
        return {(1, True): "rose", (1, False): "are up", (-1, True): "fell", (-1, False): "are down"}[direction, over]
    if direction > 0:
        return "lagged" if over else "are lagging"
    return "held up better" if over else "are holding up better"


def _worst(sectors: Sequence[SectorFact], *, over: bool, alone: bool) -> Phrase:
    """Without a common direction: the sectors in between, and the one that did worst with its names."""
    *between, last = sectors
    if alone:
        return (sector_noun(last), f" {'stood' if over else 'stand'} at ", _sector_move(last))
    worst: Phrase = (sector_noun(last), f" {'did' if over else 'are doing'} worst (", _sector_move(last), ")")
    worst = (*worst, ", with ", *names(last.names)) if last.names else worst
    if not between:
        return worst
    middle = listed([(sector_noun(sector), " (", _sector_move(sector), ")") for sector in between])
    return (*middle, f" {'came' if over else 'come'} in between, and ", *worst)


def breadth(facts: WrapFacts) -> Phrase | None:
    """How many shares rose and fell: the whole mainland, and those followed here."""
    known = facts.breadth
    if known is None:
        return None
    over = all_over(facts)
    parts: list[Phrase] = []
    if known.whole is not None:
        parts.append(_whole(known.whole, over=is_over(facts.mainland)))
    if known.followed is not None:
        parts.append(_followed(known.followed, over=over))
    return sentence(joined(parts, "; ")) if parts else None


def _whole(whole: WholeMarket, *, over: bool) -> Phrase:
    places = listed([(EXCHANGES.get(symbol, symbol),) for symbol in whole.symbols])
    return (
        "in ",
        *places,
        " ",
        count("breadth.advancing", whole.advancing),
        f" shares {'rose' if over else 'are up'} and ",
        count("breadth.declining", whole.declining),
        f" {'fell' if over else 'are down'}, with ",
        count("breadth.unchanged", whole.unchanged),
        " unchanged",
    )


def _followed(followed: Breadth, *, over: bool) -> Phrase:
    traded = followed.advancing + followed.declining + followed.unchanged
    phrase: Phrase = (
        "of the ",
        count("followed.traded", traded),
        f" shares followed here that {'traded' if over else 'trade'}, ",
        count("followed.advancing", followed.advancing),
        " rose and " if over else " are up and ",
        count("followed.declining", followed.declining),
        " fell" if over else " are down",
    )
    limits: list[Phrase] = []
    if followed.limit_up:
        limits.append((in_words("followed.limit_up", followed.limit_up), " at the upper price limit"))
    if followed.limit_down:
        lower = " at the lower one" if followed.limit_up else " at the lower price limit"
        limits.append((in_words("followed.limit_down", followed.limit_down), lower))
    return (*phrase, ", ", *listed(limits)) if limits else phrase
