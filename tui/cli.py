"""What each command does. Whatever is heavy is imported by the command that needs it, and by no other."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.arguments import PRINT_DEMO_START, SCENARIOS
from tui.embedded import embedded_exchange, exchange_transport, past_of, simulated_clock, standing_clock
from tui.wished_settings import wished_settings

if TYPE_CHECKING:
    from tui.clock import Clock
    from tui.exchange.transport import ExchangeTransport
    from tui.market.health import Feed
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
    if arguments.command not in DASHBOARDS:
        gc.enable()
    if (code := _quick(arguments)) is not None:
        return code
    from tui.config import ConfigError
    from tui.dashboard_command import show_dashboard, show_demo
    from tui.guards import UnfitTerminalError

    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "dashboard": show_dashboard,
        "demo": show_demo,
        "exchange": _exchange,
        "print": _print,
        "wrap": _wrap,
        "events": _events,
        "config": _config,
        "status": _status,
        "doctor": _doctor,
    }
    try:
        return commands[arguments.command](arguments)
    except ConfigError as error:
        return _complain(WRONG_USAGE, *(str(problem) for problem in error.problems))
    except UnfitTerminalError as error:
        return _complain(FAILED, str(error))


def _quick(arguments: argparse.Namespace) -> int | None:
    """What is done without the settings and anything else that is heavy; None if it is not: the exit code."""
    if arguments.command in ("completion", "man"):
        return _tell_of_commands(arguments)
    if arguments.command != "status":
        return None
    import os

    from tui.clock import Clock
    from tui.status.fields import FormatError
    from tui.status.telling import quick_line, tell, use_utf8

    use_utf8(sys.stdout)
    try:
        told = quick_line(arguments, os.environ, Clock().now().timestamp())
    except FormatError as error:
        return _complain(WRONG_USAGE, str(error))
    return None if told is None else tell(told)


def _tell_of_commands(arguments: argparse.Namespace) -> int:
    """The scripts and the page that are made from the parser."""
    from tui import __version__
    from tui.arguments import whole_parser
    from tui.command_tree import tree_of
    from tui.completion import completion
    from tui.manual import manual
    from tui.status.telling import use_utf8

    use_utf8(sys.stdout)
    tree = tree_of(whole_parser())
    man = arguments.command == "man"
    sys.stdout.write(manual(tree, __version__) if man else completion(arguments.shell, tree))
    return DONE


def _status(arguments: argparse.Namespace) -> int:
    settings = wished_settings(arguments)
    from tui.clock import Clock
    from tui.status.telling import wish_of
    from tui.status_command import run_status

    if not arguments.demo:
        return run_status(settings, Clock(), wish_of(arguments))
    clock = simulated_clock(arguments.at or PRINT_DEMO_START)
    return run_status(settings, clock, wish_of(arguments), transport=exchange_transport(clock, SCENARIOS[0]))


def _exchange(arguments: argparse.Namespace) -> int:
    from tui.exchange.server import serve
    from tui.guards import use_utf8

    use_utf8()
    exchange = embedded_exchange(simulated_clock(arguments.at, arguments.speed), arguments.scenario)
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
    import asyncio

    from tui.guards import use_utf8

    use_utf8()
    settings = wished_settings(arguments)
    if arguments.watch is not None:
        return _watch(arguments, settings)
    from tui.clock import Clock
    from tui.printing.compose import SECTIONS, Composer
    from tui.printing.output import gap_lines, write_report
    from tui.shipped import load_calendars

    sections = SECTIONS if arguments.section == "all" else (arguments.section,)
    clock = simulated_clock(arguments.at or PRINT_DEMO_START) if arguments.demo else Clock()
    transport = exchange_transport(clock, SCENARIOS[0]) if arguments.demo else None
    state = asyncio.run(_polled(settings, clock, sections, transport))
    report = Composer(state, settings, load_calendars(), clock).report(sections)
    write_report(report, arguments.form, settings.display, state.universe)
    for line in gap_lines(report.missing):
        sys.stderr.write(f"cnhk: {line}\n")
    return PARTIAL if report.missing else DONE


def _watch(arguments: argparse.Namespace, settings: Settings) -> int:
    """Until Ctrl+C, or until nobody reads the output any more: both end it from outside."""
    import asyncio

    from tui.clock import Clock
    from tui.printing.compose import SECTIONS
    from tui.watch_command import Watch

    sections = SECTIONS if arguments.section == "all" else (arguments.section,)
    clock = simulated_clock(arguments.at) if arguments.demo else Clock()
    transport = exchange_transport(clock, SCENARIOS[0]) if arguments.demo else None
    watch = Watch(settings, clock, sections, _feeds_of(sections), arguments.watch, transport=transport)
    asyncio.run(watch.run())
    return DONE


async def _polled(
    settings: Settings, clock: Clock, sections: Sequence[Section], transport: ExchangeTransport | None
) -> MarketState:
    """The market after one poll of what those sections show, with the events of the world that answered."""
    from tui.feeds.assembly import poll_once
    from tui.keeping import kept_for_reading
    from tui.known_events import apply_known_events
    from tui.market.state import MarketState
    from tui.shipped import load_calendars, load_universe
    from tui.universe import universe_for

    universe, calendars = universe_for(settings, load_universe()), load_calendars()
    state = MarketState(universe, simulated=transport is not None)
    for update in await poll_once(settings, universe, calendars, clock, _feeds_of(sections), transport=transport):
        state.apply(update)
    if "events" in sections:
        await apply_known_events(state, settings, clock, kept_for_reading(settings, universe, calendars, clock))
    return state


def _feeds_of(sections: Sequence[Section]) -> list[Feed]:
    """What must be asked to print those sections."""
    from tui.market.health import Feed

    feeds = [Feed.QUOTES] if {"indices", "heatmap"} & set(sections) else []
    return [*feeds, Feed.SOUTHBOUND] if "southbound" in sections else feeds


def _wrap(arguments: argparse.Namespace) -> int:
    from tui.guards import use_utf8

    use_utf8()
    settings = wished_settings(arguments)
    from tui.clock import Clock
    from tui.keeping import KeptOfDemo
    from tui.wrap_command import run_wrap

    if not arguments.demo:
        whole = run_wrap(settings, Clock(), arguments.form)
        return DONE if whole else PARTIAL
    scenario = SCENARIOS[0]
    clock = simulated_clock(arguments.at or PRINT_DEMO_START)
    kept = KeptOfDemo(lambda: past_of(scenario))
    whole = run_wrap(settings, clock, arguments.form, transport=exchange_transport(clock, scenario), kept=kept)
    return DONE if whole else PARTIAL


def _events(arguments: argparse.Namespace) -> int:
    from tui.guards import use_utf8

    use_utf8()
    settings = wished_settings(arguments)
    from tui.clock import Clock
    from tui.events_command import EventsWish, run_events

    clock = Clock()
    if arguments.demo or arguments.at is not None:
        from tui.exchange.start import start_moment

        at = start_moment(arguments.at or PRINT_DEMO_START) if arguments.demo else arguments.at
        clock = standing_clock(at)
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


def _doctor(arguments: argparse.Namespace) -> int:
    from tui.guards import use_utf8

    encoding = getattr(sys.__stderr__, "encoding", None)
    use_utf8()
    from tui.clock import Clock
    from tui.doctor.command import run_doctor

    clock = simulated_clock(PRINT_DEMO_START) if arguments.demo else Clock()
    transport = exchange_transport(clock, SCENARIOS[0]) if arguments.demo else None
    as_json = arguments.form == "json"
    return run_doctor(
        arguments.config,
        clock,
        offline=arguments.offline,
        as_json=as_json,
        encoding=encoding,
        transport=transport,
    )


def _complain(code: int, *lines: str) -> int:
    for line in lines:
        sys.stderr.write(f"cnhk: {line}\n")
    return code
