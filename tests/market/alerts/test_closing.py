"""When a day's last price counts for alerts: once it is the official close, however much later it is looked at."""

from __future__ import annotations

import pytest

from tests.market.alerts.watching import Watch, at, quote
from tui.market.alerts.making import percent_rule, price_rule
from tui.market.alerts.rules import Side

MAINLAND, INDEX = "600036.SH", "HSI"


@pytest.mark.parametrize(
    ("now", "received", "fires"),
    [
        ("15:02:00", "15:01:57", False),  # vendors may still show the price before the closing auction
        ("15:03:04", "15:03:01", True),
        ("15:04:30", "15:04:00", True),
        # Trading at the closing price begins at 15:05 and ends at 15:30: the close is the same.
        ("15:05:30", "15:04:00", True),
        ("15:30:30", "15:29:00", True),
        ("15:32:30", "15:32:00", True),
    ],
)
def test_the_mainlands_close_counts_from_when_it_is_final(now, received, fires):
    watch = Watch(price_rule(MAINLAND, Side.ABOVE, 105.0))
    watch.state.apply(quote(at("14:56"), MAINLAND, 104.0))
    watch.check(at("14:56"))
    ago = (at(now) - at(received)).total_seconds()
    watch.state.apply(quote(at(now), MAINLAND, 106.0, ago=ago))
    assert bool(watch.check(at(now))) is fires


@pytest.mark.parametrize(("stamp", "fires"), [("16:08:39", True), ("16:00:03", True), ("15:41:00", False)])
def test_an_index_that_stood_still_before_its_close_has_none(stamp, fires):
    watch = Watch(percent_rule(INDEX, Side.ABOVE, 3.0))
    watch.state.apply(quote(at("15:30"), INDEX, 101.0))
    watch.check(at("15:30"))
    watch.state.apply(quote(at("16:12"), INDEX, 104.0, time=at(stamp)))
    assert bool(watch.check(at("16:12"))) is fires
