"""What `cnhk print` says, as typed records: the fields of its JSON.

Prices in the instrument's currency (points for indices), `turnover` in single units of `currency`, southbound in
single HKD, percent as percent (1.6 means +1.6 %), times ISO 8601 with offset. Missing is null, never zero.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct


class QuoteLine(Struct, frozen=True, kw_only=True):
    """One index or share. `time` is the provider's stamp; `state` as in `tui.market.quotes`, None without a quote."""

    symbol: str
    name_en: str
    name_zh: str
    last: float | None
    prev_close: float | None
    change: float | None
    change_pct: float | None
    open: float | None
    high: float | None
    low: float | None
    turnover: float | None
    currency: str | None
    time: datetime | None
    provider: str | None
    delayed: bool | None
    state: str | None


class SectorBlock(Struct, frozen=True, kw_only=True):
    """One sector: `change_pct` weighted by free-float value; the counts are of members with a price today."""

    name: str
    change_pct: float | None
    advancing: int
    declining: int
    unchanged: int
    members: tuple[QuoteLine, ...]


class FlowMinute(Struct, frozen=True, kw_only=True):
    """Southbound net buy since the open, up to that minute, HKD."""

    time: datetime
    net_buy_hkd: float
    sh_net_buy_hkd: float
    sz_net_buy_hkd: float


class SouthboundBlock(Struct, frozen=True, kw_only=True):
    """The flow of one day, HKD. `time` is that of the newest minute; every field None where nothing was had."""

    date: date | None
    net_buy_hkd: float | None
    sh_net_buy_hkd: float | None
    sz_net_buy_hkd: float | None
    minutes: tuple[FlowMinute, ...]
    provider: str | None
    time: datetime | None


class Gap(Struct, frozen=True, kw_only=True):
    """Something that could not be had, or only old: `what` (a symbol, a section), and why."""

    section: str
    what: str
    reason: str


class SurpriseLine(Struct, frozen=True, kw_only=True):
    """Actual minus consensus, in the event's `unit`; `deviations`: the same in standard deviations of past ones."""

    difference: float
    deviations: float | None


class AppointmentLine(Struct, frozen=True, kw_only=True):
    """A day and time of an event that do not hold, or not for sure: `time`, or only `date`, and who names it."""

    time: datetime | None
    date: date | None
    certainty: str
    source: str


class EventLine(Struct, frozen=True, kw_only=True):
    """One event: `time`, or only `date` where no time is known. Figures as published, units and all.

    `source` says who names the day, `figures_from` who gave the figures where they are newer than the shipped ones.
    `state` as in `tui.market.agenda`; `unit`: "%", "K", "M", "B" or "T", None for a plain number or where there is no
    figure. `importance` 1 (low) to 3. `revised`: what the previous figure was changed to. `moved_from`: where the
    event stood before; `disputed`: what other sources say. `first_seen`: when the actual was first had here.
    """

    id: str
    name: str
    country: str
    kind: str
    time: datetime | None
    date: date | None
    previous: str | None
    consensus: str | None
    actual: str | None
    certainty: str
    source: str
    state: str
    unit: str | None
    surprise: SurpriseLine | None
    importance: int
    period: str | None
    revised: str | None
    moved_from: AppointmentLine | None
    disputed: tuple[AppointmentLine, ...]
    first_seen: datetime | None
    figures_from: str | None


class EventsReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `cnhk events --json` says. `simulated` and `missing` (sources that gave nothing) only where they apply."""

    as_of: datetime
    events: tuple[EventLine, ...]
    simulated: bool = False
    missing: tuple[Gap, ...] = ()


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All of it. A section that was not asked for is left out."""

    as_of: datetime
    simulated: bool
    indices: tuple[QuoteLine, ...] | None = None
    sectors: tuple[SectorBlock, ...] | None = None
    southbound: SouthboundBlock | None = None
    events: tuple[EventLine, ...] | None = None
    missing: tuple[Gap, ...]
