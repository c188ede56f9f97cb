"""Events to export, and calendars as the programs of others write them."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from tui.market.events import Certainty, Event
from tui.market.zones import MARKET_TIME

NOW = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)

PMI = Event(
    id="cn-nbs-manufacturing-pmi-2026-11",
    date=date(2026, 11, 30),
    time=datetime(2026, 11, 30, 9, 30, tzinfo=MARKET_TIME),
    country="CN",
    name_en="NBS manufacturing PMI",
    name_zh="官方制造业PMI",
    kind="pmi",
    period="2026-11",
    certainty=Certainty.OFFICIAL,
    source="NBS release calendar",
    importance=3,
    previous="50.1",
    consensus="50.3",
)

HOLIDAY = replace(
    PMI,
    id="hk-closed-2026-12-25",
    date=date(2026, 12, 25),
    time=None,
    country="HK",
    name_en="Hong Kong market closed: Christmas",
    name_zh="港股休市：圣诞节",
    kind="market_holiday",
    importance=2,
    previous=None,
    consensus=None,
)
