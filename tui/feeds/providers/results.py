"""Days on which companies tell their results, as notices: one series a share, told apart by the period."""

from __future__ import annotations

from datetime import date
from enum import Enum

from tui.feeds.providers.event_rows import LONGEST_NAME
from tui.market.instruments import Exchange, Instrument
from tui.market.reports import Notice

RESULTS = "results"
"""The kind of such an event: there is no one figure to wait for."""


class Statement(Enum):
    """What is told, in both languages; the mainland's and Hong Kong's words are the same where one fits."""

    ANNUAL = ("annual results", "年报")
    INTERIM = ("interim results", "中报")
    FIRST_QUARTER = ("first-quarter results", "一季报")
    THIRD_QUARTER = ("third-quarter results", "三季报")
    QUARTERLY = ("quarterly results", "季报")
    SOME = ("results", "业绩")


def results_series(instrument: Instrument) -> str:
    """The series of a share's results: `cn-results-600036`, `hk-results-00700`."""
    country = "hk" if instrument.exchange is Exchange.HONG_KONG else "cn"
    return f"{country}-results-{instrument.symbol.partition('.')[0]}"


def results_notice(instrument: Instrument, on: date, period: str, statement: Statement) -> Notice:
    """The notice that a company tells its results on a day. `period`: `2026-fy`, `2026-h1`, `2026-q3`, `2026-09`."""
    series, (in_english, in_chinese) = results_series(instrument), statement.value
    return Notice(
        series=series,
        date=on,
        period=period,
        country=series[:2].upper(),
        name_en=f"{instrument.label_en[: LONGEST_NAME - len(in_english) - 1]} {in_english}",
        name_zh=f"{instrument.label_zh[: LONGEST_NAME - len(in_chinese) - 1]} {in_chinese}",
        kind=RESULTS,
        importance=1,
    )
