"""What the doctor tells of terminals: a real pseudo-terminal, and environments of all kinds."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from tests.panes.desks import SETTINGS
from tui.doctor.findings import Finding, Verdict, exit_code, line
from tui.doctor.terminal import proxy_host, terminal_findings
from tui.guards import depth_and_reason
from tui.surroundings import terminal_report, wide_ambiguous, without_secrets

DISPLAY = SETTINGS.display


@pytest.fixture
def terminal() -> Iterator[object]:
    """The reader's end of a pseudo-terminal."""
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as stream:
        yield stream
    os.close(master)


def resize(stream, columns: int, rows: int) -> None:
    fcntl.ioctl(stream.fileno(), termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def found(terminal, **env: str) -> dict[str, Finding]:
    findings = terminal_findings(DISPLAY, env, terminal, terminal, encoding="utf-8")
    return {finding.subject: finding for finding in findings}


@pytest.mark.parametrize(
    ("size", "term", "verdict", "advice"),
    [
        ((80, 24), "xterm-256color", Verdict.OK, None),
        ((39, 24), "xterm-256color", Verdict.WARN, "make it at least 40×10"),
        ((80, 24), "dumb", Verdict.FAIL, "set TERM, as xterm-256color"),
    ],
)
def test_size_and_name_decide_whether_the_dashboard_can_be_shown(terminal, size, term, verdict, advice):
    resize(terminal, *size)
    screen = found(terminal, TERM=term)["screen"]
    assert (screen.verdict, screen.advice, screen.text) == (verdict, advice, f"{size[0]}×{size[1]}, TERM={term}")
    assert (screen.facts["columns"], screen.facts["rows"]) == size


@pytest.mark.parametrize(
    ("env", "depth", "why"),
    [
        ({"TERM": "xterm-256color"}, "256", "TERM=xterm-256color"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor", "COLORTERM=truecolor"),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0"}, "truecolor", "TERM=tmux-256color"),
        ({"TERM": "screen", "TMUX": "/tmp/x,1,0"}, "truecolor", "TERM=screen, TMUX"),
        ({"TERM": "xterm", "TERM_PROGRAM": "vscode"}, "truecolor", "TERM_PROGRAM=vscode"),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, "none", "NO_COLOR"),
        ({"TERM": "vt100"}, "16", "TERM=vt100"),
        ({}, "none", "TERM="),
    ],
)
def test_colours_are_told_with_what_told_them(env, depth, why):
    assert depth_and_reason(env) == (depth, why)


def test_a_setting_beats_the_environment():
    report = terminal_report(replace(DISPLAY, color_depth="256"), {"TERM": "xterm-kitty"})
    assert (report.depth, report.why) == ("256", "[display] color_depth")


@pytest.mark.parametrize(
    ("env", "width"),
    [
        ({"LANG": "en_US.UTF-8"}, "narrow"),
        ({"LANG": "zh_CN.UTF-8"}, "unknown"),
        ({"LANG": "ZH_CN.UTF-8"}, "unknown"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "narrow"),
        ({"LANG": "zh_CN.UTF-8", "VTE_CJK_WIDTH": "narrow"}, "narrow"),
        ({"VTE_CJK_WIDTH": "wide"}, "wide"),
    ],
)
def test_ambiguous_width_goes_by_the_locale_and_by_what_terminals_tell(env, width):
    assert wide_ambiguous(env) == width


def test_tmux_and_a_line_from_elsewhere_are_told_with_what_tmux_needs(terminal):
    inside = found(terminal, TERM="screen-256color", TMUX="/tmp/tmux,1,0", SSH_CONNECTION="10.0.0.7 1 10.0.0.8 22")[
        "inside"
    ]
    assert inside.text == "tmux, SSH" and "default-terminal" in inside.advice and "set-clipboard" in inside.advice
    assert "10.0.0.7" not in line(inside)


def test_without_utf8_the_screen_is_in_ascii_and_the_way_out_is_told():
    env = {"TERM": "xterm", "LC_ALL": "POSIX"}
    signs = terminal_findings(DISPLAY, env, None, None, encoding="ascii")[2]
    assert signs.text == "ascii; locale POSIX, encoding ascii" and "LC_ALL=C.UTF-8" in signs.advice


@pytest.mark.parametrize(
    ("value", "host"),
    [
        ("http://me:secret@proxy.example:3128/", "http://proxy.example:3128"),
        ("me:secret@proxy.example:3128", "proxy.example:3128"),
        ("socks5://proxy.example", "socks5://proxy.example"),
        ("localhost,.example.com", "localhost,.example.com"),
    ],
)
def test_of_a_proxy_the_host_alone_is_told(value, host):
    assert proxy_host(value) == host


def test_of_an_address_within_a_text_the_host_alone_stays():
    text = 'calendars: found "https://a:b@cal.example.com:8443/x?key=1", expected webcal://c.example/y'
    assert without_secrets(text) == 'calendars: found "https://cal.example.com:8443", expected webcal://c.example'


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [((), 0), (("ok",), 0), (("ok", "warn"), 3), (("warn", "fail", "ok"), 1)],
)
def test_the_worst_finding_decides_the_exit_code(verdicts, code):
    assert exit_code(Finding("a", "b", Verdict(verdict), "text") for verdict in verdicts) == code
