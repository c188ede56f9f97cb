"""`cnhk exchange` in a process of its own."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.terminal.screen import CNHK, environment


class RunningExchange:
    """`cnhk exchange` in a process of its own, and the settings that it tells."""

    def __init__(self, process: subprocess.Popen[bytes], told: Path) -> None:
        assert process.stderr is not None
        ready = process.stderr.readline()
        self.port = int(re.findall(rb"127\.0\.0\.1:(\d+)", ready)[0])
        self.settings = told.read_text(encoding="utf-8")
        self.kill = process.kill


@contextmanager
def exchange(folder: Path, at: str, port: int = 0) -> Iterator[RunningExchange]:
    told = folder / "told.toml"
    command = (*CNHK, "exchange", "--port", str(port), "--at", at)
    with (
        told.open("wb") as output,
        subprocess.Popen(command, env=environment(), stdout=output, stderr=subprocess.PIPE) as process,
    ):
        try:
            yield RunningExchange(process, told)
        finally:
            process.kill()
