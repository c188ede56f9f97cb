"""The words of the screen, gathered from every area."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from tui.panes import words


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
