"""Alerts from the state to what is told: a desk, a teller that remembers, and the settings in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from msgspec.structs import replace

from tests.panes.desks import CALENDARS, SETTINGS, UNIVERSE, VIEW, StoppedClock, give_quotes, moment, quote_of
from tui.alerting import MOST_PROGRAMS, MOST_TOASTS, Alerting
from tui.market.alerts.records import AlertBook
from tui.market.state import MarketState
from tui.panes.desk import Desk
from tui.settings import Alert

OVER_102 = Alert(when="price above", symbol="00700.HK", level=102.0)


class Teller:
    discreet = False

    def __init__(self) -> None:
        self.written: list[str] = []
        self.notes: list[str] = []
        self.troubles: list[str] = []
        self.work: list[Callable[[], Coroutine[None, None, None]]] = []

    def write(self, text: str) -> None:
        self.written.append(text)

    def toast(self, text: str, *, trouble: bool = False) -> None:
        (self.troubles if trouble else self.notes).append(text)

    def run(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        self.work.append(work)

    def drop(self) -> int:
        count = len(self.work)
        self.work.clear()
        return count


class Bench:
    """An alerting that has begun, at half past ten."""

    def __init__(
        self, *alerts: Alert, simulated: bool = False, language="en", at="2026-11-24 10:30", **alerting
    ) -> None:
        settings = replace(SETTINGS, alerts=alerts, alerting=replace(SETTINGS.alerting, **alerting))
        state = MarketState(UNIVERSE, simulated=simulated)
        self.clock = StoppedClock(moment(at))
        self.desk = Desk(state, settings, CALENDARS, self.clock, replace(VIEW, language=language))
        self.teller = Teller()
        self.kept: list[AlertBook] = []
        self.alerting = Alerting(self.desk, self.teller, self.kept.append)

    def begin(self) -> Bench:
        self.alerting.begin(AlertBook())
        return self

    def price(self, change_pct: float, *symbols: str):
        self.clock.seconds += 1
        give_quotes(self.desk, *(quote_of(self.desk, symbol, change_pct) for symbol in symbols or ("00700.HK",)))
        return self.alerting.check()


@pytest.fixture(autouse=True)
def _outside_tmux(monkeypatch):
    monkeypatch.delenv("TMUX", raising=False)


def test_an_alert_rings_notes_and_is_kept():
    bench = Bench(OVER_102).begin()
    bench.price(1.0)
    bench.price(2.5)
    assert bench.teller.written == ["\a"]
    assert bench.teller.notes == ["Tencent Holdings 102.50, above 102.00"]
    assert [len(book.log) for book in bench.kept] == [0, 1]


def test_nothing_is_checked_before_it_is_known_how_alerts_stood():
    bench = Bench(OVER_102)
    bench.price(1.0)
    assert bench.price(2.5) == () and bench.kept == []


def test_a_simulated_alert_says_so_first_in_every_output():
    bench = Bench(OVER_102, simulated=True, osc="9", command=("tell", "{text}"), command_when_simulated=True).begin()
    bench.price(1.0)
    bench.price(2.5)
    assert bench.teller.notes == ["SIMULATED Tencent Holdings 102.50, above 102.00"]
    assert bench.teller.written == ["\a\x1b]9;SIMULATED Tencent Holdings 102.50, above 102.00\x1b\\"]
    assert bench.teller.drop() == 1


def test_a_simulated_alert_runs_no_program_unless_it_is_wished():
    bench = Bench(OVER_102, simulated=True, command=("tell", "{text}")).begin()
    bench.price(1.0)
    assert bench.price(2.5) and bench.teller.drop() == 0


@pytest.mark.parametrize(
    ("setting", "at"),
    [
        ({"quiet_hours": "10:00-11:00"}, "2026-11-24 10:30"),
        ({"quiet_hours": "20:00-11:00"}, "2026-11-24 10:30"),
    ],
)
def test_in_quiet_hours_an_alert_is_logged_and_marked_alone(setting, at):
    bench = Bench(OVER_102, at=at, osc="9", command=("tell",), **setting).begin()
    bench.price(1.0)
    assert [fired.quiet for fired in bench.price(2.5)] == [True]
    assert (bench.teller.written, bench.teller.notes, bench.teller.work) == ([], [], [])
    assert bench.desk.marked == {"00700.HK"} and len(bench.kept[-1].log) == 1


def test_outputs_are_left_out_as_set():
    bench = Bench(OVER_102, bell=False, toast=False).begin()
    bench.price(1.0)
    assert bench.price(2.5) and not bench.teller.written and not bench.teller.notes


def test_in_tmux_a_notification_is_wrapped(monkeypatch):
    monkeypatch.setenv("TMUX", "/tmp/tmux,1,0")
    bench = Bench(OVER_102, osc="777").begin()
    bench.price(1.0)
    bench.price(2.5)
    assert bench.teller.written == [
        "\a\x1bPtmux;\x1b\x1b]777;notify;cnhk;Tencent Holdings 102.50, above 102.00\x1b\x1b\\\x1b\\"
    ]


def test_many_at_once_ring_once_and_note_a_few():
    symbols = [item.symbol for item in UNIVERSE if item.symbol.endswith(".HK")][:9]
    rules = [Alert(when="percent above", symbol=symbol, level=2.0) for symbol in symbols]
    bench = Bench(*rules, command=("tell",)).begin()
    bench.price(1.0, *symbols)
    assert len(bench.price(2.5, *symbols)) == len(symbols)
    assert bench.teller.written == ["\a"]
    assert len(bench.teller.notes) == MOST_TOASTS + 1 and bench.teller.notes[-1] == "and 6 more alerts"
    assert bench.teller.drop() == MOST_PROGRAMS


def test_a_program_that_cannot_run_is_told_on_the_screen():
    bench = Bench(OVER_102, command=("/nowhere/tell",)).begin()
    bench.price(1.0)
    bench.price(2.5)
    asyncio.run(bench.teller.work.pop()())
    assert bench.teller.troubles == ["alert command: /nowhere/tell: No such file or directory"]


@pytest.mark.parametrize(
    ("alert", "change_pct", "english", "chinese"),
    [
        (OVER_102, 2.5, "Tencent Holdings 102.50, above 102.00", "腾讯控股 102.50，高于102.00"),
        (
            Alert(when="percent below", symbol="00700.HK", level=-2.0),
            -2.5,
            "Tencent Holdings -2.50%, below -2.00%",
            "腾讯控股 -2.50%，低于-2.00%",
        ),
        (
            Alert(when="move", symbol="00700.HK", level=1.0, minutes=5),
            2.5,
            "Tencent Holdings +2.50% within 5 min",
            "腾讯控股 5分钟内+2.50%",
        ),
    ],
)
def test_alerts_speak_both_languages(alert, change_pct, english, chinese):
    for language, text in (("en", english), ("zh", chinese)):
        bench = Bench(alert, language=language).begin()
        bench.price(0.0)
        bench.price(change_pct)
        assert bench.teller.notes == [text]


def test_another_market_is_another_beginning():
    bench = Bench(OVER_102).begin()
    bench.price(1.0)
    bench.alerting.restarted()
    assert bench.price(2.5) == ()


def test_settings_that_are_read_again_change_the_rules():
    bench = Bench(OVER_102).begin()
    bench.price(1.0)
    bench.alerting.use(replace(bench.desk.settings, alerts=()))
    assert bench.price(2.5) == ()
