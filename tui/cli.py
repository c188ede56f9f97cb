"""What each command does. Whatever is heavy is imported by the command that needs it, and by no other."""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.arguments import PRINT_DEMO_START, SCENARIOS

if TYPE_CHECKING:
    from datetime import datetime

    from tui.clock import Clock
    from tui.config import Loaded
    from tui.exchange.exchange import Exchange
    from tui.exchange.scenario import Scenario
    from tui.exchange.transport import ExchangeTransport
    from tui.guards import TerminalFacts
    from tui.live_settings import LiveSettings
    from tui.market.southbound import SouthboundDay
    from tui.market.state import MarketState
    from tui.printing.compose import Section
    from tui.settings import Settings

EXCHANGE_REQUESTS_PER_MINUTE = 6000
"""What an exchange on this machine may be asked: no public server is to be spared."""

DASHBOARDS = ("dashboard", "demo")
"""The commands that show a screen."""

DONE = 0
FAILED = 1
WRONG_USAGE = 2
PARTIAL = 3


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was asked for; the exit code."""
    from tui.config import ConfigError
    from tui.guards import UnfitTerminalError

    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "dashboard": _dashboard,
        "demo": _demo,
        "exchange": _exchange,
        "print": _print,
        "wrap": _wrap,
        "events": _events,
        "config": _config,
    }
    if arguments.command not in DASHBOARDS:
        gc.enable()
    try:
        return commands[arguments.command](arguments)
    except ConfigError as error:
        return _complain(WRONG_USAGE, *(str(problem) for problem in error.problems))
    except UnfitTerminalError as error:
        return _complain(FAILED, str(error))


def _dashboard(arguments: argparse.Namespace) -> int:
    loaded = _loaded(arguments)
    settings = _wished(loaded.settings, arguments)
    facts = _terminal(settings)
    from tui.app import run_dashboard
    from tui.clock import Clock

    return run_dashboard(settings, facts, clock=Clock(), open_settings=_open_settings(loaded, arguments))


def _demo(arguments: argparse.Namespace) -> int:
    loaded = _loaded(arguments)
    settings = _wished(loaded.settings, arguments)
    facts = _terminal(settings)
    from tui.app import run_dashboard
    from tui.keeping import KeptOfDemo

    clock = _simulated_clock(arguments.at, arguments.speed)
    return run_dashboard(
        settings,
        facts,
        clock=clock,
        transport_factory=lambda: _transport(clock, arguments.scenario),
        kept=KeptOfDemo(lambda: _past_southbound(arguments.scenario)),
        open_settings=_open_settings(loaded, arguments),
    )


def _open_settings(loaded: Loaded, arguments: argparse.Namespace) -> Callable[[TerminalFacts], LiveSettings]:
    """The reader's file, to be looked at while the dashboard runs."""

    def opened(facts: TerminalFacts) -> LiveSettings:
        from tui.config import load
        from tui.live_settings import LiveSettings

        return LiveSettings(loaded, lambda: load(arguments.config), facts)

    return opened


def _exchange(arguments: argparse.Namespace) -> int:
    from tui.exchange.server import serve
    from tui.guards import use_utf8

    use_utf8()
    exchange = _embedded_exchange(_simulated_clock(arguments.at, arguments.speed), arguments.scenario)
    try:
        serve(exchange, arguments.port, _announce)
    except OSError as error:
        return _complain(FAILED, f"cannot serve on port {arguments.port} of this machine: {error.strerror or error}")
    return DONE


def _announce(base_url: str) -> None:
    """Say how a dashboard finds the exchange: settings on standard output, so that they can be put into a file."""
    sys.stdout.write("# SIMULATED data: cnhk's own exchange on this machine. Put these lines into a file, then:\n")
    sys.stdout.write("# cnhk --config FILE\n")
    sys.stdout.write(exchange_settings(base_url))
    sys.stdout.flush()
    sys.stderr.write(f"cnhk: SIMULATED exchange on {base_url}; Ctrl+C ends it\n")
    sys.stderr.flush()


def exchange_settings(base_url: str) -> str:
    """Settings, as TOML, that point every address of every provider at an exchange on this machine."""
    from tui.feeds.offers import ADDRESSES

    lines: list[str] = []
    for provider, names in ADDRESSES.items():
        lines += ["", f"[providers.{provider}]", *(f'{name} = "{base_url}"' for name in names)]
        lines.append(f"requests_per_minute = {EXCHANGE_REQUESTS_PER_MINUTE}")
    return "\n".join(lines) + "\n"


def _print(arguments: argparse.Namespace) -> int:
    from tui.guards import use_utf8

    use_utf8()
    settings = _settings(arguments)
    from tui.clock import Clock
    from tui.printing.compose import SECTIONS, Composer
    from tui.printing.output import gap_lines, write_report
    from tui.shipped import load_calendars

    sections = SECTIONS if arguments.section == "all" else (arguments.section,)
    clock = _simulated_clock(arguments.at or PRINT_DEMO_START, speed=1.0) if arguments.demo else Clock()
    transport = _transport(clock, SCENARIOS[0]) if arguments.demo else None
    state = asyncio.run(_polled(settings, clock, sections, transport))
    report = Composer(state, settings, load_calendars(), clock).report(sections)
    write_report(report, arguments.form, settings.display)
    for line in gap_lines(report.missing):
        sys.stderr.write(f"cnhk: {line}\n")
    return PARTIAL if report.missing else DONE


