"""English, the first paragraph: the markets, their indices, and their turnover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui.market.instruments import Market
from tui.market.wrap.en_words import (
    closed_for,
    count,
    day,
    level,
    listed,
    minute,
    money,
    move,
    ordinal,
    percent,
    sector_noun,
    sentence,
)
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

SUBJECTS = {Market.MAINLAND: "China", Market.HONG_KONG: "Hong Kong"}
PLACES = {Market.MAINLAND: "mainland", Market.HONG_KONG: "Hong Kong"}
INDEX_NAMES = {
    "000300.SH": "CSI 300",
    "000001.SH": "Shanghai Composite",
    "HSI": "Hang Seng",
    "HSTECH": "Hang Seng TECH",
}
PAST = {
    1: {Size.EDGED: "edged up", Size.MOVED: "rose", Size.CLIMBED: "climbed", Size.JUMPED: "jumped"},
    -1: {Size.EDGED: "edged down", Size.MOVED: "fell", Size.CLIMBED: "slid", Size.JUMPED: "tumbled"},
}
PRESENT = {
    1: {
        Size.EDGED: "are slightly higher",
        Size.MOVED: "are up",
        Size.CLIMBED: "are well up",
        Size.JUMPED: "are sharply higher",
    },
    -1: {
        Size.EDGED: "are slightly lower",
        Size.MOVED: "are down",
        Size.CLIMBED: "are well down",
        Size.JUMPED: "are sharply lower",
    },
}
NOON = 12


def lead(facts: WrapFacts) -> Phrase | None:
    """How the markets that trade moved, and which sectors led."""
    trading = [market for market in facts.markets if market.closure is None]
    known = [market for market in trading if market.headline is not None]
    if not known:
        return None
    phrase = (*_moves(known, facts), *_led_by(facts))
    for market in trading:
        if market.headline is None:
            phrase = (*phrase, f"; how {PLACES[market.market]} shares moved is not known")
    for market in facts.markets:
        if market.closure is not None:
            verb = "are" if facts.is_today else "were"
            place = "mainland markets" if market.market is Market.MAINLAND else "Hong Kong's markets"
            phrase = (*phrase, f"; {place} {verb} closed", *closed_for(market.closure))
    return sentence(phrase)


def _moves(known: list[MarketFact], facts: WrapFacts) -> Phrase:
    """`China and Hong Kong shares rose on Tuesday`; apart where they did not do the same."""
    predicates = [_predicate(market) for market in known]
    subjects = [SUBJECTS[market.market] for market in known]
    if len(set(predicates)) == 1:
        return (f"{' and '.join(subjects)} shares {predicates[0]}", *_when(facts, known))
    opposed = {market.direction for market in known} == {1, -1}
    over = [is_over(market) for market in known]
    second = f"{subjects[1]} shares {predicates[1]}"
    if over[0] and not over[1]:
        second = f"{subjects[1]} shares, still trading, {predicates[1]}"
    between = " while " if opposed else " and "
    return (f"{subjects[0]} shares {predicates[0]}", *_when(facts, known), f"{between}{second}")


def _predicate(market: MarketFact) -> str:
    over = is_over(market)
    if market.is_mixed:
        return "were mixed" if over else "are mixed"
    assert market.headline is not None, "only known markets are told"
    direction, size = market.direction, size_of(market.headline.change_pct)
    if direction == 0:
        return "were little changed" if over else "are little changed"
    return (PAST if over else PRESENT)[direction][size]


def _when(facts: WrapFacts, known: list[MarketFact]) -> Phrase:
    told = day("day", facts.day, facts.now.date())
    progress = {market.progress for market in known}
    if progress == {Progress.BREAK}:
        return (" at the midday break on ", told)
    if Progress.ENDED in progress:
        return (" on ", told)
    return (" on ", told, " morning" if facts.now.hour < NOON else " afternoon")


def _led_by(facts: WrapFacts) -> Phrase:
    sectors = facts.sectors
    if sectors is None or sectors.direction == 0 or not sectors.leaders:
        return ()
    leaders = listed([(sector_noun(sector),) for sector in sectors.leaders])
    return (", led by ", *leaders) if sectors.direction > 0 else (", with ", *leaders, " falling most")


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
        place = "the mainland" if market.market is Market.MAINLAND else "Hong Kong"
        return sentence((f"the indices of {place} are not known",))
    phrase = joined([_index(told, market.market, facts) for told in indices_told(market)], "; ")
    # The break is told once: with the mainland's indices where both markets have it.
    first = market.market is Market.MAINLAND or facts.mainland.progress is not Progress.BREAK
    at_break = first and market.progress is Progress.BREAK
    return sentence(("at the midday break ", *phrase) if at_break else phrase)


def _index(told: IndexTold, market: Market, facts: WrapFacts) -> Phrase:
    if told.index is None:
        return ("the ", Name(INDEX_NAMES[told.symbol]), " is not known")
    return (*_level(told.index, market, facts), *_claims(told.index, told.claims, again=told.again))


def _level(index: IndexFact, market: Market, facts: WrapFacts) -> Phrase:
    symbol, old = index.symbol, index.old
    figures: Phrase = (
        level(f"{symbol}.last", index.last, old=old),
        " (",
        move(f"{symbol}.change_pct", index.change_pct, market, old=old),
        ")",
    )
    name = Name(INDEX_NAMES[symbol])
    if old:
        return ("the ", name, " was last seen at ", *figures, *_seen(symbol, index.time, facts))
    if not index.final:
        return ("the ", name, " stands at ", *figures)
    size = size_of(index.change_pct)
    if size is Size.FLAT:
        return ("the ", name, " closed little changed at ", *figures)
    return ("the ", name, f" {PAST[1 if index.change_pct > 0 else -1][size]} to ", *figures)


def _seen(symbol: str, time: datetime | None, facts: WrapFacts) -> Phrase:
    if time is None:
        return ()
    at = time.astimezone(facts.now.tzinfo)
    return (" at ", minute(f"{symbol}.time", at))


def _claims(index: IndexFact, claims: Sequence[Claim], *, again: bool) -> Phrase:
    """`, its highest close in over two months and its biggest daily gain in three weeks`."""
    if not claims:
        return ()
    nouns = [_noun(index.symbol, claim) for claim in claims]
    course = "" if index.final else "on course for "
    also = "also " if again else ""
    return (f", {also}{course}its ", *joined([(noun,) for noun in nouns], " and its "))


def _noun(symbol: str, claim: Claim) -> Figure:
    if claim.kind is ClaimKind.RUN:
        placed = ordinal("", claim.days, "days").number.written
        noun = f"{placed} straight {'gain' if claim.gain else 'loss'}"
        return Figure(f"{symbol}.run_days", Number(claim.days if claim.gain else -claim.days, "days", noun))
    since = None if claim.since is None else claim.since.isoformat()
    return Figure(f"{symbol}.{claim.kind}_since", Number(since, "date", claim.words_en))


def turnover(facts: WrapFacts) -> Phrase | None:
    """What changed hands, against the session before and the usual."""
    if not facts.turnover:
        return None
    return sentence(joined([_turnover(fact, facts, number) for number, fact in enumerate(facts.turnover)], "; "))


def _turnover(fact: TurnoverFact, facts: WrapFacts, number: int) -> Phrase:
    context = fact.context
    market = facts.mainland if context.market is Market.MAINLAND else facts.hong_kong
    over = is_over(market)
    place = " in Shanghai and Shenzhen" if context.market is Market.MAINLAND else " in Hong Kong"
    amount = money(f"turnover.{context.currency}", context.turnover, context.currency)
    if number == 0:
        start: Phrase = (f"turnover{place} {'was' if over else 'so far is'} ", amount)
    else:
        start = (f"{place.strip()} it {'was' if over else 'is'} ", amount, "" if over else " so far")
    return (*start, *_against(fact, facts, over=over))


def _against(fact: TurnoverFact, facts: WrapFacts, *, over: bool) -> Phrase:
    context = fact.context
    key = f"turnover.{context.currency}"
    parts: list[Phrase] = []
    previous, average = context.against_previous_pct, context.against_average_pct
    if previous is not None:
        than = "on " if over and not fact.half_day else "at the same time on "
        weekday = day(f"{key}.previous_day", fact.previous_day, facts.now.date())
        if abs(previous) < SAME_TURNOVER_PCT:
            parts.append((f"about as much as {than}", weekday))
        else:
            word = " more than " if previous > 0 else " less than "
            parts.append((percent(f"{key}.against_previous_pct", previous), word, than, weekday))
    if average is not None and context.average_days >= LEAST_AVERAGE_DAYS:
        days = context.average_days
        if days == WHOLE_AVERAGE_DAYS:
            usual: Phrase = ("the ", Figure(f"{key}.average_days", Number(days, "days", f"{days}-day")), " average")
        else:
            usual = ("the average of the ", count(f"{key}.average_days", days, "days"), " days known")
        if abs(average) < SAME_TURNOVER_PCT:
            parts.append(("close to ", *usual))
        else:
            word = " above " if average > 0 else " below "
            parts.append((percent(f"{key}.against_average_pct", average), word, *usual))
    return (", ", *joined(parts, " and ")) if parts else ()
