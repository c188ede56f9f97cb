"""What the shipped events are called in a sentence; others go by their own names."""

from __future__ import annotations

import re

from tui.market.agenda import KINDS_WITH_FIGURES
from tui.market.events import Event

NOUNS: dict[str, tuple[str, str]] = {
    "cn-nbs-manufacturing-pmi": ("the NBS manufacturing PMI", "官方制造业PMI"),
    "cn-nbs-non-manufacturing-pmi": ("the NBS non-manufacturing PMI", "官方非制造业PMI"),
    "cn-nbs-composite-pmi": ("the NBS composite PMI", "官方综合PMI"),
    "cn-ratingdog-manufacturing-pmi": ("the RatingDog manufacturing PMI", "RatingDog制造业PMI"),
    "cn-ratingdog-services-pmi": ("the RatingDog services PMI", "RatingDog服务业PMI"),
    "cn-cpi-yoy": ("China's annual CPI", "CPI同比"),
    "cn-cpi-mom": ("China's monthly CPI", "CPI环比"),
    "cn-ppi-yoy": ("China's annual PPI", "PPI同比"),
    "cn-exports": ("China's export growth", "出口同比"),
    "cn-imports": ("China's import growth", "进口同比"),
    "cn-trade-balance": ("China's trade balance in dollars", "美元计贸易差额"),
    "cn-gdp-yoy": ("China's annual GDP growth", "GDP同比"),
    "cn-gdp-qoq": ("China's quarterly GDP growth", "GDP环比"),
    "cn-industrial-production": ("China's industrial production growth", "规模以上工业增加值同比"),
    "cn-retail-sales": ("China's retail sales growth", "社会消费品零售总额同比"),
    "cn-fixed-asset-investment": ("China's year-to-date fixed-asset investment growth", "固定资产投资累计同比"),
    "cn-property-investment": ("China's year-to-date property investment growth", "房地产开发投资累计同比"),
    "cn-unemployment": ("China's urban unemployment rate", "城镇调查失业率"),
    "cn-home-prices": ("China's annual new home price growth", "新建商品住宅价格同比"),
    "cn-industrial-profits": ("China's year-to-date industrial profit growth", "规模以上工业企业利润累计同比"),
    "cn-new-yuan-loans": ("China's new yuan loans", "新增人民币贷款"),
    "cn-total-social-financing": ("China's total social financing", "社会融资规模增量"),
    "cn-lpr-1y": ("the one-year loan prime rate", "一年期LPR"),
    "cn-lpr-5y": ("the five-year loan prime rate", "五年期以上LPR"),
    "cn-mlf": ("the PBoC's medium-term lending (MLF)", "央行MLF操作"),
    "cn-politburo": ("the Politburo's meeting on the economy", "中央政治局经济形势会议"),
    "cn-cewc": ("the Central Economic Work Conference", "中央经济工作会议"),
    "cn-npc": ("the opening of the National People's Congress", "全国人大开幕"),
    "rally-us-china-trade-talks": ("U.S.-China trade talks in London", "中美伦敦经贸磋商"),
    "us-fomc-decision": ("the FOMC's rate decision", "美联储FOMC利率决议"),
}
"""By the event's series: in English with what stands before it, and in Chinese."""

WITHOUT_PERIOD = frozenset({"cn-lpr-1y", "cn-lpr-5y", "cn-mlf", "us-fomc-decision"})
"""Decisions are of their day; the month in the table only keeps their ids apart."""

PMI_MARK = 50.0
"""Points: below, more of the purchasing managers asked see less business than see more."""

_IN_BRACKETS = re.compile(r"\s*(\([^)]*\)|（[^）]*）)")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})Q([1-4])")


def noun_en(event: Event) -> str:
    """What it is called in English, with its article where it has one."""
    return NOUNS.get(event.series, (_IN_BRACKETS.sub("", event.name_en), ""))[0]


def noun_zh(event: Event) -> str:
    """What it is called in Chinese."""
    return NOUNS.get(event.series, ("", _IN_BRACKETS.sub("", event.name_zh)))[1]


def month_of(event: Event) -> tuple[int, int] | None:
    """Year and month that a release is about; None if it is not about one month."""
    found = _MONTH.fullmatch(event.period)
    if found is None or event.kind not in KINDS_WITH_FIGURES or event.series in WITHOUT_PERIOD:
        return None
    return int(found[1]), int(found[2])


def quarter_of(event: Event) -> tuple[int, int] | None:
    """Year and quarter that a release is about; None if it is not about a quarter."""
    found = _QUARTER.fullmatch(event.period)
    return None if found is None else (int(found[1]), int(found[2]))


def crosses_mark(event: Event) -> int:
    """1 if a PMI rose to 50 or above from below, -1 if it fell below it, else 0."""
    if event.kind != "pmi" or event.actual is None or event.previous is None:
        return 0
    try:
        actual, previous = float(event.actual), float(event.previous)
    except ValueError:
        return 0
    return (actual >= PMI_MARK > previous) - (previous >= PMI_MARK > actual)
