"""Keeps simulated and real data apart, and market time on the clock of a simulated exchange."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from tui.clock import Clock
from tui.feeds.answers import SIMULATION_HEADER, Simulation
from tui.feeds.errors import FailureKind, FeedError, WireError
from tui.feeds.outbox import Emit
from tui.market.updates import SimulationStarted

LARGEST_DRIFT = 2.0
"""Real seconds by which our market time may differ from the exchange's before it is set anew."""

LARGEST_SPEED = 100_000.0
"""Market seconds a real one: a day a second. What goes beyond is no simulation, and would overflow the clock."""

POSSIBLE_YEARS = range(1990, 2101)
"""From the opening of the mainland exchanges; market time computed from what goes beyond could overflow."""

_HEADER = re.compile(
    r"(?P<moment>[0-9T:.+Z-]{10,40}); *speed=(?P<speed>[0-9.eE+-]{1,20}); *"
    r"run=(?P<run>[\w.:-]{1,64}); *scenario=(?P<scenario>[\w.:-]{1,64})",
    re.ASCII,
)


def parse_simulation(header: str | None) -> Simulation | None:
    """What the `Cnhk-Simulated` header says; None if there is none. Raises WireError if it is malformed."""
    if header is None:
        return None
    match = _HEADER.fullmatch(header.strip())
    if match is None:
        raise WireError(f"malformed {SIMULATION_HEADER} header")
    try:
        moment = datetime.fromisoformat(match["moment"])
        speed = float(match["speed"])
    except ValueError:
        raise WireError(f"malformed {SIMULATION_HEADER} header") from None
    if moment.tzinfo is None or moment.year not in POSSIBLE_YEARS or not 0 < speed <= LARGEST_SPEED:
        raise WireError(f"malformed {SIMULATION_HEADER} header: impossible moment or speed")
    return Simulation(moment, speed, match["run"], match["scenario"])


class SimulationGuard:
    """Passes the answers of one world only, real or simulated: the first answer decides which.

    A new run of the exchange is announced through `emit`, before any of its data, and sets the clock; where it
    replaces an earlier run, `on_run` is called, so that everything is asked for again. Answers of a run that is
    over are refused. `on_world` is called before the first data of a world are used, with the name of the
    scenario, None for the real one: what was kept of another world must not be handed out any more. `emit` and
    `on_run` are those of the poller that asks now: a world outlives it.
    """

    def __init__(
        self,
        clock: Clock,
        emit: Emit,
        on_run: Callable[[], None] = lambda: None,
        on_world: Callable[[str | None], None] = lambda scenario: None,
    ) -> None:
        self._clock = clock
        self.emit = emit
        self._on_world = on_world
        self._simulated: bool | None = None
        self._run: str | None = None
        self._finished: set[str] = set()
        self.on_run = on_run

    @property
    def simulated(self) -> bool:
        """Whether the answers are of a simulation, as far as any has come."""
        return self._simulated is True

    @property
    def knows_world(self) -> bool:
        """Whether any answer has told which world it is."""
        return self._simulated is not None

    def admit(self, simulation: Simulation | None) -> None:
        """Take note of where an answer is from; call it before its data is used. Raises FeedError (MIXED)."""
        if self._simulated is None:
            self._simulated = simulation is not None
            if simulation is None:
                self._on_world(None)
        if self._simulated and simulation is None:
            raise FeedError(FailureKind.MIXED, "a real answer amid simulated data")
        if not self._simulated and simulation is not None:
            raise FeedError(FailureKind.MIXED, "a simulated answer amid real data")
        if simulation is None:
            return
        if simulation.run in self._finished:
            raise FeedError(FailureKind.MIXED, "an answer of a simulation that is over")
        if simulation.run != self._run:
            self._start(simulation)
        elif self._has_drifted(simulation):
            self._clock.follow(simulation.moment, simulation.speed)

    def _start(self, simulation: Simulation) -> None:
        replaced, self._run = self._run, simulation.run
        if not self._clock.simulated or self._has_drifted(simulation):
            self._clock.follow(simulation.moment, simulation.speed)
        self._on_world(simulation.scenario)
        self.emit(SimulationStarted(simulation.run, simulation.scenario))
        if replaced is not None:
            self._finished.add(replaced)
            self.on_run()

    def _has_drifted(self, simulation: Simulation) -> bool:
        return simulation.speed != self._clock.speed or abs(self._clock.age(simulation.moment)) > LARGEST_DRIFT
