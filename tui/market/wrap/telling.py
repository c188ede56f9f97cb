"""What is worth telling, whatever the language: the claims of an index, and how far comparisons go."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tui.market.turnover import AVERAGE_SESSIONS
from tui.market.wrap.facts import IndexFact, MarketFact, Progress, WrapFacts

LEAST_RUN_DAYS = 3
"""Gains or losses in a row below which a run is not told."""

SAME_TURNOVER_PCT = 1.0
"""Percent by which turnover may differ and still be "about as much"."""

LEAST_AVERAGE_DAYS = 5
"""Days that an average of turnover must be of, at the least, to be told."""

WHOLE_AVERAGE_DAYS = AVERAGE_SESSIONS
"""Days that the average of turnover is of, if none is missing."""

LEAST_MOST_IN = 5
"""Days among which a flow must be the largest to be told as that; below, its rank is told."""

_ON_COURSE_EN = "on course for its "
_ON_COURSE_ZH = "有望"


class ClaimKind(StrEnum):
    """What an index may claim, in the order of what is told first."""

    CLOSING = "closing"
    BIGGEST = "biggest"
    RUN = "run"


class Claim(Struct, frozen=True):
    """One thing that the index's day is since long ago: `since` the day that reached as far, None if there is none.

    The words leave out "its" and "on course for". Of a run `days` counts, and there are no words.
    """

    kind: ClaimKind
    since: date | None
    words_en: str = ""
    words_zh: str = ""
    days: int = 0
    gain: bool = True


def claims_of(index: IndexFact, most: int) -> list[Claim]:
    """At most so many claims: its close, its move, its run; none without a history that decides them."""
    standing = index.standing
    if standing is None or index.old:
        return []
    found: list[Claim] = []
    if (closing := standing.closing) is not None:
        found.append(
            Claim(ClaimKind.CLOSING, closing.since, _plain_en(closing.phrase_en), _plain_zh(closing.phrase_zh))
        )
    if (biggest := standing.biggest) is not None:
        found.append(
            Claim(ClaimKind.BIGGEST, biggest.since, _plain_en(biggest.phrase_en), _plain_zh(biggest.phrase_zh))
        )
    if (run := standing.run) is not None and abs(run.days) >= LEAST_RUN_DAYS:
        found.append(Claim(ClaimKind.RUN, run.since, days=abs(run.days), gain=run.days > 0))
    return found[:most]


class IndexTold(Struct, frozen=True):
    """One index of a market as it is told: None where it is not known. `again`: the index before claims the same."""

    symbol: str
    index: IndexFact | None
    claims: tuple[Claim, ...] = ()
    again: bool = False


def indices_told(market: MarketFact) -> list[IndexTold]:
    """The market's indices, the headline first; that one may make two claims, the other one."""
    told: list[IndexTold] = []
    for symbol in market.wanted:
        index = market.index(symbol)
        if index is None:
            told.append(IndexTold(symbol, None))
            continue
        claims = tuple(claims_of(index, most=1 if told else 2))
        before = told[0].claims if told else ()
        told.append(IndexTold(symbol, index, claims, again=bool(claims) and claims == before[: len(claims)]))
    return told


def is_over(market: MarketFact) -> bool:
    """Whether the market is told in the past tense."""
    return market.progress is Progress.ENDED


def all_over(facts: WrapFacts) -> bool:
    """Whether no market that trades on the day still does."""
    return all(is_over(market) for market in facts.markets if market.closure is None)


def _plain_en(phrase: str) -> str:
    return phrase.removeprefix(_ON_COURSE_EN)


def _plain_zh(phrase: str) -> str:
    return phrase.removeprefix(_ON_COURSE_ZH)
