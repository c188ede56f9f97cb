"""What the terminal is like, as far as the environment and its size tell."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import IO

from tui.doctor.findings import Fact, Finding, Verdict
from tui.guards import NO_SCREEN_TERMS, PRINT_HINT, terminal_glyphs
from tui.panes.surroundings import TerminalReport
from tui.screens.layout import SMALLEST, Layout
from tui.settings import Display
from tui.surroundings import terminal_report, without_secrets

SECTION = "terminal"
LEAST_SIZE = SMALLEST[Layout.STRIP]
"""Columns and rows below which the dashboard shows nothing."""

PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")


def terminal_findings(
    display: Display,
    env: Mapping[str, str] = os.environ,
    stdin: IO[str] | None = sys.__stdin__,
    stderr: IO[str] | None = sys.__stderr__,
    *,
    encoding: str | None,
) -> list[Finding]:
    """One for each thing that the screen depends on. Nothing is written to the terminal.

    `encoding`: that of standard error before anybody changed it.
    """
    report = terminal_report(display, env)
    return [
        _screen(report, stdin, stderr),
        _colours(report),
        _signs(report, display, encoding),
        _ambiguous(report),
        _inside(report),
        _network(env),
    ]


def _screen(report: TerminalReport, stdin: IO[str] | None, stderr: IO[str] | None) -> Finding:
    """Whether there is one at all, what it is called, and its size."""
    facts: dict[str, Fact] = {"term": report.term, "columns": None, "rows": None}
    if stdin is None or stderr is None or not (stdin.isatty() and stderr.isatty()):
        text = "none: the dashboard needs one on standard input and standard error"
        return Finding(SECTION, "screen", Verdict.OK, text, PRINT_HINT, facts)
    columns, rows = os.get_terminal_size(stderr.fileno())
    text = f"{columns}×{rows}, TERM={report.term}"
    facts |= {"columns": columns, "rows": rows}
    if report.term in NO_SCREEN_TERMS and os.name == "posix":
        return Finding(SECTION, "screen", Verdict.FAIL, text, "set TERM, as xterm-256color", facts)
    if columns < LEAST_SIZE[0] or rows < LEAST_SIZE[1]:
        least = f"{LEAST_SIZE[0]}×{LEAST_SIZE[1]}"
        return Finding(SECTION, "screen", Verdict.WARN, text, f"make it at least {least}", facts)
    return Finding(SECTION, "screen", Verdict.OK, text, None, facts)


def _colours(report: TerminalReport) -> Finding:
    advice = None
    if report.depth == "16":
        advice = "if it can show more: COLORTERM=truecolor, or [display] color_depth"
    if report.depth == "none" and report.why == "NO_COLOR":
        advice = "moves are told by signs and arrows; unset NO_COLOR for colours"
    facts: dict[str, Fact] = {"depth": report.depth, "told_by": report.why, "no_color": report.why == "NO_COLOR"}
    return Finding(SECTION, "colours", Verdict.OK, f"{report.depth}, told by {report.why}", advice, facts)


def _signs(report: TerminalReport, display: Display, encoding: str | None) -> Finding:
    glyphs = terminal_glyphs(report.term, encoding) if display.glyphs == "auto" else display.glyphs
    advice = "set a UTF-8 locale (LC_ALL=C.UTF-8), or [display] glyphs" if glyphs == "ascii" else None
    facts: dict[str, Fact] = {"glyphs": glyphs, "encoding": encoding, "locale": report.locale}
    text = f"{glyphs}; locale {report.locale}, encoding {(encoding or 'unknown').lower()}"
    return Finding(SECTION, "signs", Verdict.OK, text, advice, facts)


def _ambiguous(report: TerminalReport) -> Finding:
    """Signs such as ▲ and ─ are one cell wide on the screen that we draw."""
    facts: dict[str, Fact] = {"ambiguous_width": report.wide_ambiguous}
    if report.wide_ambiguous == "narrow":
        return Finding(SECTION, "ambiguous width", Verdict.OK, "narrow, as the screen needs it", None, facts)
    advice = 'if rows look shifted: make ambiguous-width signs narrow in the terminal, or [display] glyphs = "ascii"'
    return Finding(SECTION, "ambiguous width", Verdict.OK, report.wide_ambiguous, advice, facts)


def _inside(report: TerminalReport) -> Finding:
    """What stands between the program and the glass: a multiplexer, a line."""
    parts = [part for part in (report.program, report.multiplexer, report.remote) if part]
    advice = None
    if report.multiplexer == "tmux":
        advice = "for the clipboard: set -g set-clipboard on"
        if report.term.startswith("screen"):
            advice = f'set -g default-terminal "tmux-256color"; {advice}'
    facts: dict[str, Fact] = {
        "program": report.program,
        "multiplexer": report.multiplexer,
        "ssh": report.remote is not None,
    }
    return Finding(SECTION, "inside", Verdict.OK, ", ".join(dict.fromkeys(parts)) or "nothing known", advice, facts)


def _network(env: Mapping[str, str]) -> Finding:
    """The proxies that requests go through, each by its host alone."""
    found = {name: env.get(name) or env.get(name.lower()) for name in PROXY_VARIABLES}
    named = [f"{name} {proxy_host(value)}" for name, value in found.items() if value]
    return Finding("network", "proxies", Verdict.OK, ", ".join(named) or "none", None, {"proxies": named})


def proxy_host(value: str) -> str:
    """The host of a proxy without user and password; one without a scheme has them before the @ too."""
    return without_secrets(value) if "://" in value else value.rpartition("@")[2]
