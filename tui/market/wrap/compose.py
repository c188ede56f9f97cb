"""From facts to a wrap: the sentences of one language, each with its rule and the times of what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tui.market.wrap import (
    en_events,
    en_flows,
    en_markets,
    en_movers,
    zh_events,
    zh_flows,
    zh_markets,
    zh_movers,
)
from tui.market.wrap.facts import WrapFacts
from tui.market.wrap.records import PARAGRAPHS, Language, Phrase, Sentence, Stamp, Wrap
from tui.market.wrap.rules import RULES

Telling = Callable[[WrapFacts], Phrase | None]

GRAMMARS: Mapping[Language, Mapping[str, Telling]] = MappingProxyType(
    {
        "en": {
            "lead": en_markets.lead,
            "mainland": en_markets.mainland,
            "hong_kong": en_markets.hong_kong,
            "turnover": en_markets.turnover,
            "leaders": en_movers.leaders,
            "others": en_movers.others,
            "breadth": en_movers.breadth,
            "southbound": en_flows.southbound,
            "releases": en_events.releases,
            "ahead": en_events.ahead,
        },
        "zh": {
            "lead": zh_markets.lead,
            "mainland": zh_markets.mainland,
            "hong_kong": zh_markets.hong_kong,
            "turnover": zh_markets.turnover,
            "leaders": zh_movers.leaders,
            "others": zh_movers.others,
            "breadth": zh_movers.breadth,
            "southbound": zh_flows.southbound,
            "releases": zh_events.releases,
            "ahead": zh_events.ahead,
        },
    }
)
"""What tells each sentence, by language and id."""


def compose(facts: WrapFacts, language: Language) -> Wrap:
    """The wrap in one language. The same facts always make the same words."""
    sentences: list[Sentence] = []
    for id_ in (id_ for paragraph in PARAGRAPHS for id_ in paragraph):
        phrase = GRAMMARS[language][id_](facts)
        if phrase:
            sentences.append(Sentence(id_, phrase, RULES[id_][language == "zh"], stamps_of(facts, id_)))
    return Wrap(facts.day, facts.now, language, facts.simulated, tuple(sentences), facts.missing)


def stamps_of(facts: WrapFacts, id_: str) -> tuple[Stamp, ...]:
    """Where what a sentence says comes from, and of when it is."""
    match id_:
        case "lead":
            return tuple(market.headline.stamp for market in facts.markets if market.headline is not None)
        case "mainland":
            return tuple(index.stamp for index in facts.mainland.indices)
        case "hong_kong":
            return tuple(index.stamp for index in facts.hong_kong.indices)
        case "turnover":
            return tuple(fact.stamp for fact in facts.turnover)
        case "leaders" | "others":
            return () if facts.sectors is None else facts.sectors.stamps
        case "breadth":
            return () if facts.breadth is None else facts.breadth.stamps
        case "southbound":
            return () if facts.southbound is None else facts.southbound.stamps
        case "releases":
            return tuple(Stamp(fact.event.id, fact.event.source, fact.event.time) for fact in facts.releases)
        case _:
            return tuple(Stamp(fact.event.id, fact.event.source, fact.at) for fact in facts.ahead)
