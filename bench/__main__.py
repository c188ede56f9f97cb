"""Prints every figure that cnhk promises, beside a bare Textual app measured in the same run."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.cells import WatchedProgram
from bench.terminal import STALLS_VARIABLE, Cost, Program
from tui.cli import exchange_settings
from tui.clock import Clock
from tui.shipped import load_universe
from tui.status.facts import Facts, Figure, encoded

PYTHON = sys.executable
CNHK = [PYTHON, "-m", "tui"]
SIZE = (120, 36)
ROUNDS = 9
HELP_ROUNDS = 15
HOUR_SECONDS = 3600.0
WARM_SECONDS = 5.0
FILL_SECONDS = 45.0
"""By then three years of bars of the whole universe have come, and every standing was worked out."""
TICK_SECONDS = 10.0
TICK_ROUNDS = 3
PORT = 18765
AT = "10:31"
AFTER_CLOSE = "18:30"
"""When no price moves any more."""
SETTLE_SECONDS = 20.0
"""By then the panes of the demo are filled."""

STATES = tempfile.TemporaryDirectory(prefix="cnhk-bench-")
"""Where each run that is measured keeps its history: in a folder of its own."""

FIRST_PAINT = b"Heatmap"
ALL_PANES = (b"23,", b"Geely", b"Shenzhen", b"FOMC")
"""What each pane shows once it is filled: the level of the Hang Seng Index, a tile, a channel's flow, an event."""

LONGEST_STALL = 0.05
"""Seconds that the event loop may be held."""

TARGETS = {"first paint": 1.3, "help": 8.0, "status": 6.0, "cpu": 1 / 3, "bytes": 2.0}


def environment(config: Path | None = None) -> dict[str, str]:
    """A plain truecolor terminal, without settings or a history of the user's own."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    kept["XDG_STATE_HOME"] = tempfile.mkdtemp(dir=STATES.name)
    if config is not None:
        kept["CNHK_CONFIG"] = str(config)
    return kept


def until_shown(command: Sequence[str], texts: Sequence[bytes], env: dict[str, str]) -> tuple[list[float], float]:
    """Seconds until each text stood in the output, and resident MiB just after the last."""
    with Program(command, size=SIZE, env=env) as program:
        seconds = [program.read_until(text) for text in texts]
        return seconds, program.cost().rss


def per_tick(command: Sequence[str], env: dict[str, str], warm_seconds: float) -> tuple[float, float, float]:
    """CPU milliseconds and bytes for each second of a warmed-up dashboard that polls once a second; MiB."""
    with Program(command, size=SIZE, env=env) as program:
        program.read_until(b"SIMULATED")
        program.read_for(warm_seconds)
        before: Cost = program.cost()
        program.read_for(TICK_SECONDS)
        after = program.cost()
        cpu = (after.cpu - before.cpu) / TICK_SECONDS * 1000
        return cpu, (after.written - before.written) / TICK_SECONDS, after.rss


def seconds_of(command: Sequence[str], env: dict[str, str] | None = None) -> float:
    """How long a command takes from start to end."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=env)
    return time.perf_counter() - started


