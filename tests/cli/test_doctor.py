"""`cnhk doctor` in a process of its own: offline, and against a server that answers, fails, hangs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.exchange.serving import running_server
from tui.cli import exchange_settings
from tui.clock import Clock
from tui.exchange.exchange import Exchange, Fault
from tui.exchange.start import start_moment
from tui.feeds.offers import OFFERS
from tui.history.schema import STEPS
from tui.shipped import load_rally, load_universe

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
BOUND_SECONDS = 9.0
PROVIDERS = {provider for offers in OFFERS.values() for provider in offers}
PLAYED = ("tencent", "sina", "eastmoney", "hkex")
SECRETS = ("hunter2", "private-8d1f", "alice")
LINE = re.compile(r"(ok|warn|fail) +(\S+) +(\S+(?: \S+)*)  +(.+)")


class Done(NamedTuple):
    """What a run came to: its exit code and all it wrote."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Verdict and text by section and subject."""
        found = (LINE.fullmatch(line) for line in self.out.splitlines()[:-1])
        return {(line[2], line[3]): (line[1], line[4]) for line in found if line is not None}

    def verdicts(self, *, but: str = "calendars") -> set[str]:
        """All of them, but for what depends on today's date."""
        return {verdict for (section, _), (verdict, _) in self.lines.items() if section != but}

    def assert_code_follows(self) -> None:
        told = self.verdicts(but="")
        assert self.code == (1 if "fail" in told else 3 if "warn" in told else 0), self.out


@pytest.fixture
def env(tmp_path):
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
    }


def doctor(env, *argv) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "doctor", *argv],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def served(tmp_path):
    """An exchange over a real socket, and a settings file that points every provider at it."""
    clock = Clock()
    clock.follow(start_moment("16:30"))
    exchange = Exchange(load_universe(), clock, load_rally())
    with running_server(exchange) as url:
        path = tmp_path / "simulated.toml"
        path.write_text(exchange_settings(url) + "\n[network]\ntotal_timeout = 4.0\n", encoding="utf-8")
        yield exchange, str(path)


def test_offline_nobody_is_asked_and_everything_on_this_machine_is_looked_at(env):
    done = doctor(env, "--offline")
    assert done.err == "" and done.verdicts() == {"ok"}
    done.assert_code_follows()
    assert {subject for section, subject in done.lines if section == "provider"} == PROVIDERS
    assert all("not asked: --offline" in done.lines["provider", name][1] for name in PROVIDERS)
    assert done.lines["terminal", "colours"] == ("ok", "256, told by TERM=xterm-256color")
    assert "none: the dashboard needs one" in done.lines["terminal", "screen"][1]
    assert done.lines["calendars", "mainland"][1].startswith("verified until 20")
    assert "nothing kept yet" in done.lines["history", "file"][1]
    assert re.fullmatch(r"\d+ ok, \d+ warn, \d+ fail", done.out.splitlines()[-1])


def test_every_line_has_the_same_shape(env):
    done = doctor(env, "--offline")
    assert len(done.lines) == len(done.out.splitlines()) - 1


def test_a_server_that_answers_is_all_right_and_says_how_old_its_data_are(env, served):
    done = doctor(env, "--config", served[1])
    assert done.verdicts() == {"ok"}, done.out
    done.assert_code_follows()
    quick = re.compile(r"answers in \d+\.\d\d s; data of 2025-06-03 16:\d\d:\d\d; SIMULATED; gives quotes")
    for name in ("tencent", "sina", "eastmoney"):
        assert quick.match(done.lines["provider", name][1]), done.out
    assert done.lines["provider", "nbs"][1] == "not played by the simulated market"


@pytest.mark.parametrize(
    ("fault", "code", "verdict", "told"),
    [
        (Fault.STATUS_500, 1, "fail", "refused: 127.0.0.1: HTTP status 500; gives quotes"),
        (Fault.HTML, 1, "fail", "unreadable answer: "),
        (Fault.OVERSIZED, 1, "fail", "answer too large: "),
        (Fault.CLOSED, 3, "warn", "connection closed: "),
        pytest.param(Fault.SILENCE, 3, "warn", "timed out: ", marks=pytest.mark.long),
    ],
)
def test_a_provider_that_does_not_answer_right_is_named_with_what_to_do(env, served, fault, code, verdict, told):
    exchange, path = served
    exchange.faults["tencent"] = fault
    done = doctor(env, "--config", path)
    found, text = done.lines["provider", "tencent"]
    assert (done.code, found) == (code, verdict), done.out
    assert text.startswith(told) and "  → " in text, text
    assert done.lines["provider", "sina"][0] == "ok"


@pytest.mark.long
def test_when_all_hang_it_ends_within_its_bound(env, served):
    exchange, path = served
    exchange.faults |= dict.fromkeys(PLAYED, Fault.SILENCE)
    clock = Clock()
    started = clock.monotonic()
    done = doctor(env, "--config", path)
    assert clock.monotonic() - started < BOUND_SECONDS
    assert done.code == 3
    assert {done.lines["provider", name][0] for name in PLAYED} == {"warn"}


