"""What alerts write to a terminal, byte by byte, and the programs that they run."""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from tui.alert_outputs import (
    LONGEST_NOTE,
    MOST_NOTES,
    Told,
    arguments,
    inside_tmux,
    notification,
    printable,
    run_program,
    terminal_bytes,
)
from tui.market.zones import MARKET_TIME

AT = datetime(2026, 11, 24, 10, 1, 2, tzinfo=MARKET_TIME)
TOLD = Told("Tencent 601.00, above 600.00", "00700.HK", AT, simulated=False)


@pytest.mark.parametrize(
    ("osc", "in_tmux", "written"),
    [
        ("9", False, "\x1b]9;Tencent 601.00, above 600.00\x1b\\"),
        ("777", False, "\x1b]777;notify;cnhk;Tencent 601.00, above 600.00\x1b\\"),
        ("9", True, "\x1bPtmux;\x1b\x1b]9;Tencent 601.00, above 600.00\x1b\x1b\\\x1b\\"),
        ("777", True, "\x1bPtmux;\x1b\x1b]777;notify;cnhk;Tencent 601.00, above 600.00\x1b\x1b\\\x1b\\"),
    ],
)
def test_a_notification_is_one_sequence_wrapped_in_tmux(osc, in_tmux, written):
    assert notification(TOLD.text, osc, in_tmux) == written


def test_the_bell_comes_first_and_once():
    assert terminal_bytes([TOLD, TOLD], bell=True, osc="off", in_tmux=False) == "\a"
    both = terminal_bytes([TOLD, TOLD], bell=True, osc="9", in_tmux=False)
    assert both == "\a" + 2 * notification(TOLD.text, "9", False)


def test_nothing_told_writes_nothing():
    assert terminal_bytes([], bell=True, osc="9", in_tmux=False) == ""
    assert terminal_bytes([TOLD], bell=False, osc="off", in_tmux=False) == ""


def test_many_alerts_are_a_few_notifications():
    assert terminal_bytes([TOLD] * 50, bell=False, osc="9", in_tmux=False).count("\x1b]9;") == MOST_NOTES


@pytest.mark.parametrize("osc", ["9", "777"])
def test_no_text_ends_its_sequence_or_begins_another(osc):
    text = "a\x1b\\b\x07c\x9c\x90d\x1b]52;c;x\ne\x00\u202ef"
    sequence = notification(text, osc, in_tmux=False)
    body = sequence.removeprefix("\x1b]").removesuffix("\x1b\\")
    assert body.isprintable() and body.endswith("a\\bcd]52,c,xef")


def test_a_long_text_is_cut():
    assert len(printable("x" * 5000)) == LONGEST_NOTE


def test_tmux_is_told_by_the_environment():
    assert (
        inside_tmux({"TMUX": "/tmp/tmux-1000/default,1,0"}) and not inside_tmux({}) and not inside_tmux({"TMUX": ""})
    )


def test_fields_are_filled_into_arguments_and_not_into_the_program():
    command = ["{text}", "-t", "{symbol} {time}", "{text}", "{nothing}"]
    told = Told("a; rm -rf $HOME `x` {symbol}", "00700.HK", AT, simulated=False)
    assert arguments(command, told) == [
        *("{text}", "-t", "00700.HK 2026-11-24T10:01:02+08:00"),
        *("a; rm -rf $HOME `x` {symbol}", "{nothing}"),
    ]


def python(code: str, *more: str) -> list[str]:
    return [sys.executable, "-c", code, *more]


def test_a_program_gets_its_arguments_as_they_are(tmp_path: Path):
    file = tmp_path / "told"
    code = "import sys; open(sys.argv[1], 'w').write(sys.argv[2])"
    assert asyncio.run(run_program(python(code, str(file), "$(echo x) 'y' 腾讯"), 20.0)) is None
    assert file.read_text("utf-8") == "$(echo x) 'y' 腾讯"


def test_a_program_that_fails_is_told():
    assert (asyncio.run(run_program(python("raise SystemExit(3)"), 20.0)) or "").endswith("exit status 3")
    assert asyncio.run(run_program(["/nowhere/at all"], 20.0)) == "/nowhere/at all: No such file or directory"


def test_a_program_that_hangs_is_ended():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    begun = time.monotonic()
    assert (asyncio.run(run_program(python(code), 0.3)) or "").endswith("ended after 0.3 s")
    assert time.monotonic() - begun < 20


def test_a_program_does_not_reach_the_screen(capfd):
    asyncio.run(run_program(python("import sys; print('out'); print('err', file=sys.stderr)"), 20.0))
    assert capfd.readouterr() == ("", "")
