"""Writing what the reader chose on the screen into the settings file, whose comments and order stay as they are."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from tui.config import ConfigError, Loaded, default_file
from tui.config_command import starting_text
from tui.settings_watch import Mistaken
from tui.whole_file import write_whole

TABLE = "display"


class NotSavedError(Exception):
    """The file was left as it is; the message is one line that says why."""


def save_display(path: Path, wished: Mapping[str, str], load: Callable[[], Loaded]) -> tuple[str, ...]:
    """Write those keys of `[display]` that the file has otherwise, and name them.

    A missing file begins as the text of `cnhk config init`. Raises NotSavedError; then nothing was written.
    """
    try:
        before = _read(path)
        text = starting_text(_default_text()) if before is None else before.decode("utf-8")
        now = _display_of_defaults() if before is None else _display_of(load)
        changed = {key: value for key, value in wished.items() if now[key] != value}
        if not changed:
            return ()
        after = with_display(text, changed).encode("utf-8")
        if _read(path) != before:
            raise NotSavedError("the file changed meanwhile")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, after)
    except ConfigError as error:
        raise NotSavedError(str(Mistaken(error.problems[0], len(error.problems) - 1))) from None
    except UnicodeDecodeError:
        raise NotSavedError("the file is not UTF-8") from None
    except OSError as error:
        raise NotSavedError(error.strerror or type(error).__name__) from None
    return tuple(changed)


def with_display(text: str, values: Mapping[str, str]) -> str:
    """A TOML text with those keys of `[display]` set, and otherwise as it was. Raises NotSavedError. Pure."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import AbstractTable

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    try:
        document = tomlkit.parse(text.removeprefix(mark))
        if TABLE not in document:
            document[TABLE] = tomlkit.table()
        table = document[TABLE]
        if not isinstance(table, (AbstractTable, tomlkit.container.OutOfOrderTableProxy)):
            raise NotSavedError(f"{TABLE} is no table")
        for key, value in values.items():
            table[key] = value
        written = document.as_string()
    except TOMLKitError as error:
        raise NotSavedError(str(error)) from None
    if "\r\n" in text:
        written = written.replace("\r\n", "\n").replace("\n", "\r\n")
    if not _says_so(written, text.removeprefix(mark), values):
        raise NotSavedError("the file is written in a way that cannot be changed safely")
    return mark + written


def _says_so(written: str, text: str, values: Mapping[str, str]) -> bool:
    """Whether the new text means what the old one did, but for the values."""
    wanted = tomllib.loads(text)
    wanted[TABLE] = wanted.get(TABLE, {}) | dict(values)
    try:
        return tomllib.loads(written) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _default_text() -> str:
    return default_file().read_text(encoding="utf-8")


def _display_of_defaults() -> dict[str, object]:
    display: dict[str, object] = tomllib.loads(_default_text())[TABLE]
    return display


def _display_of(load: Callable[[], Loaded]) -> dict[str, object]:
    display = load().settings.display
    return {name: getattr(display, name) for name in display.__struct_fields__}
