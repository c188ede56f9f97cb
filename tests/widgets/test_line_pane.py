from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region

from widgets.line_pane import LinePane
from widgets.palette import palette
from widgets.text import Row, Span


class Board(LinePane):
    """Shows the rows it is given, and keeps what it asked to repaint."""

    def __init__(self, *rows: Row) -> None:
        super().__init__()
        self.given: list[Row] = list(rows)
        self.repainted: list[Region] = []
        self.sizes: list[tuple[int, int]] = []

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        self.sizes.append((width, height))
        return self.given

    def refresh(self, *regions: Region, **kwargs: bool) -> Board:
        self.repainted.extend(regions)
        super().refresh(*regions, **kwargs)
        return self


class Shell(App[None]):
    """One board on the screen."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board = board

    def compose(self) -> ComposeResult:
        yield self.board


def row(text: str, role: str = "value") -> Row:
    return (Span(text, role),)


def text_of(board: Board) -> list[str]:
    return [board.render_line(y).text.rstrip() for y in range(board.size.height)]


async def test_only_changed_cells_are_repainted():
    board = Board(row("HSI  23,512.49"), row("SSE   3,361.98"), row("CSI   3,852.01"))
    async with Shell(board).run_test(size=(30, 5)):
        board.repainted.clear()
        assert board.redraw() == 0
        assert board.repainted == []
        board.given[1] = row("SSE   3,362.10")
        assert board.redraw() == 1
        assert board.repainted == [Region(10, 1, 4, 1)]
        assert text_of(board) == ["HSI  23,512.49", "SSE   3,362.10", "CSI   3,852.01", "", ""]


async def test_a_change_of_role_alone_repaints_the_row():
    board = Board(row("+1.53", "up"))
    async with Shell(board).run_test(size=(30, 5)):
        board.given[0] = row("+1.53", "stale")
        assert board.redraw() == 1


async def test_rows_that_end_are_cleared_and_surplus_ones_are_cut():
    board = Board(row("one"), row("two"))
    async with Shell(board).run_test(size=(30, 2)):
        board.given = [row("one")]
        assert board.redraw() == 1
        assert text_of(board) == ["one", ""]
        board.given = [row("one"), row("two"), row("three")]
        board.redraw()
        assert text_of(board) == ["one", "two"]


async def test_a_new_size_composes_the_rows_anew():
    board = Board(row("one"))
    async with Shell(board).run_test(size=(30, 2)) as pilot:
        await pilot.resize_terminal(20, 4)
        await pilot.pause()
        assert board.sizes[-1] == (20, 4)
        assert [board.render_line(y).cell_length for y in range(4)] == [20] * 4


async def test_without_room_nothing_is_composed():
    board = Board(row("one"))
    async with Shell(board).run_test(size=(30, 2)) as pilot:
        board.styles.width = 0
        await pilot.pause()
        board.sizes.clear()
        assert board.redraw() == 0
        assert board.sizes == []


async def test_a_wide_character_at_the_edge_is_not_halved():
    board = Board(row("恒生指数公司"))
    async with Shell(board).run_test(size=(7, 1)):
        strip = board.render_line(0)
        assert strip.cell_length == 7
        assert strip.text == "恒生指…"


async def test_roles_have_the_style_of_the_palette_and_neighbours_share_a_segment():
    styles = {"up": Style(color="green"), "up-bold": Style(color="green", bold=True)}
    board = Board((Span("+1", "up"), Span(".5", "up"), Span("!", "up-bold"), Span("?", "unheard of")))
    async with Shell(board).run_test(size=(10, 1)):
        board.set_look(styles)
        segments = [segment for segment in board.render_line(0) if segment.text.strip()]
        assert [segment.text for segment in segments] == ["+1.5", "!", "?"]
        assert segments[0].style is not None
        assert segments[1].style is not None
        assert segments[0].style.color == styles["up"].color
        assert not segments[0].style.bold
        assert segments[1].style.bold


async def test_a_new_palette_repaints_in_its_colours():
    board = Board(row("+1.5", "up"))
    async with Shell(board).run_test(size=(10, 1)):
        for scheme in ("green-up", "red-up"):
            styles = palette(scheme, "truecolor")
            board.set_look(styles)
            drawn = next(iter(board.render_line(0))).style
            assert drawn is not None
            assert drawn.color == styles["up"].color


async def test_what_changed_out_of_sight_is_composed_anew_when_it_comes_back():
    board = Board(row("English"))
    async with Shell(board).run_test(size=(30, 2)) as pilot:
        board.display = False
        await pilot.pause()
        board.given = [row("中文")]
        board.redraw()
        board.display = True
        await pilot.pause()
        assert text_of(board)[0] == "中文"
