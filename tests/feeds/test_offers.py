"""The table of who gives what, against the providers and the settings themselves."""

from __future__ import annotations

import pytest
from msgspec.structs import fields, replace

from tests.clocks import ManualClock
from tests.feeds.fakes import CALENDARS, universe
from tui.config import load
from tui.feeds.assembly import build_poller
from tui.feeds.offers import ADDRESSES, OFFERS
from tui.settings import Feeds, Providers

SHIPPED = load(None, {}).settings


@pytest.mark.parametrize("provider", [field.name for field in fields(Providers)])
@pytest.mark.parametrize("feed", [field.name for field in fields(Feeds)])
def test_a_feed_can_be_put_together_from_those_that_the_table_names_and_no_others(feed, provider):
    chosen = replace(getattr(SHIPPED.feeds, feed), providers=(provider,))
    settings = replace(SHIPPED, feeds=replace(SHIPPED.feeds, **{feed: chosen}))
    try:
        build_poller(settings, universe("HSI"), CALENDARS, ManualClock())
    except ValueError:
        assert provider not in OFFERS[feed]
    else:
        assert provider in OFFERS[feed]


def test_every_address_in_the_settings_is_known_as_one():
    in_settings = {
        provider.name: tuple(field.name for field in fields(provider.type) if field.name.endswith("_url"))
        for provider in fields(Providers)
    }
    assert in_settings == dict(ADDRESSES)
