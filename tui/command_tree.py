"""The commands and options as argparse has them, in plain records: what completion and the manual are made from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FILE = "FILE"
"""What argparse shows for the value of an option that is a file."""


class Option(NamedTuple):
    """One option. `value`: what stands for its value, "" where it takes none; `choices`: all there are, if few."""

    flags: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    summary: str

    @property
    def takes_file(self) -> bool:
        """Whether its value is the path of a file."""
        return self.value == FILE


class Operand(NamedTuple):
    """One argument without a flag."""

    name: str
    choices: tuple[str, ...]
    summary: str


class Command(NamedTuple):
    """One command: `path` are the words that call it, none for the program itself."""

    path: tuple[str, ...]
    summary: str
    description: str
    closing: str
    options: tuple[Option, ...]
    operands: tuple[Operand, ...]
    commands: tuple[Command, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What may stand where no option does: commands, and the choices of operands."""
        names = [command.path[-1] for command in self.commands]
        return (*names, *(choice for operand in self.operands for choice in operand.choices))

    def all(self) -> Iterator[Command]:
        """This command and all below it, in their order."""
        yield self
        for command in self.commands:
            yield from command.all()


def tree_of(parser: argparse.ArgumentParser, path: tuple[str, ...] = (), summary: str = "") -> Command:
    """The commands of a parser."""
    formatter = parser._get_formatter()
    options: list[Option] = []
    operands: list[Operand] = []
    commands: list[Command] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            summaries = {choice.dest: choice.help or "" for choice in action._choices_actions}
            commands += [tree_of(below, (*path, name), summaries[name]) for name, below in action.choices.items()]
            continue
        told = formatter._expand_help(action) if action.help else ""
        choices = tuple(str(choice) for choice in action.choices or ())
        if action.option_strings:
            options.append(Option(tuple(action.option_strings), _value(action), choices, told))
        else:
            operands.append(Operand(action.dest, choices, told))
    return Command(
        path,
        summary,
        parser.description or "",
        parser.epilog or "",
        tuple(options),
        tuple(operands),
        tuple(commands),
    )


def _value(action: argparse.Action) -> str:
    """What stands for the value of an option; "" for a switch."""
    if action.nargs == 0:
        return ""
    if action.type is Path:
        return FILE
    named = action.metavar if isinstance(action.metavar, str) else None
    return named or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
