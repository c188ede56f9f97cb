"""When a quick move is told: rises, falls, turns, and what a window keeps of its prices."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.market.alerts.watching import FIRES, HK, SILENT, Step, Watch, at, hk, play, quote
from tui.market.alerts.evaluate import PARTS
from tui.market.alerts.making import move_rule
from tui.market.alerts.rules import AlertRule, key_of

QUICK = move_rule(HK, 1.0, 5)
HOUR = move_rule(HK, 1.0, 60)

STORIES: dict[str, tuple[AlertRule, list[Step]]] = {
    "a quick rise": (QUICK, [("10:00", hk(100), SILENT), ("10:02", hk(100.4), SILENT), ("10:04", hk(101.1), FIRES)]),
    "a quick fall": (QUICK, [("10:00", hk(100), SILENT), ("10:04", hk(98.9), FIRES), ("10:05", hk(98.8), SILENT)]),
    "a slow rise": (
        QUICK,
        [("10:00", hk(100), SILENT), ("10:04", hk(100.6), SILENT), ("10:08", hk(101.2), SILENT)],
    ),
    "a second quick move": (
        QUICK,
        [
            *[("10:00", hk(100), SILENT), ("10:01", hk(101.5), FIRES), ("10:05", hk(101.5), SILENT)],
            *[("10:09", hk(101.5), SILENT), ("10:12", hk(103.0), FIRES)],
        ],
    ),
    "a rise that turns into a fall within its window": (
        QUICK,
        [
            *[("10:00", hk(100), SILENT), ("10:01", hk(102), FIRES), ("10:02", hk(101.5), SILENT)],
            *[("10:03", hk(99), FIRES), ("10:03:30", hk(98.9), SILENT)],
        ],
    ),
    "a fall that turns into a rise within its window": (
        QUICK,
        [("10:00", hk(100), SILENT), ("10:01", hk(98), FIRES), ("10:03", hk(100), FIRES)],
    ),
    "trembling in the middle of a wide window": (
        QUICK,
        [
            *[("10:00", hk(100), SILENT), ("10:00:30", hk(103), FIRES), ("10:01", hk(101.6), FIRES)],
            *[("10:01:30", hk(101.4), SILENT), ("10:02", hk(101.6), SILENT), ("10:02:30", hk(101.4), SILENT)],
        ],
    ),
    "a move turned round, and a restart": (
        QUICK,
        [
            *[("10:00", hk(100), SILENT), ("10:01", hk(102), FIRES), ("10:02", "restart", SILENT)],
            *[("10:03", hk(102), SILENT), ("10:04", hk(103.1), FIRES)],
        ],
    ),
    "a low of seconds in a long window": (
        HOUR,
        [
            *[("10:00", hk(100), SILENT), ("10:00:30", hk(99.2), SILENT), ("10:00:50", hk(99.9), SILENT)],
            *[("10:09", hk(100), SILENT), ("10:17", hk(100.1), SILENT), ("10:25", hk(100.25), FIRES)],
        ],
    ),
    "a high of seconds in a long window": (
        HOUR,
        [
            *[("10:00", hk(100), SILENT), ("10:00:30", hk(100.8), SILENT), ("10:00:50", hk(100.1), SILENT)],
            *[("10:09", hk(100), SILENT), ("10:17", hk(99.9), SILENT), ("10:25", hk(99.7), FIRES)],
        ],
    ),
    "a low that has left the window": (
        QUICK,
        [("10:00", hk(99.2), SILENT), ("10:00:02", hk(99.9), SILENT), ("10:05:01", hk(100.25), SILENT)],
    ),
    "no move over lunch": (
        QUICK,
        [("11:59", hk(100), SILENT), ("13:00", hk(105), SILENT), ("13:01", hk(105.2), SILENT)],
    ),
    "no move over a restart": (
        QUICK,
        [("10:00", hk(100), SILENT), ("10:01", "restart", SILENT), ("10:02", hk(105), SILENT)],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_rule_fires_when_its_story_says(story):
    play(*STORIES[story], story)


@given(
    st.lists(st.tuples(st.integers(1, 240), st.integers(-40, 40)), min_size=1, max_size=80), st.sampled_from([5, 60])
)
@settings(deadline=None)
def test_a_long_windows_moves_are_those_of_every_price_within_it(steps, minutes):
    """A price that has just left the window, or is just about to, may be either counted or not."""
    rule = move_rule(HK, 0.5, minutes, 0.5)
    watch, window, now = Watch(rule), timedelta(minutes=minutes), at("09:30")
    prices = []
    for seconds, last in steps:
        now += timedelta(seconds=seconds)
        if now > at("11:59"):
            break
        prices.append((now, 100.0 + last / 100.0))
        watch.state.apply(quote(now, HK, prices[-1][1]))
        watch.check(now)
        samples = watch.memory[key_of(rule)].samples
        surely = [price for time, price in prices if now - time <= window - window / PARTS]
        maybe = [price for time, price in prices if now - time <= window]
        seen = [price for _, price in samples]
        assert min(maybe) <= min(seen) <= min(surely) and max(surely) <= max(seen) <= max(maybe)
        assert len(samples) <= 2 * (PARTS + 2)
