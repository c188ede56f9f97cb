"""`cnhk man`: the manual page in roff (man(7)), made from the same parser as `--help`."""

from __future__ import annotations

from collections.abc import Iterator

from tui.command_tree import Command, Operand, Option
from tui.status.fields import what_there_is

ENVIRONMENT = (
    ("CNHK_CONFIG", "the settings file, as --config names it"),
    ("HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY", "proxies of the feeds"),
    ("NO_COLOR, COLORTERM, TERM", "what colours the terminal shows"),
    ("TZ", "your own clock, where it differs from the markets'"),
)
"""What of the environment is heeded."""


def manual(tree: Command, version: str) -> str:
    """The page."""
    return "\n".join(_lines(tree, version)) + "\n"


def _lines(tree: Command, version: str) -> Iterator[str]:
    yield f'.TH CNHK 1 "" "cnhk {_text(version)}" "User Commands"'
    yield ".SH NAME"
    yield r"cnhk \- the China and Hong Kong stock markets in a terminal"
    yield ".SH SYNOPSIS"
    for command in tree.all():
        if command is tree or not command.commands:
            yield from _synopsis(command)
    yield ".SH DESCRIPTION"
    yield _text(tree.description)
    yield ".SH OPTIONS"
    yield from _options(tree)
    yield ".SH COMMANDS"
    for command in tree.all():
        if command is not tree:
            yield f".SS {_text(' '.join(command.path))}"
            yield _text(command.description)
            yield from _operands(command.operands)
            yield from _options(command)
            yield from _closing(command)
    yield ".SH STATUS LINE"
    fields = what_there_is()
    yield _text(f"In the format of the status line {fields}. A doubled brace stands for a brace.")
    yield ".SH ENVIRONMENT"
    for name, summary in ENVIRONMENT:
        yield from _entry(rf"\fB{_text(name)}\fR", summary)
    yield ".SH FILES"
    yield _text("cnhk config path names the settings, the history and the status line of this machine.")
    yield ".SH EXIT STATUS"
    yield _text(tree.closing.splitlines()[-1].partition(": ")[2])
    yield ".SH SEE ALSO"
    yield r".BR tmux (1)"


def _synopsis(command: Command) -> Iterator[str]:
    words = " ".join(("cnhk", *command.path))
    operands = "".join(rf" [\fI{_text(operand.name)}\fR]" for operand in command.operands)
    yield rf"\fB{_text(words)}\fR [\fIoptions\fR]{operands}"
    yield ".br"


def _operands(operands: tuple[Operand, ...]) -> Iterator[str]:
    for operand in operands:
        choices = f" ({', '.join(operand.choices)})" if operand.choices else ""
        yield from _entry(rf"\fI{_text(operand.name)}\fR", f"{operand.summary}{choices}")


def _options(command: Command) -> Iterator[str]:
    for option in command.options:
        yield from _entry(_head(option), option.summary)


def _head(option: Option) -> str:
    flags = ", ".join(rf"\fB{_text(flag)}\fR" for flag in option.flags)
    return rf"{flags} \fI{_text(option.value)}\fR" if option.value else flags


def _entry(head: str, summary: str) -> Iterator[str]:
    yield ".TP"
    yield head
    yield _text(summary)


def _closing(command: Command) -> Iterator[str]:
    """The examples; the exit codes stand once for all commands."""
    for line in command.closing.splitlines():
        if line.startswith("example"):
            yield ".PP"
            yield _text(line)


def _text(text: str) -> str:
    """Text that roff takes for text: no escapes, no requests at the start of a line, hyphens that can be copied."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
