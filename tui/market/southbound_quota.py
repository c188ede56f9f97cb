"""How much of a southbound channel's daily quota is used at the least, while its balance is not published."""

from __future__ import annotations

from tui.market.southbound_context import DAILY_QUOTA_CNY


def least_used_pct(net_buy: float | None, yuan_per_hkd: float | None) -> float | None:
    """The part of one channel's daily quota that its executed net buy takes, percent; None without both figures.

    `net_buy` in HKD. Bids that are not filled yet count against the quota too, so that more than this may be used;
    net sales leave it whole. Source of the rule: balance = quota - buy orders + sell trades + adjustments (HKEX).
    """
    if net_buy is None or not yuan_per_hkd:
        return None
    return max(0.0, net_buy * yuan_per_hkd / DAILY_QUOTA_CNY * 100.0)
