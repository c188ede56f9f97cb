from __future__ import annotations

from collections.abc import Callable

import pytest

from tui.clock import Clock
from tui.exchange.exchange import Exchange, Reply
from tui.exchange.scenario import Scenario
from tui.exchange.start import start_moment
from tui.exchange.tape import Tape
from tui.market.instruments import Universe
from tui.shipped import load_rally, load_universe

SINA_HEADERS = {"Referer": "https://finance.sina.com.cn/"}


@pytest.fixture(scope="session")
def universe() -> Universe:
    return load_universe()


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return load_rally()


@pytest.fixture(scope="session")
def tape(universe: Universe, scenario: Scenario) -> Tape:
    return Tape(universe, scenario)


@pytest.fixture
def exchange(universe: Universe, scenario: Scenario) -> Exchange:
    return standing_exchange(universe, scenario)


def standing_exchange(universe: Universe, scenario: Scenario, at: str = "11:00") -> Exchange:
    """An exchange whose time stands still."""
    clock = Clock(lambda: 0.0)
    clock.follow(start_moment(at))
    return Exchange(universe, clock, scenario, run="test")


@pytest.fixture
def ask(exchange: Exchange) -> Callable[..., Reply]:
    """Asks for a path at a time of the day."""

    def get(path: str, at: str = "11:00", headers: dict[str, str] | None = None) -> Reply:
        exchange.clock.follow(start_moment(at))
        return exchange.answer(path, SINA_HEADERS if headers is None else headers)

    return get


def tencent_fields(body: bytes) -> dict[str, list[str]]:
    """Tencent's rows by key, read without the program's parsers."""
    rows = {}
    for line in body.decode("gbk").splitlines():
        key, _, value = line.partition("=")
        rows[key.removeprefix("v_")] = value.strip('";').split("~")
    return rows
