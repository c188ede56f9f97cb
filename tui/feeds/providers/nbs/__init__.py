"""China's National Bureau of Statistics: the calendar of its releases, a page a year. No key, no Referer."""

from __future__ import annotations

from datetime import date

from tui.feeds.answers import Fetched, Told
from tui.feeds.errors import FeedError
from tui.feeds.providers import Getter
from tui.feeds.providers.batches import aside, newest_simulation, slowest
from tui.feeds.providers.nbs.calendar import INDEX_PATH, NBS, parse_index, parse_releases
from tui.feeds.providers.telling import told
from tui.market.reports import Authority, Notice
from tui.settings import HostSettings


class Nbs:
    """The calendar of this year and, once it is published, of the next. `settings` has the host."""

    name = "nbs"
    shown = "NBS"
    authority = Authority.PUBLISHER
    every = 7 * 86_400.0
    hurry: float | None = None
    whole: frozenset[str] = frozenset()

    def __init__(self, client: Getter, settings: HostSettings) -> None:
        self._client = client
        self._base = settings.base_url.rstrip("/")

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """The releases from today on. Raises FeedError.

        The calendar stays as it is where a release was put off: of days that are over it is no witness.
        """
        answers = [await self._client.get(f"{self._base}{INDEX_PATH}")]
        years = today.year, today.year + 1
        paths = await aside(parse_index, answers[0].body, answers[0].charset, years)
        notices: list[Notice] = []
        for year, path in paths.items():
            try:
                answer = await self._client.get(f"{self._base}{path}")
                notices.extend(await aside(parse_releases, answer.body, answer.charset, year))
            except FeedError:
                # A page of next year that is not ready takes nothing away from this year's.
                if not notices:
                    raise
                continue
            answers.append(answer)
        return Fetched(told(notices, today, NBS), slowest(answers), newest_simulation(answers))
