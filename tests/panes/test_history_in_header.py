"""What the header says of history: that an earlier run's state is shown, trouble with keeping, how far a fill is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import CUT_FIGURE, VIEW, desk_at, give_all, moment, quote_of, text_of
from tui.market.health import Feed
from tui.market.updates import (
    KEPT,
    BackfillUpdate,
    FeedFailed,
    HistoryTrouble,
    QuotesUpdate,
    RestoredUpdate,
    Source,
)
from tui.panes.desk import Desk, Notice
from tui.panes.header import header_row
from widgets.text import width_of

WIDTHS = (40, 58, 60, 80, 100, 120, 160, 200)
DISK_FULL = "disk full (~/.local/state/cnhk/history.db)"


def restored_desk(now: str = "2026-11-24 10:42", saved: str = "2026-11-23 16:08", **more) -> Desk:
    desk = desk_at(now, **more)
    source = Source(KEPT, moment(saved), 0.1, 3.0)
    desk.state.apply(QuotesUpdate(source, (quote_of(desk, "HSI", time=moment(saved)),)))
    desk.state.apply(RestoredUpdate(moment(saved)))
    return desk


def fail(desk: Desk) -> None:
    retry = moment("2026-11-24 10:43")
    desk.state.apply(FeedFailed(Feed.QUOTES, desk.now(), "tencent: no connection to qt.gtimg.cn", retry))


def trouble(desk: Desk, reason: str | None = DISK_FULL) -> None:
    desk.state.apply(HistoryTrouble(desk.now(), reason))


def header(desk: Desk, width: int) -> str:
    return text_of(header_row(desk, width))


def test_a_restored_state_says_of_when_it_is_and_that_it_waits():
    text = header(restored_desk(), 160)
    assert text.endswith("as of Mon 23 Nov 16:08, from disk · waiting for the first answer")
    assert header(restored_desk(), 80).endswith("  as of Mon 23 Nov 16:08, from disk")
    assert header(restored_desk(), 58).endswith(" disk 23 Nov 16:08")


def test_of_another_year_it_says_which():
    assert "as of Tue 3 Jun 2025 14:31, from disk" in header(restored_desk(saved="2025-06-03 14:31"), 160)


def test_in_chinese_too():
    text = header(restored_desk(view=replace(VIEW, language="zh")), 160)
    assert "截至 11月23日 周一 16:08，取自磁盘" in text


def test_of_today_the_time_is_enough_where_there_is_no_room():
    assert header(restored_desk(saved="2026-11-24 10:40"), 40).endswith(" disk 10:40")


def test_where_nobody_answers_it_also_says_since_when_and_when_it_is_tried_again():
    desk = restored_desk()
    fail(desk)
    text = header(desk, 160)
    assert "NO FEED  since 10:42 retry 10:43:00 · as of Mon 23 Nov 16:08, from disk · tencent: no conn" in text
    assert " NO FEED  retry 10:43:00 disk 23 Nov 16:08" in header(desk, 80)
    assert " NO FEED  disk 23 Nov 16:08" in header(desk, 40)


def test_the_first_quotes_end_it():
    desk = restored_desk()
    give_all(desk)
    assert header(desk, 160).endswith("tencent 0s")


def test_trouble_with_history_is_told_with_reason_and_path_until_it_is_over():
    desk = desk_at()
    give_all(desk)
    trouble(desk)
    assert header(desk, 160).endswith("history: disk full (~/.local/state/cnhk/history.db)  tencent 0s")
    assert "history: disk full" in header(desk, 80)
    assert "history!  tencent 0s" in header(desk, 60)
    trouble(desk, None)
    assert "history" not in header(desk, 160)


def test_the_progress_of_a_fill_is_told_where_there_is_room_and_moves_nothing_else():
    desk = desk_at()
    give_all(desk)
    for width in WIDTHS:
        before = header(desk, width)
        desk.state.apply(BackfillUpdate(Feed.BARS, 34, 147))
        with_fill = header(desk, width)
        assert "bars 34/147" in with_fill or width < 80
        assert with_fill.replace("bars 34/147", " " * 11) == before
        desk.state.apply(BackfillUpdate(Feed.BARS, 147, 147))
        assert header(desk, width) == before


def test_trouble_comes_before_progress():
    desk = desk_at()
    give_all(desk)
    desk.state.apply(BackfillUpdate(Feed.BARS, 34, 147))
    trouble(desk)
    assert "34/147" not in header(desk, 200) and "disk full" in header(desk, 200)


def test_a_path_with_an_escape_sequence_draws_none():
    desk = desk_at()
    trouble(desk, "disk full (/tmp/\x1b[2Jx/history.db)")
    assert "\x1b" not in header(desk, 200)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("simulated", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_everything_at_once_fits(width, simulated, language):
    for restored in (True, False):
        view = replace(VIEW, language=language)
        desk = restored_desk(view=view) if restored else desk_at("2026-11-24 10:42", view=view)
        desk.state.simulated = simulated
        for add in (lambda desk: None, fail, trouble):
            add(desk)
            row = header_row(desk, width)
            assert width_of(row) <= width and not CUT_FIGURE.search(text_of(row))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160, 300])
def test_a_notice_of_the_settings_goes_before_all_else_said_in_passing_as_far_as_there_is_room(width):
    desk = desk_at()
    desk.notice = Notice("config.toml:12 display.colors: wrong", "settings!")
    row = header_row(desk, width)
    assert width_of(row) <= width
    assert ("config.toml:12" in text_of(row)) or ("settings!" in text_of(row)) or width < 80
    assert ("config.toml:12 display.colors: wrong" in text_of(row)) or width < 160
