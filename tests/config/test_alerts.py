"""Alerts in the settings: read, refused with what would be right, printed, and as rules to watch."""

from __future__ import annotations

import pytest

from tui.alert_rules import rules_of
from tui.config import ConfigError, load
from tui.config_alerts import KINDS
from tui.config_command import effective
from tui.market.alerts.rules import (
    BreadthRule,
    EventRule,
    ExtremeRule,
    FlowRule,
    LimitOpenedRule,
    MoveRule,
    PercentRule,
    PriceRule,
    Side,
    SilentRule,
)
from tui.market.highs import Extreme

ONE = "[[alerts]]\n"
PRICE = f"{ONE}when = 'price above'\nsymbol = 'HSI'\nlevel = 25000\n"


@pytest.fixture
def mine(tmp_path):
    def write(text: str):
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"{PRICE}{ONE}when = 'price over'",
            'mine.toml:6: alerts[2].when: "price over" (expected one of "price above"',
        ),
        (f"{ONE}symbol = 'HSI'", "mine.toml:1: alerts[1].when: missing (expected"),
        (f"{ONE}when = 'move'\nsymbol = 'HSI'\nlevel = 1", "alerts[1].minutes: missing (expected a whole number)"),
        (
            f"{ONE}when = 'price above'\nlevel = 1",
            'alerts[1].symbol: missing (expected a symbol, as in "00700.HK", "HSI")',
        ),
        (PRICE.replace("25000", "'high'"), 'mine.toml:4: alerts[1].level: "high" (expected a number)'),
        (PRICE.replace("25000", "nan"), "mine.toml:4: alerts[1].level: nan (expected 0.0001 to 10000000 (a price))"),
        (PRICE.replace("25000", "-1"), "mine.toml:4: alerts[1].level: -1 (expected 0.0001 to 10000000 (a price))"),
        (
            PRICE.replace("HSI", "HSCI2"),
            'alerts[1].symbol: "HSCI2" (expected an index, or a share of a sector; did you mean "HSCI"?)',
        ),
        (
            f"{PRICE}days = 5",
            'mine.toml:5: alerts[1].days: 5 (expected left out: "price above" has level, margin, symbol)',
        ),
        (f"{PRICE}levle = 5", "mine.toml:5: alerts[1].levle: unknown key (expected one of"),
        (f"{PRICE}margin = -1", "alerts[1].margin: -1 (expected 0 to 10000000 (in the unit of level))"),
        (f"{ONE}when = 'new high'\nsymbol = 'HSI'\ndays = 1", "alerts[1].days: 1 (expected 2 to 500 sessions)"),
        (
            f"{ONE}when = 'limit-up opened'\nsymbol = '00700.HK'",
            "(expected a mainland share: others have no price limit)",
        ),
        (f"{ONE}when = 'provider silent'\nseconds = 60\nprovider = 'tencnt'", 'did you mean "tencent"?)'),
        (f"{ONE}when = 'provider silent'\nseconds = 1", "alerts[1].seconds: 1 (expected 5 to 3600 seconds)"),
        (
            f"{ONE}when = 'event due'\nminutes = 10\nevent = 'CN CPI'",
            'alerts[1].event: "CN CPI" (expected a series of events',
        ),
        (
            f"{ONE}when = 'event due'\nminutes = 10\nevent = 'cn-cpi-yoyy'",
            'mine.toml:4: alerts[1].event: "cn-cpi-yoyy" (expected a series of events, as in "cn-cpi-yoy"; '
            'did you mean "cn-cpi-yoy"?)',
        ),
        (
            f"{ONE}when = 'event due'\nminutes = 10\nevent = 'cn-cpi-yoy'\nimportance = 2",
            "mine.toml:5: alerts[1].importance: 2 (expected left out: an alert has event or importance, not both)",
        ),
        (f"{ONE}when = 'event due'\nminutes = 10\nimportance = 4", "(expected 1 to 3 (3 is the highest))"),
        (f"{ONE}when = 'breadth above'\nlevel = 101", "alerts[1].level: 101 (expected 0 to 100 percent)"),
        ("[alerts]\nwhen = 'move'", "mine.toml:1: alerts: a table (expected tables: [[alerts]])"),
        (
            "[alerting]\nquiet_hours = '7 to 8'",
            'mine.toml:2: alerting.quiet_hours: "7 to 8" (expected two different times',
        ),
        ("[alerting]\nosc = '8'", 'mine.toml:2: alerting.osc: "8" (expected one of "off", "9", "777")'),
        ("[alerting]\ncommand = 'notify'", 'alerting.command: "notify" (expected a list of strings: ["...", "..."])'),
        ("[alerting]\ncommand = ['']", 'alerting.command: "" (expected a program, then its arguments)'),
        ("[alerting]\ncommand_seconds = 0", "alerting.command_seconds: 0 (expected 1 to 300 seconds)"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(mine, text, message):
    with pytest.raises(ConfigError) as caught:
        load(mine(text), {})
    assert message in str(caught.value) and len(caught.value.problems) == 1


ALL = {
    "price above": ("symbol = 'HSI'\nlevel = 25000", PriceRule("HSI", Side.ABOVE, 25000.0, 50.0)),
    "price below": ("symbol = 'HSI'\nlevel = 25000\nmargin = 10", PriceRule("HSI", Side.BELOW, 25000.0, 10.0)),
    "percent above": ("symbol = 'HSI'\nlevel = 2", PercentRule("HSI", Side.ABOVE, 2.0, 0.2)),
    "percent below": ("symbol = 'HSI'\nlevel = -2", PercentRule("HSI", Side.BELOW, -2.0, 0.2)),
    "move": ("symbol = 'HSI'\nlevel = 1\nminutes = 5", MoveRule("HSI", 1.0, 5, 0.25)),
    "new high": ("symbol = 'HSI'\ndays = 60", ExtremeRule("HSI", Extreme.HIGH, 60)),
    "new low": ("symbol = 'HSI'\ndays = 60", ExtremeRule("HSI", Extreme.LOW, 60)),
    "southbound above": ("level = 10", FlowRule(Side.ABOVE, 10e9, 0.5e9)),
    "southbound below": ("level = -5\nmargin = 1", FlowRule(Side.BELOW, -5e9, 1e9)),
    "breadth above": ("level = 70", BreadthRule(Side.ABOVE, 70.0, 2.0)),
    "breadth below": ("level = 30", BreadthRule(Side.BELOW, 30.0, 2.0)),
    "limit-up opened": ("symbol = '002594.SZ'", LimitOpenedRule("002594.SZ")),
    "provider silent": ("seconds = 60", SilentRule("", 60.0)),
    "event due": ("minutes = 10\nevent = 'cn-lpr-1y'", EventRule("cn-lpr-1y", 3, 10)),
}


def test_every_kind_is_read_and_made_a_rule(mine):
    assert ALL.keys() == KINDS.keys()
    text = "\n".join(f"{ONE}when = '{when}'\n{keys}" for when, (keys, _) in ALL.items())
    loaded = load(mine(text), {})
    assert rules_of(loaded.settings.alerts) == tuple(rule for _, rule in ALL.values())


@pytest.mark.parametrize(
    "series",
    ["own-lock-up-expiry", "ics-0123abcd", "cn-ws-abc", "us-ff-pmi", "hk-results-00700", "hk-hsi-review-effective"],
)
def test_a_series_that_may_yet_come_can_be_watched(mine, series):
    load(mine(f"{ONE}when = 'event due'\nminutes = 10\nevent = '{series}'"), {})


def test_a_share_that_only_a_sector_names_can_be_watched(mine):
    sector = "[sectors.mine]\nname_en = 'Mine'\nmembers = ['601111.SH']\n"
    text = f"{sector}{ONE}when = 'limit-up opened'\nsymbol = '601111.SH'"
    assert rules_of(load(mine(text), {}).settings.alerts) == (LimitOpenedRule("601111.SH"),)


def test_what_is_printed_can_be_read_again(mine):
    text = "\n".join(f"{ONE}when = '{when}'\n{keys}" for when, (keys, _) in ALL.items())
    first = load(mine(text), {})
    assert load(mine(effective(first)), {}).settings == first.settings


def test_by_default_nothing_is_watched():
    assert load(None, {}).settings.alerts == ()
