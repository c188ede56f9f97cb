"""The Federal Reserve: the page of the FOMC's meetings, and the calendar of everything. No key, no Referer."""

from __future__ import annotations

from datetime import date

from tui.feeds.answers import Fetched, Told
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import aside
from tui.feeds.providers.fed.calendar import parse_calendar
from tui.feeds.providers.fed.meetings import parse_meetings
from tui.feeds.providers.fed.notices import DECISION, FED, PRESS_CONFERENCE
from tui.feeds.providers.telling import LOOKBACK, told
from tui.market.reports import Authority
from tui.settings import HostSettings


class Fed:
    """The page of the FOMC's meetings: this year's, the next one's, and those before. `settings` has the host."""

    name = "fed"
    shown = "Federal Reserve"
    authority = Authority.PUBLISHER
    every = 86_400.0
    hurry: float | None = None
    whole = frozenset({DECISION, PRESS_CONFERENCE})

    def __init__(self, client: Getter, settings: HostSettings) -> None:
        self._client = client
        self._base = settings.base_url.rstrip("/")

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """Decisions, press conferences, and minutes that are out. Raises FeedError."""
        answer = await self._client.get(f"{self._base}/monetarypolicy/fomccalendars.htm")
        notices = await aside(parse_meetings, answer.body, answer.charset)
        return Fetched(told(notices, today - LOOKBACK, FED), answer.latency, answer.simulation)


class FedCalendar:
    """The calendar of everything, some months ahead. `settings` has the same host."""

    name = "fed_calendar"
    shown = "Federal Reserve calendar"
    authority = Authority.PUBLISHER
    every = 21_600.0
    hurry: float | None = None
    whole: frozenset[str] = frozenset()

    def __init__(self, client: Getter, settings: HostSettings) -> None:
        self._client = client
        self._base = settings.base_url.rstrip("/")

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """Decisions, press conferences, minutes and Beige Books. Raises FeedError."""
        answer = await self._client.get(f"{self._base}/json/calendar.json")
        notices = await aside(parse_calendar, answer.body)
        return Fetched(told(notices, today - LOOKBACK, FED), answer.latency, answer.simulation)
