"""Chinese, the second paragraph: which sectors and names moved, and how many shares took part."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.breadth import Breadth, WholeMarket
from tui.market.instruments import Market
from tui.market.wrap.facts import (
    SectorFact,
    SectorsFact,
    WrapFacts,
)
from tui.market.wrap.records import Figure, Phrase, joined
from tui.market.wrap.sizes import MOVE_DECIMALS, direction_of
from tui.market.wrap.zh_words import (
    count,
    move,
    names,
    sector_noun,
    sentence,
)

EXCHANGES = {"000001.SH": "沪", "399001.SZ": "深", "899050.BJ": "京"}


def leaders(facts: WrapFacts) -> Phrase | None:
    """The sectors that led, and the names that pulled them; without a common direction the one that did best."""
    sectors = facts.sectors
    if sectors is None or not sectors.leaders:
        return None
    told = joined([_sector(sector) for sector in sectors.leaders], "；")
    if sectors.direction != 0:
        return sentence(("领涨" if sectors.direction > 0 else "领跌", "板块中，", *told))
    return sentence(("所关注板块中，", *_sector(sectors.leaders[0], "表现最好，")))


def _sector(sector: SectorFact, manner: str = "") -> Phrase:
    """`汽车股涨2.73%，其中比亚迪涨5.40%、吉利汽车涨3.80%`."""
    phrase: Phrase = (sector_noun(sector), manner, _sector_move(sector))
    return (*phrase, "，其中", *names(sector.names)) if sector.names else phrase


def _sector_move(sector: SectorFact) -> Figure:
    return move(f"{sector.key}.change_pct", sector.change_pct, sector.market)


def others(facts: WrapFacts) -> Phrase | None:
    """The other sectors, and the most traded names of the one with the most of them."""
    sectors = facts.sectors
    if sectors is None or not sectors.others:
        return None
    if sectors.direction == 0:
        return sentence(_worst(sectors.others, alone=not sectors.leaders))
    phrase = joined(
        [(sector_noun(item), _manner(item, sectors), _sector_move(item)) for item in sectors.others], "，"
    )
    widest = max(sectors.others, key=lambda sector: sector.counted)
    if not widest.names:
        return sentence(phrase)
    place = "港股" if widest.names[0].instrument.market is Market.HONG_KONG else "A股"
    among: Phrase = ("其中",) if len(sectors.others) == 1 else (sector_noun(widest), "中")
    return sentence((*phrase, "；", *among, f"{place}成交最活跃的", *names(widest.names)))


def _manner(sector: SectorFact, sectors: SectorsFact) -> str:
    direction = direction_of(sector.change_pct)
    if direction == 0:
        return "变动不大，" if round(sector.change_pct, MOVE_DECIMALS) else ""
    if direction != sectors.direction:
        return "逆市"
    if not sectors.leaders:
        return ""
    return "表现落后，" if direction > 0 else "相对抗跌，"


def _worst(sectors: Sequence[SectorFact], *, alone: bool) -> Phrase:
    """Without a common direction: the sectors in between, and the one that did worst with its names."""
    *between, last = sectors
    worst = _sector(last, "" if alone else "表现最差，")
    if not between:
        return worst
    middle = joined([(sector_noun(sector), _sector_move(sector)) for sector in between], "、")
    return (*middle, "，居中；", *worst)


def breadth(facts: WrapFacts) -> Phrase | None:
    """How many shares rose and fell: the whole mainland, and those followed here."""
    known = facts.breadth
    if known is None:
        return None
    parts: list[Phrase] = []
    if known.whole is not None:
        parts.append(_whole(known.whole))
    if known.followed is not None:
        parts.append(_followed(known.followed))
    return sentence(joined(parts, "；")) if parts else None


def _whole(whole: WholeMarket) -> Phrase:
    places = "".join(EXCHANGES.get(symbol, symbol) for symbol in whole.symbols)
    number = {1: "市", 2: "两市", 3: "三市"}.get(len(whole.symbols), "各市")
    return (
        f"{places}{number}",
        count("breadth.advancing", whole.advancing),
        "上涨、",
        count("breadth.declining", whole.declining),
        "下跌、",
        count("breadth.unchanged", whole.unchanged),
        "平盘",
    )


def _followed(followed: Breadth) -> Phrase:
    traded = followed.advancing + followed.declining + followed.unchanged
    phrase: Phrase = (
        "所关注的",
        count("followed.traded", traded),
        "有成交的股票中，",
        count("followed.advancing", followed.advancing),
        "上涨、",
        count("followed.declining", followed.declining),
        "下跌",
    )
    if followed.limit_up:
        phrase = (*phrase, "，", count("followed.limit_up", followed.limit_up), "涨停")
    if followed.limit_down:
        phrase = (*phrase, "，", count("followed.limit_down", followed.limit_down), "跌停")
    return phrase
