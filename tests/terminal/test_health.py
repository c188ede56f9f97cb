"""The page of health of a real run: providers that answer, what is left of their budget, latencies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal.running_exchange import exchange
from tests.terminal.screen import CNHK, ScreenProgram, environment

ANSWERING = re.compile(r"quotes +tencent +answering +<1m +\d\.\d\d +\d\.\d\d +[2-9]")
BUDGET = re.compile(r"127\.0\.0\.1:\d+ +\d+ of +\d+ left, \d+ at once")


@pytest.mark.long
def test_the_page_tells_of_the_run(tmp_path: Path):
    with exchange(tmp_path, "10:30") as running:
        settings = tmp_path / "simulated.toml"
        settings.write_text(running.settings, encoding="utf-8")
        command = (*CNHK, "--config", str(settings))
        with ScreenProgram(command, size=(200, 60), env=environment(TMUX="/tmp/tmux,1,0")) as program:
            program.wait_for(lambda text: "Tencent" in text and "SIMULATED" in text)
            program.type(b"h")
            program.wait_for(ANSWERING.search)
            text = program.wait_for(BUDGET.search)
            assert re.search(r"colours +truecolor · by COLORTERM=truecolor", text)
            assert "TERM=xterm-256color · tmux" in text
            assert re.search(r"providers\.tencent\.base_url  line \d+\n", text)
            program.type(b"q")
            program.wait_for(lambda text: "Heatmap" in text)
