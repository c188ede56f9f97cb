"""A settings file of the reader's own, and the settings that it comes to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.config import ConfigError, Loaded, load

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


@pytest.fixture
def loaded(write: Write) -> Callable[[str], Loaded]:
    return lambda text: load(write(text), {})


@pytest.fixture
def problems(write: Write) -> Callable[[str], list[str]]:
    """What the settings say is wrong with a text, without the folder of the file."""

    def _problems(text: str) -> list[str]:
        path = write(text)
        with pytest.raises(ConfigError) as caught:
            load(path, {})
        return str(caught.value).replace(str(path), "mine.toml").splitlines()

    return _problems
