"""English: mainland money in Hong Kong, how much and how unusual that is."""

from __future__ import annotations

from tui.market.instruments import Market
from tui.market.southbound_context import FlowRank
from tui.market.wrap.en_words import (
    closed_for,
    count,
    listed,
    money,
    ordinal,
    sentence,
)
from tui.market.wrap.facts import (
    Progress,
    SouthboundFact,
    WrapFacts,
)
from tui.market.wrap.records import Figure, Name, Number, Phrase
from tui.market.wrap.telling import LEAST_MOST_IN


def southbound(facts: WrapFacts) -> Phrase | None:
    """Mainland money in Hong Kong: how much, and how unusual that is."""
    known = facts.southbound
    if known is None:
        return sentence(("southbound flows are not known",))
    if known.shut:
        return sentence(_shut(known, facts))
    context = known.context
    assert context is not None, "a day that trades has a context, or there is no fact"
    over = known.progress is Progress.ENDED
    if context.net_buy == 0:
        return sentence(("southbound buying and selling were equal" if over else "southbound flows are even so far",))
    bought = context.net_buy > 0
    verb = ("bought" if bought else "sold") if over else f"have {'bought' if bought else 'sold'}"
    phrase: Phrase = (
        f"mainland investors {verb} a net ",
        money("southbound.net_buy", context.net_buy, "HKD"),
        " of Hong Kong shares through Stock Connect",
    )
    if known.old and known.minute is not None:
        hours, minutes = divmod(known.minute, 60)
        clock = Figure("southbound.minute", Number(known.minute, "minute", f"{hours:02d}:{minutes:02d}"))
        phrase = (*phrase, " by ", clock)
    elif not over:
        phrase = (*phrase, " so far")
    if context.disagreement is not None:
        fell = "even as the Hang Seng fell" if bought else "even as the Hang Seng rose"
        phrase = (*phrase, " ", fell if over else fell.replace("fell", "falls").replace("rose", "rises"))
    for part in (
        _rank(context.rank, over=over, bought=bought),
        _usual(known),
        _streak(known, over=over),
        _active(known),
    ):
        phrase = (*phrase, *part)
    return sentence(phrase)


def _shut(known: SouthboundFact, facts: WrapFacts) -> Phrase:
    verb = "is" if facts.is_today else "was"
    phrase: Phrase = (f"southbound Stock Connect {verb} closed",)
    for number, (market, closure) in enumerate(known.shut.items()):
        place = "the mainland" if market is Market.MAINLAND else "Hong Kong"
        between = ", with " if number == 0 else " and "
        phrase = (*phrase, f"{between}{place} shut", *closed_for(closure))
    return phrase


def _rank(rank: FlowRank | None, *, over: bool, bought: bool) -> Phrase:
    """`, the most in 23 days`; where it is not the most for long, its place among the days known."""
    if rank is None:
        return ()
    if rank.most_in >= LEAST_MOST_IN:
        already = "" if over else "already "
        least = "at least " if rank.since is None else ""
        return (f", {already}the most in {least}", count("southbound.most_in", rank.most_in, "days"), " trading days")
    if not over or rank.days < LEAST_MOST_IN:
        return ()
    among = count("southbound.rank_days", rank.days, "days")
    largest = f"largest net {'purchase' if bought else 'sale'} of the last "
    if rank.place == 1:
        return (f", the {largest}", among, " trading days")
    return (", the ", ordinal("southbound.rank", rank.place, "place"), f" {largest}", among, " trading days")


def _usual(known: SouthboundFact) -> Phrase:
    average = known.average
    if average is None:
        return ()
    mean = money("southbound.average", average.net_buy, "HKD")
    side = "a net purchase of " if average.net_buy >= 0 else "a net sale of "
    days = count("southbound.average_days", average.days, "days")
    when = "by this time of day " if average.same_minute else ""
    return (f", against {side}", mean, f" {when}on average over ", days, " days")


def _streak(known: SouthboundFact, *, over: bool) -> Phrase:
    streak = None if known.context is None else known.context.streak
    if streak is None or abs(streak.days) < 2:
        return ()
    side = "buying" if streak.days > 0 else "selling"
    nth = ordinal("southbound.streak_days", abs(streak.days), "days")
    return (f"; it {'was' if over else 'is on course to be'} the ", nth, f" day of net {side} in a row")


def _active(known: SouthboundFact) -> Phrase:
    """`; most active were Tencent (net HK$1.2 billion bought) and Alibaba`."""
    if not known.active:
        return ()
    told: list[Phrase] = []
    for name in known.active:
        if name.net_buy is None or name.net_buy == 0:
            told.append((Name(name.name_en),))
            continue
        side = "bought" if name.net_buy > 0 else "sold"
        net = money(f"southbound.{name.name_en}.net_buy", name.net_buy, "HKD")
        told.append((Name(name.name_en), f" (net {side} ", net, ")"))
    return ("; the most active names were ", *listed(told))
