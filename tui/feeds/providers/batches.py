"""Answers put together: quotes of many instruments in few requests, and large answers read beside the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import ParamSpec, TypeVar

from tui.feeds.answers import Answer, Fetched, QuoteBatch, Simulation
from tui.feeds.errors import FailureKind, FeedError
from tui.feeds.providers import NO_HEADERS, Getter
from tui.feeds.providers.wire_numbers import UnreadableRow
from tui.market.instruments import Instrument
from tui.market.quotes import Quote

Row = TypeVar("Row")
Record = TypeVar("Record")
Arguments = ParamSpec("Arguments")


def matched(
    instruments: Mapping[str, Instrument],
    rows: Mapping[str, Row],
    read: Callable[[str, Row, Instrument], Quote],
) -> QuoteBatch:
    """The quotes of those rows whose key was asked for, never by order; the others with the reason."""
    quotes = []
    missing = []
    for key, instrument in instruments.items():
        row = rows.get(key)
        if row is None:
            missing.append((instrument.symbol, "not in the answer"))
            continue
        try:
            quotes.append(read(key, row, instrument))
        except UnreadableRow as problem:
            missing.append((instrument.symbol, str(problem)))
    return QuoteBatch(tuple(quotes), tuple(missing))


async def fetch_in_batches(
    client: Getter,
    instruments: Sequence[Instrument],
    *,
    provider: str,
    key_of: Callable[[Instrument], str | None],
    size: int,
    url_of: Callable[[Sequence[str]], str],
    parse: Callable[[Answer, Mapping[str, Instrument]], QuoteBatch],
    headers: Mapping[str, str] = NO_HEADERS,
) -> Fetched[QuoteBatch]:
    """Ask for all that the provider has a code for, one request after the other. Raises FeedError if one fails."""
    keyed: dict[str, Instrument] = {}
    missing: list[tuple[str, str]] = []
    for instrument in instruments:
        key = key_of(instrument)
        if key is None:
            missing.append((instrument.symbol, f"{provider} has no code for it"))
        else:
            keyed[key] = instrument
    quotes: list[Quote] = []
    answers: list[Answer] = []
    keys = list(keyed)
    for start in range(0, len(keys), size):
        batch = keys[start : start + size]
        answer = await client.get(url_of(batch), headers=headers)
        parsed = parse(answer, {key: keyed[key] for key in batch})
        answers.append(answer)
        quotes.extend(parsed.quotes)
        missing.extend(parsed.missing)
    return Fetched(QuoteBatch(tuple(quotes), tuple(missing)), slowest(answers), newest_simulation(answers))


async def aside(parse: Callable[Arguments, Record], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Record:
    """What a parser makes of a large answer, in a thread: a thousand rows take ten milliseconds. Raises as it."""
    return await asyncio.to_thread(parse, *args, **kwargs)


def slowest(answers: Sequence[Answer]) -> float:
    """The latency of the slowest answer, real seconds; zero if nothing was asked."""
    return max((answer.latency for answer in answers), default=0.0)


def newest_simulation(answers: Sequence[Answer]) -> Simulation | None:
    """The simulation with the newest market moment behind the answers. Raises FeedError (MIXED) if some are real."""
    simulations = [answer.simulation for answer in answers if answer.simulation is not None]
    if simulations and len(simulations) < len(answers):
        raise FeedError(FailureKind.MIXED, "of the parts of one answer some are simulated and some are not")
    return max(simulations, key=lambda simulation: simulation.moment, default=None)