def test_where_nobody_listens_it_is_out_of_reach(env, tmp_path):
    path = tmp_path / "nobody.toml"
    path.write_text(exchange_settings("http://127.0.0.1:1"), encoding="utf-8")
    done = doctor(env, "--config", str(path))
    assert done.code == 3
    assert {verdict for (section, _), (verdict, _) in done.lines.items() if section == "provider"} == {"warn"}


def test_the_simulated_market_of_the_demo_is_all_right(env):
    done = doctor(env, "--demo")
    assert (done.code, done.verdicts(but="")) == (0, {"ok"}), done.out
    assert {subject for section, subject in done.lines if section == "provider"} == set(PLAYED)


def test_mistakes_in_the_settings_are_told_and_the_rest_is_looked_at_all_the_same(env, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[display]\ncolors = "pink"\n', encoding="utf-8")
    done = doctor(env, "--offline", "--config", str(path))
    verdict, text = done.lines["settings", "mistake"]
    assert (done.code, verdict) == (1, "fail")
    assert "mine.toml:2: display.colors: expected one of " in text and "pink" not in done.out
    assert ("provider", "tencent") in done.lines


def test_keys_that_differ_from_the_defaults_are_told_with_their_place(env, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[display]\ncolors = "green-up"\nlanguage = "zh"\n', encoding="utf-8")
    done = doctor(env, "--offline", "--config", str(path))
    assert done.lines["settings", "differs"] == ("ok", "display.language (~/mine.toml:3)")
    assert done.out.count("differs") == 1


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("right", [True, False], ids=["right", "with a mistake"])
def test_no_secret_is_ever_told(env, tmp_path, form, right):
    path = tmp_path / "mine.toml"
    address = "https://alice:hunter2@cal.example.com/private-8d1f/basic.ics"
    wrong = "" if right else '\n[providers.sina]\nbase_url = "ftp://alice:hunter2@example.com/a private-8d1f"\n'
    path.write_text(f'[agenda]\ncalendars = ["{address}"]\n{wrong}', encoding="utf-8")
    env |= {"HTTPS_PROXY": "http://alice:hunter2@proxy.example:3128", "ALL_PROXY": "alice:hunter2@other.example:1"}
    done = doctor(env, "--offline", "--config", str(path), *form)
    assert not [secret for secret in SECRETS if secret in done.out + done.err], done.out
    assert "proxy.example:3128" in done.out and "other.example:1" in done.out
    assert done.code == (done.code if right else 1)
    assert ("cal.example.com" in done.out) is right


def test_no_secret_is_told_of_a_calendar_that_cannot_be_had(env, served, tmp_path):
    path = Path(served[1])
    address = "http://alice:hunter2@127.0.0.1:1/private-8d1f/basic.ics"
    path.write_text(path.read_text() + f'\n[agenda]\ncalendars = ["{address}"]\n', encoding="utf-8")
    done = doctor(env, "--config", str(path))
    verdict, text = done.lines["calendar", "127.0.0.1"]
    assert (done.code, verdict) == (3, "warn") and "no connection" in text
    assert not [secret for secret in SECRETS if secret in done.out + done.err], done.out


def test_a_calendar_in_a_file_is_read_offline_too(env, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[agenda]\ncalendars = ["~/gone.ics"]\n', encoding="utf-8")
    done = doctor(env, "--offline", "--config", str(path))
    assert done.lines["calendar", "gone.ics"][0] == "warn"


def test_history_is_told_with_its_schema_and_damage_is_told_as_such(env, tmp_path):
    from tui.history.opening import open_to_write

    folder = tmp_path / "state" / "cnhk"
    file = folder / "history.db"
    opened = open_to_write(file, start_moment("16:30"))
    opened.connection.execute("INSERT INTO southbound_days VALUES ('real', '2025-06-02', 1.0, 2.0)")
    opened.connection.close()
    verdict, text = doctor(env, "--offline").lines["history", "file"]
    assert verdict == "ok" and f"schema {len(STEPS)} of {len(STEPS)}, sound; newest: southbound 2025-06-02" in text
    before = b"SQLite format 3\x00" + b"\x01" * 5000
    file.write_bytes(before)
    done = doctor(env, "--offline")
    assert (done.code, done.lines["history", "file"][0]) == (1, "fail")
    assert file.read_bytes() == before


def test_as_json_it_says_the_same_for_programs(env, served):
    done = doctor(env, "--json", "--config", served[1])
    report = json.loads(done.out)
    assert report["exit_code"] == done.code
    by_subject = {(finding["section"], finding["subject"]): finding for finding in report["findings"]}
    tencent = by_subject["provider", "tencent"]
    assert tencent["verdict"] == "ok" and tencent["facts"]["reachable"] is True
    assert tencent["facts"]["feeds"] == ["quotes", "minutes", "bars", "rates"]
    assert tencent["facts"]["latency_s"] < 2.0 and tencent["facts"]["age_s"] >= 0.0
    assert by_subject["terminal", "colours"]["facts"]["depth"] == "256"


def test_the_exit_codes_are_documented_with_the_command(env):
    done = doctor(env, "--help")
    assert "0 all right, 1 something failed, 2 wrong usage, 3 something is old or unreachable" in done.out
