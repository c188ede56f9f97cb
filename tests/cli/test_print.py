"""`cnhk print` on the embedded exchange, through the real client: the reference day, in process and over a socket."""

import json

import pytest

from tests.exchange.serving import running_server
from tui.__main__ import main
from tui.cli import exchange_settings
from tui.clock import Clock
from tui.exchange.exchange import Exchange, Fault
from tui.exchange.start import start_moment
from tui.shipped import load_rally, load_universe

HALF_A_TENTH = 0.05
"""Percentage points by which a move may differ from the day's story."""

INDICES = {"000300.SH": 1.6, "000001.SH": 1.3, "HSI": 1.9, "HSTECH": 2.3}
SHARES = {"01211.HK": 5.4, "002594.SZ": 5.4, "00175.HK": 3.8, "600104.SH": 4.1}
RISING_BY_TWO = ("01398.HK", "601398.SH", "00939.HK", "601939.SH")
RISING = ("00700.HK", "09988.HK", "03690.HK")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("CNHK_CONFIG", raising=False)
    return tmp_path


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


def printed(capsys, *argv):
    code = main(["print", *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def assert_reference_day(report):
    assert report["simulated"] is True
    assert report["as_of"].startswith("2025-06-03T16:30")
    moves = {line["symbol"]: line["change_pct"] for line in report["indices"]}
    moves |= {line["symbol"]: line["change_pct"] for sector in report["sectors"] for line in sector["members"]}
    for symbol, move in (INDICES | SHARES).items():
        assert moves[symbol] == pytest.approx(move, abs=HALF_A_TENTH), symbol
    assert min(moves[symbol] for symbol in RISING_BY_TWO) > 2.0
    assert min(moves[symbol] for symbol in RISING) > 0.0
    flow = report["southbound"]
    assert flow["net_buy_hkd"] > 0
    assert flow["net_buy_hkd"] == pytest.approx(flow["sh_net_buy_hkd"] + flow["sz_net_buy_hkd"])
    assert any(event["actual"] == "50.3" and event["kind"] == "pmi" for event in report["events"])


def test_the_reference_day_is_whole(capsys):
    code, out, err = printed(capsys, "all", "--demo", "--at", "16:30", "--json")
    assert (code, err) == (0, "")
    report = json.loads(out)
    assert report["missing"] == []
    assert (len(report["indices"]), sum(len(sector["members"]) for sector in report["sectors"])) == (20, 127)
    assert_reference_day(report)


def test_the_same_numbers_come_over_a_socket(capsys, served):
    _, path = served
    code, out, err = printed(capsys, "--json", "--config", path)
    assert (code, err) == (0, "")
    assert_reference_day(json.loads(out))


def test_the_next_provider_answers_where_the_first_fails(capsys, served):
    exchange, path = served
    exchange.faults["tencent"] = Fault.STATUS_500
    code, out, err = printed(capsys, "indices", "--json", "--config", path)
    indices = {line["symbol"]: line for line in json.loads(out)["indices"]}
    assert indices["HSI"]["provider"] == "sina"
    assert code == 3
    assert err.startswith("cnhk: missing in indices: HSF (sina: Sina has no code for it; tencent: refused")


def test_what_is_missing_is_told_beside_the_data(capsys, served):
    exchange, path = served
    exchange.faults["eastmoney"] = Fault.HTML
    code, out, err = printed(capsys, "southbound", "--json", "--config", path)
    assert code == 3
    assert json.loads(out)["southbound"]["net_buy_hkd"] is None
    assert [gap["what"] for gap in json.loads(out)["missing"]] == ["southbound"]
    assert err.startswith("cnhk: missing in southbound: southbound (")


@pytest.mark.parametrize("section", ["indices", "heatmap", "southbound", "events"])
@pytest.mark.parametrize("form", [(), ("--csv",), ("--json",)], ids=["text", "csv", "json"])
def test_each_section_alone_in_each_form(capsys, section, form):
    code, out, err = printed(capsys, section, "--demo", *form)
    assert (code, err) == (0, "")
    assert out.endswith("\n") and len(out) > 300


def test_print_asks_for_its_own_section_alone(capsys, served):
    exchange, path = served
    exchange.faults |= dict.fromkeys(("tencent", "sina"), Fault.STATUS_500)
    assert printed(capsys, "southbound", "--config", path)[0] == 0
    assert printed(capsys, "events", "--config", path)[0] == 0


def test_a_reader_in_chinese(capsys):
    _, out, _ = printed(capsys, "all", "--demo", "--lang", "zh")
    assert "恒生指数" in out and "模拟" in out and "银行" in out
