"""The page of health on the reference day: providers in every state, budgets, surroundings of a tmux on a server."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path

import tui.app
from tests.panes.desks import CALENDARS, SETTINGS, VIEW, StoppedClock
from tests.screens.demo_app import SilentPoller, filled_market
from tui.app import CnhkApp
from tui.market.health import Feed, HostBudget, Latencies, ProviderHealth, ProviderStatus
from tui.market.state import MarketState
from tui.market.updates import BudgetsUpdate, HealthUpdate
from tui.panes.desk import Desk, View
from tui.panes.surroundings import SettingsReport, Surroundings, TerminalReport

TERMINAL = TerminalReport(
    term="tmux-256color",
    program="tmux 3.4",
    depth="truecolor",
    why="TERM=tmux-256color",
    locale="C.UTF-8",
    wide_ambiguous="narrow",
    multiplexer="tmux",
    remote="SSH",
)
OWN = SettingsReport(
    "~/cnhk/tui/config.toml",
    "~/.config/cnhk/config.toml",
    (("display.colors", "~/.config/cnhk/config.toml:4"), ("feeds.quotes.trading", "~/.config/cnhk/config.toml:9")),
)
AROUND = Surroundings(TERMINAL, OWN, lambda: (1_312_400, 214.0))
BUDGETS = (
    HostBudget(("qt.gtimg.cn", "web.ifzq.gtimg.cn"), 60, 41, 7),
    HostBudget(("hq.sinajs.cn",), 30, 30, 0),
)


class HealthApp(CnhkApp):
    """The app with surroundings that are the same everywhere."""

    CSS_PATH = Path(tui.app.__file__).with_name("app.tcss")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, SilentPoller)  # type: ignore[arg-type]
        self.look_around = lambda: AROUND


def give_health(desk: Desk) -> None:
    """Answering, failing once, resting for long, and budgets of which one is used up."""
    now = desk.now()
    spread = Latencies(100, 0.084, 0.312)
    ago = timedelta(seconds=3)
    standing = (
        ProviderHealth(
            "tencent",
            Feed.QUOTES,
            ProviderStatus.ANSWERING,
            now,
            None,
            None,
            now - ago,
            0.08,
            spread,
            (("timed out", 1),),
        ),
        ProviderHealth(
            "sina",
            Feed.QUOTES,
            ProviderStatus.RESTING,
            now,
            "refused: hq.sinajs.cn: HTTP status 403",
            now + timedelta(minutes=4),
            now - timedelta(hours=2),
            0.21,
            Latencies(12, 0.19, 0.44),
            (("refused", 7), ("timed out", 2)),
        ),
        ProviderHealth(
            "eastmoney",
            Feed.SOUTHBOUND,
            ProviderStatus.FAILING,
            now,
            "unreadable answer: an HTML page",
            failures=(("unreadable answer", 1),),
        ),
    )
    for health in standing:
        desk.state.apply(HealthUpdate(health))
    desk.state.apply(BudgetsUpdate(BUDGETS))


@cache
def _market() -> tuple[MarketState, StoppedClock]:
    """A market of our own: what is told of its providers must not show in other tests."""
    return filled_market.__wrapped__("14:10")


def health_app(view: View = VIEW) -> HealthApp:
    """The reference day in the afternoon."""
    state, clock = _market()
    desk = Desk(state, SETTINGS, CALENDARS, clock, view)
    give_health(desk)
    return HealthApp(desk)
