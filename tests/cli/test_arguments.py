"""The command line: defaults, wrong usage, help."""

from pathlib import Path

import pytest

from tui.arguments import parse

COMMANDS = (
    [],
    ["demo"],
    ["print"],
    ["wrap"],
    ["events"],
    ["exchange"],
    ["config"],
    ["config", "path"],
    ["config", "show"],
    ["config", "check"],
    ["config", "init"],
)


def test_without_a_command_it_is_the_dashboard():
    arguments = parse([])
    assert (arguments.command, arguments.config, arguments.feed, arguments.lang) == ("dashboard", None, None, None)


@pytest.mark.parametrize(
    "argv",
    [["--lang", "zh", "demo", "--speed", "60"], ["demo", "--speed", "60", "--lang", "zh"]],
    ids=["before", "after"],
)
def test_options_stand_before_or_after_the_command(argv):
    arguments = parse(argv)
    assert (arguments.command, arguments.lang, arguments.speed) == ("demo", "zh", 60.0)


@pytest.mark.parametrize("argv", [["--colors", "mono", "status"], ["status", "--colors", "mono"]])
def test_colours_of_the_line_stand_before_or_after_the_command(argv):
    assert parse(argv).colors == "mono"
    assert parse(["status"]).colors is None


def test_config_is_taken_by_every_command_that_reads_settings():
    for command in ([], ["demo"], ["print"], ["wrap"], ["events"], ["config", "show"]):
        assert parse([*command, "--config", "x.toml"]).config == Path("x.toml")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["demo", "--at", "9:30"], "'9:30' is not a time such as 09:30"),
        (["demo", "--at", "24:00"], "'24:00' is not a time such as 09:30"),
        (["demo", "--speed", "0"], "'0' is not a number above 0 and at most 3600"),
        (["demo", "--speed", "nan"], "'nan' is not a number above 0"),
        (["demo", "--scenario", "crash"], "invalid choice: 'crash'"),
        (["exchange"], "required: --port"),
        (["exchange", "--port", "65536"], "'65536' is not a port (0 to 65535)"),
        (["exchange", "--port", "-1"], "--port"),
        (["print", "--csv"], "--csv is one table: name it, as in `cnhk print indices --csv`"),
        (["print", "indices", "--csv", "--json"], "not allowed with argument"),
        (["print", "movers"], "invalid choice: 'movers'"),
        (["print", "--at", "10:00"], "add --demo"),
        (["wrap", "--at", "10:00"], "add --demo"),
        (["wrap", "--json", "--markdown"], "not allowed with argument"),
        (["events", "--days", "0"], "'0' is not a number of days (1 to 400)"),
        (["events", "--days", "401"], "'401' is not a number of days (1 to 400)"),
        (["events", "--country", "CN,"], "'CN,' is not a list of names, with a comma between two"),
        (["events", "--importance", "4"], "invalid choice: 4"),
        (["events", "--at", "tomorrow"], "'tomorrow' is not a moment such as 2026-11-23T18:00 or 2026-11-23"),
        (["events", "--at", "9999-12-31"], "'9999-12-31' is not a moment such as 2026-11-23T18:00"),
        (["events", "--at", "10:00"], "add --demo, or name the day, as in 2026-11-23T10:00"),
        (["events", "--demo", "--at", "2026-11-23"], "with --demo, --at is a time such as 16:30"),
        (["events", "--online", "--at", "2026-11-23"], "leave out --online or --at"),
        (["events", "--online", "--demo"], "leave out --online or --demo"),
        (["events", "--json", "--ics", "x.ics"], "not allowed with argument"),
        (["config"], "required: ACTION"),
        (["--feed", "reuters"], "invalid choice: 'reuters'"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_right(capsys, argv, message):
    with pytest.raises(SystemExit) as caught:
        parse(argv)
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_shows_an_example(capsys, command):
    with pytest.raises(SystemExit) as caught:
        parse([*command, "--help"])
    assert caught.value.code == 0
    assert "example" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T18:00+08:00", "2026-11-23T18:00:00+08:00"),
        ("2026-11-23T10:00Z", "2026-11-23T10:00:00+00:00"),
        ("2026-11-23 18:00", "2026-11-23T18:00:00+08:00"),
        ("2026-11-23", "2026-11-23T00:00:00+08:00"),
    ],
)
def test_a_moment_without_a_zone_is_in_market_time(text, moment):
    assert parse(["events", "--at", text]).at.isoformat() == moment


def test_names_are_read_in_any_case_and_once():
    arguments = parse(["events", "--country", "cn, hk,CN", "--kind", "PMI"])
    assert (arguments.country, arguments.kind) == (("CN", "HK"), ("pmi",))


@pytest.mark.parametrize("argv", [["--layout", "events"], ["--layout=events"], ["--config", "demo", "--lang", "zh"]])
def test_an_options_value_is_no_command(capsys, argv):
    with pytest.raises(SystemExit):
        parse([*argv, "--help"])
    told = capsys.readouterr().out
    assert all(f"\n    {command} " in told for command in ("demo", "events", "status", "doctor"))
    with pytest.raises(SystemExit):
        parse([*argv, "statsu"])
    assert "'events', 'status'" in capsys.readouterr().err
    assert parse([*argv, "status", "--width", "40"]).command == "status"


def test_version(capsys):
    with pytest.raises(SystemExit):
        parse(["--version"])
    assert capsys.readouterr().out.startswith("cnhk 0.")
