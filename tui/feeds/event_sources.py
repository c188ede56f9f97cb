"""The sources of events, made from the settings: publishers first, since of two of one standing the first counts."""

from __future__ import annotations

from collections.abc import Mapping

from tui.feeds.providers import EventSource, Getter
from tui.feeds.providers.chinamoney import ChinaMoney
from tui.feeds.providers.eastmoney_results import EastmoneyResults
from tui.feeds.providers.fed import Fed, FedCalendar
from tui.feeds.providers.forexfactory import ForexFactory
from tui.feeds.providers.hk1823 import Hk1823
from tui.feeds.providers.hkex_meetings import HkexMeetings
from tui.feeds.providers.nbs import Nbs
from tui.feeds.providers.szse import Szse
from tui.feeds.providers.wallstreetcn import Wallstreetcn
from tui.market.event_series import EventSeries
from tui.market.instruments import Universe
from tui.settings import Providers


def event_sources(
    client: Getter, providers: Providers, universe: Universe, series: Mapping[str, EventSeries]
) -> tuple[EventSource, ...]:
    """All of them. `series`: by which titles vendors call our series."""
    return (
        Fed(client, providers.fed),
        FedCalendar(client, providers.fed),
        Nbs(client, providers.nbs),
        ChinaMoney(client, providers.chinamoney),
        Szse(client, providers.szse),
        Hk1823(client, providers.hk1823),
        HkexMeetings(client, providers.hkex_meetings.base_url, universe),
        Wallstreetcn(client, providers.wallstreetcn.base_url, series),
        ForexFactory(client, providers.forexfactory.base_url, series),
        EastmoneyResults(client, providers.eastmoney.datacenter_url, universe),
    )
