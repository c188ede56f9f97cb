"""What was chosen by key comes back at the next start, except where the reader says otherwise."""

from __future__ import annotations

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.panes.desks import CALENDARS, SETTINGS, VIEW
from tests.screens.demo_app import SilentPoller, filled_market
from tests.screens.watched_app import pressed
from tui.app import CnhkApp
from tui.choosing import first_arrangement
from tui.guards import TerminalFacts
from tui.look import first_view
from tui.panes.desk import Desk
from tui.remembered import LARGEST_FILE, NOTHING_CHOSEN, Choices, Remembered, read_choices

FACTS = TerminalFacts("truecolor", "unicode", "truecolor", "unicode")


def after_keys(path, *keys: str) -> Choices:
    """What is remembered once these keys were pressed and the program has ended."""
    state, clock = filled_market("14:10")
    remembered = Remembered(path)
    app = CnhkApp(Desk(state, SETTINGS, CALENDARS, clock, VIEW), SilentPoller, remembered=remembered)  # type: ignore[arg-type]

    async def run() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, *keys)

    asyncio.run(run())
    remembered.save()
    return read_choices(path)


@pytest.mark.long
def test_only_what_was_chosen_is_remembered(tmp_path):
    path = tmp_path / "state" / "choices.json"
    assert after_keys(path) == NOTHING_CHOSEN
    assert not path.exists()
    assert after_keys(path, "c") == Choices(colors="blue-orange") or read_choices(path).colors is not None
    assert set(json.loads(path.read_text())) == {"colors"}


def test_panes_and_looks_come_back(tmp_path):
    path = tmp_path / "choices.json"
    after_keys(path, "m", "4", "minus", "z", "n", "p")
    choices = Remembered(path).holding
    arrangement = first_arrangement("auto", choices)
    assert arrangement == ("indices", (1, 3), 3, True)
    view = first_view(SETTINGS, FACTS, choices)
    assert (view.language, view.period) == ("zh", "5d")
    assert view.colors == SETTINGS.display.colors


def test_what_the_reader_says_goes_before_what_was_chosen(tmp_path):
    path = tmp_path / "choices.json"
    after_keys(path, "m", "4", "minus", "z", "n")
    said = Remembered(path, {"layout", "heat_scale_pct"})
    assert first_arrangement("flow", said.holding) == ("flow", (1, 3, 4), 3, False)
    assert said.holding.language == "zh"
    assert Remembered(path, {"language"}).holding.language is None


def test_what_was_said_for_once_does_not_forget_what_was_chosen(tmp_path):
    path = tmp_path / "choices.json"
    after_keys(path, "n")
    once = Remembered(path, {"language"})
    once.choose(colors="mono")
    once.save()
    assert read_choices(path) == Choices(language="zh", colors="mono")


def test_without_a_path_nothing_is_read_or_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    remembered = Remembered()
    remembered.choose(colors="mono")
    remembered.save()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"colors": "pink"}',
        b'{"panes": [5]}',
        b'{"panes": []}',
        b'{"panes": [1]}',
        b'{"chosen": true}',
        b'"' + b"a" * LARGEST_FILE + b'"',
        b"\xff\xfe",
    ],
)
def test_a_file_that_is_not_ours_is_as_none(tmp_path, body):
    path = tmp_path / "choices.json"
    path.write_bytes(body)
    assert read_choices(path) == NOTHING_CHOSEN


@given(st.binary(max_size=200))
def test_no_bytes_keep_the_program_from_starting(tmp_path_factory, body):
    path = tmp_path_factory.getbasetemp() / "choices.json"
    path.write_bytes(body)
    choices = Remembered(path).holding
    arrangement = first_arrangement("auto", choices)
    assert arrangement.chosen in arrangement.shown
    first_view(SETTINGS, FACTS, choices)


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path):
    (tmp_path / "file").write_text("")
    remembered = Remembered(tmp_path / "file" / "choices.json")
    remembered.choose(colors="mono")
    remembered.save()


def test_what_the_file_chose_in_another_order_is_put_right():
    choices = Choices(layout="auto", panes=(4, 1, 4), chosen=2, maximised=True)
    assert first_arrangement("flow", choices) == ("auto", (1, 4), 1, True)
