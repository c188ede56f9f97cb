"""The embedded exchange in place of the network, and the clocks that go with it. All of it is simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from tui.clock import Clock
    from tui.exchange.exchange import Exchange
    from tui.exchange.scenario import Scenario
    from tui.exchange.transport import ExchangeTransport
    from tui.market.southbound import SouthboundDay


def simulated_clock(at: str | None, speed: float = 1.0) -> Clock:
    """A clock that starts at that time of the reference day, or as the exchange has it, and runs so fast."""
    from tui.clock import Clock
    from tui.exchange.start import start_moment

    clock = Clock()
    clock.follow(start_moment(at), speed)
    return clock


def standing_clock(moment: datetime) -> Clock:
    """Always that moment, so that what is told of it is the same every time."""
    from tui.clock import Clock

    clock = Clock(monotonic=lambda: 0.0)
    clock.follow(moment)
    return clock


def embedded_exchange(clock: Clock, scenario: str) -> Exchange:
    """An exchange of that scenario on that clock."""
    from tui.exchange.exchange import Exchange
    from tui.shipped import load_universe

    return Exchange(load_universe(), clock, _scenario(scenario))


def exchange_transport(clock: Clock, scenario: str) -> ExchangeTransport:
    """The same, to be asked in this process instead of the network."""
    from tui.exchange.transport import ExchangeTransport

    return ExchangeTransport(embedded_exchange(clock, scenario))


def past_of(scenario: str) -> tuple[SouthboundDay, ...]:
    """The southbound days before the scenario's own."""
    from tui.exchange.past import past_southbound

    return past_southbound(_scenario(scenario))


def _scenario(name: str) -> Scenario:
    from tui.shipped import load_rally

    scenarios = {"rally": load_rally}
    return scenarios[name]()
