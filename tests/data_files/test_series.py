"""The shipped table of series: one row for each series of the events, titles of its own, known sectors."""

from tests.sectors import shipped_sectors
from tui.market.event_series import by_title
from tui.shipped import load_events, load_series

SERIES = load_series()
SHIPPED = {event.series for event in load_events()}
FREE_SECTORS = {"property"}


def test_every_series_of_the_events_has_a_row():
    assert SERIES.keys() >= SHIPPED


def test_only_series_that_no_event_names_have_names_of_their_own():
    assert {name for name, series in SERIES.items() if series.by_day} == SERIES.keys() - SHIPPED


def test_no_title_stands_twice():
    for vendor in ("forexfactory", "wallstreetcn"):
        count = sum(len(getattr(series, vendor)) for series in SERIES.values())
        assert len(by_title(SERIES, vendor)) == count > 20


def test_sectors_are_the_shipped_ones_or_few_others():
    named = {sector for series in SERIES.values() for sector in series.sectors}
    assert named == FREE_SECTORS | shipped_sectors().keys()


def test_the_loan_prime_rate_touches_banks_and_property():
    assert SERIES["cn-lpr-5y"].sectors == ("banks", "property")
    assert SERIES["cn-cpi-yoy"].sectors == ()
