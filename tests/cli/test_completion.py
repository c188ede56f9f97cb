"""The scripts for three shells and the manual page: made from the parser, so every option is in each."""

import os
import re
import shutil
import subprocess

import pytest

from tui.__main__ import main
from tui.arguments import SECTIONS, SHELLS, whole_parser
from tui.command_tree import tree_of

TREE = tree_of(whole_parser())
FLAGS = [(command, flag) for command in TREE.all() for option in command.options for flag in option.flags]


def told(capsys, *argv):
    assert main(list(argv)) == 0
    return capsys.readouterr().out


def test_the_tree_has_what_help_has(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    names = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.M)
    assert [command.path[-1] for command in TREE.commands] == names
    assert {"--lang", "--version", "--help", "-h"} <= {flag for command, flag in FLAGS if command is TREE}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in_the_script(capsys, shell):
    script = told(capsys, "completion", shell)
    for command, flag in FLAGS:
        written = {"bash": flag, "zsh": flag, "fish": f"-l {flag[2:]}" if flag[1] == "-" else f"-s {flag[1:]}"}
        assert re.search(rf"(?<![\w-]){re.escape(written[shell])}(?![\w-])", script), (command.path, flag)
    for command in TREE.all():
        assert all(word in script for word in (*command.path, *command.words))


def completed(script: str, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    line = " ".join(f"'{word}'" for word in ("cnhk", *words))
    asked = f'COMP_WORDS=({line}); COMP_CWORD={len(words)}; _cnhk; printf "%s\\n" "${{COMPREPLY[@]}}"'
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    done = subprocess.run(
        [bash, "--norc", "-c", f"{script}\n{asked}"], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    "words, offered",
    [
        (["pri"], ["print"]),
        (["print", "s"], ["southbound"]),
        (["print", ""], [*SECTIONS, "-h", "--help"]),
        (["--lang", ""], ["en", "zh"]),
        (["--lang", "zh", "dem"], ["demo"]),
        (["wrap", "--mark"], ["--markdown"]),
        (["config", "c"], ["check"]),
        (["config", "path", "--c"], ["--config"]),
        (["completion", "z"], ["zsh"]),
        (["status", "--format", ""], []),
        (["--layout", "events", "sta"], ["status"]),
        (["--layout", "=", "events", "sta"], ["status"]),
        (["--layout", "events", "events", "--onl"], ["--online"]),
        (["--config", "demo", "print", "--w"], ["--watch"]),
    ],
)
def test_bash_offers_what_fits(capsys, words, offered):
    found = completed(told(capsys, "completion", "bash"), *words)
    assert found[: len(offered)] == offered and (offered or not found)


def test_bash_offers_files_where_a_file_is_wanted(capsys, tmp_path, monkeypatch):
    (tmp_path / "my settings.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert completed(told(capsys, "completion", "bash"), "--config", "my") == ["my", "settings.toml"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_can_read_their_script(capsys, shell, tmp_path):
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell}")
    script = tmp_path / "script"
    script.write_text(told(capsys, "completion", shell), encoding="utf-8")
    subprocess.run([program, "-n", str(script)], check=True)


def test_every_option_is_in_the_manual(capsys):
    page = told(capsys, "man")
    plain = page.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").replace("\\fI", "")
    sections = re.split(r"^\.S[SH] ", plain, flags=re.M)
    for command in TREE.all():
        head = " ".join(command.path) or "OPTIONS"
        (section,) = [part for part in sections if part.split("\n")[0] == head]
        for option in command.options:
            assert any(line.startswith(", ".join(option.flags)) for line in section.splitlines()), option
            assert option.summary in section
    for code in ("0 done", "1 failed", "2 wrong usage", "3 partial"):
        assert code in plain


def test_the_manual_is_sound_roff(capsys):
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("there is no groff")
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", "-K", "utf8", "-z"],
        input=told(capsys, "man"),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )
    assert done.stderr == ""


def test_neither_needs_the_settings(capsys, monkeypatch, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[", encoding="utf-8")
    monkeypatch.setenv("CNHK_CONFIG", str(wrong))
    assert told(capsys, "man") and told(capsys, "completion", "bash")
