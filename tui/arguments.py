"""The command line: commands, options, and an example of each. Imports nothing heavy: `cnhk --help` must be quick."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from tui import __version__
from tui import argument_types as types
from tui.argument_types import Moment
from tui.choices import Colors, Language, LayoutPreset, SizeBy
from tui.feeds.offers import OFFERS

EXIT_CODES = "exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 partial or stale data"
DOCTOR_EXIT_CODES = "exit codes: 0 all right, 1 something failed, 2 wrong usage, 3 something is old or unreachable"
SCENARIOS = ("rally",)
SECTIONS = ("indices", "heatmap", "southbound", "events", "all")

SHELLS = ("bash", "zsh", "fish")

ONCE = ("print", "wrap", "status")
"""The commands that ask once and print what came."""

DEMO_SPEED = 4.0
EXCHANGE_SPEED = 1.0
PRINT_DEMO_START = "16:30"
"""After the close of both markets: the whole day in one print."""


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line as a namespace whose `command` says what to do. Wrong usage exits with 2."""
    argv = sys.argv[1:] if argv is None else argv
    parser = _parser(argv)
    arguments = parser.parse_args(argv)
    if arguments.command == "print" and arguments.form == "csv" and arguments.section == "all":
        parser.error("--csv is one table: name it, as in `cnhk print indices --csv`")
    if arguments.command in ONCE and arguments.at is not None and not arguments.demo:
        parser.error("--at is a time of the simulated day: add --demo")
    if arguments.command == "events" and (mistake := _mistake_of_events(arguments)):
        parser.error(mistake)
    return arguments


def whole_parser() -> argparse.ArgumentParser:
    """The parser with every command."""
    return _parser(("--help",))


def _mistake_of_events(arguments: argparse.Namespace) -> str | None:
    """What does not go together, and what would be right."""
    at: Moment | None = arguments.at
    if arguments.online and arguments.demo:
        return "the simulated day has no sources to ask: leave out --online or --demo"
    if arguments.online and at is not None:
        return "sources tell of now and not of another moment: leave out --online or --at"
    if arguments.demo and at is not None and not isinstance(at, str):
        return "the simulated day is known: with --demo, --at is a time such as 16:30"
    if isinstance(at, str) and not arguments.demo:
        return f"--at {at} is a time of the simulated day: add --demo, or name the day, as in 2026-11-23T{at}"
    return None


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command that is named, or of all of them where none is: each costs the start time."""
    parser = argparse.ArgumentParser(
        prog="cnhk",
        description="The China and Hong Kong stock markets in a terminal. Without a command: the dashboard, live.",
        epilog=f"examples: cnhk demo   |   cnhk --lang zh --colors red-up   |   cnhk print all --json\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(command="dashboard", config=None)
    parser.add_argument("--version", action="version", version=f"cnhk {__version__}")
    _add_dashboard_options(parser, None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    makers = {
        "demo": _add_demo,
        "print": _add_print,
        "wrap": _add_wrap,
        "events": _add_events,
        "status": _add_status,
        "exchange": _add_exchange,
        "config": _add_config,
        "completion": _add_completion,
        "man": _add_man,
        "doctor": _add_doctor,
    }
    named = makers.get(_first_word(parser, argv))
    for make in (named,) if named else makers.values() if argv else ():
        make(commands)
    return parser


def _first_word(parser: argparse.ArgumentParser, argv: Sequence[str]) -> str:
    """The first word that is neither an option nor an option's value; empty where there is none."""
    words = iter(argv)
    for word in words:
        if not word.startswith("-"):
            return word
        option = parser._option_string_actions.get(word)
        if option is not None and option.nargs is None:
            next(words, "")
    return ""


_Commands = argparse._SubParsersAction  # the type has no public name


