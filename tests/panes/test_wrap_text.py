"""A wrap as spans and as lines: directions keep their colours, and nothing of a name reaches the terminal raw."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.market.wrap.days import AUTOS, ordinary_day
from tests.panes.desks import VIEW, desk_at, text_of
from tui.market.instruments import Market
from tui.market.wrap.compose import compose
from tui.market.wrap.facts import SectorsFact
from tui.market.wrap.records import Missing
from tui.panes.wrap import body_rows
from tui.panes.wrap_text import body_of, head_of, missing_of, plain_text, spans_of


def wrap_of(facts=None, language="en"):
    return compose(facts or ordinary_day(), language)


def test_moves_have_the_colour_of_their_direction_and_carry_it_in_their_text():
    for language, starts in (("en", "+"), ("zh", ("涨", "大涨"))):
        [hong_kong] = [item for item in wrap_of(language=language).sentences if item.id == "hong_kong"]
        coloured = [span for span in spans_of(hong_kong) if span.role == "up"]
        assert len(coloured) == 2 and all(span.text.startswith(starts) for span in coloured)
        assert {span.role for span in spans_of(hong_kong)} == {"value", "up"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_market_s_moves_have_its_own_colours_on_the_page(language):
    of_a = replace(AUTOS, key="mine", name_en="Mine", name_zh="自选", market=Market.MAINLAND)
    facts = ordinary_day()
    assert facts.sectors is not None
    facts = replace(facts, sectors=replace(facts.sectors, leaders=(of_a, AUTOS)))
    desk = desk_at(view=replace(VIEW, colors_mainland="red-up", colors_hong_kong="green-up"))
    roles: dict[str, set[str]] = {}
    wrap = wrap_of(facts, language)
    for sentence in wrap.sentences:
        rows = body_rows(desk, replace(wrap, sentences=(sentence,), missing=()), 100)
        roles[sentence.id] = {span.role for row in rows for span in row if span.role.startswith(("up", "down"))}
    assert (roles["mainland"], roles["hong_kong"]) == ({"up~mainland"}, {"up~hong kong"})
    assert roles["leaders"] == {"up", "up~mainland", "up~hong kong"}
    plain_rows = body_rows(desk_at(), wrap, 100)
    assert not any("~" in span.role for row in plain_rows for span in row)


def test_the_first_sentence_stands_out():
    assert {span.role for span in spans_of(wrap_of().sentences[0])} == {"title"}


def test_paragraphs_are_parted_by_an_empty_line():
    lines = body_of(wrap_of())
    assert lines.count("") == 2 and len(lines) == 12
    assert plain_text(wrap_of()).splitlines()[2] == lines[0]


def test_simulated_is_said_at_the_head():
    assert head_of(wrap_of()) == "China and Hong Kong market wrap   Tue 3 Jun 2025   as of 2025-06-03 16:30 UTC+8"
    simulated = replace(ordinary_day(), simulated=True)
    assert head_of(wrap_of(simulated)).endswith("   SIMULATED")
    assert (
        head_of(wrap_of(simulated, "zh")) == "沪深港市场综述   2025年6月3日 周二   截至2025-06-03 16:30 UTC+8   模拟"
    )


def test_escape_sequences_in_names_and_reasons_are_dropped():
    hostile = replace(AUTOS, key="mine", name_en="My\x1b[31m list", name_zh="自\x07选")
    facts = replace(
        ordinary_day(),
        sectors=SectorsFact(1, (hostile,), (), ()),
        missing=(Missing("HSI", "\x1b]0;x\x07refused", "拒绝\x9b"),),
    )
    for language in ("en", "zh"):
        wrap = wrap_of(facts, language)
        rows = body_rows(desk_at(), wrap, 60)
        everything = plain_text(wrap) + "".join(missing_of(wrap)) + "".join(map(text_of, rows))
        assert everything.replace("\n", "").isprintable()
    assert "My[31m list shares" in plain_text(wrap_of(facts))
