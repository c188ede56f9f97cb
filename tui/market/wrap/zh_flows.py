"""Chinese: mainland money in Hong Kong, how much and how unusual that is."""

from __future__ import annotations

from tui.market.southbound_context import FlowRank
from tui.market.wrap.facts import (
    Progress,
    SouthboundFact,
    WrapFacts,
)
from tui.market.wrap.records import Figure, Name, Number, Phrase
from tui.market.wrap.telling import LEAST_MOST_IN
from tui.market.wrap.zh_markets import PLACES
from tui.market.wrap.zh_words import (
    count,
    listed,
    money,
    number_word,
    sentence,
)


def southbound(facts: WrapFacts) -> Phrase | None:
    """Mainland money in Hong Kong: how much, and how unusual that is."""
    known = facts.southbound
    if known is None:
        return sentence(("南向资金数据暂缺",))
    if known.shut:
        return sentence(_shut(known, facts))
    context = known.context
    assert context is not None, "a day that trades has a context, or there is no fact"
    over = known.progress is Progress.ENDED
    if context.net_buy == 0:
        return sentence(("南向资金买卖相抵",))
    bought = context.net_buy > 0
    since: Phrase = () if over else ("目前",)
    if known.old and known.minute is not None:
        hours, minutes = divmod(known.minute, 60)
        since = ("截至", Figure("southbound.minute", Number(known.minute, "minute", f"{hours:02d}:{minutes:02d}")))
    phrase: Phrase = (
        "南向资金",
        *since,
        "净买入" if bought else "净卖出",
        money("southbound.net_buy", context.net_buy, "HKD"),
    )
    if context.disagreement is not None:
        phrase = ("恒指下跌之际，" if bought else "恒指上涨之际，", *phrase)
    for part in (_rank(context.rank, over=over, bought=bought), _usual(known), _streak(known, over=over)):
        phrase = (*phrase, *part)
    return sentence((*phrase, *_active(known)))


def _shut(known: SouthboundFact, facts: WrapFacts) -> Phrase:
    phrase: Phrase = ("今日无港股通交易：" if facts.is_today else "当日无港股通交易：",)
    for number, (market, closure) in enumerate(known.shut.items()):
        phrase = (*phrase, "，" if number else "", f"{PLACES[market]}因", Name(closure.name_zh), "休市")
    return phrase


def _rank(rank: FlowRank | None, *, over: bool, bought: bool) -> Phrase:
    """`，为至少23个交易日最大`; where it is not the most for long, its place among the days known."""
    if rank is None:
        return ()
    if rank.most_in >= LEAST_MOST_IN:
        least = "至少" if rank.since is None else ""
        days = count("southbound.most_in", rank.most_in, "days", "个交易日")
        return (f"，{'' if over else '已'}为{least}", days, "来最多")
    if not over or rank.days < LEAST_MOST_IN:
        return ()
    among = count("southbound.rank_days", rank.days, "days", "个交易日")
    side = "净买入" if bought else "净卖出"
    if rank.place == 1:
        return ("，为近", among, f"最大{side}")
    place = Figure("southbound.rank", Number(rank.place, "place", f"第{rank.place}位"))
    return ("，在近", among, f"{side}中排", place)


def _usual(known: SouthboundFact) -> Phrase:
    average = known.average
    if average is None:
        return ()
    days = count("southbound.average_days", average.days, "days", "日")
    when = "同一时刻" if average.same_minute else "日均"
    side = "净买入" if average.net_buy >= 0 else "净卖出"
    mean = money("southbound.average", average.net_buy, "HKD")
    told: Phrase = ("，此前", days, when, "平均" if average.same_minute else "", side, mean)
    return tuple(part for part in told if part != "")


def _streak(known: SouthboundFact, *, over: bool) -> Phrase:
    streak = None if known.context is None else known.context.streak
    if streak is None or abs(streak.days) < 2:
        return ()
    side = "净买入" if streak.days > 0 else "净卖出"
    text = f"第{number_word(abs(streak.days)).replace('两', '二')}个交易日"
    nth = Figure("southbound.streak_days", Number(abs(streak.days), "days", text))
    return ("，为连续" if over else "，有望成为连续", nth, side)


def _active(known: SouthboundFact) -> Phrase:
    """`；最活跃的为腾讯控股（净买入12.0亿港元）及阿里巴巴`."""
    if not known.active:
        return ()
    told: list[Phrase] = []
    for name in known.active:
        if name.net_buy is None or name.net_buy == 0:
            told.append((Name(name.name_zh),))
            continue
        net = money(f"southbound.{name.name_en}.net_buy", name.net_buy, "HKD")
        told.append((Name(name.name_zh), "（净买入" if name.net_buy > 0 else "（净卖出", net, "）"))
    return ("；成交最活跃的为", *listed(told))
