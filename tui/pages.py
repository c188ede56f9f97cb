"""The pages that are opened over the dashboard: which there are, and what opens each."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from tui.panes.desk import Desk
from tui.panes.surroundings import NO_SURROUNDINGS, Surroundings
from tui.screens.market_screen import MarketScreen
from tui.screens.requests import OpenEvent, OpenFlow, RunAction

PAGES = tuple(
    f"tui.screens.{page}"
    for page in (
        "instrument",
        "search",
        "wrap",
        "flow",
        "premiums",
        "rotation",
        "event",
        "alerts",
        "health",
        "help",
        "commands",
        "office",
    )
)
"""The screens that are opened over the dashboard."""


OFFICE_ID = "office-page"
"""By which office mode is known without its module."""


class PagesApp(App[None]):
    """An application on one desk whose screens are the dashboard and pages. `look_around` finds what is around it."""

    def __init__(self, desk: Desk, *, ansi_color: bool) -> None:
        super().__init__(ansi_color=ansi_color)
        self.desk = desk
        self.look_around: Callable[[], Surroundings] = lambda: NO_SURROUNDINGS

    @property
    def _on_top(self) -> MarketScreen:
        """The screen that the reader sees."""
        screen = self.screen_stack[-1]
        assert isinstance(screen, MarketScreen)
        return screen

    def action_open_alerts(self) -> None:
        """The page of alerts, for the instrument that is chosen, if one is."""
        from tui.screens.alerts import AlertsPage

        if not isinstance(self._on_top, AlertsPage):
            self.push_screen(AlertsPage(self.desk, self._on_top.selected_symbol()))

    def on_open_event(self, message: OpenEvent) -> None:
        """The page of one event."""
        from tui.screens.event import EventPage

        self.push_screen(EventPage(self.desk, message.event))

    def on_open_flow(self, message: OpenFlow) -> None:
        """The page of southbound flow."""
        from tui.screens.flow import FlowPage

        self.push_screen(FlowPage(self.desk))

    def action_open_wrap(self) -> None:
        """The page of the market wrap."""
        from tui.screens.wrap import WrapPage

        self.push_screen(WrapPage(self.desk))

    def action_open_premiums(self) -> None:
        """The page of A/H premiums."""
        from tui.screens.premiums import PremiumsPage

        self.push_screen(PremiumsPage(self.desk))

    def action_open_rotation(self) -> None:
        """The page of rotation."""
        from tui.screens.rotation import RotationPage

        self.push_screen(RotationPage(self.desk))

    def action_open_health(self) -> None:
        """The page of health, with what is around as it is now: files may have changed since the start."""
        from tui.screens.health import HealthPage

        self.push_screen(HealthPage(self.desk, self.look_around()))

    def action_open_search(self) -> None:
        """The page of search."""
        from tui.screens.search import SearchPage

        self.push_screen(SearchPage(self.desk))

    def action_open_office(self) -> None:
        """The same figures, and nothing that tells what they are."""
        from tui.screens.office import OfficePage

        self.clear_notifications()
        self.push_screen(OfficePage(self.desk, id=OFFICE_ID))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In office mode no key shows a name."""
        if self.in_office:
            from tui.screens.office import ALLOWED_ACTIONS

            return action in ALLOWED_ACTIONS
        return super().check_action(action, parameters)

    @property
    def in_office(self) -> bool:
        """Whether the figures are disguised now."""
        return bool(self.screen_stack) and self.screen_stack[-1].id == OFFICE_ID

    def action_open_help(self) -> None:
        """The page of help; from the page itself, back."""
        from tui.screens.help import HelpPage
        from tui.shipped import load_glossary

        page = self._on_top
        if isinstance(page, HelpPage):
            page.action_back()
        else:
            self.push_screen(HelpPage(self.desk, page.name_of_keys, load_glossary()))

    def action_open_commands(self) -> None:
        """The page of commands, unless it is on top already."""
        from tui.screens.commands import CommandsPage

        page = self._on_top
        if not isinstance(page, CommandsPage):
            self.push_screen(CommandsPage(self.desk, page.name_of_keys))

    async def on_run_action(self, message: RunAction) -> None:
        """What was chosen from the commands, on the screen that they were opened on."""
        await self.run_action(message.does, self._on_top)
