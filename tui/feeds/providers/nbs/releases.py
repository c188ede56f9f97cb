"""Which of our series each release of the NBS brings, and which month or quarter it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from tui.feeds.providers.telling import month_before, month_of, quarter_before

ABOUT_THE_MONTH_BEFORE = 15
"""Up to this day of a month, purchasing managers' indices are those of the month before, put off by New Year."""

QUARTERLY = frozenset({1, 4, 7, 10})
"""Months in which the economic performance is that of a quarter or a year, with GDP."""

GDP = ("cn-gdp-yoy", "cn-gdp-qoq")


class Release(Struct, frozen=True):
    """A row of the calendar: words that all stand in its title, the series it brings, and what they are about."""

    words: tuple[str, ...]
    series: tuple[str, ...]
    period: Callable[[date], str]


def _month_surveyed(day: date) -> str:
    return month_before(day) if day.day <= ABOUT_THE_MONTH_BEFORE else month_of(day)


# January and February are published together, in March: of the month before, as everything but the PMIs.
RELEASES = (
    Release(
        ("national economic performance",),
        (
            "cn-industrial-production",
            "cn-retail-sales",
            "cn-fixed-asset-investment",
            "cn-property-investment",
            "cn-unemployment",
        ),
        month_before,
    ),
    Release(("value added", "industries"), ("cn-gdp-by-industry",), quarter_before),
    Release(
        ("purchasing managers",),
        ("cn-nbs-manufacturing-pmi", "cn-nbs-non-manufacturing-pmi", "cn-nbs-composite-pmi"),
        _month_surveyed,
    ),
    Release(("consumer price index",), ("cn-cpi-yoy", "cn-cpi-mom"), month_before),
    Release(("industrial producer price",), ("cn-ppi-yoy",), month_before),
    Release(("producer price index", "industrial"), ("cn-ppi-yoy",), month_before),
    Release(("industrial production operation",), ("cn-industrial-production",), month_before),
    Release(("investment in fixed assets",), ("cn-fixed-asset-investment",), month_before),
    Release(("real estate development",), ("cn-property-investment",), month_before),
    Release(("retail sales of consumer goods",), ("cn-retail-sales",), month_before),
    Release(("residential buildings", "70"), ("cn-home-prices",), month_before),
    Release(("industrial economic benefits",), ("cn-industrial-profits",), month_before),
    Release(("industrial", "profits"), ("cn-industrial-profits",), month_before),
)
"""The first whose words all stand in a title, in small letters, is meant."""

PERFORMANCE = RELEASES[0]


def release_titled(title: str) -> Release | None:
    """The release that a title of the calendar names; None for those that bring none of our series."""
    small = title.lower().replace("’", "'")
    return next((release for release in RELEASES if all(word in small for word in release.words)), None)


def brought(release: Release, day: date) -> Iterator[tuple[str, str]]:
    """The series that a release of that day brings, each with its period."""
    for series in release.series:
        yield series, release.period(day)
    if release is PERFORMANCE and day.month in QUARTERLY:
        for series in GDP:
            yield series, quarter_before(day)
