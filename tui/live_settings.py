"""The reader's settings file beside a running dashboard: looked at, taken over, and written to on demand."""

from __future__ import annotations

from collections.abc import Callable

from tui.config import Loaded
from tui.guards import TerminalFacts
from tui.market.instruments import Instrument
from tui.panes.desk import Desk, Notice, View
from tui.remembered import CHOSEN_LOOKS
from tui.settings import Settings
from tui.settings_plan import Plan, Running, plan_for
from tui.settings_watch import Mistaken, SettingsWatch, changed_keys
from tui.universe import universe_for


class LiveSettings:
    """What the file said when the run began, what of it holds now, and what is wrong with it.

    `look` reads the disk and belongs into a thread; all else is quick.
    """

    def __init__(self, loaded: Loaded, load: Callable[[], Loaded], facts: TerminalFacts) -> None:
        self.path = loaded.user_file.path
        self._load = load
        self._watch = SettingsWatch(self.path, load)
        self._facts = facts
        self._first = self._taken = loaded.settings
        self._mistaken: Mistaken | None = None
        self._later: tuple[str, ...] = ()

    def look(self) -> Settings | Mistaken | None:
        """What the file says now, or what is wrong with it; None while nothing has changed."""
        found = self._watch.look()
        all_is_well = self._mistaken is None and not self._later
        if isinstance(found, Settings) and all_is_well and not any(changed_keys(self._taken, found)):
            return None
        return found

    def save(self, view: View) -> tuple[str, ...]:
        """Write what the reader chose by key into the file, and name what changed there. Raises NotSavedError.

        It reads and writes the disk, and belongs into a thread.
        """
        from tui.settings_save import save_display

        return save_display(self.path, {key: getattr(view, key) for key in CHOSEN_LOOKS}, self._load)

    def plan(self, desk: Desk, found: Settings | Mistaken) -> Plan | None:
        """How to go on; None where all stays as it is, because the file is wrong."""
        if isinstance(found, Mistaken):
            self._mistaken = found
            return None
        plan = plan_for(Running(desk.settings, desk.view, self._first, self._taken, self._facts), found)
        self._mistaken, self._later, self._taken = None, plan.later, plan.taken
        return plan

    def newcomers(self, desk: Desk) -> tuple[Instrument, ...]:
        """The instruments that the settings name and nobody knew before."""
        known = desk.live.universe
        return tuple(each for each in universe_for(desk.settings, known) if each.symbol not in known)

    def notice(self, desk: Desk) -> Notice | None:
        """What the header has to say of the file."""
        if self._mistaken is not None:
            return Notice(str(self._mistaken), desk.word("settings trouble"))
        if self._later:
            keys = ", ".join(self._later)
            return Notice(desk.word("at the next start", keys=keys), desk.word("settings wait"), "label")
        return None
