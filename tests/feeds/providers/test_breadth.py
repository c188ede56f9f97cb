"""Breadth: whose counts they are, and what is no count."""

import json
from datetime import datetime

import pytest

from tests.feeds.captures import capture
from tests.feeds.examples import instrument
from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.eastmoney.breadth import parse_breadth
from tui.market.zones import MARKET_TIME

COMPOSITES = {str(one.codes.eastmoney): one for one in map(instrument, ("sh000001", "sz399001", "bj899050"))}
SHANGHAI = {"f12": "000001", "f13": 1, "f104": 1240, "f105": 1031, "f106": 83, "f124": 1789011078}


def parse(*rows: dict[str, object]):
    return parse_breadth(json.dumps({"rc": 0, "data": {"diff": list(rows)}}).encode(), COMPOSITES)


def test_captured_counts_without_a_market_are_known_by_their_code():
    first, second = parse_breadth(capture("eastmoney_ulistnp_breadth_3.json"), COMPOSITES)
    assert (first.symbol, first.advancing, first.declining, first.unchanged) == ("000001.SH", 1240, 1031, 83)
    assert (second.symbol, second.advancing, second.declining, second.unchanged) == ("399001.SZ", 1489, 1334, 109)
    assert first.time is None


def test_captured_counts_without_a_code_are_nobodys():
    with pytest.raises(NothingThere):
        parse_breadth(capture("eastmoney_ulistnp_breadth_2.json"), COMPOSITES)


def test_the_stamp_is_market_time():
    [listed] = parse(SHANGHAI)
    assert listed.time == datetime.fromtimestamp(1789011078, MARKET_TIME)


def test_the_bank_of_the_same_code_is_not_the_index():
    with pytest.raises(NothingThere):
        parse(SHANGHAI | {"f13": 0})


@pytest.mark.parametrize(
    "wrong",
    [
        {"f104": "-"},
        {"f105": 1.5},
        {"f106": -1},
        {"f104": 10**9},
        {"f104": 0, "f105": 0, "f106": 0},
        {"f104": None},
        {"f105": "12"},
    ],
)
def test_what_is_no_count_leaves_its_exchange_out(wrong):
    [listed] = parse(SHANGHAI | wrong, SHANGHAI | {"f12": "399001", "f13": 0})
    assert listed.symbol == "399001.SZ"


@pytest.mark.parametrize("body", [b'{"rc":102,"data":null}', b'{"rc":0,"data":{"diff":[]}}'])
def test_no_row_at_all_is_nothing_there(body):
    with pytest.raises(NothingThere):
        parse_breadth(body, COMPOSITES)


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"rc":5,"data":null}'])
def test_a_refusal_is_a_failure(body):
    with pytest.raises(WireError) as caught:
        parse_breadth(body, COMPOSITES)
    assert not isinstance(caught.value, NothingThere)
