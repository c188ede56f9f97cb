"""Which events the reader wants to see: of which country and kind, and from which importance on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from tui.market.events import Event
from tui.market.listing import Wanted
from tui.panes.desk import Desk
from tui.panes.event_cells import IMPORTANCE_MARKS
from tui.panes.words import WORDS
from tui.settings import Agenda
from widgets.text import Row, Span, plain

IMPORTANCES = (1, 2, 3)
COUNTRIES = ("CN", "HK", "US")
"""The countries that come first, in this order; what others there are follow by their codes."""

Choice = TypeVar("Choice")


ALL_EVENTS = Wanted()


def set_filter(settings: Agenda) -> Wanted:
    """The filter that the settings begin with."""
    return Wanted(settings.countries, settings.kinds, settings.least_importance)


def following_settings(wanted: Wanted, before: Wanted, now: Wanted) -> Wanted:
    """The filter after the settings changed: what they say anew of each key that changed, else what stood."""
    changed = {
        name: getattr(now, name) for name in now.__struct_fields__ if getattr(now, name) != getattr(before, name)
    }
    return replace(wanted, **changed)


def next_country(now: Wanted, settings: Agenda, events: Iterable[Event], step: int) -> Wanted:
    """The next choice of countries: those that are set, all, then each alone that has an event."""
    found = {event.country for event in events}
    ordered = [*(country for country in COUNTRIES if country in found), *sorted(found.difference(COUNTRIES))]
    return replace(now, countries=_stepped(now.countries, _choices(settings.countries, ordered), step))


def next_kind(now: Wanted, settings: Agenda, events: Iterable[Event], step: int) -> Wanted:
    """The next choice of kinds, in the same way."""
    ordered = sorted({event.kind for event in events})
    return replace(now, kinds=_stepped(now.kinds, _choices(settings.kinds, ordered), step))


def next_importance(now: Wanted, step: int) -> Wanted:
    """The next least importance."""
    return replace(now, importance=_stepped(now.importance, IMPORTANCES, step))


def filter_mark(desk: Desk, now: Wanted) -> list[Row]:
    """The filter in short, `CN · PMI · •●`; nothing where all events are shown."""
    parts = []
    if now.countries:
        parts.append(" ".join(plain(country) or desk.word("no country") for country in now.countries))
    if now.kinds:
        parts.append(" ".join(kind_word(desk, kind) for kind in now.kinds))
    if now.importance > IMPORTANCES[0]:
        marks = IMPORTANCE_MARKS[desk.view.glyphs]
        parts.append("".join(marks[importance] for importance in IMPORTANCES if importance >= now.importance))
    return [(Span(" · ".join(parts), "value"),)] if parts else []


def kind_word(desk: Desk, kind: str) -> str:
    """A kind of events in the reader's language; that of a calendar of the reader's own as it stands there."""
    key = f"kind {kind}"
    return desk.word(key) if key in WORDS else plain(kind)


def _choices(configured: tuple[str, ...], ordered: Sequence[str]) -> list[tuple[str, ...]]:
    """Each choice once: what is set, all, and each alone."""
    return list(dict.fromkeys((configured, (), *((each,) for each in ordered))))


def _stepped(now: Choice, choices: Sequence[Choice], step: int) -> Choice:
    """The choice so many further; the first where what stands is none of them any more."""
    place = choices.index(now) + step if now in choices else 0
    return choices[place % len(choices)]
