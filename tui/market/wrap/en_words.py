"""English for a wrap: how figures are written, and lists put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tui.market.calendars import Closure
from tui.market.instruments import Market
from tui.market.wrap.facts import NameFact, SectorFact
from tui.market.wrap.records import Figure, Fragment, Name, Number, Phrase, joined
from tui.market.wrap.sizes import FLAT_BELOW_PCT, MOVE_DECIMALS, role_of

TRILLION, BILLION, MILLION = 1e12, 1e9, 1e6
WEEK = 7

ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
CARDINALS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
QUARTERS = ("first", "second", "third", "fourth")

SECTORS = {("banks", "Banks"): "banks", ("autos", "Autos"): "carmakers", ("tech", "Tech"): "technology shares"}
"""What the shipped sectors are called in a sentence, as long as nobody renamed them."""


def move(name: str, change_pct: float, market: Market | None, *, old: bool = False) -> Figure:
    """`+1.6 %`, in the colour of its direction in that market; moves too small for one decimal with two."""
    decimals = MOVE_DECIMALS if abs(round(change_pct, MOVE_DECIMALS)) < FLAT_BELOW_PCT else 1
    text = f"{change_pct:+.{decimals}f}"
    if float(text) == 0:
        text = text[1:]
    return Figure(name, Number(change_pct, "%", f"{text} %"), "stale" if old else role_of(change_pct), market)


def level(name: str, value: float, *, old: bool = False) -> Figure:
    """`23,597.97`."""
    return Figure(name, Number(value, "points", f"{value:,.2f}"), "stale" if old else "figure")


def percent(name: str, value: float) -> Figure:
    """`8 %`: how much more or less than something, without its sign."""
    return Figure(name, Number(value, "%", f"{abs(value):,.0f} %"))


def money(name: str, value: float, currency: str) -> Figure:
    """`HK$226.0 billion`, `1.17 trillion yuan`; without its sign."""
    size = abs(value)
    if round(size / BILLION, 1) >= TRILLION / BILLION:
        amount = f"{size / TRILLION:,.2f} trillion"
    elif round(size / MILLION) >= BILLION / MILLION:
        amount = f"{size / BILLION:,.1f} billion"
    else:
        amount = f"{size / MILLION:,.0f} million"
    text = f"HK${amount}" if currency == "HKD" else f"{amount} yuan"
    return Figure(name, Number(value, currency, text))


def count(name: str, value: int, unit: str = "shares") -> Figure:
    """`3,912`."""
    return Figure(name, Number(value, unit, f"{value:,}"))


def in_words(name: str, value: int, unit: str = "shares") -> Figure:
    """`one`, `ten`, `11`."""
    text = CARDINALS[value] if value < len(CARDINALS) else f"{value:,}"
    return Figure(name, Number(value, unit, text))


def ordinal(name: str, value: int, unit: str) -> Figure:
    """`third`, `12th`."""
    if value < len(ORDINALS):
        return Figure(name, Number(value, unit, ORDINALS[value]))
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return Figure(name, Number(value, unit, f"{value}{suffix}"))


def day(name: str, value: date, now: date) -> Figure:
    """`Tuesday` within a week, else with its date: `Tuesday, 30 September`; of another year with that too."""
    text = WEEKDAYS[value.weekday()]
    if abs((now - value).days) >= WEEK:
        text += f", {value.day} {MONTHS[value.month - 1]}"
        text += f" {value.year}" if value.year != now.year else ""
    return Figure(name, Number(value.isoformat(), "date", text))


def full_day(name: str, value: date, now: date) -> Figure:
    """`Tuesday, 3 June`, however near; of another year with that too."""
    year = f" {value.year}" if value.year != now.year else ""
    text = f"{WEEKDAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]}{year}"
    return Figure(name, Number(value.isoformat(), "date", text))


def minute(name: str, moment: datetime) -> Figure:
    """`14:00`."""
    return Figure(name, Number(moment.isoformat(timespec="minutes"), "minute", f"{moment:%H:%M}"))


def published(name: str, figure: str) -> Figure:
    """A figure as its publisher wrote it."""
    return Figure(name, Number(figure, "as published", figure))


def closed_for(closure: Closure) -> Phrase:
    """` for Labour Day`, ` for the Dragon Boat Festival`."""
    name = closure.name_en
    article = "the " if name.endswith("Festival") or name.startswith("Day after") else ""
    return (f" for {article}", Name(name))


def listed(phrases: Sequence[Phrase]) -> Phrase:
    """`a`, `a and b`, `a, b and c`."""
    if len(phrases) < 2:
        return joined(phrases, "")
    return (*joined(phrases[:-1], ", "), " and ", *phrases[-1])


def sector_noun(sector: SectorFact) -> Name:
    """`carmakers`; a sector of the reader's own by the name it was given."""
    return Name(SECTORS.get((sector.key, sector.name_en), f"{sector.name_en} shares"))


def names(shares: Sequence[NameFact]) -> Phrase:
    """`BYD (+5.4 %), Geely (+3.8 %) and SAIC (+4.1 %)`."""
    return listed(
        [
            (
                Name(share.instrument.label_en),
                " (",
                move(f"{share.instrument.symbol}.change_pct", share.change_pct, share.instrument.market),
                ")",
            )
            for share in shares
        ]
    )


def sentence(phrase: Phrase) -> Phrase:
    """The phrase with a capital letter and a full stop."""
    first, *rest = phrase
    capital: Fragment = first
    if isinstance(first, str):
        capital = first[:1].upper() + first[1:]
    elif isinstance(first, Name):
        capital = Name(first.text[:1].upper() + first.text[1:])
    return (capital, *rest, ".")
