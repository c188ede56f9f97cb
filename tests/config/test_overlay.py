"""The reader's file over the defaults: what merges, what replaces, and where the file is looked for."""

from pathlib import Path

import pytest

from tests.sectors import shipped_sectors
from tui.config import ConfigError, load
from tui.config_files import find_user_file
from tui.shipped import load_universe


def test_defaults_hold_where_there_is_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    loaded = load(None, {})
    assert loaded.settings.feeds.quotes.providers == ("tencent", "sina", "eastmoney")
    assert loaded.sources == {}
    assert not loaded.user_file.exists


def test_default_sectors_are_the_shipped_ones_and_default_indices_are_all(loaded):
    settings = loaded("").settings
    assert {name: sorted(sector.members) for name, sector in settings.sectors.items()} == {
        name: sorted(members) for name, members in shipped_sectors().items()
    }
    assert set(settings.indices.shown) == {i.symbol for i in load_universe() if i.kind == "index"}


def test_a_key_changes_and_its_neighbours_stay(loaded):
    settings = loaded("[display]\nlanguage = 'zh'\n").settings
    assert settings.display.language == "zh"
    assert settings.display.colors == "green-up"


def test_a_list_replaces_the_list(loaded):
    assert loaded("[indices]\nstrip = ['HSI']\n").settings.indices.strip == ("HSI",)


def test_a_whole_number_is_good_where_a_number_is_wanted(loaded):
    assert loaded("[feeds.quotes]\ntrading = 5\n").settings.feeds.quotes.trading == 5.0


def test_members_of_a_shipped_sector_change_and_its_names_stay(loaded):
    banks = loaded('[sectors.banks]\nmembers = ["00005.HK"]\n').settings.sectors["banks"]
    assert (banks.name_en, banks.name_zh, banks.members) == ("Banks", "银行", ("00005.HK",))


def test_an_own_sector_comes_last_and_its_english_name_serves_for_both(loaded):
    sectors = loaded('[sectors.mine]\nname_en = "Mine"\nmembers = ["00388.HK"]\n').settings.sectors
    assert list(sectors) == ["banks", "autos", "tech", "mine"]
    assert sectors["mine"].name_zh == "Mine"


def test_sectors_wished_are_shown_in_that_order(loaded):
    assert list(loaded('[display]\nsectors = ["tech", "banks"]\n').settings.sectors) == ["tech", "banks"]


def test_addresses_lose_the_slash_at_their_end(loaded):
    settings = loaded('[providers.sina]\nbase_url = "http://127.0.0.1:8123/"\n').settings
    assert settings.providers.sina.base_url == "http://127.0.0.1:8123"


def test_sources_name_the_line_of_each_key_set(write):
    path = write("# mine\n[display]\nlanguage = 'zh'\n")
    assert load(path, {}).sources == {("display", "language"): f"{path}:3"}


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf[display]\nmouse = true\n")
    assert load(path, {}).settings.display.mouse


def test_the_option_wins_over_the_environment_and_that_over_the_usual_place(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    given, named = tmp_path / "given.toml", tmp_path / "named.toml"
    env = {"CNHK_CONFIG": str(named)}
    assert find_user_file(given, env).path == given
    assert find_user_file(None, env).path == named
    assert find_user_file(None, {"CNHK_CONFIG": ""}).path == tmp_path / "cnhk" / "config.toml"


@pytest.mark.parametrize(
    ("path", "env", "by"), [("absent.toml", {}, "--config"), (None, "absent.toml", "CNHK_CONFIG")]
)
def test_a_file_that_was_named_must_be_there(tmp_path, path, env, by):
    absent = tmp_path / "absent.toml"
    with pytest.raises(ConfigError, match=f"no such file .expected the file that {by} names"):
        load(absent if path else None, {"CNHK_CONFIG": str(absent)} if env else {})


def test_a_folder_is_named_as_unreadable(tmp_path):
    with pytest.raises(ConfigError, match="expected a readable file"):
        load(Path(tmp_path), {})


@pytest.mark.parametrize("name", ["a" * 5000, "~nobody-of-this-name/x.toml", "mine.toml/x", "loop.toml"])
def test_a_path_that_leads_nowhere_is_a_mistake_and_not_an_error(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").touch()
    Path("loop.toml").symlink_to("loop.toml")
    with pytest.raises(ConfigError, match="expected"):
        load(Path(name), {})


def test_a_share_of_a_sector_of_ones_own_may_stand_in_the_status_line(loaded):
    own = "[sectors.mine]\nname_en = 'Mine'\nmembers = ['09992.HK']\n[status]\nformat = '{09992.HK.pct}'"
    assert loaded(own).settings.status.format == "{09992.HK.pct}"
