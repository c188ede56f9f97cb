"""The last state of an earlier run, as the next one shows it first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.history.examples import (
    DAY,
    NOW,
    SIMULATED,
    TODAY,
    flow,
    flow_update,
    keep,
    last_state,
    minutes,
    minutes_update,
    quote,
    source,
)
from tests.panes.desks import UNIVERSE
from tui.history.last_state import LastState, decoded, encoded, last_state_of
from tui.history.restoring import restored
from tui.market.breadth import ListedBreadth
from tui.market.known import Held
from tui.market.quotes import QuoteState
from tui.market.rates import Rate
from tui.market.state import MarketState
from tui.market.updates import KEPT, QuotesUpdate, RestoredUpdate


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def full_state() -> LastState:
    return LastState(
        NOW,
        (
            Held(quote("HSI"), source()),
            Held(quote("00700.HK", 479.2), source("sina", received=NOW - timedelta(seconds=3))),
        ),
        Held(flow(), source("eastmoney")),
        (Held(ListedBreadth("000001.SH", 1500, 700, 60, NOW), source("eastmoney")),),
        Held(Rate("HKD/CNH", 0.9123, 0.912, NOW, "eastmoney"), source("eastmoney")),
    )


def state_from(path: Path, *, only_real: bool = True) -> MarketState:
    found = restored(path, UNIVERSE, only_real=only_real)
    state = MarketState(UNIVERSE)
    for update in found.updates if found else ():
        state.apply(update)
    return state


def test_everything_comes_back_marked_as_kept_with_its_age(path):
    keep(path, full_state(), minutes_update("HSI"))
    state = state_from(path)
    assert state.restored == NOW and not state.simulated
    assert state.quotes["HSI"].value == quote("HSI")
    assert {held.source.provider for held in state.quotes.values()} == {KEPT}
    assert state.quotes["00700.HK"].source.received == NOW - timedelta(seconds=3)
    assert state.southbound is not None and state.southbound.value == flow()
    assert state.minutes["HSI"].value == minutes("HSI")
    assert state.breadth["000001.SH"].value.advancing == 1500
    assert state.rate is not None and state.rate.value.last == 0.9123


def test_a_live_quote_ends_it(path):
    keep(path, full_state())
    state = state_from(path)
    state.apply(QuotesUpdate(source(), (quote("HSI", 24100.0, at=NOW + DAY),)))
    assert state.restored is None
    assert state.quotes["HSI"].source.provider == "tencent"


def test_minutes_of_another_day_than_the_quote_are_left_on_disk(path):
    keep(path, full_state(), minutes_update("HSI", day=TODAY - DAY))
    assert state_from(path).minutes == {}


def test_a_simulation_comes_back_as_one_and_never_from_the_file_of_public_hosts(path):
    keep(path, full_state(), world=SIMULATED)
    state = state_from(path, only_real=False)
    assert (state.simulated, state.scenario) == (True, "rally")
    assert restored(path, UNIVERSE, only_real=True) is None


def test_the_world_that_was_written_last_comes_back(path):
    keep(path, last_state(1.0), world=SIMULATED)
    keep(path, last_state(2.0))
    assert state_from(path, only_real=False).quotes["HSI"].value.last == 2.0
    keep(path, last_state(3.0), world=SIMULATED)
    assert state_from(path, only_real=False).quotes["HSI"].value.last == 3.0


def test_instruments_that_the_settings_no_longer_name_and_quotes_of_the_future_stay_away(path):
    ahead = quote("HSTECH", at=NOW + DAY)
    keep(path, LastState(NOW, tuple(Held(had, source()) for had in (quote("GONE"), ahead, quote("HSI")))))
    assert set(state_from(path).quotes) == {"HSI"}


def test_the_day_of_a_stamp_survives(path):
    """A US close is of the day before in Hong Kong; which day it is must not depend on the zone it is read in."""
    from zoneinfo import ZoneInfo

    close = NOW.replace(hour=5).astimezone(ZoneInfo("America/New_York"))
    keep(path, LastState(NOW, (Held(quote("INX", at=close), source()),)))
    found = state_from(path).quotes["INX"].value
    assert found.time is not None and found.time.date() == close.date() != TODAY


@pytest.mark.parametrize("stored", [b"", b"nonsense", encoded(last_state())[:40]])
def test_a_state_that_cannot_be_read_is_no_state(path, stored):
    import sqlite3

    keep(path, last_state())
    with sqlite3.connect(path) as other:
        other.execute("UPDATE last_state SET state = ?", (stored,))
    other.close()
    assert restored(path, UNIVERSE, only_real=True) is None


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_in_place_of_the_file_are_no_state(tmp_path, junk):
    path = tmp_path / "junk.db"
    path.write_bytes(junk)
    assert restored(path, UNIVERSE, only_real=True) is None


def test_no_file_is_no_state(path):
    assert restored(path, UNIVERSE, only_real=True) is None
    assert not path.exists()


FIGURE = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@given(last=FIGURE, turnover=FIGURE, state=st.sampled_from(QuoteState), name=st.none() | st.text(max_size=8))
def test_every_quote_survives(last, turnover, state, name):
    had = replace(quote(), last=last, turnover=turnover, state=state, name_zh=name)
    whole = LastState(NOW, (Held(had, source()),))
    assert decoded(encoded(whole)) == whole


def test_the_state_is_as_old_as_its_newest_quote():
    state = MarketState(UNIVERSE)
    assert last_state_of(state) is None
    state.apply(QuotesUpdate(source(received=NOW - timedelta(seconds=9)), (quote("HSTECH"),)))
    state.apply(QuotesUpdate(source(received=NOW), (quote("HSI"),)))
    found = last_state_of(state)
    assert found is not None and found.saved == NOW


def test_a_totals_only_flow_comes_back_too(path):
    keep(path, replace(full_state(), southbound=Held(flow(until=569), source())), flow_update())
    state = state_from(path)
    assert state.southbound is not None and state.southbound.value.minutes == ()
    assert isinstance(restored(path, UNIVERSE, only_real=True).updates[-1], RestoredUpdate)
