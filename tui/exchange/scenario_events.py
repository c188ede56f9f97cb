"""The events of a scenario where its story differs from the record."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from tui.market.events import Certainty, Event

STORY = "simulated: scenario rally"
_PMI_DAY = date(2025, 5, 31)
_NEXT_PMI_DAY = date(2025, 6, 30)
_PMI_NAME = "NBS manufacturing PMI"
_PMI_ACTUAL = "50.3"
_TALKS_DAY = date(2025, 6, 9)


def scenario_events(shipped: tuple[Event, ...]) -> tuple[Event, ...]:
    """The shipped calendar with the rally's own rows in it, ascending by date.

    May's manufacturing PMI came out at 50.3 instead of the recorded 49.5, and U.S.-China trade talks are ahead.
    Only those rows are marked simulated.
    """
    told = [_with_story(event) for event in shipped]
    later = next((number for number, event in enumerate(told) if event.date > _TALKS_DAY), len(told))
    return (*told[:later], TRADE_TALKS, *told[later:])


def _with_story(event: Event) -> Event:
    if event.date == _NEXT_PMI_DAY and event.name_en == _PMI_NAME:
        return replace(event, previous=_PMI_ACTUAL)
    if event.date != _PMI_DAY or event.name_en != _PMI_NAME:
        return event
    return replace(event, actual=_PMI_ACTUAL, source=STORY, simulated=True)


TRADE_TALKS = Event(
    id="rally-us-china-trade-talks",
    date=_TALKS_DAY,
    time=None,
    country="US",
    name_en="U.S.-China trade talks, London",
    name_zh="中美经贸磋商（伦敦）",
    kind="policy",
    period="",
    certainty=Certainty.EXPECTED,
    source=STORY,
    importance=3,
    simulated=True,
)
