"""Single lines for ears and logs: each stands for itself, and is told again only when it has changed."""

import re
from datetime import timedelta

from msgspec.structs import replace

from tests.printing.small_market import SOURCE, quote
from tui.market.updates import QuotesUpdate
from tui.printing.report import Gap
from tui.printing.spoken import Changed


def test_at_first_everything_is_told_under_the_day(compose):
    lines = Changed("en").lines(compose())
    assert lines[0] == "cnhk   2025-06-03 UTC+8   SIMULATED"
    assert lines[1] == "16:30:05 HSI Hang Seng Index 23,512.49 +1.90 %"
    assert any(re.fullmatch(r"16:30:05 00005\.HK HSBC.* 91\.00 -0\.55 % 15m late", line) for line in lines)
    assert any(line.startswith("16:30:05 Banks +") and line.endswith("up 2, down 1, unchanged 0") for line in lines)
    flow = "Southbound 2025-06-03, net buy, HK$ bn: total +1.50, via Shanghai +1.00, via Shenzhen +0.50"
    assert f"16:30:05 {flow}" in lines
    assert "16:30:05 2025-05-31 09:30 CN pmi name, actual 50.3, released" in lines


def test_then_only_what_has_changed(compose, state):
    changed = Changed("en")
    changed.lines(compose("indices"))
    assert changed.lines(compose("indices")) == []
    state.apply(QuotesUpdate(SOURCE, (quote("HSI", 23513.0, 23073.32),)))
    assert changed.lines(compose("indices")) == ["16:30:05 HSI Hang Seng Index 23,513.00 +1.91 %"]


def test_a_new_day_is_told_with_the_first_line_of_it(compose):
    changed, report = Changed("en"), compose("southbound")
    changed.lines(report)
    flow = replace(report.southbound, net_buy_hkd=2e9)
    later = replace(report, as_of=report.as_of + timedelta(days=1), southbound=flow)
    lines = changed.lines(later)
    assert lines[0] == "cnhk   2025-06-04 UTC+8   SIMULATED" and len(lines) == 2


def test_what_is_missing_is_told_once_and_again_if_it_comes_back(compose):
    changed, whole = Changed("en"), compose("southbound")
    lacking = replace(whole, missing=(Gap(section="southbound", what="southbound", reason="no answer"),))
    line = "16:30:05 missing in southbound: southbound (no answer)"
    assert line in changed.lines(lacking)
    assert changed.lines(lacking) == [] == changed.lines(whole)
    assert changed.lines(lacking) == [line]


def test_the_words_and_names_are_the_readers(compose):
    assert "16:30:05 HSI 恒生指数 23,512.49 +1.90 %" in Changed("zh").lines(compose())
