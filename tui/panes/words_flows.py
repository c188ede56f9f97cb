"""Words of the southbound flow and of the A/H premiums."""

from __future__ import annotations

FLOW_WORDS: dict[str, tuple[str, str]] = {
    "ah premiums": ("A/H premiums", "A/H溢价"),
    "a over h": ("A over H, %", "A股较H股 %"),
    "company": ("company", "公司"),
    "premium pct": ("prem.%", "溢价%"),
    "premium shift": ("20d pp", "20日点"),
    "a price": ("A, CNY", "A股 元"),
    "h price": ("H, HKD", "H股 港元"),
    "side change": ("%", "涨跌%"),
    "stamp": ("at", "时间"),
    "h discount": ("H to A, %", "H较A %"),
    "codes": ("symbols", "代码"),
    "shown of": ("{first}–{last} of {count}", "{first}–{last}/{count}"),
    "parity": ("index: 100 = parity", "指数100 = 平价"),
    "one hkd": ("1 HKD", "1港元"),
    "offshore": ("offshore", "离岸"),
    "onshore": ("onshore", "在岸"),
    "no rate": ("no rate, so no premium", "无汇率，不计溢价"),
    "rate too old": ("rate of {day}: too old for a premium", "汇率为 {day}：过旧，不计溢价"),
    "no stamp": ("no time stamp", "无时间戳"),
    "ah pairs": ("{n} pairs", "{n}对"),
    "ah median": ("median", "中位数"),
    "h dearer": ("H dearer in {n}", "{n}只H股更贵"),
    "unpriced pairs": ("{n} without", "{n}对无"),
    "a side final": ("A side final since {at}, H still moves", "A股{at}已收盘，H股仍在交易"),
    "h side final": ("H side final since {at}, A still moves", "H股{at}已收盘，A股仍在交易"),
    "a side earlier": ("{n} A prices are of {day}", "{n}只A股为{day}价格"),
    "h side earlier": ("{n} H prices are of {day}", "{n}只H股为{day}价格"),
    "rate of pair": ("rate", "汇率"),
    "shift note": (
        "20d pp: over 20 sessions, percentage points, both ends at today's rate",
        "20日点：20个交易日的变化，百分点，两端均按今日汇率",
    ),
    "key sort": ("sort by", "排序"),
    "key reverse": ("reverse", "反序"),
    "key open": ("open", "打开"),
    "key premiums": ("A/H", "A/H溢价"),
}
"""Each word in English and Chinese, as in `tui.panes.words`."""
