"""`cnhk wrap`: the day in words, in every form, and what its exit code says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.exchange.serving import running_server
from tui.__main__ import main
from tui.cli import exchange_settings
from tui.clock import Clock
from tui.exchange.exchange import Exchange, Fault
from tui.exchange.start import start_moment
from tui.market.wrap.records import PARAGRAPHS
from tui.shipped import load_rally, load_universe

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
IDS = [id_ for paragraph in PARAGRAPHS for id_ in paragraph]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("CNHK_CONFIG", raising=False)
    return tmp_path


def printed(capsys, *argv):
    code = main(["wrap", *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def in_a_process(*argv, home):
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
    return subprocess.run(
        [sys.executable, "-m", "tui", "wrap", *argv],
        cwd=ROOT,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )


STORY_AFTER_THE_CLOSE = (
    "China and Hong Kong shares rose on Tuesday, led by carmakers and banks.",
    "The CSI 300 rose to 3,901.67 (+1.6 %)",
    "the Shanghai Composite rose to 3,391.01 (+1.3 %)",
    "The Hang Seng rose to 23,597.97 (+1.9 %), its highest close in over two months",
    "the Hang Seng TECH climbed to 5,250.49 (+2.3 %)",
    "carmakers (+2.7 %), with BYD (+5.4 %), Geely (+3.8 %) and SAIC (+4.1 %)",
    "banks (+1.8 %), with CCB (+2.6 %), ICBC (+2.3 %)",
    "Tencent (+1.2 %), Alibaba (+1.5 %) and Meituan (+1.7 %)",
    "above the 20-day average; in Hong Kong it was HK$226.0 billion",
    "shares rose and 1,2",
    "Mainland investors bought a net HK$7.9 billion",
    "largest net purchase of the last 60 trading days, against a net purchase of HK$6.3 billion on average over 20",
    "it was the sixth day of net buying in a row",
    "The NBS manufacturing PMI for May, published on Saturday, came in at 50.3, back above 50, up from 49.0 and "
    "above the 49.5 expected",
    "the RatingDog services PMI for May on Thursday, 5 June at 09:45 Hong Kong time",
    "U.S.-China trade talks in London (date expected)",
    "the FOMC's rate decision on Thursday, 19 June at 02:00",
)


def test_the_reference_day_after_the_close(home):
    done = in_a_process("--demo", "--at", "16:30", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    head, *_ = done.stdout.splitlines()
    assert head.startswith("China and Hong Kong market wrap   Tue 3 Jun 2025") and head.endswith("SIMULATED")
    assert [part for part in STORY_AFTER_THE_CLOSE if part not in done.stdout] == []


STORY_AT_TWO = (
    "China and Hong Kong shares are up on Tuesday afternoon, led by carmakers and banks.",
    "The CSI 300 stands at",
    "The Hang Seng stands at 23,430.15 (+1.2 %), on course for its highest close in over two months",
    "Turnover in Shanghai and Shenzhen so far is",
    "more than at the same time on Friday",
    "Leading the gains are carmakers",
    "shares are up and",
    "Mainland investors have bought a net HK$3.1 billion of Hong Kong shares through Stock Connect so far",
    "by this time of day on average over 20 days; it is on course to be the sixth day of net buying in a row",
)


def test_the_same_day_at_two(home):
    done = in_a_process("--demo", "--at", "14:00", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert [part for part in STORY_AT_TWO if part not in done.stdout] == []
    assert "rose" not in done.stdout and "its highest close" not in done.stdout.replace("for its highest close", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sentence_as_json_has_its_numbers_its_rule_and_its_sources(capsys, language):
    code, out, err = printed(capsys, "--demo", "--at", "16:30", "--json", "--lang", language)
    assert (code, err) == (0, "")
    report = json.loads(out)
    assert list(report) == ["as_of", "day", "simulated", "language", "sentences", "missing"]
    assert report["as_of"].startswith("2025-06-03T16:3") and report["as_of"].endswith("+08:00")
    assert report["day"] == "2025-06-03"
    assert (report["simulated"], report["language"], report["missing"]) == (True, language, [])
    assert [sentence["id"] for sentence in report["sentences"]] == IDS
    for sentence in report["sentences"]:
        assert list(sentence) == ["id", "text", "numbers", "rule", "sources"]
        assert sentence["rule"] and sentence["sources"]
        for number in sentence["numbers"].values():
            assert list(number) == ["value", "unit", "written"]
            assert number["written"] in sentence["text"]
        for source in sentence["sources"]:
            assert source["time"] is None or datetime.fromisoformat(source["time"])
    numbers = {name: number for sentence in report["sentences"] for name, number in sentence["numbers"].items()}
    assert numbers["HSI.change_pct"]["value"] == pytest.approx(1.9, abs=0.05)
    assert numbers["HSI.change_pct"]["unit"] == "%"
    assert numbers["HSI.closing_since"]["value"] == "2025-03-20"
    assert numbers["southbound.net_buy"] == {
        "value": pytest.approx(7.9e9, abs=5e6),
        "unit": "HKD",
        "written": {"en": "HK$7.9 billion", "zh": "79.0亿港元"}[language],
    }


def test_in_chinese(capsys):
    code, out, _ = printed(capsys, "--demo", "--lang", "zh")
    assert code == 0 and out.splitlines()[0].endswith("模拟")
    for part in (
        "周二，A股与港股双双上涨，汽车股、银行股领涨。",
        "恒生指数收报23597.97点，涨1.90%，创逾两个月收盘新高",
        "其中比亚迪涨5.40%、吉利汽车涨3.80%、上汽集团涨4.10%",
        "南向资金净买入79.0亿港元",
        "官方制造业PMI为50.3，重回50上方，高于前值49.0及预期值49.5",
    ):
        assert part in out
    assert "有望创逾两个月收盘新高" in printed(capsys, "--demo", "--lang", "zh", "--at", "14:00")[1]


def test_as_markdown(capsys):
    code, out, err = printed(capsys, "--demo", "--markdown")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "# China and Hong Kong market wrap, Tue 3 Jun 2025"
    assert lines[2] == "**SIMULATED** · as of 2025-06-03 16:30 UTC+8"
    paragraphs = [line for line in lines[3:] if line]
    assert len(paragraphs) == 4
    assert paragraphs[0].startswith(
        "China and Hong Kong shares rose on Tuesday, led by carmakers and banks. The CSI 300"
    )
    assert re.fullmatch(r"\*sources: .*tencent 2025-06-03 16:08.*\*", paragraphs[3])


def test_before_the_open_the_last_session_is_told_and_what_is_lacking_is_said(capsys):
    code, out, err = printed(capsys, "--demo", "--at", "09:05")
    assert code == 3
    assert "Hong Kong shares edged down on Monday; mainland markets were closed for the Dragon Boat Festival." in out
    assert "Southbound Stock Connect was closed, with the mainland shut for the Dragon Boat Festival." in out
    assert "Both markets open again today; next come the RatingDog manufacturing PMI" in out
    assert err.startswith("cnhk: missing in wrap: turnover, hong kong, banks: 00005.HK,")
    assert err.endswith("(the quote is of 2025-06-03 already)\n")


@pytest.fixture
def served(home):
    """An exchange over a real socket shortly after the close, and a settings file that points at it."""
    clock = Clock()
    clock.follow(start_moment("16:30"))
    exchange = Exchange(load_universe(), clock, load_rally())
    with running_server(exchange) as url:
        path = home / "simulated.toml"
        path.write_text(exchange_settings(url))
        yield exchange, str(path)


def test_over_a_socket_it_is_the_same_day_and_still_simulated(capsys, served):
    _, path = served
    code, out, err = printed(capsys, "--config", path)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].endswith("SIMULATED")
    assert [part for part in STORY_AFTER_THE_CLOSE if part not in out] == []


def test_what_a_provider_does_not_give_is_left_out_and_said(capsys, served):
    exchange, path = served
    exchange.faults |= dict.fromkeys(("eastmoney", "hkex"), Fault.STATUS_500)
    code, out, err = printed(capsys, "--config", path)
    assert code == 3
    assert "The Hang Seng rose to 23,597.97 (+1.9 %)" in out
    assert "Southbound flows are not known." in out
    assert "In Shanghai, Shenzhen" not in out and "Of the 126 shares followed here that traded" in out
    assert re.search(r"missing in wrap: .*breadth.*\(eastmoney: refused", err)


@pytest.mark.long
def test_without_any_answer_it_says_so_and_ends(capsys, served):
    exchange, path = served
    exchange.faults |= dict.fromkeys(("tencent", "sina", "eastmoney", "hkex"), Fault.STATUS_500)
    code, out, err = printed(capsys, "--config", path)
    assert code == 3
    assert "The indices of Hong Kong are not known." in out
    assert "missing in wrap: 000300.SH" in err
    assert "Traceback" not in err
