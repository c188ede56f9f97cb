"""The words of market rows, table, periods, movers and rotation."""

from __future__ import annotations

BOARD_WORDS: dict[str, tuple[str, str]] = {
    "60 days": ("60 days", "60日"),
    "year to date": ("year to date", "年初至今"),
    "median": ("median", "中位"),
    "names": ("Names", "个股"),
    "currency of classes": ("A in CNY, H in HKD", "A股人民币 H股港元"),
    "indicative short": ("ind.", "参考"),
    "col class": ("", ""),
    "col today": ("%", "涨跌幅%"),
    "col 5d": ("5 d", "5日"),
    "col 20d": ("20 d", "20日"),
    "col 60d": ("60 d", "60日"),
    "col ytd": ("ytd", "年内"),
    "col turnover": ("t/o bn", "额十亿"),
    "col usual": ("×avg", "量比"),
    "col float": ("float bn", "流通十亿"),
    "col sector": ("sector", "板块"),
    "col note": ("", ""),
    "key table": ("table", "列表"),
    "key map": ("map", "热力图"),
    "period today": ("today", "今日"),
}
"""Each word in English and Chinese, merged into those of the whole screen."""
