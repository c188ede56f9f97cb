"""The real command in a process of its own: exit codes, streams, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tui.feeds.offers import ADDRESSES

ROOT = Path(__file__).parents[2]
CNHK = [sys.executable, "-m", "tui"]
PATIENCE_SECONDS = 60


@pytest.fixture
def env(tmp_path):
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
    }


def cnhk(*argv, env, **options):
    return subprocess.run(
        [*CNHK, *argv],
        cwd=ROOT,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
        **options,
    )


@pytest.mark.parametrize("command", [[], ["demo"]])
def test_without_a_terminal_the_dashboard_says_what_to_do(env, command):
    done = cnhk(*command, env=env, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("cnhk: the dashboard needs a terminal")
    assert "cnhk print" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_help_imports_nothing_heavy(env):
    code = (
        "import sys, tui.__main__ as m\ntry: m.main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'textual','rich','httpx','pandas','msgspec','asyncio','platformdirs'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_closed_pipe_is_no_news(env):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*CNHK, "config", "show"],
        cwd=ROOT,
        env=env,
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", [["config", "show"], ["print", "indices", "--demo"]])
def test_a_full_disk_is_said_in_one_line(env, command):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*CNHK, *command],
            cwd=ROOT,
            env=env,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"cnhk: cannot write the output: No space left on device\n")


def test_streams_that_the_shell_closed_are_no_error(env):
    line = f"{sys.executable} -m tui print indices --demo >&- 2>&-"
    done = subprocess.run(["sh", "-c", line], cwd=ROOT, env=env, timeout=PATIENCE_SECONDS, check=False)
    assert done.returncode == 0


def test_an_exchange_prints_settings_that_point_at_it_and_ends_on_interrupt(env, tmp_path):
    command = [*CNHK, "exchange", "--port", "0", "--at", "16:30"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as exchange:
        announced = exchange.stderr.readline()
        assert announced.startswith("cnhk: SIMULATED exchange on http://127.0.0.1:")
        exchange.send_signal(signal.SIGINT)
        out, errors = exchange.communicate(timeout=PATIENCE_SECONDS)
    assert (exchange.returncode, errors) == (0, "")
    settings = tmp_path / "exchange.toml"
    settings.write_text(out, encoding="utf-8")
    assert cnhk("config", "check", "--config", str(settings), env=env).returncode == 0
    assert out.count("http://127.0.0.1:") == sum(len(names) for names in ADDRESSES.values())


def test_a_port_that_is_taken_is_said_so(env):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = cnhk("exchange", "--port", str(port), env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"cnhk: cannot serve on port {port} of this machine: ")
