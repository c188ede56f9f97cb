"""Keeps simulated and real data apart, and market time on the clock of a simulated exchange."""

from __future__ import annotations

import math
import re
from datetime import datetime

from tui.feeds.answers import SIMULATION_HEADER, Simulation
from tui.feeds.errors import WireError

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
    if moment.tzinfo is None or not math.isfinite(speed) or speed <= 0:
        raise WireError(f"malformed {SIMULATION_HEADER} header: needs an offset and a speed above 0")
    return Simulation(moment, speed, match["run"], match["scenario"])
