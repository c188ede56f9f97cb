"""What is made sure of before Textual is imported."""

import io

import pytest
from rich.console import Console

from tui.guards import UnfitTerminalError, prepare_terminal, terminal_depth


class Stream(io.StringIO):
    def __init__(self, tty=True, encoding="utf-8"):
        super().__init__()
        self.tty = tty
        self.name_of_encoding = encoding

    @property
    def encoding(self):
        return self.name_of_encoding

    def isatty(self):
        return self.tty


def prepare(env=None, depth="auto", glyphs="auto", stdin=None, stderr=None):
    return prepare_terminal(
        depth, glyphs, {"TERM": "xterm-256color"} if env is None else env, stdin or Stream(), stderr or Stream()
    )


@pytest.mark.parametrize("closed", ["stdin", "stderr"])
def test_both_ends_must_be_terminals_and_print_is_offered(closed):
    with pytest.raises(UnfitTerminalError, match="cnhk print"):
        prepare(**{closed: Stream(tty=False)})


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_without_a_screen_is_refused(term):
    with pytest.raises(UnfitTerminalError, match=r"TERM.*cnhk print"):
        prepare({"TERM": term})


def test_an_exported_size_is_forgotten():
    env = {"TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
    prepare(env)
    assert not {"COLUMNS", "LINES"} & set(env)


def test_textual_is_told_to_draw_seldom_and_without_animations():
    env = {"TERM": "xterm"}
    prepare(env)
    assert (env["TEXTUAL_FPS"], env["TEXTUAL_ANIMATIONS"], env["TEXTUAL_SMOOTH_SCROLL"]) == ("15", "none", "0")


@pytest.mark.parametrize(
    ("env", "depth"),
    [
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "alacritty"}, "truecolor"),
        ({"TERM": "foot-extra"}, "truecolor"),
        ({"TERM": "xterm-ghostty"}, "truecolor"),
        ({"TERM": "wezterm"}, "truecolor"),
        ({"TERM": "xterm-direct"}, "truecolor"),
        ({"TERM": "xterm-kitty"}, "truecolor"),
        ({"TERM": "tmux-256color"}, "truecolor"),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux,1,0"}, "truecolor"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "screen"}, "16"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "truecolor"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "256"),
        ({"TERM": "alacritty", "NO_COLOR": "1"}, "none"),
        ({"TERM": "alacritty", "NO_COLOR": ""}, "truecolor"),
    ],
)
def test_depth_of_colour_of_known_terminals(env, depth):
    assert terminal_depth(env) == depth
    assert prepare(dict(env)).depth == depth


@pytest.mark.parametrize(
    ("depth", "system"), [("truecolor", "truecolor"), ("256", "256"), ("16", "standard"), ("none", "standard")]
)
def test_the_setting_decides_over_the_environment(depth, system):
    env = {"TERM": "vt100", "NO_COLOR": "1"}
    assert prepare(env, depth=depth).depth == depth
    assert env["TEXTUAL_COLOR_SYSTEM"] == system
    assert ("NO_COLOR" in env) is (depth == "none")


@pytest.mark.parametrize(
    ("term", "encoding", "glyphs", "safe"),
    [
        ("xterm", "utf-8", "auto", True),
        ("xterm", "UTF_8", "auto", True),
        ("xterm", "gbk", "auto", False),
        ("linux", "utf-8", "auto", False),
        ("linux", "utf-8", "unicode", True),
        ("xterm", "utf-8", "ascii", False),
    ],
)
def test_signs_beyond_ascii_need_utf8_and_a_font(term, encoding, glyphs, safe):
    facts = prepare({"TERM": term}, glyphs=glyphs, stderr=Stream(encoding=encoding))
    assert facts.glyphs == ("unicode" if safe else "ascii")


EVERY_TERM = {
    # TERM: with its depth and signs, and whether there is a screen at all
    "dumb": ("none", "unicode", False),
    "": ("none", "unicode", False),
    "linux": ("16", "ascii", True),
    "vt100": ("16", "ascii", True),
    "screen": ("16", "unicode", True),
    "screen-256color": ("256", "unicode", True),
    "tmux": ("truecolor", "unicode", True),
    "tmux-256color": ("truecolor", "unicode", True),
    "xterm": ("16", "unicode", True),
    "xterm-256color": ("256", "unicode", True),
    "rxvt-unicode-256color": ("256", "unicode", True),
    "xterm-direct": ("truecolor", "unicode", True),
    "xterm-kitty": ("truecolor", "unicode", True),
    "xterm-ghostty": ("truecolor", "unicode", True),
    "foot": ("truecolor", "unicode", True),
    "alacritty": ("truecolor", "unicode", True),
    "wezterm": ("truecolor", "unicode", True),
}


@pytest.mark.parametrize("term", EVERY_TERM)
def test_every_terminal_is_known_for_what_it_is_over_ssh_where_only_its_name_comes_along(term):
    depth, glyphs, has_screen = EVERY_TERM[term]
    assert terminal_depth({"TERM": term}) == depth
    if not has_screen:
        with pytest.raises(UnfitTerminalError):
            prepare({"TERM": term})
        return
    facts = prepare({"TERM": term})
    assert (facts.depth, facts.glyphs) == (facts.found_depth, facts.found_glyphs) == (depth, glyphs)


@pytest.mark.parametrize("term", ["alacritty", "foot", "wezterm", "xterm-ghostty", "xterm-direct", "dumb"])
def test_where_the_framework_alone_would_be_wrong(term):
    # Held here so that a release that knows better is noticed, and the table above can be thinned out.
    found = Console(force_terminal=True, _environ={"TERM": term}).color_system
    assert found != {"truecolor": "truecolor", "none": None}[terminal_depth({"TERM": term})] or term == "dumb"
