"""The settings as records. Their values and what each means: `config.toml`. Who reads them: `tui.config`.

Annotations are evaluated where they stand: left as text, each would be compiled when the settings are read.
"""

import datetime

from msgspec import Struct

from tui.choices import (
    AlertKind,
    Colors,
    ColorsSetting,
    DepthSetting,
    GlyphsSetting,
    Language,
    LayoutPreset,
    OscSetting,
    Period,
    Quiet,
    Shares,
    SizeBy,
    Theme,
)


class Display(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the screen looks. `heat_scale_pct`: the move, in percent, at which a tile has its full colour.

    `colors_mainland` and `colors_hong_kong` stand in for `colors` in figures of that market, unless they are "".
    `sectors` names those that the heatmap shows; empty means all. `tui.config` has applied it to `Settings.sectors`.
    """

    language: Language
    colors: Colors
    colors_mainland: ColorsSetting
    colors_hong_kong: ColorsSetting
    theme: Theme
    color_depth: DepthSetting
    glyphs: GlyphsSetting
    size_by: SizeBy
    shares: Shares
    heat_scale_pct: float
    period: Period
    mouse: bool
    layout: LayoutPreset
    remember: bool
    quiet: Quiet
    slow_when_unfocused: bool
    sectors: tuple[str, ...] = ()


class Network(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of every request: seconds, and bytes of one body."""

    connect_timeout: float
    read_timeout: float
    total_timeout: float
    max_body_bytes: int
    user_agent: str


class FeedSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is asked, in order of preference, and how often: seconds between polls in each kind of session."""

    providers: tuple[str, ...]
    trading: float
    auction: float
    lunch: float
    closed: float


class Feeds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry for each kind of data."""

    quotes: FeedSettings
    minutes: FeedSettings
    southbound: FeedSettings
    southbound_history: FeedSettings
    bars: FeedSettings
    past_minutes: FeedSettings
    breadth: FeedSettings
    rates: FeedSettings
    active_names: FeedSettings
    events: FeedSettings


class TencentSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tencent's two hosts: quotes, and minutes and bars."""

    base_url: str
    history_url: str
    requests_per_minute: int
    symbols_per_request: int


class SinaSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sina's quote host."""

    base_url: str
    requests_per_minute: int
    symbols_per_request: int


class EastmoneySettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Eastmoney's three hosts: live data, bars of the past, and the data center's daily tables."""

    base_url: str
    history_url: str
    datacenter_url: str
    requests_per_minute: int
    symbols_per_request: int


class HkexSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The exchange's own daily statistics: one file a day."""

    base_url: str
    requests_per_minute: int


class HostSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One host that is asked now and then: an official source of events."""

    base_url: str
    requests_per_minute: int


class Providers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where each provider is, and how much it may be asked."""

    tencent: TencentSettings
    sina: SinaSettings
    eastmoney: EastmoneySettings
    hkex: HkexSettings
    fed: HostSettings
    nbs: HostSettings
    chinamoney: HostSettings
    szse: HostSettings
    hk1823: HostSettings
    hkex_meetings: HostSettings
    wallstreetcn: HostSettings
    forexfactory: HostSettings


class Indices(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Canonical symbols: all rows of the pane in order; the strip of a small screen; those with a day line."""

    shown: tuple[str, ...]
    strip: tuple[str, ...]
    intraday: tuple[str, ...]


class History(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is kept on disk between runs. `folder` "" means the usual place for state; a `~` is expanded.

    `bar_days`, `minute_days`: calendar days after which daily bars, and minutes, are dropped. `max_megabytes` (of
    a million bytes) bounds the file: the oldest minutes go first, then the oldest bars.
    """

    keep: bool
    folder: str
    bar_days: int
    minute_days: int
    max_megabytes: int


class Agenda(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the calendar of events shows, and what it is fed with besides the sources of `[feeds.events]`.

    `days`: how far ahead. `fade_minutes`: after so many a released figure turns faint. `countries`, `kinds`: only
    these are shown, all where empty; `least_importance` 1 to 3. `calendars`: iCalendar files and addresses.
    """

    days: int
    fade_minutes: int
    least_importance: int
    countries: tuple[str, ...]
    kinds: tuple[str, ...]
    calendars: tuple[str, ...]


class Status(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The line for tmux and other bars: its format (`tui.status.fields`), and whether a file of it is kept."""

    format: str
    file: bool


class OwnEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event of the reader's own. `time` is on the clocks of `zone` (an IANA name), None for the day as a whole.

    `importance` 1 to 3; `country` "CN", "HK", "US" or "". `tui.config` has put the name in place of a missing
    `name_zh`.
    """

    date: datetime.date
    time: datetime.time | None = None
    zone: str = "Asia/Hong_Kong"
    name: str
    name_zh: str = ""
    importance: int = 2
    kind: str = "own"
    country: str = ""


class Alert(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule to watch; which of the fields a kind has is in `tui.config_alerts`, what they count in `config.toml`."""

    when: AlertKind
    symbol: str = ""
    level: float | None = None
    margin: float | None = None
    minutes: int | None = None
    days: int | None = None
    seconds: float | None = None
    provider: str = ""
    event: str = ""
    importance: int | None = None


class Alerting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How alerts are told. `command`: a program and its arguments, empty for none; `command_seconds`: its time.

    `quiet_hours`: "22:00-07:30" on the market's clock, "" for none.
    """

    toast: bool
    bell: bool
    osc: OscSetting
    command: tuple[str, ...]
    command_seconds: float
    command_when_simulated: bool
    quiet_hours: str
    lunch_silence: bool


class Sector(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named list of canonical symbols, drawn as one part of the heatmap."""

    name_en: str
    name_zh: str
    members: tuple[str, ...]


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be set. `sectors`: those to be shown, in the order to show them. `events`: the reader's.

    `keys`: those of each action of `tui.keys`.
    """

    display: Display
    network: Network
    feeds: Feeds
    providers: Providers
    indices: Indices
    history: History
    agenda: Agenda
    status: Status
    alerting: Alerting
    sectors: dict[str, Sector]
    events: tuple[OwnEvent, ...] = ()
    alerts: tuple[Alert, ...] = ()
    keys: dict[str, tuple[str, ...]] = {}
