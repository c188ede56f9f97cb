"""The A/H premiums: figures only where they rest on two prices and a rate, and what they rest on said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.panes.ah_market import PAIRS, ah_desk, give_rate
from tests.panes.desks import assert_fits, give_quotes, moment, pass_seconds, quote_of, text_of, texts_of
from tui.market.health import Feed
from tui.market.quotes import QuoteState
from tui.market.updates import FeedFailed
from tui.panes.premium_rows import SORT_KEYS, in_order, pair_rows
from tui.panes.premiums import PremiumsPane

WIDTHS = (40, 58, 60, 78, 98, 118, 158, 198)


def shown(desk, width: int = 78, height: int = 21) -> str:
    return texts_of(list(PremiumsPane(desk).compose_rows(width, height)))


def row_of(desk, name: str, width: int = 78) -> str:
    return next(line for line in shown(desk, width, 60).split("\n") if line.startswith(name))


def test_every_company_has_both_prices_its_premium_and_its_move():
    icbc = next(number for number, (a, _) in enumerate(PAIRS) if a.symbol == "601398.SH")
    row = row_of(ah_desk(), "ICBC").split()
    premium = (0.9 + 0.05 * icbc - 1) * 100
    assert float(row[1]) == pytest.approx(premium, abs=0.006)
    assert float(row[2]) == pytest.approx(premium - ((premium / 100 + 1) / 1.1 - 1) * 100, abs=0.011)
    assert row[4:7] == ["▲", "+1.00", "10:42"]
    assert row[8:] == ["▼", "-1.00", "10:42"]


def test_the_index_stands_above_and_the_rate_says_whose_it_is_and_of_when():
    text = shown(ah_desk())
    assert "AH Premium 118.42 +0.32 ▲  +0.27%" in text
    assert "1 HKD = 0.9200 CNH offshore   eastmoney 10:42:00, 0s" in text
    assert f"{len(PAIRS)} pairs" in text
    assert "H dearer in 2" in text


def test_an_onshore_rate_is_called_onshore_and_an_old_one_old():
    desk = ah_desk(rate=False)
    give_rate(desk, "HKD/CNY", moment("2026-11-23 10:40"), "tencent")
    pass_seconds(desk, 300)
    assert "CNY onshore   tencent 10:40:00, 7m old" in shown(desk)


def test_without_a_rate_there_is_no_premium_and_the_reason_stands_there():
    desk = ah_desk(rate=False)
    assert "no rate, so no premium: waiting for the first answer" in shown(desk)
    desk.state.apply(FeedFailed(Feed.RATES, desk.now(), "eastmoney: no answer", moment("2026-11-23 10:43")))
    text = shown(desk, 118)
    assert "no rate, so no premium: eastmoney: no answer · since 10:42 · retry 10:43:00" in text
    assert all(row.premium is None for row in pair_rows(desk))
    assert row_of(desk, "ICBC").split()[1] == "–"


def test_a_rate_of_an_earlier_day_than_the_prices_gives_no_premium_and_says_so():
    desk = ah_desk(rate=False)
    give_rate(desk, time=moment("2026-11-20 23:30"))
    text = shown(desk, 118)
    assert "rate of Fri 20 Nov: too old for a premium" in text
    assert row_of(desk, "ICBC").split()[1] == "–"


def test_after_the_mainland_close_the_a_side_is_called_final():
    desk = ah_desk("2026-11-23 15:30", a_time=moment("2026-11-23 15:00"))
    assert "A side final since 15:00, H still moves" in shown(desk)
    assert [text for text in row_of(desk, "ICBC").split() if ":" in text] == ["15:00", "15:30"]
    assert "final" not in shown(ah_desk())


def test_on_a_one_market_day_the_side_of_another_day_is_marked_and_explained():
    desk = ah_desk("2026-10-02 10:42", a_time=moment("2026-09-30 15:00"))
    assert "22 A prices are of Wed 30 Sep (National Day)" in shown(desk)
    rows = PremiumsPane(desk).compose_rows(78, 21)
    stamps = [span for row in rows for span in row if span.text == "09-30"]
    assert stamps
    assert {span.role for span in stamps} == {"warn"}


def test_before_the_open_all_of_one_earlier_day_is_said_once():
    desk = ah_desk("2026-11-23 16:30")
    desk.clock.follow(moment("2026-11-24 08:00"))
    text = shown(desk)
    assert "A/H premiums  Mon 23 Nov" in text
    assert "A prices are of" not in text


def test_a_suspended_share_has_no_premium_and_says_why():
    desk = ah_desk()
    give_quotes(desk, quote_of(desk, "601398.SH", last=None, state=QuoteState.SUSPENDED, time=desk.now()))
    row = row_of(desk, "ICBC")
    assert row.split()[1] == "–"
    assert "susp." in row
    assert "1 without" in shown(desk, 118)


def test_a_company_without_quotes_keeps_its_row():
    desk = ah_desk()
    desk.state._quotes.pop("01398.HK")
    assert row_of(desk, "ICBC").split()[1] == "–"


@pytest.mark.parametrize("key", SORT_KEYS[1:], ids=lambda key: key.column)
@pytest.mark.parametrize("reverse", [False, True])
def test_rows_are_sorted_by_any_figure_and_those_without_one_come_last(key, reverse):
    desk = ah_desk()
    desk.state._quotes.pop("01398.HK")
    desk.state._quotes.pop("601398.SH")
    figures = [key.figure(row) for row in in_order(pair_rows(desk), key, reverse=reverse)]
    assert figures[-1] is None
    known = figures[:-1]
    assert all((one <= other) if reverse else (one >= other) for one, other in pairwise(known))


def test_keys_choose_the_column_and_an_arrow_shows_which_and_which_way():
    pane = PremiumsPane(ah_desk())
    pane.compose_rows(78, 21)
    heads = []
    for press in (lambda: None, lambda: pane.sort_by(1), pane.reverse, lambda: pane.sort_by(-2)):
        press()
        heads.append(next(text for row in pane.compose_rows(78, 21) if "company" in (text := text_of(row))))
    assert ["▼prem.%" in heads[0], "▼20d pp" in heads[1], "▲20d pp" in heads[2], "company ▲" in heads[3]] == [
        True
    ] * 4
    places = [head.index("H, HKD") for head in heads]
    assert len(set(places)) == 1


def test_the_cursor_stays_with_its_company_when_the_order_turns():
    pane = PremiumsPane(ah_desk())
    pane.compose_rows(78, 14)
    pane.move(1)
    pane.move(1)
    company = pane.selected()
    assert company is not None
    pane.reverse()
    rows = pane.compose_rows(78, 14)
    marked = [text_of(row) for row in rows if any(span.role.endswith("@cursor") for span in row)]
    label = next(h.label_en for _, h in PAIRS if h.symbol == company)
    assert len(marked) == 1
    assert label in marked[0] or pane.desk.name(pane.desk.state.universe[company]) in marked[0]


def test_it_says_which_part_of_a_longer_list_is_in_sight():
    pane = PremiumsPane(ah_desk())
    assert "1–" in text_of(pane.compose_rows(78, 14)[0])
    assert f"of {len(PAIRS)}" in text_of(pane.compose_rows(78, 14)[0])
    assert " of " not in text_of(pane.compose_rows(78, 60)[0])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("height", [3, 8, 14, 21, 42])
def test_it_fits_every_size(width, height, language):
    markets = (
        ah_desk(language=language),
        ah_desk("2026-10-02 10:42", language=language, a_time=moment("2026-09-30 15:00")),
        ah_desk(language=language, rate=False),
    )
    for desk in markets:
        pane = PremiumsPane(desk)
        pane.compose_rows(width, height)
        pane.move(1)
        assert_fits(pane.compose_rows(width, height), width, height)


def test_a_name_from_outside_cannot_bring_control_signs():
    desk = ah_desk(rate=False)
    desk.state.apply(FeedFailed(Feed.RATES, desk.now(), "bad \x1b[31m answer", None))
    assert "\x1b" not in shown(desk)