def median_of(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """The median of each measure, taken in turns so that a slow moment hits all alike."""
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def bench_help() -> None:
    """`cnhk --help` beside an interpreter that does nothing."""
    nothing, helped = median_of(
        HELP_ROUNDS,
        lambda: seconds_of([PYTHON, "-c", "pass"]),
        lambda: seconds_of([*CNHK, "--help"]),
    )
    report("cnhk --help", helped * 1000, nothing * 1000, "ms", TARGETS["help"])


def bench_status() -> None:
    """`cnhk status` on the figures of every symbol, as a bar calls it, beside an interpreter that does nothing."""
    env = environment()
    folder = Path(env["XDG_STATE_HOME"]) / "cnhk"
    folder.mkdir()
    now = Clock().now().timestamp()
    symbols = [instrument.symbol for instrument in load_universe()]
    facts = Facts(
        now,
        simulated=False,
        figures={symbol: Figure(23430.15, 1.18, now, now + HOUR_SECONDS) for symbol in symbols},
        labels=dict.fromkeys(symbols, ("HSI", "恒指")),
    )
    (folder / "status.json").write_bytes(encoded(facts))
    nothing, told = median_of(
        HELP_ROUNDS,
        lambda: seconds_of([PYTHON, "-c", "pass"], env),
        lambda: seconds_of([*CNHK, "status", "--format", "HSI {HSI.last} {HSI.pct} {age}"], env),
    )
    report("cnhk status", told * 1000, nothing * 1000, "ms", TARGETS["status"])


def bench_start() -> None:
    """First paint and filled panes of the demo beside a bare app, and the memory of both."""
    rows: list[tuple[float, float, float, float, float]] = []
    for _ in range(ROUNDS):
        (bare,), bare_rss = until_shown([PYTHON, "-m", "bench.bare"], [b"bare ready"], environment())
        (paint, *filled), rss = until_shown([*CNHK, "demo"], [FIRST_PAINT, *ALL_PANES], environment())
        rows.append((bare, paint, max(filled), bare_rss, rss))
    bare, paint, full, bare_rss, rss = (statistics.median(column) for column in zip(*rows, strict=True))
    report("first paint", paint * 1000, bare * 1000, "ms", TARGETS["first paint"])
    report("four panes filled", full * 1000, bare * 1000, "ms", None)
    report("resident memory, filled", rss, bare_rss, "MiB", None)


def bench_ticks() -> None:
    """One poll a second of the whole universe over a real socket: ours beside one Static for each cell."""
    with served() as config:
        taken = [
            (
                per_tick(CNHK, environment(config), FILL_SECONDS),
                per_tick([PYTHON, "-m", "bench.statics"], environment(config), WARM_SECONDS),
            )
            for _ in range(TICK_ROUNDS)
        ]
    figures = (("CPU a tick", "ms", TARGETS["cpu"]), ("bytes a tick", "B", None), ("resident memory", "MiB", None))
    for number, (what, unit, target) in enumerate(figures):
        ours, statics = (statistics.median(pair[side][number] for pair in taken) for side in (0, 1))
        report(what, ours, statics, unit, target, beside="a Static a cell")


def bench_bytes() -> None:
    """What the terminal is sent at the default pace beside what the changed cells take; and where nothing changes."""
    with WatchedProgram([*CNHK, "demo", "--speed", "1"], size=SIZE, env=environment()) as program:
        written, needed = bytes_of(program, SETTLE_SECONDS)
    report("bytes a second", written, needed, "B", TARGETS["bytes"], beside="changed cells")
    with served(at=AFTER_CLOSE) as config, WatchedProgram(CNHK, size=SIZE, env=environment(config)) as program:
        written, needed = bytes_of(program, FILL_SECONDS)
        still = program.changed_rows <= {0}
    report("after the close", written, needed, "B", None, beside="changed cells")
    told = "only the header changed" if still else f"rows changed: {sorted(program.changed_rows)}"
    print(f"{'after the close':28} {told}")


def bytes_of(program: WatchedProgram, warm_seconds: float) -> tuple[float, float]:
    """Bytes written a second, and those that the cells that changed take by themselves."""
    program.read_until(b"SIMULATED")
    program.read_for(warm_seconds)
    program.start_counting()
    before = program.written
    program.watch_for(TICK_SECONDS)
    return (program.written - before) / TICK_SECONDS, program.needed / TICK_SECONDS


def bench_stalls() -> None:
    """How long the event loop is held at the worst, from the first paint until all of history has come."""
    with served() as config, tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "stalls.json"
        env = environment(config) | {STALLS_VARIABLE: str(found), "XDG_STATE_HOME": folder}
        with Program([PYTHON, "-m", "bench.stalls"], size=SIZE, env=env) as program:
            program.read_until(b"SIMULATED")
            program.read_for(FILL_SECONDS)
        worst = json.loads(found.read_text())
    verdict = "kept" if worst[0] <= LONGEST_STALL else "MISSED"
    told = ", ".join(f"{seconds * 1000:.0f}" for seconds in worst)
    print(f"{'event loop held':28} {told} ms at the worst  target ≤ {LONGEST_STALL * 1000:.0f} ms  {verdict}")


@contextmanager
def served(at: str = AT) -> Iterator[Path]:
    """An embedded exchange on loopback, and the settings that point at it."""
    exchange = subprocess.Popen(
        [*CNHK, "exchange", "--port", str(PORT), "--at", at],
        stdout=subprocess.DEVNULL,
        env=environment(),
    )
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_text(exchange_config(PORT))
        try:
            yield config
        finally:
            exchange.terminate()
            exchange.wait()


def exchange_config(port: int) -> str:
    """Settings that point every provider at an embedded exchange and poll it once a second."""
    return exchange_settings(f"http://127.0.0.1:{port}") + "[feeds.quotes]\ntrading = 1.0\n"


def report(what: str, ours: float, other: float, unit: str, target: float | None, *, beside: str = "bare") -> None:
    """One line: ours, the other, the ratio, and whether it keeps the promise."""
    ratio = ours / other
    verdict = "" if target is None else f"  target ≤ {target:.2f}×  {'kept' if ratio <= target else 'MISSED'}"
    print(f"{what:28} {ours:9.1f} {unit:4} {beside:>16} {other:9.1f} {unit:4} {ratio:6.2f}×{verdict}", flush=True)


def main() -> None:
    """All of it."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {SIZE[0]}×{SIZE[1]}, medians")
    bench_help()
    bench_status()
    bench_start()
    bench_ticks()
    bench_bytes()
    bench_stalls()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU used by all runs: {children.ru_utime + children.ru_stime:.1f} s")


if __name__ == "__main__":
    main()
