"""The words of the screen, gathered from every area."""

from __future__ import annotations

import ast
import unicodedata
from collections import defaultdict
from pathlib import Path

from tui.panes import words
from tui.shipped import load_glossary
from widgets.line_pane import ASCII_SIGNS


def test_no_area_gives_a_word_another_meaning_than_another_area():
    """Areas are merged into one dictionary, in which the last would win in silence."""
    told = defaultdict(set)
    for path in Path(words.__file__).parent.glob("words*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Tuple):
                        told[key.value].add(ast.literal_eval(value))
    assert told.keys() >= words.WORDS.keys() - {""}
    assert {key: texts for key, texts in told.items() if len(texts) > 1} == {}


def test_no_word_has_a_sign_of_doubtful_width_that_a_terminal_without_unicode_is_sent():
    glossary = [text for term in load_glossary() for text in (term.term_en, term.meaning_en)]
    english = [text for text, _ in words.WORDS.values()] + glossary
    assert not {
        sign
        for text in english
        for sign in text.translate(ASCII_SIGNS)
        if not sign.isascii() and unicodedata.east_asian_width(sign) == "A"
    }
