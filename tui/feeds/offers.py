"""Who gives what, and from where: the one table, known without loading a provider or the HTTP client."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

OFFERS: Mapping[str, tuple[str, ...]] = {
    "quotes": ("tencent", "sina", "eastmoney"),
    "minutes": ("tencent",),
    "southbound": ("eastmoney",),
    "southbound_history": ("eastmoney", "hkex"),
    "bars": ("tencent", "eastmoney"),
    "past_minutes": ("eastmoney",),
    "breadth": ("eastmoney",),
    "rates": ("eastmoney", "tencent", "sina"),
    "active_names": ("eastmoney", "hkex"),
    "events": (
        *("fed", "fed_calendar", "nbs", "chinamoney", "szse", "hk1823", "hkex_meetings"),
        *("wallstreetcn", "forexfactory", "eastmoney_results"),
    ),
}
"""The providers that give each kind of data, both by their names in the settings."""

ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "tencent": ("base_url", "history_url"),
    "sina": ("base_url",),
    "eastmoney": ("base_url", "history_url", "datacenter_url"),
    "hkex": ("base_url",),
    "fed": ("base_url",),
    "nbs": ("base_url",),
    "chinamoney": ("base_url",),
    "szse": ("base_url",),
    "hk1823": ("base_url",),
    "hkex_meetings": ("base_url",),
    "wallstreetcn": ("base_url",),
    "forexfactory": ("base_url",),
}
"""Each provider's settings that hold the address of a host."""

SAME_HOST: Mapping[str, str] = {"fed_calendar": "fed", "eastmoney_results": "eastmoney"}
"""Those that have no address of their own, and whose they have."""

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine, where an embedded exchange runs: not asked through a proxy, and not spared like a public host."""


def is_on_this_machine(address: str) -> bool:
    """Whether the host of an address is this machine; of a text that is no address it is not."""
    try:
        return urlsplit(address).hostname in LOOPBACK_HOSTS
    except ValueError:
        return False
