"""Each mistake in a settings file is named with the line, the key, what stands there and what would be right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thoroughness import repeats
from tui.config_check import check_shape, key_line
from tui.config_values import check_values, is_address, is_loopback
from tui.shipped import load_universe
from tui.status.fields import what_there_is


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = ", "mine.toml: Invalid value (at end of document) (expected TOML, as in `cnhk config show`)"),
        ("[display]\nmouse = 1", "mine.toml:2: display.mouse: 1 (expected true or false)"),
        ("[display]\nheat_scale_pct = '3'", 'mine.toml:2: display.heat_scale_pct: "3" (expected a number)'),
        ("[display]\nheat_scale_pct = 0", "mine.toml:2: display.heat_scale_pct: 0 (expected 0.1 to 100 percent)"),
        ("[display]\nheat_scale_pct = nan", "mine.toml:2: display.heat_scale_pct: nan (expected 0.1 to 100 percent)"),
        ("display = 3", "mine.toml:1: display: 3 (expected a table: [display])"),
        ("sectors = 3", "mine.toml:1: sectors: 3 (expected tables: [sectors.NAME])"),
        ("display.mouse = 1", "mine.toml:1: display.mouse: 1 (expected true or false)"),
        (
            "[providers.sina]\nsymbols_per_request = 2.5",
            "mine.toml:2: providers.sina.symbols_per_request: 2.5 (expected a whole number)",
        ),
        (
            "[feeds.quotes]\nproviders = 'sina'",
            'mine.toml:2: feeds.quotes.providers: "sina" (expected a list of strings: ["...", "..."])',
        ),
        ("[feeds.quotes]\nproviders = []", "mine.toml:2: feeds.quotes.providers: [] (expected at least one)"),
        (
            "[feeds.minutes]\nproviders = ['sina']",
            'mine.toml:2: feeds.minutes.providers: "sina" (expected one of "tencent")',
        ),
        (
            "[feeds.active_names]\nproviders = ['hkexx']",
            'mine.toml:2: feeds.active_names.providers: "hkexx" '
            '(expected one of "eastmoney", "hkex"; did you mean "hkex"?)',
        ),
        (
            "[feeds.bars]\nproviders = ['sina']",
            'mine.toml:2: feeds.bars.providers: "sina" (expected one of "tencent", "eastmoney")',
        ),
        (
            "[providers.hkex]\nrequests_per_minute = 0",
            "mine.toml:2: providers.hkex.requests_per_minute: 0 (expected 1 to 600 requests a minute)",
        ),
        (
            "[providers.eastmoney]\nhistory_url = 'push2his.eastmoney.com'",
            'mine.toml:2: providers.eastmoney.history_url: "push2his.eastmoney.com" '
            '(expected http:// or https:// and a host, as in "http://127.0.0.1:8123")',
        ),
        ("[feeds.quotes]\ntrading = 0.5", "mine.toml:2: feeds.quotes.trading: 0.5 (expected 1 to 604800 seconds)"),
        (
            "[providers.tencent]\nrequests_per_minute = 601",
            "mine.toml:2: providers.tencent.requests_per_minute: 601 (expected 1 to 600 requests a minute)",
        ),
        (
            "[network]\nuser_agent = 'a\\nb: c'".replace("'", '"'),
            'mine.toml:2: network.user_agent: "a\\nb: c" (expected one line of printable ASCII)',
        ),
        (
            '[history]\nfolder = "/a\\u0000b"',
            'mine.toml:2: history.folder: "/a\\U00000000b" (expected one line of printable text, or "")',
        ),
        (
            '[history]\nfolder = "state/cnhk"',
            'mine.toml:2: history.folder: "state/cnhk" '
            '(expected a folder from the root or from ~, as in "~/cnhk-history", or "")',
        ),
        (
            '[history]\nfolder = "~nobody-of-this-name/state"',
            'mine.toml:2: history.folder: "~nobody-of-this-name/state" '
            '(expected a folder from the root or from ~, as in "~/cnhk-history", or "")',
        ),
        (
            "[providers.sina]\nbase_url = 'hq.sinajs.cn'",
            'mine.toml:2: providers.sina.base_url: "hq.sinajs.cn" '
            '(expected http:// or https:// and a host, as in "http://127.0.0.1:8123")',
        ),
        (
            "[sectors.banks]\nmembers = [\n  '00005.HK',\n  '0939.HK',\n]",
            'mine.toml:2: sectors.banks.members: "0939.HK" (expected "00939.HK")',
        ),
        (
            '[sectors.banks]\nmembers = [\n  "00005.HK",\n  "0939.HK",\n]',
            'mine.toml:4: sectors.banks.members: "0939.HK" (expected "00939.HK")',
        ),
        (
            "[sectors.banks]\nmembers = ['HSI']",
            'mine.toml:2: sectors.banks.members: "HSI" '
            '(expected the symbol of a share, as in "00700.HK", "600036.SH", "000001.SZ")',
        ),
        ("[indices]\nstrip = ['000001']", 'mine.toml:2: indices.strip: "000001" (expected "000001.SH")'),
        (
            "[indices]\nstrip = ['HSI', 'HSI']",
            'mine.toml:2: indices.strip: "HSI" (expected each one once, not 2 times)',
        ),
        (
            "[display]\nsectors = ['bank']",
            'mine.toml:2: display.sectors: "bank" (expected one of "banks", "autos", "tech"; did you mean "banks"?)',
        ),
        (
            "[status]\nformat = '{HSI.close}'",
            'mine.toml:2: status.format: "{HSI.close}" (expected a format that can be read; unknown field '
            f"{{HSI.close}}: {what_there_is()})",
        ),
        (
            "[status]\nformat = '{HSI.last} {600036.HK.pct}'\n[sectors.mine]\nname_en = 'M'\nmembers = ['09992.HK']",
            'mine.toml:2: status.format: "{HSI.last} {600036.HK.pct}" (expected symbols that there are; no symbol '
            "'600036.HK' in {600036.HK.pct}: there are 000001.SH, 399001.SZ, 000300.SH, 399006.SZ, 000688.SH, "
            "000905.SH, 000852.SH, 000016.SH, 899050.BJ, HSI, HSCEI, HSTECH and 136 more, the shares of the sectors)",
        ),
        (
            "[sectors.mine]\nname_en = 'Mine'",
            'mine.toml:1: sectors.mine.members: missing (expected a list of strings: ["...", "..."])',
        ),
    ],
)
def test_one_mistake_gives_one_message(problems, text, message):
    assert problems(text) == [message]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "values nested too deep"),
        ("a = " + "9" * 5000, "a number of thousands of digits"),
        ("[feeds.quotes]\ntrading = 0x" + "f" * 5000, "feeds.quotes.trading: 0xffff"),
        ("[feeds.quotes]\ntrading = 1e999", "feeds.quotes.trading: inf (expected 1 to 604800 seconds)"),
    ],
)
def test_what_python_cannot_read_or_write_is_a_mistake_like_any_other(problems, text, found):
    (message,) = problems(text)
    assert found in message


def test_no_escape_sequence_of_a_file_reaches_the_terminal(problems):
    text = (
        '"\\u001b[31mred" = 1\n"显示" = 2\n[sectors."\\u001b[2J"]\nname_en = "\\u001b]0;x\\u0007"\nname_zh = ""\n'
        'members = ["\\u001b[1m"]\n'
    )
    messages = problems(text)
    assert len(messages) == 5
    assert all(message.isprintable() for message in messages)
    assert any('"\\U0000001B[31mred": unknown key' in message for message in messages)
    assert any('"显示": unknown key' in message for message in messages)


def test_the_name_of_a_sector_is_one_printable_line(problems, loaded):
    text = '[sectors.mine]\nname_en = "Mine\\n"\nmembers = ["00700.HK"]\n'
    assert problems(text) == ['mine.toml:2: sectors.mine.name_en: "Mine\\n" (expected one line of printable text)']
    assert loaded(text.replace("Mine\\n", "我的　列表 🚗")).settings.sectors["mine"].name_zh == "我的　列表 🚗"


def test_an_unknown_key_is_answered_with_the_nearest(problems):
    (message,) = problems("[display]\n\nlangauge = 'zh'\n")
    assert message.startswith("mine.toml:3: display.langauge: unknown key")
    assert message.endswith("did you mean language?)")


def test_a_wrong_choice_is_answered_with_all_and_the_nearest(problems):
    (message,) = problems("[display]\ncolors = 'gren-up'\n")
    assert '"green-up", "red-up", "blue-orange", "mono"; did you mean "green-up"?' in message


def test_every_mistake_is_named_at_once_in_the_order_of_the_lines(problems):
    text = "[feeds.quotes]\ntrading = -1\n[display]\ncolors = 'pink'\nmouse = 'no'\n[sector.x]\nmembers = []\n"
    assert [line.split(": ")[:2] for line in problems(text)] == [
        ["mine.toml:2", "feeds.quotes.trading"],
        ["mine.toml:4", "display.colors"],
        ["mine.toml:5", "display.mouse"],
        ["mine.toml:6", "sector"],
    ]


def test_a_share_outside_the_universe_may_be_a_member(loaded):
    text = '[sectors.mine]\nname_en = "Mine"\nmembers = ["00388.HK", "920002.BJ"]\n'
    assert loaded(text).settings.sectors["mine"].members == ("00388.HK", "920002.BJ")


def test_an_exchange_on_this_machine_may_be_asked_faster_than_a_public_host(loaded):
    text = (
        "[providers.sina]\nbase_url = 'http://127.0.0.1:8123'\n[feeds.quotes]\nproviders = ['sina']\ntrading = 0.2\n"
    )
    assert loaded(text).settings.feeds.quotes.trading == 0.2


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://qt.gtimg.cn", True),
        ("http://[::1]:8123", True),
        ("https://mirror.example/feeds", True),
        ("https://", False),
        ("https://host:99999", False),
        ("https://host:0", False),
        ("https://host/?a=1", False),
        ("https://ho st", False),
        ("file:///etc/passwd", False),
        ("http://[::1", False),
    ],
)
def test_an_address_is_http_and_a_host(address, good):
    assert is_address(address) is good


def test_loopback_is_told_by_the_host_alone():
    assert is_loopback("http://localhost:1")
    assert not is_loopback("http://127.0.0.1.example.com")
    assert not is_loopback("not an address")


def test_a_key_is_found_in_dotted_and_quoted_spelling():
    text = 'display.mouse = 1\n[ "feeds" . quotes ] # now\n"trading" = 2\n'
    assert key_line(text, ("display", "mouse")) == 1
    assert key_line(text, ("feeds", "quotes", "trading")) == 3
    assert key_line(text, ("feeds", "quotes", "lunch")) == 2
    assert key_line(text, ("network",)) is None


UNIVERSE = load_universe()
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.times()
KEYS = st.sampled_from(
    [
        "display",
        "feeds",
        "quotes",
        "sectors",
        "indices",
        "shown",
        "providers",
        "sina",
        "base_url",
        "members",
        "colors",
        "agenda",
        "calendars",
        "status",
        "format",
        "events",
        "date",
        "time",
        "zone",
        "name",
        "importance",
    ]
) | st.text(max_size=5)
TABLES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)
EVENTS = st.lists(st.dictionaries(KEYS, SCALARS | st.datetimes(), max_size=6) | SCALARS, max_size=3)


@pytest.mark.slow
@settings(max_examples=repeats(thorough=2000, quick=400), deadline=None)
@given(table=st.dictionaries(KEYS, TABLES, max_size=6) | st.fixed_dictionaries({"events": EVENTS, "agenda": TABLES}))
def test_whatever_stands_in_a_file_is_answered_with_mistakes_not_errors(table):
    wrong = check_shape(table)
    check_values(table, {key for key, _, _ in wrong}, UNIVERSE)
    assert wrong  # such a table never has every key that is needed