def _command(
    commands: _Commands[argparse.ArgumentParser], name: str, summary: str, example: str, codes: str = EXIT_CODES
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"example: {example}\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.set_defaults(command=name)
    return command


def _add_demo(commands: _Commands[argparse.ArgumentParser]) -> None:
    demo = _command(
        commands, "demo", "the dashboard on a simulated market: no network needed", "cnhk demo --at 09:25 --speed 60"
    )
    _add_simulation_options(demo, DEMO_SPEED)
    _add_dashboard_options(demo, argparse.SUPPRESS)


def _add_print(commands: _Commands[argparse.ArgumentParser]) -> None:
    printing = _command(
        commands,
        "print",
        "one poll, printed: a table, JSON or CSV",
        "cnhk print heatmap   |   cnhk print all --demo --at 16:30 --json",
    )
    printing.add_argument("section", nargs="?", choices=SECTIONS, default="all", help="what to print (default: all)")
    form = printing.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="one JSON object")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="one table; not with all")
    form.add_argument(
        "--watch",
        type=types.pause,
        metavar="N",
        help="go on, and every N seconds write the lines that have changed, each with its time; Ctrl+C ends it",
    )
    printing.set_defaults(form="text")
    _add_once_options(printing)


def _add_wrap(commands: _Commands[argparse.ArgumentParser]) -> None:
    wrap = _command(
        commands,
        "wrap",
        "the market wrap: the day in six to ten sentences, computed from the data",
        "cnhk wrap   |   cnhk wrap --demo --at 14:00 --lang zh   |   cnhk wrap --markdown > wrap.md",
    )
    form = wrap.add_mutually_exclusive_group()
    form.add_argument("--markdown", dest="form", action="store_const", const="markdown", help="as Markdown")
    form.add_argument(
        "--json",
        dest="form",
        action="store_const",
        const="json",
        help="one JSON object: each sentence with its numbers, its rule and its sources' times",
    )
    wrap.set_defaults(form="text")
    _add_once_options(wrap)


def _add_events(commands: _Commands[argparse.ArgumentParser]) -> None:
    events = _command(
        commands,
        "events",
        "the calendar of events: what is next, when exactly, what is expected, and whether it has come out",
        "cnhk events --importance 3   |   cnhk events --next --country CN   |   cnhk events --ics events.ics",
    )
    events.add_argument(
        "--days",
        type=types.days,
        metavar="N",
        help="today and N days ahead; from 7 on to the Sunday of the last week (default: [agenda] days; with --next, "
        "as far as the calendar goes)",
    )
    listed = "comma between them (default: those of [agenda], which are all unless you have set some)"
    events.add_argument("--country", type=types.names(str.upper), metavar="CN,HK,US", help=f"only of these, {listed}")
    events.add_argument("--kind", type=types.names(str.lower), metavar="KIND,KIND", help=f"only of these, {listed}")
    events.add_argument(
        "--importance", type=int, choices=(1, 2, 3), help="at least this: 1 all, 3 what moves markets"
    )
    events.add_argument("--next", action="store_true", help="only the next event, in one line")
    form = events.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="one JSON object")
    form.add_argument("--ics", metavar="FILE", help="write a file for calendar programs; - is standard output")
    events.set_defaults(form="text")
    events.add_argument(
        "--at",
        type=types.moment,
        metavar="MOMENT",
        help="another now, as in 2026-11-23T18:00 (UTC+8 unless it names its zone) or 2026-11-23; with --demo HH:MM",
    )
    events.add_argument("--online", action="store_true", help="ask the sources first; without it nothing is asked")
    events.add_argument("--demo", action="store_true", help="the events of the simulated day")
    _add_config_option(events, argparse.SUPPRESS)
    _add_language_option(events, argparse.SUPPRESS)


def _add_status(commands: _Commands[argparse.ArgumentParser]) -> None:
    status = _command(
        commands,
        "status",
        "one line for tmux and other bars, from what a dashboard left",
        "cnhk status --format '{HSI.last} {HSI.pct} {next} {age}' --width 60",
    )
    status.add_argument("--format", metavar="FORMAT", help="text with fields in braces (default: [status] format)")
    status.add_argument(
        "--width", type=types.width, metavar="N", help="at most so many cells: whole fields go, from the right"
    )
    status.add_argument("--tmux", action="store_true", help="with tmux's marks for colours")
    status.add_argument(
        "--colors",
        choices=get_args(Colors),
        default=argparse.SUPPRESS,
        help="what rising and falling look like; with --tmux",
    )
    _add_once_options(status)


