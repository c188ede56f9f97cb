"""`cnhk config`: path, show, check and init."""

import tomllib

import pytest

from tui.__main__ import main
from tui.config import default_file, load


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("CNHK_CONFIG", raising=False)
    return tmp_path


def test_path_names_both_files_and_which_is_there(home, capsys):
    assert main(["config", "path"]) == 0
    out = capsys.readouterr().out
    assert str(default_file()) in out
    assert f"{home / 'cnhk' / 'config.toml'}  (not there" in out


def test_path_names_the_history_and_how_large_it_is(home, capsys):
    assert main(["config", "path"]) == 0
    assert f"history   {home / 'state' / 'cnhk' / 'history.db'}  (not there yet)" in capsys.readouterr().out
    own = home / "mine.toml"
    own.write_text(f'[history]\nfolder = "{home}"\n', encoding="utf-8")
    (home / "history.db").write_bytes(bytes(2_500_000))
    assert main(["config", "path", "--config", str(own)]) == 0
    assert f"history   {home / 'history.db'}  (2.5 MB)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"), [("[history]\nkeep = false\n", "none is kept"), ("[history]\nkeep = 3\n", "config check")]
)
def test_path_says_if_no_history_is_kept_and_works_with_wrong_settings(home, capsys, text, told):
    own = home / "mine.toml"
    own.write_text(text, encoding="utf-8")
    assert main(["config", "path", "--config", str(own)]) == 0
    assert told in capsys.readouterr().out


def test_init_writes_a_copy_that_changes_nothing_and_follows_the_defaults(home, capsys):
    assert main(["config", "init"]) == 0
    path = home / "cnhk" / "config.toml"
    assert str(path) in capsys.readouterr().out
    loaded = load(None, {})
    assert loaded.user_file.exists
    assert loaded.sources == {}


def test_every_default_stands_in_the_copy_ready_to_be_uncommented(home):
    main(["config", "init"])
    lines = (home / "cnhk" / "config.toml").read_text(encoding="utf-8").splitlines()
    marked = [line.removeprefix("#") for line in lines]
    in_the_defaults = default_file().read_text(encoding="utf-8").splitlines()
    values = [line for line in in_the_defaults if line and line[0] not in "#["]
    assert all(line in marked or f" {line}" in marked for line in values)


def test_init_never_overwrites(home, capsys):
    path = home / "mine.toml"
    path.write_text("# precious\n")
    assert main(["config", "init", "--config", str(path)]) == 1
    assert path.read_text() == "# precious\n"
    assert f"{path} is there already" in capsys.readouterr().err


def test_init_says_why_it_cannot_write(home, capsys):
    (home / "cnhk").write_text("a file where a folder should be")
    assert main(["config", "init"]) == 1
    assert f"cannot write {home / 'cnhk' / 'config.toml'}" in capsys.readouterr().err


def test_init_names_what_it_cannot_look_at(home, capsys):
    path = home / ("c" * 300)
    assert main(["config", "init", "--config", str(path)]) == 1
    assert capsys.readouterr().err == f"cnhk: cannot write {path}: File name too long\n"


def test_path_names_what_it_cannot_look_at(home, capsys):
    own = home / "mine.toml"
    own.write_text(f'[history]\nfolder = "{home / ("h" * 300)}"\n', encoding="utf-8")
    assert main(["config", "path", "--config", str(own)]) == 0
    assert "history.db  (File name too long)" in capsys.readouterr().out


@pytest.fixture
def homeless(monkeypatch):
    """Nobody knows a home: not the environment, and not the machine's list of users."""

    def nobody(_):
        raise KeyError

    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)


@pytest.mark.parametrize(
    "command", [["config", "path"], ["config", "check"], ["status"], ["events", "--next"], ["print", "--demo"], []]
)
def test_without_a_home_it_is_told_what_to_name(home, homeless, capsys, command):
    assert main(command) == 2
    told = "no home folder is known: set HOME, or name the settings with --config and a folder in [history] folder"
    assert capsys.readouterr() == ("", f"cnhk: {told}\n")


def test_without_a_home_both_can_be_named(home, homeless, capsys):
    own = home / "mine.toml"
    own.write_text("", encoding="utf-8")
    assert main(["config", "check", "--config", str(own)]) == 0
    assert main(["config", "path", "--config", str(own)]) == 2
    own.write_text(f'[history]\nfolder = "{home}"\n', encoding="utf-8")
    assert main(["config", "path", "--config", str(own)]) == 0


def test_show_gives_settings_that_read_back_the_same(home, capsys):
    own = home / "mine.toml"
    own.write_text('[sectors."my \\"own\\""]\nname_en = "A \\\\ b"\nmembers = ["00388.HK"]\n', encoding="utf-8")
    assert main(["config", "show", "--config", str(own)]) == 0
    shown = capsys.readouterr().out
    again = home / "again.toml"
    again.write_text(shown, encoding="utf-8")
    assert load(again, {}).settings == load(own, {}).settings


def test_show_says_where_a_changed_key_comes_from(home, capsys):
    own = home / "mine.toml"
    own.write_text("[display]\nmouse = true\n")
    main(["config", "show", "--config", str(own)])
    out = capsys.readouterr().out
    assert f"mouse = true  # {own}:2" in out.splitlines()
    assert tomllib.loads(out)["display"]["mouse"] is True


def test_check_is_content_with_the_defaults(capsys):
    assert main(["config", "check"]) == 0
    assert "right" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["config", "check"], ["config", "show"], ["print"], ["demo"], []])
def test_wrong_settings_end_every_command_with_2_and_all_mistakes(home, capsys, monkeypatch, command):
    own = home / "mine.toml"
    own.write_text("[display]\nmouse = 1\ncolour = 2\n")
    monkeypatch.setenv("CNHK_CONFIG", str(own))
    assert main(command) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"cnhk: {own}:2: display.mouse: 1 (expected true or false)" in captured.err
    assert f"cnhk: {own}:3: display.colour: unknown key" in captured.err
