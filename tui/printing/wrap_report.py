"""What `cnhk wrap --json` says, as typed records.

Numbers in their units: percent as percent (1.6 means +1.6 %), index points, amounts in single HKD or CNY, days as
ISO dates. `written` is how a number stands in its sentence. Times are ISO 8601 with offset.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from tui.choices import Language
from tui.market.wrap.records import Number, Sentence, Wrap
from tui.printing.report import Gap
from widgets.text import plain

PLACES = 4
"""Decimals that computed numbers are rounded to: well below what any sentence says."""

SECTION = "wrap"


class NumberLine(Struct, frozen=True, kw_only=True):
    """One number of a sentence. `value` is None where the number is a day that the history does not have."""

    value: float | str | None
    unit: str
    written: str


class SourceLine(Struct, frozen=True, kw_only=True):
    """Where something in a sentence comes from: the provider, and its own time, or the day."""

    what: str
    provider: str
    time: datetime | date | None


class SentenceLine(Struct, frozen=True, kw_only=True):
    """One sentence, every number in it by name, the rule that it was made by, and what it rests on."""

    id: str
    text: str
    numbers: dict[str, NumberLine]
    rule: str
    sources: tuple[SourceLine, ...]


class WrapReport(Struct, frozen=True, kw_only=True):
    """The wrap of `day`. `missing`: what it should have said and could not, or only from old data."""

    as_of: datetime
    day: date
    simulated: bool
    language: Language
    sentences: tuple[SentenceLine, ...]
    missing: tuple[Gap, ...]


def wrap_report(wrap: Wrap) -> WrapReport:
    """The wrap as its JSON has it."""
    return WrapReport(
        as_of=wrap.as_of.replace(microsecond=0),
        day=wrap.day,
        simulated=wrap.simulated,
        language=wrap.language,
        sentences=tuple(_sentence(sentence) for sentence in wrap.sentences),
        missing=gaps_of(wrap),
    )


def gaps_of(wrap: Wrap) -> tuple[Gap, ...]:
    """What is missing, as every printing command tells it."""
    return tuple(Gap(section=SECTION, what=plain(item.what), reason=plain(item.reason_en)) for item in wrap.missing)


def _sentence(sentence: Sentence) -> SentenceLine:
    return SentenceLine(
        id=sentence.id,
        text=plain(sentence.text),
        numbers={name: _number(number) for name, number in sentence.numbers.items()},
        rule=sentence.rule,
        sources=tuple(
            SourceLine(what=stamp.what, provider=stamp.provider, time=stamp.time) for stamp in sentence.stamps
        ),
    )


def _number(number: Number) -> NumberLine:
    value = round(number.value, PLACES) if isinstance(number.value, float) else number.value
    return NumberLine(value=value, unit=number.unit, written=plain(number.written))