async def _polled(
    settings: Settings, clock: Clock, sections: Sequence[Section], transport: ExchangeTransport | None
) -> MarketState:
    """The market after one poll of what those sections show, with the events of the world that answered."""
    from tui.feeds.assembly import poll_once
    from tui.keeping import kept_for_reading
    from tui.known_events import apply_known_events
    from tui.market.health import Feed
    from tui.market.state import MarketState
    from tui.shipped import load_calendars, load_universe
    from tui.universe import universe_for

    universe, calendars = universe_for(settings, load_universe()), load_calendars()
    state = MarketState(universe, simulated=transport is not None)
    feeds = [Feed.QUOTES] if {"indices", "heatmap"} & set(sections) else []
    feeds += [Feed.SOUTHBOUND] if "southbound" in sections else []
    for update in await poll_once(settings, universe, calendars, clock, feeds, transport=transport):
        state.apply(update)
    if "events" in sections:
        await apply_known_events(state, settings, clock, kept_for_reading(settings, universe, calendars, clock))
    return state


def _wrap(arguments: argparse.Namespace) -> int:
    from tui.guards import use_utf8

    use_utf8()
    settings = _settings(arguments)
    from tui.clock import Clock
    from tui.keeping import KeptOfDemo
    from tui.wrap_command import run_wrap

    if not arguments.demo:
        whole = run_wrap(settings, Clock(), arguments.form)
        return DONE if whole else PARTIAL
    scenario = SCENARIOS[0]
    clock = _simulated_clock(arguments.at or PRINT_DEMO_START, speed=1.0)
    kept = KeptOfDemo(lambda: _past_southbound(scenario))
    whole = run_wrap(settings, clock, arguments.form, transport=_transport(clock, scenario), kept=kept)
    return DONE if whole else PARTIAL


def _events(arguments: argparse.Namespace) -> int:
    from tui.guards import use_utf8

    use_utf8()
    settings = _settings(arguments)
    from tui.clock import Clock
    from tui.events_command import EventsWish, run_events

    clock = Clock()
    if arguments.demo or arguments.at is not None:
        from tui.exchange.start import start_moment

        at = start_moment(arguments.at or PRINT_DEMO_START) if arguments.demo else arguments.at
        clock = _standing_clock(at)
    wish = EventsWish(
        days=arguments.days,
        countries=arguments.country,
        kinds=arguments.kind,
        importance=arguments.importance,
        only_next=arguments.next,
        form=arguments.form,
        ics=arguments.ics,
        online=arguments.online,
    )
    return run_events(settings, clock, wish, simulated=arguments.demo)


def _config(arguments: argparse.Namespace) -> int:
    from tui.config_command import run_config
    from tui.guards import use_utf8

    use_utf8()
    return run_config(arguments.action, arguments.config)


def _settings(arguments: argparse.Namespace) -> Settings:
    """The settings from the files, with what the command line says of them. Raises ConfigError."""
    return _wished(_loaded(arguments).settings, arguments)


def _loaded(arguments: argparse.Namespace) -> Loaded:
    from tui.config import load

    return load(arguments.config)


def _wished(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """The settings with what the command line says."""
    from msgspec.structs import replace

    named = {"language": "lang", "colors": "colors", "size_by": "size_by"}
    wished = {key: getattr(arguments, option, None) for key, option in named.items()}
    display = replace(settings.display, **{key: value for key, value in wished.items() if value is not None})
    settings = replace(settings, display=display)
    feed = getattr(arguments, "feed", None)
    if feed is None:
        return settings
    quotes = settings.feeds.quotes
    chain = (feed, *(name for name in quotes.providers if name != feed))
    return replace(settings, feeds=replace(settings.feeds, quotes=replace(quotes, providers=chain)))


def _terminal(settings: Settings) -> TerminalFacts:
    """Make the terminal ready, before Textual is imported. Raises UnfitTerminalError."""
    from tui.guards import prepare_terminal, use_utf8

    facts = prepare_terminal(settings.display.color_depth, settings.display.glyphs)
    use_utf8()
    return facts


def _simulated_clock(at: str | None, speed: float) -> Clock:
    from tui.clock import Clock
    from tui.exchange.start import start_moment

    clock = Clock()
    clock.follow(start_moment(at), speed)
    return clock


def _standing_clock(moment: datetime) -> Clock:
    """Always that moment, so that what is told of it is the same every time."""
    from tui.clock import Clock

    clock = Clock(monotonic=lambda: 0.0)
    clock.follow(moment)
    return clock


def _embedded_exchange(clock: Clock, scenario: str) -> Exchange:
    from tui.exchange.exchange import Exchange
    from tui.shipped import load_universe

    return Exchange(load_universe(), clock, _scenario(scenario))


def _past_southbound(scenario: str) -> tuple[SouthboundDay, ...]:
    from tui.exchange.past import past_southbound

    return past_southbound(_scenario(scenario))


def _scenario(name: str) -> Scenario:
    from tui.shipped import load_rally

    scenarios = {"rally": load_rally}
    return scenarios[name]()


def _transport(clock: Clock, scenario: str) -> ExchangeTransport:
    from tui.exchange.transport import ExchangeTransport

    return ExchangeTransport(_embedded_exchange(clock, scenario))


def _complain(code: int, *lines: str) -> int:
    for line in lines:
        sys.stderr.write(f"cnhk: {line}\n")
    return code
