"""Whole wraps of every kind of day, word for word, in both languages."""

from __future__ import annotations

import pytest

from tests.market.wrap.whole_days import TEXTS, WHOLE_DAYS, expected
from tui.market.wrap.compose import compose


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("day", WHOLE_DAYS)
def test_a_day_reads_as_it_must(day, language):
    wrap = compose(WHOLE_DAYS[day](), language)
    assert {sentence.id: sentence.text for sentence in wrap.sentences} == expected(language)[day]


@pytest.mark.parametrize("language", TEXTS)
def test_no_day_is_left_out_of_the_texts(language):
    assert list(expected(language)) == list(WHOLE_DAYS)
