"""What is kept of the stream of updates, and as of which world: real and simulated never mix."""

from __future__ import annotations

from msgspec.structs import replace

from tests.history.examples import (
    NOW,
    SIMULATED,
    bars_update,
    flow_update,
    minutes_update,
    names_update,
    quote,
    quotes_update,
    report_update,
    source,
    southbound_days,
)
from tests.panes.desks import UNIVERSE
from tui.history.keeper import Keeper
from tui.history.last_state import LastState
from tui.history.places import REAL
from tui.market.breadth import ListedBreadth
from tui.market.health import Feed
from tui.market.rates import Rate
from tui.market.state import MarketState
from tui.market.updates import (
    KEPT,
    BackfillUpdate,
    BreadthUpdate,
    EventsUpdate,
    RateUpdate,
    RestoredUpdate,
    SimulationStarted,
)


class Box:
    """Takes what would be written."""

    def __init__(self) -> None:
        self.items = []

    def put(self, item) -> None:
        self.items.append(item)

    @property
    def worlds(self) -> set[str]:
        return {item.world for item in self.items}

    @property
    def last_states(self) -> list[LastState]:
        return [item.record for item in self.items if isinstance(item.record, LastState)]


class Kept:
    """A state, a keeper beside it, and what the keeper hands on."""

    def __init__(self, *, only_real: bool = True) -> None:
        self.state = MarketState(UNIVERSE)
        self.box = Box()
        self.keeper = Keeper(self.box, self.state, only_real=only_real)  # type: ignore[arg-type]

    def take(self, *updates) -> None:
        for update in updates:
            self.state.apply(update)
        self.keeper.keep(updates)


SERIES = (bars_update, minutes_update, flow_update)


def test_series_are_handed_on_as_they_come():
    kept = Kept()
    updates = (bars_update(), minutes_update(), flow_update(), southbound_days(), names_update())
    kept.take(*updates)
    assert [item.record for item in kept.box.items] == list(updates)


def test_the_last_state_follows_quotes_flow_breadth_and_rate():
    kept = Kept()
    kept.take(quotes_update(quote("HSI", 24000.0)))
    kept.take(flow_update())
    kept.take(BreadthUpdate(source("eastmoney"), (ListedBreadth("000001.SH", 1500, 700, 60, NOW),)))
    kept.take(RateUpdate(source("eastmoney"), Rate("HKD/CNH", 0.9123, 0.912, NOW, "eastmoney")))
    newest = kept.box.last_states[-1]
    assert len(kept.box.last_states) == 4
    assert newest.quotes[0].value.last == 24000.0 and newest.saved == NOW
    assert newest.southbound is not None and newest.rate is not None and len(newest.breadth) == 1


def test_before_any_live_quote_the_last_state_of_an_earlier_run_is_left_alone():
    kept = Kept()
    kept.state.apply(quotes_update())
    kept.state.apply(RestoredUpdate(NOW))
    kept.take(flow_update())
    assert kept.box.last_states == []
    kept.take(quotes_update())
    assert len(kept.box.last_states) == 1


def test_what_is_kept_already_is_not_written_again():
    kept = Kept()
    kept.take(*(replace(update(), source=source(KEPT)) for update in SERIES))
    kept.take(replace(quotes_update(), source=source(KEPT)))
    assert kept.box.items == []


def test_progress_and_failures_are_not_kept():
    kept = Kept()
    kept.take(BackfillUpdate(Feed.BARS, 1, 2))
    assert kept.box.items == []


def test_nothing_simulated_enters_the_file_of_public_hosts():
    kept = Kept(only_real=True)
    kept.take(SimulationStarted("run", "rally"))
    kept.take(*(update(simulated=True) for update in SERIES), quotes_update(simulated=True))
    assert kept.box.items == []


def test_a_record_that_says_it_is_simulated_is_refused_even_before_its_simulation_was_announced():
    for only_real in (True, False):
        kept = Kept(only_real=only_real)
        kept.take(*(update(simulated=True) for update in SERIES), quotes_update(simulated=True))
        assert kept.box.items == []


def test_in_the_file_of_this_machine_a_simulation_is_kept_as_what_it_is():
    kept = Kept(only_real=False)
    kept.take(SimulationStarted("run", "rally"))
    kept.take(*(update(simulated=True) for update in SERIES), quotes_update(simulated=True))
    assert kept.box.worlds == {SIMULATED} and len(kept.box.items) == len(SERIES) + 1


def test_a_record_that_says_it_is_real_is_refused_within_a_simulation():
    kept = Kept(only_real=False)
    kept.take(SimulationStarted("run", "rally"))
    kept.take(*(update() for update in SERIES), quotes_update())
    assert kept.box.items == []


def test_a_mirror_on_this_machine_that_gives_real_data_is_kept_as_real():
    kept = Kept(only_real=False)
    kept.take(*(update() for update in SERIES), quotes_update())
    assert kept.box.worlds == {REAL}


def test_a_new_run_of_a_simulation_has_no_last_state_before_its_own_quotes():
    kept = Kept(only_real=False)
    kept.take(SimulationStarted("one", "rally"), quotes_update(simulated=True))
    kept.take(SimulationStarted("two", "rally"), flow_update(simulated=True))
    assert len(kept.box.last_states) == 1


def test_what_sources_say_of_events_is_kept_and_the_shipped_calendar_is_not():
    kept = Kept()
    kept.take(EventsUpdate(()), report_update(), report_update(simulated=True))
    assert [item.record for item in kept.box.items] == [report_update()]
