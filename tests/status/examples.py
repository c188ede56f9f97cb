"""Figures of a small market at 14:03 on Monday 23 November 2026."""

from datetime import datetime

from tui.market.zones import MARKET_TIME
from tui.status.facts import Ahead, Facts, Figure, Flow

MOMENT = datetime(2026, 11, 23, 14, 3, 10, tzinfo=MARKET_TIME)
NOW = MOMENT.timestamp()
HOUR = 3600.0

LABELS = {"HSI": ("HSI", "恒指"), "000300.SH": ("CSI 300", "沪深300"), "00700.HK": ("Tencent", "腾讯")}
FACTS = Facts(
    now=NOW,
    simulated=False,
    figures={
        "HSI": Figure(23430.15, 1.18, NOW - 4, NOW + 6, "hong kong"),
        "000300.SH": Figure(3880.34, -1.04, NOW - 2, NOW + 8, "mainland"),
    },
    labels=LABELS,
    southbound=Flow(3.21e9, NOW - 30, NOW + 150),
    ahead=(Ahead(NOW + 2.5 * HOUR, True, "CPI y/y", "居民消费价格"), Ahead(NOW + 50 * HOUR, False, "FOMC", "议息")),
)
