"""Every key: one row an action, which feeds the screens' bindings, the footer, the help and the settings.

A row says where its keys hold. `SCREENS` says which of these places are on one screen together: there no two actions
share a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

EVERYWHERE = "everywhere"
LISTS = "lists"
"""Wherever something scrolls or a cursor moves."""

TYPING = "typing"
"""Where what can be printed is typed, so that it is no key."""

PLACES: Mapping[str, tuple[str, str]] = {
    EVERYWHERE: ("Everywhere", "各处"),
    LISTS: ("Move and scroll", "移动与滚动"),
    "dashboard": ("Dashboard", "主屏"),
    "heatmap": ("Heatmap, as a table", "热力图列表"),
    "events": ("Events", "日程"),
    "page": ("Every page", "各页面"),
    "instrument": ("Page of an instrument", "个股与指数页"),
    "event": ("Page of an event", "事件页"),
    "premiums": ("Page of A/H premiums", "A/H溢价页"),
    "rotation": ("Page of rotation", "轮动页"),
    "wrap": ("Page of the wrap", "综述页"),
    "health": ("Page of health", "健康页"),
    "alerts": ("Page of alerts", "提醒页"),
    "help": ("Help", "帮助"),
    "office": ("Office mode", "办公模式"),
    TYPING: ("Search and commands", "搜索与命令"),
}
"""Where keys hold, in the order of the help, with what it calls them."""

SCREENS: Mapping[str, tuple[str, ...]] = {
    "dashboard": ("dashboard", "heatmap", "events", LISTS, EVERYWHERE),
    "instrument": ("instrument", "page", LISTS, EVERYWHERE),
    "event": ("event", "page", LISTS, EVERYWHERE),
    "flow": ("page", LISTS, EVERYWHERE),
    "premiums": ("premiums", "page", LISTS, EVERYWHERE),
    "rotation": ("rotation", "page", LISTS, EVERYWHERE),
    "wrap": ("wrap", "page", LISTS, EVERYWHERE),
    "health": ("health", "page", LISTS, EVERYWHERE),
    "alerts": ("alerts", "page", LISTS, EVERYWHERE),
    "help": ("help", "page", LISTS, EVERYWHERE),
    "office": ("office", LISTS),
    "search": (TYPING, "page", EVERYWHERE),
    "palette": (TYPING, "page", EVERYWHERE),
}
"""Each screen, and the places that are on it, the most its own first."""


class Action(Struct, frozen=True):
    """One thing that keys do.

    `places` and `keys` are separated by blanks. `does` is Textual's action. `told` stands in the help and the list of
    commands, in English and Chinese. `short` stands in the footers of the screens `footer`, the least `rank` first
    ("wrap:60" has another rank on that screen); a screen may say what a choice stands at instead. `beside`: the action
    whose key stands with it there.
    """

    id: str
    places: str
    keys: str
    does: str
    told: tuple[str, str]
    short: tuple[str, str] = ("", "")
    footer: str = ""
    rank: int = 0
    beside: str = ""

    @property
    def default_keys(self) -> tuple[str, ...]:
        """Its keys, unless the reader sets others."""
        return tuple(self.keys.split())

    def is_in(self, places: Iterable[str]) -> bool:
        """Whether it holds in one of these places."""
        return any(place in places for place in self.places.split())


ALL_READ = "dashboard instrument event flow premiums rotation wrap health alerts help"
SCROLLED = "dashboard:60 event rotation wrap health flow help search palette"

# fmt: off
ACTIONS: tuple[Action, ...] = (
    # Everywhere.
    Action("open_help", EVERYWHERE, "? f1", "app.open_help", ("this help", "本帮助"), ("help", "帮助"), ALL_READ, 2),
    Action("open_commands", EVERYWHERE, ": ctrl+p", "app.open_commands", ("all commands, by name", "按名称执行命令")),
    Action("open_search", EVERYWHERE, "/", "app.open_search", ("search", "搜索"), ("search", "搜索"), "dashboard instrument", 30),
    Action("poll_now", EVERYWHERE, "r", "app.poll_now", ("poll every feed now", "立即刷新行情"), ("poll now", "刷新"), "dashboard flow wrap", 52),
    Action("switch_language", EVERYWHERE, "n", "app.switch_language", ("English or Chinese", "中文或英文"), ("中文", "English"), ALL_READ, 40),
    Action("next_colors", EVERYWHERE, "c", "app.next_colors", ("next colours", "切换配色"), ("colours", "配色"), "dashboard", 41),
    Action("next_period", EVERYWHERE, "p", "app.next_period", ("next period of the heatmap", "热力图统计区间"), ("period", "区间"), "dashboard rotation", 28),
    Action("next_shares", EVERYWHERE, "s", "app.next_shares", ("A and H shares, H, A", "A股与H股、H股、A股"), ("shares", "股份"), "dashboard rotation", 42),
    Action("open_alerts", EVERYWHERE, "a", "app.open_alerts", ("alerts", "提醒"), ("alerts", "提醒"), "dashboard", 35),
    Action("next_size", EVERYWHERE, "b", "app.next_size", ("what a tile's area stands for", "色块面积的含义"), ("area", "面积"), "dashboard", 43),
    Action("save_view", EVERYWHERE, "S", "app.save_view", ("save the view into the settings", "将视图存入设置")),
    Action("pause", EVERYWHERE, "space", "app.pause", ("hold the screen, or go on", "暂停或继续更新屏幕"), ("pause", "暂停"), "dashboard", 36),
    Action("open_office", EVERYWHERE, "o", "app.open_office", ("office mode", "办公模式")),
    Action("suspend", EVERYWHERE, "ctrl+z", "app.suspend_process", ("back to the shell; `fg` returns", "挂起，fg返回")),
    # Moving.
    Action("up", LISTS, "up k", "move(0, -1)", ("up", "上"), ("scroll", "滚动"), SCROLLED + " instrument", 8, "down"),
    Action("down", LISTS, "down j", "move(0, 1)", ("down", "下")),
    Action("left", LISTS, "left H", "move(-1, 0)", ("left", "左"), ("day by day", "逐日"), "instrument", 9, "right"),
    Action("right", LISTS, "right L l", "move(1, 0)", ("right", "右")),
    Action("page_up", LISTS, "pageup ctrl+b", "page(-1)", ("a page up", "上一页")),
    Action("page_down", LISTS, "pagedown ctrl+f", "page(1)", ("a page down", "下一页")),
    Action("half_up", LISTS, "ctrl+u", "half_page(-1)", ("half a page up", "上半页")),
    Action("half_down", LISTS, "ctrl+d", "half_page(1)", ("half a page down", "下半页")),
    Action("top", LISTS, "home", "end(-1)", ("to the top", "到顶部")),
    Action("bottom", LISTS, "end G", "end(1)", ("to the bottom", "到底部")),
    Action("page_top", "event premiums wrap health alerts help", "g", "end(-1)", ("to the top", "到顶部")),
    # The dashboard.
    Action("quit", "dashboard", "q", "app.quit", ("quit", "退出"), ("quit", "退出"), "dashboard", 1),
    Action("indices", "dashboard", "1", "choose(1)", ("Indices", "指数"), ("Indices", "指数"), "dashboard", 3),
    Action("heatmap", "dashboard", "2", "choose(2)", ("Heatmap", "热力图"), ("Heatmap", "热力图"), "dashboard", 4),
    Action("southbound", "dashboard", "3", "choose(3)", ("Southbound", "港股通"), ("Southbound", "港股通"), "dashboard", 5),
    Action("events", "dashboard", "4", "choose(4)", ("Events", "日程"), ("Events", "日程"), "dashboard", 6),
    Action("next_pane", "dashboard", "tab", "choose_next(1)", ("the next pane", "下一面板")),
    Action("previous_pane", "dashboard", "shift+tab", "choose_next(-1)", ("the pane before", "上一面板")),
    Action("maximise", "dashboard", "z", "maximise", ("the chosen pane alone, or all", "放大面板或还原"), ("alone", "放大"), "dashboard", 37),
    Action("hide", "dashboard", "-", "hide", ("hide the chosen pane", "隐藏面板")),
    Action("show_panes", "dashboard", "+", "show_all_panes", ("show what was hidden", "显示已隐藏的面板")),
    Action("next_layout", "dashboard", "m", "next_layout", ("the next arrangement of panes", "切换布局")),
    Action("open", "dashboard premiums typing", "enter", "open_selected", ("open what is under the cursor", "打开光标处"), ("open", "打开"), "premiums search palette", 8),
    Action("open_wrap", "dashboard", "w", "app.open_wrap", ("the market wrap", "市场综述"), ("wrap", "综述"), "dashboard", 31),
    Action("open_rotation", "dashboard", "g", "app.open_rotation", ("rotation of sectors", "板块轮动"), ("rotation", "轮动"), "dashboard", 32),
    Action("open_premiums", "dashboard", "x", "app.open_premiums", ("A/H premiums", "A/H溢价"), ("A/H", "A/H溢价"), "dashboard", 33),
    Action("open_health", "dashboard", "h", "app.open_health", ("health of providers and data", "数据源与数据状态"), ("health", "状态"), "dashboard", 34),
    Action("table", "dashboard", "t", "switch_table", ("heatmap as a table, or a map", "热力图或列表"), ("table", "列表"), "dashboard", 20),
    Action("previous_column", "heatmap premiums", "<", "sort(-1)", ("sort by the column before", "按前一列排序"), ("sort by", "排序"), "dashboard premiums", 21, "next_column"),
    Action("next_column", "heatmap premiums", ">", "sort(1)", ("sort by the next column", "按后一列排序")),
    Action("reverse", "heatmap premiums", "v", "reverse", ("reverse the order", "反序"), ("reverse", "反序"), "dashboard premiums", 22),
    Action("next_country", "events", "u", "filter_country(1)", ("the next country", "下一国家"), ("country", "国家"), "dashboard", 10),
    Action("previous_country", "events", "U", "filter_country(-1)", ("the country before", "上一国家")),
    Action("next_kind", "events", "e", "filter_kind(1)", ("the next kind", "下一类别"), ("kind", "类别"), "dashboard", 11),
    Action("previous_kind", "events", "E", "filter_kind(-1)", ("the kind before", "上一类别")),
    Action("next_importance", "events", "i", "filter_importance(1)", ("the next importance", "下一重要性"), ("importance", "重要性"), "dashboard", 12),
    Action("all_events", "events", "0", "show_all_events", ("all events again", "恢复全部事件"), ("all", "全部"), "dashboard", 13),
    # The pages.
    Action("back", "page", "escape q", "back", ("back", "返回"), ("back", "返回"), "instrument event flow premiums rotation wrap health alerts help search palette", 1),
    Action("next_chart", "instrument", "tab shift+tab", "next_chart", ("the other chart", "另一图表"), ("chart", "图表"), "instrument", 10),
    Action("range_1", "instrument", "1", "choose_range(1)", ("a month", "一个月")),
    Action("range_2", "instrument", "2", "choose_range(2)", ("three months", "三个月")),
    Action("range_3", "instrument", "3", "choose_range(3)", ("half a year", "半年")),
    Action("range_4", "instrument", "4", "choose_range(4)", ("a year", "一年")),
    Action("range_5", "instrument", "5", "choose_range(5)", ("three years", "三年")),
    Action("ten_left", "instrument", "shift+left", "page(-1)", ("ten days back", "后退十日")),
    Action("ten_right", "instrument", "shift+right", "page(1)", ("ten days on", "前进十日")),
    Action("twin", "instrument", "x enter", "go_to_twin", ("the other share class", "另一类股份"), ("A/H", "A/H"), "instrument", 12),
    Action("previous_name", "instrument", "[", "go(-1)", ("the name before", "上一名称"), ("next name", "换名"), "instrument", 14, "next_name"),
    Action("next_name", "instrument", "]", "go(1)", ("the next name", "下一名称")),
    Action("previous_release", "event", "[", "neighbour(-1)", ("the release before", "上一期"), ("release", "各期"), "event", 14, "next_release"),
    Action("next_release", "event", "]", "neighbour(1)", ("the next release", "下一期")),
    Action("close_office", "office", "o escape", "back", ("back", "返回")),
    Action("close_rotation", "rotation", "g", "back", ("back", "返回")),
    Action("new_alert", "alerts", "+", "begin", ("a new alert", "新提醒"), ("add", "添加"), "alerts", 10),
    Action("remove_alert", "alerts", "d delete", "remove", ("remove the alert", "删除提醒"), ("remove", "删除"), "alerts", 11),
    Action("accept_alert", "alerts", "enter", "accept", ("take the line over; without one, open the instrument", "采用；或打开标的"), ("open", "打开"), "alerts", 12),
    Action("close_health", "health", "h", "back", ("back", "返回")),
    Action("copy", "wrap", "y", "copy", ("copy the text", "复制文字"), ("copy", "复制"), "wrap", 14),
    Action("glossary", "help", "tab", "glossary", ("glossary, or keys", "术语或按键"), ("glossary", "术语"), "help", 14),
    Action("choose_up", TYPING, "up", "move(0, -1)", ("up", "上"), ("choose", "选择"), "search palette", 9, "choose_down"),
    Action("choose_down", TYPING, "down", "move(0, 1)", ("down", "下")),
    Action("choose_page_up", TYPING, "pageup", "page(-1)", ("a page up", "上一页")),
    Action("choose_page_down", TYPING, "pagedown", "page(1)", ("a page down", "下一页")),
    Action("delete", "typing alerts", "backspace", "delete", ("delete a character", "删除一字")),
    Action("delete_word", TYPING, "ctrl+w", "delete_word", ("delete a word", "删除一词")),
    Action("clear", TYPING, "ctrl+u", "clear", ("clear the line", "清空"), ("clear", "清空"), "search palette", 62),
)
# fmt: on
"""All actions, in the order of the help: a row each."""

BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}

PRIORITY = frozenset({"next_pane", "previous_pane", "next_chart", "glossary"})
"""Actions that come before what Textual itself does with their keys."""

LINE_ACTIONS = frozenset({"back", "accept_alert"})
"""Actions of pages that leave or take over a line of text, too."""

DEFAULT_KEYS: Mapping[str, tuple[str, ...]] = {action.id: action.default_keys for action in ACTIONS}

OwnKeys = Mapping[str, Sequence[str]]
"""The keys of actions by their id; those that are missing have their default keys."""


class Clash(NamedTuple):
    """One key that two actions of a screen share."""

    key: str
    action: str
    other: str


def keys_of(action: Action, own: OwnKeys) -> Sequence[str]:
    """The keys of an action as they stand."""
    return own.get(action.id, action.default_keys)


def footer_rank(action: Action, screen: str) -> int | None:
    """The rank of an action in the footer of a screen; None where it does not stand there."""
    for shown in action.footer.split():
        name, _, rank = shown.partition(":")
        if name == screen:
            return int(rank or action.rank)
    return None


def is_typed(key: str) -> bool:
    """Whether the key is text where text is typed."""
    return len(key) == 1 or key == "space"


def acts_where_typed(action: Action) -> bool:
    """Whether it is needed where text is typed, and cannot be a key there that is text."""
    return action.is_in((TYPING,)) or action.id in LINE_ACTIONS


def actions_on(screen: str) -> tuple[Action, ...]:
    """Everything that keys do on a screen."""
    return tuple(action for action in ACTIONS if action.is_in(SCREENS[screen]))


def clashes(own: OwnKeys) -> Iterator[Clash]:
    """Every key that two actions of one screen share; two actions are named once."""
    told: set[Clash] = set()
    for screen, places in SCREENS.items():
        taken: dict[str, str] = {}
        for action in actions_on(screen):
            for key in keys_of(action, own):
                if TYPING in places and is_typed(key):
                    continue
                clash = Clash(key, action.id, taken.setdefault(key, action.id))
                if clash.other != action.id and clash not in told:
                    told.add(clash)
                    yield clash
