"""What came out against what was expected, in the unit of the figure and against past surprises."""

import statistics
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.market.events import Certainty, Event
from tui.market.published import read_figure, unit_of
from tui.market.surprise import LEAST_KNOWN, surprise_of


def released(months_ago: int, actual: str | None, consensus: str | None, series: str = "cn-cpi-yoy") -> Event:
    day = date(2026, 11, 9) - timedelta(days=30 * months_ago)
    return Event(
        id=f"{series}-{day:%Y-%m}",
        date=day,
        time=None,
        country="CN",
        name_en=series,
        name_zh=series,
        kind="inflation",
        period=f"{day:%Y-%m}",
        certainty=Certainty.OFFICIAL,
        source="test",
        importance=3,
        actual=actual,
        consensus=consensus,
    )


@pytest.mark.parametrize(
    ("actual", "consensus", "difference", "unit", "decimals"),
    [
        ("50.3", "50.0", 0.3, "", 1),
        ("-0.1%", "0.2%", -0.3, "%", 1),
        ("102.64B", "99.5B", 3.14, "B", 2),
        ("1.2T", "950B", 0.25, "T", 1),
        ("3.00%", "3.00%", 0.0, "%", 2),
        ("0.3", "0.1", 0.2, "", 1),
    ],
)
def test_a_surprise_is_actual_minus_consensus_in_the_unit_of_the_actual(
    actual, consensus, difference, unit, decimals
):
    found = surprise_of(released(0, actual, consensus), ())
    assert found is not None
    assert (found.difference, found.unit) == (pytest.approx(difference, abs=1e-12), unit)
    assert found.decimals >= decimals


@pytest.mark.parametrize(
    ("actual", "consensus"),
    [(None, "50.0"), ("50.3", None), ("3.50-3.75", "3.50-3.75"), ("50.3", "0.2%"), ("pending", "1"), ("", "1")],
)
def test_there_is_none_without_two_numbers_of_one_kind(actual, consensus):
    assert surprise_of(released(0, actual, consensus), ()) is None


def test_deviations_are_told_from_twelve_past_surprises_on():
    past = [released(n, f"{50 + n % 3 / 10}", "50.0") for n in range(1, LEAST_KNOWN)]
    event = released(0, "50.6", "50.0")
    found = surprise_of(event, past)
    assert (found.deviations, found.known) == (None, LEAST_KNOWN - 1)
    past.append(released(LEAST_KNOWN, "50.1", "50.0"))
    found = surprise_of(event, past)
    differences = [float(other.actual) - 50.0 for other in past]
    assert found.known == LEAST_KNOWN
    assert found.deviations == pytest.approx(0.6 / statistics.stdev(differences))


def test_neither_later_ones_nor_those_of_other_series_nor_itself_count():
    event = released(3, "50.6", "50.0")
    others = [event, released(1, "51.0", "50.0"), released(5, "51.0", "50.0", series="cn-ppi-yoy")]
    assert surprise_of(event, others).known == 0


def test_past_surprises_that_were_all_alike_tell_no_deviation():
    past = [released(n, "50.0", "50.0") for n in range(1, LEAST_KNOWN + 1)]
    assert surprise_of(released(0, "50.6", "50.0"), past).deviations is None


@given(st.text(max_size=20))
def test_any_text_is_a_finite_number_or_none(text):
    figure = read_figure(text)
    assert figure is None or abs(figure.value) < 1e28


@pytest.mark.parametrize(
    ("texts", "unit"),
    [(("50.3",), ""), ((None, "2.3%"), "%"), (("?", "1.2T"), "T"), ((None, None), ""), (("5K",), "K")],
)
def test_the_unit_is_that_of_the_first_figure(texts, unit):
    assert unit_of(*texts) == unit
