"""Chinese, the first paragraph: the markets, their indices, and their turnover."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.instruments import Market
from tui.market.wrap.facts import IndexFact, MarketFact, Progress, TurnoverFact, WrapFacts
from tui.market.wrap.records import Figure, Name, Number, Phrase, joined
from tui.market.wrap.sizes import Size, size_of
from tui.market.wrap.telling import (
    LEAST_AVERAGE_DAYS,
    SAME_TURNOVER_PCT,
    WHOLE_AVERAGE_DAYS,
    Claim,
    ClaimKind,
    IndexTold,
    indices_told,
    is_over,
)
from tui.market.wrap.zh_words import (
    count,
    day,
    idiomatic,
    index_move,
    level,
    minute,
    money,
    number_word,
    percent,
    sector_noun,
    sentence,
)

SUBJECTS = {Market.MAINLAND: "A股", Market.HONG_KONG: "港股"}
PLACES = {Market.MAINLAND: "内地", Market.HONG_KONG: "香港"}
TURNOVER_PLACES = {Market.MAINLAND: "沪深两市", Market.HONG_KONG: "港股"}
INDEX_NAMES = {
    "000300.SH": "沪深300指数",
    "000001.SH": "上证综指",
    "HSI": "恒生指数",
    "HSTECH": "恒生科技指数",
}
PREDICATES = {
    1: {Size.EDGED: "小幅上涨", Size.MOVED: "上涨", Size.CLIMBED: "大涨", Size.JUMPED: "飙升"},
    -1: {Size.EDGED: "小幅下跌", Size.MOVED: "下跌", Size.CLIMBED: "大跌", Size.JUMPED: "重挫"},
}
NOON = 12


def lead(facts: WrapFacts) -> Phrase | None:
    """How the markets that trade moved, and which sectors led."""
    trading = [market for market in facts.markets if market.closure is None]
    known = [market for market in trading if market.headline is not None]
    if not known:
        return None
    phrase = (*_when(facts, known), *_moves(known), *_led_by(facts))
    for market in trading:
        if market.headline is None:
            phrase = (*phrase, f"；{SUBJECTS[market.market]}走势不明")
    for market in facts.markets:
        if market.closure is not None:
            phrase = (*phrase, f"；{PLACES[market.market]}因", Name(market.closure.name_zh), "休市")
    return sentence(phrase)


def _moves(known: list[MarketFact]) -> Phrase:
    """`A股与港股双双上涨`; apart where they did not do the same."""
    predicates = [_predicate(market) for market in known]
    subjects = [SUBJECTS[market.market] for market in known]
    over = [is_over(market) for market in known]
    if len(known) == 1:
        return (f"{subjects[0]}{predicates[0]}",)
    if len(set(over)) == 1 and len(set(predicates)) == 1:
        both = "均" if known[0].direction == 0 else "双双"
        return (f"{'与'.join(subjects)}{both}{predicates[0]}",)
    told = [
        f"{subject}{'尾盘' if not ended and any(over) else ''}{predicate}"
        for subject, predicate, ended in zip(subjects, predicates, over, strict=True)
    ]
    if over[0] and not over[1]:
        told[0] = f"{subjects[0]}收盘{predicates[0]}"
    return ("，".join(told),)


def _predicate(market: MarketFact) -> str:
    if market.is_mixed:
        return "涨跌互现"
    assert market.headline is not None, "only known markets are told"
    direction, size = market.direction, size_of(market.headline.change_pct)
    return "基本持平" if direction == 0 else PREDICATES[direction][size]


def _when(facts: WrapFacts, known: list[MarketFact]) -> Phrase:
    told = day("day", facts.day, facts.now.date())
    progress = {market.progress for market in known}
    if progress == {Progress.BREAK}:
        return (told, "午间休市，")
    if Progress.ENDED in progress:
        return (told, "，")
    return (told, "早盘，" if facts.now.hour < NOON else "午后，")


def _led_by(facts: WrapFacts) -> Phrase:
    sectors = facts.sectors
    if sectors is None or sectors.direction == 0 or not sectors.leaders:
        return ()
    leaders = joined([(sector_noun(sector),) for sector in sectors.leaders], "、")
    return ("，", *leaders, "领涨" if sectors.direction > 0 else "领跌")


def mainland(facts: WrapFacts) -> Phrase | None:
    """The two indices of the mainland."""
    return _indices(facts.mainland, facts)


def hong_kong(facts: WrapFacts) -> Phrase | None:
    """The two indices of Hong Kong."""
    return _indices(facts.hong_kong, facts)


def _indices(market: MarketFact, facts: WrapFacts) -> Phrase | None:
    if market.closure is not None:
        return None
    if not market.indices:
        return sentence((f"{PLACES[market.market]}指数暂缺",))
    return sentence(joined([_index(told, market, facts) for told in indices_told(market)], "；"))


def _index(told: IndexTold, market: MarketFact, facts: WrapFacts) -> Phrase:
    if told.index is None:
        return (Name(INDEX_NAMES[told.symbol]), "暂缺")
    return (*_level(told.index, market, facts), *_claims(told.index, told.claims, again=told.again))


def _level(index: IndexFact, market: MarketFact, facts: WrapFacts) -> Phrase:
    symbol, old = index.symbol, index.old
    name = Name(INDEX_NAMES[symbol])
    figures: Phrase = (
        level(f"{symbol}.last", index.last, old=old),
        "，",
        index_move(f"{symbol}.change_pct", index.change_pct, market.market, old=old),
    )
    if old:
        at = () if index.time is None else (minute(f"{symbol}.time", index.time.astimezone(facts.now.tzinfo)),)
        return (name, "最后一次报价为", *at, "的" if at else "", *figures)
    if index.final:
        return (name, "收报", *figures)
    return (name, "午盘报" if market.progress is Progress.BREAK else "现报", *figures)


def _claims(index: IndexFact, claims: Sequence[Claim], *, again: bool) -> Phrase:
    """`，创逾两个月收盘新高及近八个月来最大单日涨幅`, `，录得三连涨`."""
    if not claims:
        return ()
    records = [claim for claim in claims if claim.kind is not ClaimKind.RUN]
    runs = [claim for claim in claims if claim.kind is ClaimKind.RUN]
    course = "" if index.final else "有望"
    also = "亦" if again else ""
    phrase: Phrase = ()
    if records:
        phrase = (f"，{also}{course}创", *joined([(_record(index.symbol, claim),) for claim in records], "及"))
    for claim in runs:
        phrase = (*phrase, f"，{also}{course}录得", _run(index.symbol, claim))
    return phrase


def _record(symbol: str, claim: Claim) -> Figure:
    since = None if claim.since is None else claim.since.isoformat()
    words = idiomatic(claim.words_zh).removeprefix("创")
    return Figure(f"{symbol}.{claim.kind}_since", Number(since, "date", words))


def _run(symbol: str, claim: Claim) -> Figure:
    words = f"{number_word(claim.days)}连{'涨' if claim.gain else '跌'}"
    return Figure(f"{symbol}.run_days", Number(claim.days if claim.gain else -claim.days, "days", words))


def turnover(facts: WrapFacts) -> Phrase | None:
    """What changed hands, against the session before and the usual."""
    if not facts.turnover:
        return None
    return sentence(joined([_turnover(fact, facts) for fact in facts.turnover], "；"))


def _turnover(fact: TurnoverFact, facts: WrapFacts) -> Phrase:
    context = fact.context
    over = is_over(facts.mainland if context.market is Market.MAINLAND else facts.hong_kong)
    amount = money(f"turnover.{context.currency}", context.turnover, context.currency)
    start: Phrase = (f"{TURNOVER_PLACES[context.market]}{'成交额' if over else '目前成交额'}", amount)
    return (*start, *_against(fact, facts, over=over))


def _against(fact: TurnoverFact, facts: WrapFacts, *, over: bool) -> Phrase:
    context = fact.context
    key = f"turnover.{context.currency}"
    parts: list[Phrase] = []
    previous, average = context.against_previous_pct, context.against_average_pct
    if previous is not None:
        weekday = day(f"{key}.previous_day", fact.previous_day, facts.now.date())
        than = "" if over and not fact.half_day else "同一时刻"
        if abs(previous) < SAME_TURNOVER_PCT:
            parts.append(("与", weekday, f"{than}大致相当"))
        else:
            word = "增加" if previous > 0 else "减少"
            parts.append(("较", weekday, f"{than}{word}", percent(f"{key}.against_previous_pct", previous)))
    if average is not None and context.average_days >= LEAST_AVERAGE_DAYS:
        days = count(f"{key}.average_days", context.average_days, "days", "日")
        usual: Phrase = (days, "均值") if context.average_days == WHOLE_AVERAGE_DAYS else ("已知", days, "均值")
        if abs(average) < SAME_TURNOVER_PCT:
            parts.append(("接近", *usual))
        else:
            word = "高" if average > 0 else "低"
            parts.append(("较", *usual, word, percent(f"{key}.against_average_pct", average)))
    return ("，", *joined(parts, "，")) if parts else ()
