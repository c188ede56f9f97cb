"""`cnhk status`: from the file of a dashboard, from history, or by one poll; what it imports, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.history.examples import keep, last_state
from tests.panes.desks import SETTINGS
from tests.status.examples import FACTS, LABELS
from tui.__main__ import main
from tui.arguments import parse
from tui.cli import exchange_settings
from tui.clock import Clock
from tui.exchange.exchange import Exchange
from tui.exchange.start import start_moment
from tui.exchange.transport import ExchangeTransport
from tui.history.places import MAIN_FILE
from tui.shipped import load_rally, load_universe
from tui.status.facts import Facts, Figure, Flow, decoded, encoded
from tui.status.gather import wish_in
from tui.status.places import status_files
from tui.status.telling import ASK_AFTER, ASK_AGAIN_AFTER, SHIPPED, Wish, quick_line
from tui.status_command import run_status

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "rich", "httpx", "pandas", "msgspec", "asyncio", "sqlite3")
BRIEF = ("--format", "{HSI.last} {age}")


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("CNHK_CONFIG", raising=False)
    found = status_files(tmp_path / "cnhk", loopback=False)
    found.text.parent.mkdir()
    return found


def facts(age: float = 4.0, *, fresh_for: float = 10.0) -> Facts:
    """As a dashboard left them so many seconds ago."""
    had = Clock().now().timestamp() - age
    figures = {"HSI": Figure(23430.15, 1.18, had, had + fresh_for, "hong kong")}
    return FACTS._replace(now=had, figures=figures, southbound=Flow(3.2e9, had, had + 600), ahead=())


def status(capsys, *argv):
    code = main(["status", *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def settings(tmp_path, text):
    path = tmp_path / "config" / "cnhk" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_what_a_dashboard_left_is_told_without_anything_heavy(files, tmp_path):
    files.figures.write_bytes(encoded(facts()))
    settings(tmp_path, '[display]\nlanguage = "zh"\n[status]\nformat = "{HSI.name} {HSI.pct}"\n')
    code = f"import sys, tui.__main__ as m; m.main(['status'])\nprint(sorted(set({HEAVY}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "恒指 ▲+1.18%\n[]\n" and done.stderr == ""


def test_the_command_line_goes_before_the_file(files, capsys, tmp_path):
    files.figures.write_bytes(encoded(facts()))
    settings(tmp_path, '[status]\nformat = "{HSI.pct}"\n[display]\ncolors = "red-up"\n')
    assert status(capsys, "--tmux") == (0, "#[fg=red]▲+1.18%#[default]\n", "")
    assert status(capsys, "--tmux", "--colors", "mono") == (0, "▲+1.18%\n", "")
    assert status(capsys, "--format", "HSI {HSI.last} {southbound}", "--width", "13") == (0, "HSI 23,430.15\n", "")


def test_each_market_has_the_colours_that_the_settings_give_it(files, capsys, tmp_path):
    settings(tmp_path, '[display]\ncolors_hong_kong = "red-up"\n')
    line = ("--tmux", "--format", "{HSI.pct} {southbound}")
    files.figures.write_bytes(encoded(facts()))
    assert status(capsys, *line)[1].count("#[fg=red]") == 2
    assert status(capsys, "--demo", *line)[1].count("#[fg=red]") == 2


def test_what_the_settings_leave_out_is_as_shipped_whoever_left_the_figures(files, capsys, asked, tmp_path):
    keep(tmp_path / "cnhk" / MAIN_FILE, last_state(24000.0, saved=Clock().now()))
    other, own = tmp_path / "other.toml", tmp_path / "own.toml"
    other.write_text('[status]\nformat = "A {HSI.name}"\n[display]\nlanguage = "zh"\n', encoding="utf-8")
    own.write_text("", encoding="utf-8")
    assert status(capsys, "--config", str(other))[1].startswith("A 恒指")
    assert files.figures.exists()
    assert status(capsys, "--config", str(own))[1].startswith("HSI 24,000.00 ")
    assert status(capsys, "--config", str(own), "--format", "{HSI.name}")[1].startswith("HSI")


def test_the_quick_path_knows_the_shipped_settings():
    assert wish_in(SETTINGS) == SHIPPED


def test_what_is_old_but_just_missed_is_told_with_its_age_and_3(files, capsys):
    files.figures.write_bytes(encoded(facts(age=70)))
    assert status(capsys, *BRIEF) == (3, "23,430.15 !1m\n", "")


def test_old_figures_are_asked_for_once_a_minute_and_shown_meanwhile(files, capsys, asked):
    files.figures.write_bytes(encoded(facts(age=2 * ASK_AFTER)))
    for _ in range(2):
        assert status(capsys, *BRIEF) == (3, "23,430.15 !4m\n", "")
        assert asked == ["poll"]
    before = Clock().now().timestamp() - ASK_AGAIN_AFTER
    os.utime(files.asked, (before, before))
    status(capsys, *BRIEF)
    assert asked == ["poll", "poll"]


def test_in_a_closed_market_nobody_is_asked(files, capsys, asked):
    files.figures.write_bytes(encoded(facts(age=9 * 3600, fresh_for=16 * 3600)))
    assert status(capsys, *BRIEF) == (0, "23,430.15 9h\n", "")
    assert asked == []


def test_events_alone_are_looked_up_again_after_a_day_and_nobody_is_asked(files, capsys, asked):
    files.figures.write_bytes(encoded(facts(age=100 * 86400)))
    code, out, err = status(capsys, "--format", "{next}")
    assert (code, err) == (0, "") and "–" not in out and "!" not in out
    assert asked == []


def test_a_flow_that_nobody_has_is_asked_for(files, capsys, asked):
    files.figures.write_bytes(encoded(facts()._replace(southbound=None)))
    assert status(capsys, "--format", "{southbound}") == (3, "– · !–\n", "")
    assert asked == ["poll"]


@pytest.fixture
def asked(monkeypatch):
    """Whenever providers are asked; none of them answers."""
    times = []

    async def poll(*_, **__):
        times.append("poll")

    monkeypatch.setattr("tui.status_command._poll", poll)
    return times


def test_without_a_file_the_last_state_of_history_serves(files, capsys, asked, tmp_path):
    now = Clock().now()
    keep(tmp_path / "cnhk" / MAIN_FILE, last_state(24000.0, saved=now))
    _, out, err = status(capsys, "--format", "{HSI.last}")
    assert (out.split()[0], err) == ("24,000.00", "")
    left = decoded(files.figures.read_bytes())
    assert left.figures["HSI"].last == 24000.0
    assert set(left.labels) == set(load_universe().by_symbol)


def test_a_folder_that_cannot_be_looked_at_is_as_good_as_none(files, capsys, asked, tmp_path):
    settings(tmp_path, f'[history]\nfolder = "{tmp_path / ("h" * 300)}"\n')
    assert status(capsys, "--format", "{HSI.last}") == (3, "– · !–\n", "")


def test_nothing_at_all_is_a_line_of_dashes(files, capsys, asked):
    assert status(capsys, "--format", "{HSI.last} {HSI.pct} {age}") == (3, "– – !–\n", "")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_with_servers_on_this_machine_no_figure_of_the_real_market_is_told(files, capsys, asked, tmp_path, host):
    files.figures.write_bytes(encoded(facts()))
    settings(tmp_path, exchange_settings(f"http://{host}:9"))
    code, line, _ = status(capsys, "--format", "{HSI.last}")
    assert "23,430" not in line and code == 3
    assert status_files(tmp_path / "cnhk", loopback=True).asked.exists()


def test_an_address_that_only_names_this_machine_is_elsewhere(files, capsys, asked, tmp_path):
    files.figures.write_bytes(encoded(facts()))
    settings(tmp_path, '[providers.sina]\nbase_url = "http://127.0.0.1.example.com"\n')
    told = quick_line(parse(["status", "--format", "{HSI.last}"]), os.environ, Clock().now().timestamp())
    assert told is not None and told.line == "23,430.15"


@pytest.mark.parametrize("stored", [b"", b"\xff\xfe", b"[" * 9999, b'{"form": 99}'])
def test_a_file_that_is_not_ours_is_as_good_as_none(files, capsys, asked, stored):
    files.figures.write_bytes(stored)
    assert status(capsys, "--format", "{HSI.last}") == (3, "– · !–\n", "")


@pytest.mark.parametrize(
    "text, told",
    [
        ("{HSI.close}", "unknown field {HSI.close}: there are {southbound}"),
        ("{XYZ.last}", "no symbol 'XYZ' in {XYZ.last}: there are 000001.SH"),
    ],
)
def test_wrong_fields_end_with_2_and_what_there_is(files, capsys, asked, text, told):
    for _ in range(2):
        code, out, err = status(capsys, "--format", text)
        assert (code, out) == (2, "") and err.startswith(f"cnhk: {told}") and len(err.splitlines()) == 1
        files.figures.write_bytes(encoded(facts()))
    assert asked == []


def test_wrong_settings_are_told_as_by_every_command(files, capsys, tmp_path):
    settings(tmp_path, '[status]\nformat = "{HSI}"\n')
    code, out, err = status(capsys)
    assert (code, out) == (2, "") and "config.toml:2: status.format" in err
    settings(tmp_path, "[status]\nformat = 5\n")
    assert "status.format" in status(capsys)[2]


def test_a_folder_that_another_working_directory_would_change_is_told(files, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files.figures.write_bytes(encoded(facts()))
    settings(tmp_path, '[history]\nfolder = "cnhk"\n')
    code, out, err = status(capsys, *BRIEF)
    assert (code, out) == (2, "") and "config.toml:2: history.folder" in err


def test_names_of_the_file_cannot_reach_the_bar_as_they_are(files, capsys):
    hostile = facts()._replace(labels=LABELS | {"HSI": ("\x1b]52;c;x\x07#(reboot)\n", "")})
    files.figures.write_bytes(encoded(hostile))
    assert status(capsys, "--format", "{HSI.name}") == (0, "]52;c;x ＃(reboot)\n", "")


def test_the_demo_polls_the_simulated_market_and_leaves_nothing(files, capsys):
    code, out, err = status(capsys, "--demo", "--format", "{HSI.last} {000300.SH.pct} {southbound} {age}")
    assert (code, out, err) == (0, "SIM 23,597.97 ▲+1.60% +7.9bn 0s\n", "")
    assert status(capsys, "--demo", "--at", "14:00", "--format", "{southbound}") == (0, "SIM +3.1bn\n", "")
    assert list(files.text.parent.iterdir()) == []


def test_a_poll_asks_for_what_the_format_names_and_for_nothing_else(capsys):
    asked = []

    class Listening(ExchangeTransport):
        async def handle_async_request(self, request):
            asked.append(str(request.url))
            return await super().handle_async_request(request)

    clock = Clock()
    clock.follow(start_moment("14:31"))
    transport = Listening(Exchange(load_universe(), clock, load_rally()))
    assert run_status(SETTINGS, clock, Wish("{HSI.last} {00700.HK.pct} {next}"), transport=transport) == 0
    assert len(asked) == 1 and asked[0].count("hk") == 2 and "00700" in asked[0] and "HSI" in asked[0]
    assert capsys.readouterr().out.startswith("SIM 23,")


def test_config_path_names_the_file(files, capsys, tmp_path):
    assert main(["config", "path"]) == 0
    assert f"status    {files.text}" in capsys.readouterr().out
    settings(tmp_path, "[status]\nfile = false\n")
    assert main(["config", "path"]) == 0
    assert "none is kept ([status] file = false)" in capsys.readouterr().out


def test_the_form_of_the_file_is_json(files):
    assert json.loads(encoded(facts()))["form"] == 2