def _add_exchange(commands: _Commands[argparse.ArgumentParser]) -> None:
    exchange = _command(
        commands,
        "exchange",
        "the simulated market as an HTTP server on this machine",
        "cnhk exchange --port 8123 > simulated.toml &  cnhk --config simulated.toml",
    )
    exchange.add_argument(
        "--port", type=types.port, required=True, metavar="N", help="port on 127.0.0.1; 0 takes any that is free"
    )
    _add_simulation_options(exchange, EXCHANGE_SPEED)


def _add_config(commands: _Commands[argparse.ArgumentParser]) -> None:
    config = _command(
        commands, "config", "where the settings are, what they come to, whether they are right", "cnhk config check"
    )
    actions = config.add_subparsers(title="actions", metavar="ACTION", required=True, dest="action")
    for name, summary in (
        ("path", "which files are read, and whether they are there"),
        ("show", "the settings that hold, with the place of each that differs from the defaults"),
        ("check", "name every mistake in the settings"),
        ("init", "write a commented copy of the defaults to your own file, unless there is one"),
    ):
        action = actions.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=f"example: cnhk config {name}",
            allow_abbrev=False,
        )
        _add_config_option(action, argparse.SUPPRESS)


def _add_completion(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands, "completion", "a script that completes commands and options", "source <(cnhk completion bash)"
    )
    command.add_argument("shell", choices=SHELLS, help="whose script")


def _add_man(commands: _Commands[argparse.ArgumentParser]) -> None:
    _command(commands, "man", "the manual page, in roff", "cnhk man > cnhk.1 && man ./cnhk.1")


def _add_doctor(commands: _Commands[argparse.ArgumentParser]) -> None:
    doctor = _command(
        commands,
        "doctor",
        "whether terminal, settings, calendars, history and providers are all right, and what to do if not",
        "cnhk doctor   |   cnhk doctor --offline   |   cnhk doctor --json",
        DOCTOR_EXIT_CODES,
    )
    doctor.add_argument("--json", dest="form", action="store_const", const="json", help="one JSON object")
    doctor.set_defaults(form="text")
    doctor.add_argument("--offline", action="store_true", help="ask no provider")
    doctor.add_argument("--demo", action="store_true", help="ask the simulated market instead of the network")
    _add_config_option(doctor, argparse.SUPPRESS)


def _add_once_options(parser: argparse.ArgumentParser) -> None:
    """Of commands that ask once and print what came."""
    parser.add_argument("--demo", action="store_true", help="ask the simulated market instead of the network")
    parser.add_argument(
        "--at",
        type=types.clock_time,
        metavar="HH:MM",
        help=f"time of the simulated day (default: {PRINT_DEMO_START}); with --demo",
    )
    _add_config_option(parser, argparse.SUPPRESS)
    _add_language_option(parser, argparse.SUPPRESS)


def _add_config_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--config", type=Path, metavar="FILE", default=default, help="settings to lay over the defaults"
    )


def _add_language_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument("--lang", choices=get_args(Language), default=default, help="names in English or Chinese")


def _add_dashboard_options(parser: argparse.ArgumentParser, default: str | None) -> None:
    _add_config_option(parser, default)
    parser.add_argument("--feed", choices=OFFERS["quotes"], default=default, help="whom to ask first for quotes")
    parser.add_argument("--size-by", choices=get_args(SizeBy), default=default, help="what a tile's area stands for")
    parser.add_argument(
        "--colors",
        choices=get_args(Colors),
        default=default,
        help="what rising and falling look like",
    )
    layouts = get_args(LayoutPreset)
    parser.add_argument("--layout", choices=layouts, default=default, help="which panes stand side by side")
    _add_language_option(parser, default)


def _add_simulation_options(parser: argparse.ArgumentParser, speed: float) -> None:
    parser.add_argument(
        "--at",
        type=types.clock_time,
        metavar="HH:MM",
        help="time of the day to start at (default: early afternoon)",
    )
    parser.add_argument(
        "--speed",
        type=types.speed,
        default=speed,
        metavar="X",
        help=f"market seconds in a real second (default: {speed:g})",
    )
    parser.add_argument(
        "--scenario", choices=SCENARIOS, default=SCENARIOS[0], help=f"which day it is (default: {SCENARIOS[0]})"
    )
