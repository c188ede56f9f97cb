"""The real command takes over what an editor saves, and writes what the reader chose."""

from __future__ import annotations

import pytest

from tests.terminal.screen import demo, environment, is_filled

pytestmark = pytest.mark.terminal

LIGHT = b"48;2;250;250;250"
"""The light ground in 24 bits."""


@pytest.mark.long
def test_a_file_that_is_saved_changes_the_screen_and_s_saves_the_screen(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text("# mine\n", encoding="utf-8")
    with demo((160, 45), env=environment(CNHK_CONFIG=str(file))) as program:
        program.wait_for(is_filled)
        assert LIGHT not in program.output
        beside = file.with_name("saved-by-an-editor")
        beside.write_text('# mine\n[display]\nlanguage = "zh"\ntheme = "light"\n', encoding="utf-8")
        beside.replace(file)
        program.wait_for(lambda text: "恒" in text)
        program.wait_for_output(LIGHT)
        file.write_text("# mine\n[display]\nlanguage = 'zh'\ncolour = 1\n", encoding="utf-8")
        program.wait_for(lambda text: "config.toml:4" in text)
        file.write_text('# mine\n[display]\nlanguage = "en"\n', encoding="utf-8")
        program.wait_for(lambda text: "Hang Seng" in text and "config.toml" not in text)
        program.type(b"cS")
        program.wait_for(lambda text: "saved" in text)
    assert file.read_text(encoding="utf-8") == '# mine\n[display]\nlanguage = "en"\ncolors = "red-up"\n'
