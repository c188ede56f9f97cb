"""The rules by which releases, lending, index reviews and reports of companies are to be expected.

The wording of a source is that of the shipped table.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from msgspec import Struct

from tui.market import release_days
from tui.market.calendars import Calendars
from tui.market.month_days import MONTHS_A_YEAR, month_after

EVERY_MONTH = tuple(range(1, MONTHS_A_YEAR + 1))
NOT_FEBRUARY = tuple(month for month in EVERY_MONTH if month != release_days.FEBRUARY)
"""January and February are told together in March."""
AFTER_QUARTERS = (1, 4, 7, 10)
QUARTER_ENDS = (3, 6, 9, 12)
HALF_YEAR_ENDS = (6, 12)
MSCI_MONTHS = (2, 5, 8, 11)

SECURITIES_LAW = "rule: Securities Law art. 79"
MAIN_BOARD_RULES = "rule: HKEX Main Board rule 13.49"

Subject = tuple[str, str]
"""What an event is about: the end of its id (`2026-q3`), and its period in words (`2026Q3`)."""


class Rule(Struct, frozen=True):
    """In which months of the year series have an event, on which of its days, at what time (UTC+8), about what.

    `day` and `subject` take a month by its first day; the day may lie in a neighbouring month.
    """

    series: tuple[str, ...]
    months: tuple[int, ...]
    day: Callable[[date, Calendars], date]
    subject: Callable[[date], Subject]
    clock: time | None
    source: str


def _same_month(month: date) -> Subject:
    return f"{month:%Y-%m}", f"{month:%Y-%m}"


def _month_before(month: date) -> Subject:
    return _same_month(month_after(month, -1))


def _months_before(month: date) -> Subject:
    """The month before; in March the first two months of the year."""
    tail, period = _month_before(month)
    return tail, f"{month.year}-01/02" if month.month == release_days.MARCH else period


def _quarter_before(month: date) -> Subject:
    ended = month_after(month, -1)
    quarter = (ended.month - 1) // 3 + 1
    return f"{ended.year}-q{quarter}", f"{ended.year}Q{quarter}"


def _first_half(month: date) -> Subject:
    return f"{month.year}-h1", f"{month.year}H1"


def _third_quarter(month: date) -> Subject:
    return f"{month.year}-q3", f"{month.year}Q3"


def _year_before(month: date) -> Subject:
    return f"{month.year - 1}-fy", f"{month.year - 1}FY"


def _year_before_and_first_quarter(month: date) -> Subject:
    tail, period = _year_before(month)
    return tail, f"{period},{month.year}Q1"


RULES = (
    Rule(
        ("cn-nbs-manufacturing-pmi", "cn-nbs-non-manufacturing-pmi", "cn-nbs-composite-pmi"),
        EVERY_MONTH,
        release_days.month_end,
        _same_month,
        time(9, 30),
        "rule: last calendar day 09:30, any weekday (Feb data may slip to early Mar in Lunar New Year years)",
    ),
    Rule(
        ("cn-cpi-yoy", "cn-cpi-mom", "cn-ppi-yoy"),
        EVERY_MONTH,
        release_days.prices,
        _month_before,
        time(9, 30),
        "rule: 9th-15th 09:30 +-4d",
    ),
    Rule(
        (
            "cn-industrial-production",
            "cn-retail-sales",
            "cn-fixed-asset-investment",
            "cn-unemployment",
            "cn-property-investment",
        ),
        NOT_FEBRUARY,
        release_days.activity,
        _months_before,
        time(10, 0),
        "rule: 14th-20th 10:00 +-3d, none in Feb",
    ),
    Rule(
        ("cn-home-prices",),
        EVERY_MONTH,
        release_days.home_prices,
        _month_before,
        time(9, 30),
        "rule: same day as activity data 09:30 (Feb: 13th-20th)",
    ),
    Rule(
        ("cn-gdp-yoy", "cn-gdp-qoq"),
        AFTER_QUARTERS,
        release_days.activity,
        _quarter_before,
        time(10, 0),
        "rule: with Jan/Apr/Jul/Oct activity data +-3d",
    ),
    Rule(
        ("cn-gdp-by-industry",),
        AFTER_QUARTERS,
        release_days.gdp_by_industry,
        _quarter_before,
        time(9, 30),
        "rule: the working day after GDP 09:30",
    ),
    Rule(
        ("cn-industrial-profits",),
        NOT_FEBRUARY,
        release_days.profits,
        _months_before,
        time(9, 30),
        "rule: 27th 09:30, none in Feb, any weekday +-1d",
    ),
    Rule(
        ("cn-exports", "cn-imports", "cn-trade-balance"),
        NOT_FEBRUARY,
        release_days.trade,
        _months_before,
        time(11, 0),
        "rule: 7th-10th, 13th-14th in Jan/Apr/Jul/Oct, none in Feb; time floats 10:30-11:45",
    ),
    Rule(
        ("cn-new-yuan-loans", "cn-total-social-financing", "cn-m2"),
        EVERY_MONTH,
        release_days.credit,
        _month_before,
        None,
        "rule: any day 10th-15th, 15:00-18:00 CST, not pre-announced; assumed date",
    ),
    Rule(
        ("cn-fx-reserves",),
        EVERY_MONTH,
        release_days.reserves,
        _month_before,
        time(16, 0),
        "rule: 7th, any weekday; ~16:00 on working days, 10:00-16:00 on weekends",
    ),
    Rule(
        ("cn-lpr-1y", "cn-lpr-5y"),
        EVERY_MONTH,
        release_days.lpr,
        _same_month,
        time(9, 0),
        "rule: 20th, next working day, 09:00 CST",
    ),
    Rule(
        ("cn-mlf",),
        EVERY_MONTH,
        release_days.mlf,
        _same_month,
        None,
        "rule: ~25th, size announced the evening before",
    ),
    Rule(
        ("cn-ratingdog-manufacturing-pmi",),
        EVERY_MONTH,
        release_days.ratingdog_manufacturing,
        _month_before,
        time(9, 45),
        "rule: 1st working day 09:45; month-end when a long holiday follows",
    ),
    Rule(
        ("cn-ratingdog-services-pmi",),
        EVERY_MONTH,
        release_days.ratingdog_services,
        _month_before,
        time(9, 45),
        "rule: 3rd working day 09:45; month-end when a long holiday follows",
    ),
    Rule(
        ("hk-hsi-review-announced",),
        QUARTER_ENDS,
        release_days.hang_seng_announced,
        _month_before,
        time(16, 30),
        "rule: a Friday mid-Feb/May/Aug/Nov, ~2-3 weeks before effect",
    ),
    Rule(
        ("hk-hsi-review-effective",),
        QUARTER_ENDS,
        release_days.hang_seng_effective,
        _same_month,
        time(9, 30),
        "rule: Monday after the 1st Friday of Mar/Jun/Sep/Dec",
    ),
    Rule(
        ("hk-msci-review",),
        MSCI_MONTHS,
        release_days.msci_review,
        _same_month,
        time(16, 0),
        "rule: last business day of Feb/May/Aug/Nov, sometimes up to a week earlier",
    ),
    Rule(
        ("cn-csi-review-announced",),
        HALF_YEAR_ENDS,
        release_days.csi_announced,
        _same_month,
        time(18, 0),
        "rule: about two Fridays before",
    ),
    Rule(
        ("cn-csi-rebalance",),
        HALF_YEAR_ENDS,
        release_days.csi_rebalance,
        _same_month,
        time(15, 0),
        "rule: 2nd Friday of Jun/Dec",
    ),
    Rule(
        ("cn-star-50-rebalance",),
        QUARTER_ENDS,
        release_days.csi_rebalance,
        _same_month,
        time(15, 0),
        "rule: 2nd Friday of Mar/Jun/Sep/Dec",
    ),
    Rule(
        ("cn-ftse-a50-review-announced",),
        QUARTER_ENDS,
        release_days.ftse_announced,
        _same_month,
        None,
        "rule: Wednesday 16 days before effect",
    ),
    Rule(
        ("cn-ftse-a50-rebalance",),
        QUARTER_ENDS,
        release_days.ftse_rebalance,
        _same_month,
        time(15, 0),
        "rule: 3rd Friday of Mar/Jun/Sep/Dec",
    ),
    Rule(("cn-profit-warning-deadline",), (1,), release_days.month_end, _year_before, None, SECURITIES_LAW),
    Rule(("hk-annual-deadline",), (3,), release_days.month_end, _year_before, None, MAIN_BOARD_RULES),
    Rule(("cn-annual-deadline",), (4,), release_days.month_end, _year_before_and_first_quarter, None, SECURITIES_LAW),
    Rule(("cn-interim-deadline",), (8,), release_days.month_end, _first_half, None, SECURITIES_LAW),
    Rule(("hk-interim-deadline",), (8,), release_days.month_end, _first_half, None, MAIN_BOARD_RULES),
    Rule(("cn-third-quarter-deadline",), (10,), release_days.month_end, _third_quarter, None, SECURITIES_LAW),
)
