"""The board: rules of the settings and of the screen, marks, the log, what goes to disk; its cost."""

from __future__ import annotations

from functools import partial

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.market.alerts.watching import DAY, Watch, at, quote
from tests.panes.desks import CALENDARS, UNIVERSE
from tui.market.alerts.board import AlertBoard
from tui.market.alerts.making import move_rule, price_rule
from tui.market.alerts.records import MOST_LOGGED, AlertBook
from tui.market.alerts.rules import LimitOpenedRule, Side, key_of
from tui.market.alerts.view import AlertView, Remembered
from tui.market.quotes import QuoteState
from tui.market.sessions import status
from tui.market.state import MarketState

OVER_600 = price_rule("00700.HK", Side.ABOVE, 600.0)
OVER_610 = price_rule("00700.HK", Side.ABOVE, 610.0)


def look(state: MarketState, now) -> AlertView:
    return AlertView(
        state,
        CALENDARS,
        now,
        session=partial(status, now=now, calendars=CALENDARS),
        age=lambda then: (now - then).total_seconds(),
        remembered=Remembered(),
    )


def check(board: AlertBoard, clock: str, last: float, *, quiet: bool = False):
    state = MarketState(UNIVERSE)
    state.apply(quote(at(clock), "00700.HK", last))
    return board.check(look(state, at(clock)), at(clock), quiet=quiet)


def test_what_fired_is_logged_and_marked_until_it_is_seen():
    board = AlertBoard([OVER_600])
    check(board, "10:00", 599.0)
    fired, news = check(board, "10:01", 601.0)
    assert fired == board.log and news
    assert board.marked == {"00700.HK"}
    assert board.last_fired(OVER_600) == fired[0]
    board.seen()
    assert not board.marked and board.log == fired


def test_what_fires_in_quiet_hours_is_logged_as_quiet():
    board = AlertBoard([OVER_600])
    check(board, "10:00", 599.0)
    fired, _ = check(board, "10:01", 601.0, quiet=True)
    assert [one.quiet for one in fired] == [True] and board.log == fired


def test_nothing_new_is_nothing_to_keep():
    board = AlertBoard([OVER_600])
    assert check(board, "10:00", 599.0) == ((), True)
    assert check(board, "10:01", 599.5) == ((), False)


def test_the_log_is_bounded():
    board = AlertBoard([OVER_600])
    for _ in range(MOST_LOGGED + 5):
        check(board, "10:00", 590.0)
        check(board, "10:01", 601.0)
    assert len(board.log) == MOST_LOGGED


def test_a_rule_of_the_screen_can_be_removed_and_one_of_the_settings_not():
    board = AlertBoard([OVER_600])
    assert board.add(OVER_610) and not board.add(OVER_610) and not board.add(OVER_600)
    assert list(board.rules.values()) == [OVER_600, OVER_610]
    assert not board.remove(key_of(OVER_600))
    assert board.remove(key_of(OVER_610)) and not board.remove(key_of(OVER_610))
    assert board.book().removed == (key_of(OVER_610),)


def test_a_rule_that_the_settings_have_as_well_is_theirs():
    board = AlertBoard()
    board.add(OVER_600)
    board.replace_given([OVER_600])
    assert list(board.rules) == [key_of(OVER_600)] and not board.is_own(key_of(OVER_600))


def test_rules_that_stay_in_the_settings_stand_as_they_did():
    board = AlertBoard([OVER_600])
    check(board, "10:00", 599.0)
    board.replace_given([OVER_610, OVER_600])
    assert board.memory_of(key_of(OVER_600)).armed
    assert board.memory_of(key_of(OVER_610)).armed is None


def test_a_new_run_goes_on_from_the_book():
    before = AlertBoard()
    before.add(OVER_600)
    check(before, "10:00", 599.0)
    kept = msgspec.json.decode(msgspec.json.encode(before.book()), type=AlertBook)
    after = AlertBoard()
    after.restore(kept)
    fired, _ = check(after, "10:01", 601.0)
    assert [one.rule for one in fired] == [OVER_600] and after.is_own(key_of(OVER_600))


def test_another_market_forgets_how_rules_stood():
    board = AlertBoard([OVER_600])
    check(board, "10:00", 599.0)
    board.forget()
    assert check(board, "10:01", 601.0)[0] == ()


PRICES = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.floats(90.0, 110.0))


@given(
    st.lists(
        st.tuples(st.integers(540, 985), PRICES, PRICES, st.sampled_from(QuoteState), st.booleans()), max_size=20
    )
)
def test_whatever_comes_a_rule_never_fires_twice_without_a_way_back(steps):
    level = price_rule("002594.SZ", Side.ABOVE, 100.0, 1.0)
    watch = Watch(level, move_rule("002594.SZ", 1.0, 5), LimitOpenedRule("002594.SZ"))
    came_back = True
    for minute, last, close, state, delayed in sorted(steps, key=lambda step: step[0]):
        now = at(f"{DAY} {minute // 60:02}:{minute % 60:02}")
        watch.state.apply(quote(now, "002594.SZ", last, previous_close=close, state=state, delayed=delayed))
        fired = [one for one in watch.check(now) if one.rule == level]
        if fired:
            assert came_back and last is not None and last >= 100.0
            assert not delayed and state in (QuoteState.TRADING, QuoteState.CLOSED)
            came_back = False
        if last is not None and last <= 99.0:
            came_back = True
