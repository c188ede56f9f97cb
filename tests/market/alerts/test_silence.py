"""When a provider counts as silent: one that does not answer, and not one that answers elsewhere."""

from __future__ import annotations

from functools import partial

import pytest

from tests.market.alerts.watching import FIRES, SILENT, Step, failed, hk, minutes, net, play, resting
from tui.market.alerts.rules import AlertRule, SilentRule
from tui.market.health import Feed, ProviderStatus

RESTING, ANSWERING = ProviderStatus.RESTING, ProviderStatus.ANSWERING
TENCENT = SilentRule("tencent", 60.0)
EASTMONEY = SilentRule("eastmoney", 120.0)
NO_QUOTES = SilentRule("", 60.0)


def eastmoney(feed: Feed, status: ProviderStatus = RESTING, *, since: float = 0.0):
    return partial(resting, provider="eastmoney", since=since, feed=feed, status=status)


STORIES: dict[str, tuple[AlertRule, list[Step]]] = {
    "provider silent": (TENCENT, [("10:00", hk(100), SILENT), ("10:00:59", None, SILENT), ("10:01:01", None, FIRES)]),
    "provider silent, and back": (
        TENCENT,
        [
            *[("10:00", hk(100), SILENT), ("10:02", None, FIRES), ("10:03", None, SILENT)],
            *[("10:04", hk(100), SILENT), ("10:06", None, FIRES)],
        ],
    ),
    "provider rests while another speaks": (
        TENCENT,
        [
            ("10:00", partial(resting, provider="tencent", since=30), SILENT),
            ("10:00:10", hk(100, provider="sina"), SILENT),
            ("10:01", hk(100, provider="sina"), FIRES),
        ],
    ),
    "a provider that rests in one feed and answers in another": (
        EASTMONEY,
        [
            *[("09:00", eastmoney(Feed.BARS), SILENT), ("09:29", eastmoney(Feed.SOUTHBOUND, ANSWERING), SILENT)],
            *[("10:30", net(3.0, every=60.0), SILENT), ("10:32:30", None, SILENT), ("10:34", None, FIRES)],
        ],
    ),
    "a provider that gave the quotes and goes on with minutes": (
        TENCENT,
        [
            *[("10:00", hk(100), SILENT), ("10:00:30", partial(minutes, every=60.0), SILENT)],
            ("10:00:30", partial(resting, provider="tencent", feed=Feed.MINUTES, status=ANSWERING), SILENT),
            *[("10:01:30", None, SILENT), ("10:04", None, FIRES)],
        ],
    ),
    "a provider that rests in all of its feeds counts from its last answer": (
        EASTMONEY,
        [
            *[("10:30", net(3.0, every=60.0), SILENT), ("10:30", eastmoney(Feed.SOUTHBOUND), SILENT)],
            *[("10:31", eastmoney(Feed.BARS, since=1800), SILENT), ("10:32", None, FIRES)],
        ],
    ),
    "a provider that rests in all feeds but an idle one": (
        TENCENT,
        [
            ("10:00", partial(resting, provider="tencent", feed=Feed.BARS, status=ANSWERING), SILENT),
            ("10:00", hk(100, provider="sina"), SILENT),
            ("10:10", partial(resting, provider="tencent", since=90), FIRES),
        ],
    ),
    "a provider that rests in one feed counts from its last answer in all": (
        EASTMONEY,
        [
            *[("10:00", eastmoney(Feed.BARS, since=1800), FIRES)],
            *[("10:01", eastmoney(Feed.RATES, ANSWERING), SILENT), ("10:02", None, SILENT)],
            ("10:03", None, FIRES),
        ],
    ),
    "a provider that is not asked is not silent": (
        SilentRule("sina", 60.0),
        [("10:00", hk(100), SILENT), ("10:05", hk(100), SILENT)],
    ),
    "nobody gives quotes": (
        NO_QUOTES,
        [("10:00", failed, SILENT), ("10:00:30", None, SILENT), ("10:01", None, FIRES)],
    ),
    "nothing has been asked yet": (NO_QUOTES, [("10:00", None, SILENT), ("10:05", None, SILENT)]),
    "silent at lunch": (TENCENT, [("12:00", hk(100), SILENT), ("12:30", None, SILENT)]),
    "silence counts from the opening": (
        TENCENT,
        [("12:30", hk(100), SILENT), ("13:00:30", None, SILENT), ("13:01", None, FIRES)],
    ),
    "silent at night": (TENCENT, [("17:00", hk(100), SILENT), ("20:00", None, SILENT)]),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_rule_fires_when_its_story_says(story):
    play(*STORIES[story], story)
