"""What reading one calendar may cost. Calendars come from strangers: whatever they hold, reading one ends soon."""

from __future__ import annotations

MOST_BYTES = 2_000_000
"""Of one calendar. Ten years of a busy person's are about one million."""

MOST_LINES = 60_000
"""Lines as they stand in the file, folded ones counted one by one."""

MOST_COMPONENTS = 3_000
"""Events, zones and the parts of zones that are read; what comes after them is left out."""

MOST_STEPS = 15_000
"""Steps of working out when events repeat, in all. A step is two or three microseconds: a day passed over."""

STEPS_OF_A_DATE = 4
"""To read one date of a list."""

MOST_STEPS_OF_A_RULE = 8_000
"""Of one rule: five years of days that have to be counted one by one."""

MOST_EVENTS = 1_000
"""Events of one calendar that are shown, the earliest first."""

MOST_PROBLEMS = 20
"""Problems of one calendar that are told, each in at most LONGEST_PROBLEM characters."""

LONGEST_PROBLEM = 160


class TooMuch(Exception):
    """What was allowed for one rule, or for the whole calendar, is used up."""


class Allowance:
    """Steps that may be taken, `left` are those that still may. `above` pays too, and leaves no more than it has."""

    def __init__(self, most: int = MOST_STEPS, above: Allowance | None = None) -> None:
        self.left = most
        self._above = above

    def spend(self, steps: int) -> None:
        """Take so many steps. Raises TooMuch where there are not so many left, from then on always."""
        self.left = self.left - steps if steps <= self.left else -1
        if self._above is not None:
            self._above.spend(steps)
        if self.left < 0:
            raise TooMuch("it repeats too often to be followed")


class Problems:
    """What could not be read, a line each; of too many the last one tells how many more."""

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}
        self._more = 0

    def add(self, line: str) -> None:
        """Tell a problem, once."""
        if line in self._lines:
            return
        if len(self._lines) < MOST_PROBLEMS - 1:
            self._lines[line] = None
        else:
            self._more += 1

    def told(self) -> tuple[str, ...]:
        """All of them, at most MOST_PROBLEMS."""
        return (*self._lines, *((f"and {self._more} more problems",) if self._more else ()))
