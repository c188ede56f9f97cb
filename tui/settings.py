"""The settings as records. Their values and what each means: `config.toml`. Who reads them: `tui.config`."""

from __future__ import annotations

from msgspec import Struct

from tui.choices import Colors, DepthSetting, GlyphsSetting, Language, Shares, SizeBy


class Display(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the screen looks. `heat_scale_pct`: the move, in percent, at which a tile has its full colour.

    `sectors` names those that the heatmap shows; empty means all. `tui.config` has applied it to `Settings.sectors`.
    """

    language: Language
    colors: Colors
    color_depth: DepthSetting
    glyphs: GlyphsSetting
    size_by: SizeBy
    shares: Shares
    heat_scale_pct: float
    mouse: bool
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
    """Eastmoney's two hosts: live data, and the data center's daily tables."""

    base_url: str
    datacenter_url: str
    requests_per_minute: int
    symbols_per_request: int


class Providers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where each provider is, and how much it may be asked."""

    tencent: TencentSettings
    sina: SinaSettings
    eastmoney: EastmoneySettings


class Indices(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Canonical symbols: all rows of the pane in order; the strip of a small screen; those with a day line."""

    shown: tuple[str, ...]
    strip: tuple[str, ...]
    intraday: tuple[str, ...]


class Sector(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named list of canonical symbols, drawn as one part of the heatmap."""

    name_en: str
    name_zh: str
    members: tuple[str, ...]


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be set. `sectors`: those to be shown, in the order to show them."""

    display: Display
    network: Network
    feeds: Feeds
    providers: Providers
    indices: Indices
    sectors: dict[str, Sector]
