"""Chinese for a wrap: how figures are written, and lists put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from tui.market.instruments import Market
from tui.market.wrap.facts import NameFact, SectorFact
from tui.market.wrap.records import Figure, Name, Number, Phrase, joined
from tui.market.wrap.sizes import MOVE_DECIMALS, Size, role_of, size_of

WAN_YI, YI, WAN = 1e12, 1e8, 1e4
"""万亿, 亿 and 万."""

WHOLE_YI_FROM = 1e11
"""From 1000亿 on amounts are told without decimals."""

WEEK = 7
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
DIGITS = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
QUARTERS = ("一", "二", "三", "四")

SECTORS = {("banks", "银行"): "银行股", ("autos", "汽车"): "汽车股", ("tech", "科技"): "科技股"}
"""What the shipped sectors are called in a sentence, as long as nobody renamed them."""

VERBS = {
    1: {Size.EDGED: "微涨", Size.MOVED: "涨", Size.CLIMBED: "大涨", Size.JUMPED: "飙升"},
    -1: {Size.EDGED: "微跌", Size.MOVED: "跌", Size.CLIMBED: "大跌", Size.JUMPED: "重挫"},
}
"""Of an index, before its figure."""

_COUNTED = re.compile(r"(?<![\d年])(\d+)(?=周|个月|年(?!\d))")


def move(
    name: str, change_pct: float, market: Market | None, *, verb: str | None = None, old: bool = False
) -> Figure:
    """`涨1.60%`: the verb carries the direction, so it belongs to the figure and has its colour,
    that of the market.

    `verb` replaces 涨 and 跌. A move that shows as zero is 平.
    """
    size = f"{abs(change_pct):.{MOVE_DECIMALS}f}"
    if float(size) == 0:
        text = "平收" if verb == "收" else "持平"
    else:
        text = f"{verb or ('涨' if change_pct > 0 else '跌')}{size}%"
    return Figure(name, Number(change_pct, "%", text), "stale" if old else role_of(change_pct), market)


def index_move(name: str, change_pct: float, market: Market, *, old: bool = False) -> Figure:
    """`大涨2.30%`, `微跌0.20%`; below the threshold plainly `涨0.04%`."""
    verb = VERBS[1 if change_pct > 0 else -1].get(size_of(change_pct))
    return move(name, change_pct, market, verb=verb, old=old)


def signed(name: str, change_pct: float) -> Figure:
    """`+2.73%`, for brackets."""
    text = f"{change_pct:+.{MOVE_DECIMALS}f}"
    if float(text) == 0:
        text = text[1:]
    return Figure(name, Number(change_pct, "%", f"{text}%"), role_of(change_pct))


def level(name: str, value: float, *, old: bool = False) -> Figure:
    """`23597.97点`."""
    return Figure(name, Number(value, "points", f"{value:.2f}点"), "stale" if old else "figure")


def percent(name: str, value: float) -> Figure:
    """`8%`, without its sign."""
    return Figure(name, Number(value, "%", f"{abs(value):.0f}%"))


def money(name: str, value: float, currency: str) -> Figure:
    """`2260亿港元`, `1.17万亿元`, `79.0亿港元`; without its sign."""
    size = abs(value)
    if round(size / YI) >= WAN_YI / YI:
        amount = f"{size / WAN_YI:.2f}万亿"
    elif round(size / YI) >= WHOLE_YI_FROM / YI:
        amount = f"{size / YI:.0f}亿"
    elif round(size / WAN) >= YI / WAN:
        amount = f"{size / YI:.1f}亿"
    else:
        amount = f"{size / WAN:.0f}万"
    return Figure(name, Number(value, currency, f"{amount}{'港元' if currency == 'HKD' else '元'}"))


def count(name: str, value: int, unit: str = "shares", measure: str = "只") -> Figure:
    """`3912只`."""
    return Figure(name, Number(value, unit, f"{value}{measure}"))


def number_word(value: int) -> str:
    """`三`, `两` before a measure, from eleven on in digits."""
    return DIGITS[value] if value < len(DIGITS) else str(value)


def day(name: str, value: date, now: date) -> Figure:
    """`周二` within a week, else `9月30日（周二）`; of another year with that too."""
    text = WEEKDAYS[value.weekday()]
    if abs((now - value).days) >= WEEK:
        text = f"{dated(value, now)}（{text}）"
    return Figure(name, Number(value.isoformat(), "date", text))


def full_day(name: str, value: date, now: date) -> Figure:
    """`6月5日（周四）`."""
    text = f"{dated(value, now)}（{WEEKDAYS[value.weekday()]}）"
    return Figure(name, Number(value.isoformat(), "date", text))


def dated(value: date, now: date) -> str:
    """`6月5日`, of another year `2024年6月5日`."""
    year = f"{value.year}年" if value.year != now.year else ""
    return f"{year}{value.month}月{value.day}日"


def minute(name: str, moment: datetime) -> Figure:
    """`14:00`."""
    return Figure(name, Number(moment.isoformat(timespec="minutes"), "minute", f"{moment:%H:%M}"))


def published(name: str, figure: str) -> Figure:
    """A figure as its publisher wrote it."""
    return Figure(name, Number(figure, "as published", figure))


def idiomatic(phrase: str) -> str:
    """A claim as newspapers write it: 逾两个月收盘新高 for 逾2个月收市新高."""
    phrase = _COUNTED.sub(lambda found: number_word(int(found[1])), phrase)
    return phrase.replace("收市新", "收盘新")


def listed(phrases: Sequence[Phrase], last: str = "及") -> Phrase:
    """`甲`, `甲及乙`, `甲、乙及丙`."""
    if len(phrases) < 2:
        return joined(phrases, "")
    return (*joined(phrases[:-1], "、"), last, *phrases[-1])


def sector_noun(sector: SectorFact) -> Name:
    """`汽车股`; a sector of the reader's own by the name it was given."""
    return Name(SECTORS.get((sector.key, sector.name_zh), f"{sector.name_zh}板块"))


def names(shares: Sequence[NameFact]) -> Phrase:
    """`比亚迪涨5.40%、吉利汽车涨3.80%、上汽集团涨4.10%`."""
    return joined(
        [
            (
                Name(share.instrument.label_zh),
                move(f"{share.instrument.symbol}.change_pct", share.change_pct, share.instrument.market),
            )
            for share in shares
        ],
        "、",
    )


def sentence(phrase: Phrase) -> Phrase:
    """The phrase with its full stop."""
    return (*phrase, "。")
