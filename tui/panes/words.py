"""The screen's own words in both languages. Names of instruments and events come with their records."""

from __future__ import annotations

from tui.choices import Language
from tui.market.sessions import Phase
from tui.panes.words_alerts import ALERT_WORDS
from tui.panes.words_boards import BOARD_WORDS
from tui.panes.words_events import EVENT_WORDS
from tui.panes.words_flows import FLOW_WORDS
from tui.panes.words_health import HEALTH_WORDS
from tui.panes.words_help import HELP_WORDS
from tui.panes.words_history import HISTORY_WORDS
from tui.panes.words_instrument import INSTRUMENT_WORDS
from tui.panes.words_manners import MANNER_WORDS
from tui.panes.words_wrap import WRAP_WORDS

WORDS: dict[str, tuple[str, str]] = {
    "indices": ("Indices", "指数"),
    "heatmap": ("Heatmap", "热力图"),
    "southbound": ("Southbound", "港股通"),
    "events": ("Events", "日程"),
    "index": ("index", "指数"),
    "last": ("last", "最新"),
    "change": ("change", "涨跌"),
    "change %": ("%", "涨跌幅%"),
    "intraday": ("today", "分时"),
    "range": ("low – high", "最低 – 最高"),
    "turnover": ("turnover bn", "成交额 十亿"),
    "tag": ("", ""),
    "mainland": ("Mainland", "沪深"),
    "hong kong": ("Hong Kong", "香港"),
    "short mainland": ("CN", "沪深"),
    "short hong kong": ("HK", "香港"),
    "united states": ("US", "美国"),
    "in": ("in", "还有"),
    "simulated": ("SIMULATED", "模拟"),
    "waiting": ("waiting for the first answer", "等待首个应答"),
    "no feed": ("NO FEED", "无行情"),
    "since": ("since", "自"),
    "retry": ("retry", "重试"),
    "of day": ("{n} of {day}", "{day} {n}项"),
    "old": ("old", "旧"),
    "delayed": ("15m late", "延时15分"),
    "auction": ("auction", "竞价"),
    "indicative": ("indicative", "参考价"),
    "halted": ("halted", "临停"),
    "suspended": ("suspended", "停牌"),
    "tile suspended": ("susp.", "停牌"),
    "delisted": ("delisted", "退市"),
    "closed": ("closed", "收盘"),
    "missing": ("no data", "无数据"),
    "limit up": ("limit-up", "涨停"),
    "limit down": ("limit-down", "跌停"),
    "up": ("up", "涨"),
    "down": ("down", "跌"),
    "unchanged": ("unch", "平"),
    "more": ("{n} more", "其余{n}"),
    "average": ("avg", "均"),
    "net buy hkd bn": ("net buy, HK$ bn", "净买入 十亿港元"),
    "via shanghai": ("via Shanghai", "沪市港股通"),
    "via shenzhen": ("via Shenzhen", "深市港股通"),
    "total": ("total", "合计"),
    "last days": ("last {n} days", "近{n}日"),
    "5 days": ("5 days", "5日"),
    "20 days": ("20 days", "20日"),
    "today": ("today", "今天"),
    "tomorrow": ("tomorrow", "明天"),
    "in days": ("in {n} days", "{n}天后"),
    "days ago": ("{n} days ago", "{n}天前"),
    "no southbound": ("No southbound", "港股通不交易"),
    "next": ("next", "下次"),
    "event": ("event", "事件"),
    "previous": ("previous", "前值"),
    "consensus": ("consensus", "预期"),
    "actual": ("actual", "公布"),
    "simulated event": ("simulated", "模拟"),
    "expected date": ("expected", "预计"),
    "official date": ("official", "官方"),
    "overdue": ("overdue", "逾期"),
    "due": ("due", "待公布"),
    "all day": ("day", "全天"),
    "no events": ("No events in the next {n} days", "未来{n}天无事件"),
    "calendar unverified": ("calendar beyond {date} is provisional", "{date}之后的日历未经确认"),
    "leaders": ("leaders", "领涨"),
    "laggards": ("laggards", "领跌"),
    "provisional": ("provisional", "暂定"),
    "too small": ("cnhk needs 40×10\nthis is {width}×{height}", "cnhk 需要 40×10\n当前 {width}×{height}"),
    "both": ("A and H", "A股和H股"),
    "A": ("A shares", "A股"),
    "H": ("H shares", "H股"),
    "float": ("float value", "流通市值"),
    "equal": ("equal size", "等大"),
    "green-up": ("green-up", "绿涨"),
    "red-up": ("red-up", "红涨"),
    "blue-orange": ("blue-orange", "蓝涨"),
    "mono": ("mono", "单色"),
    "size turnover": ("turnover", "成交额"),
    **ALERT_WORDS,
    **BOARD_WORDS,
    **EVENT_WORDS,
    **FLOW_WORDS,
    **WRAP_WORDS,
    **HELP_WORDS,
    **HEALTH_WORDS,
    **HISTORY_WORDS,
    **INSTRUMENT_WORDS,
    **MANNER_WORDS,
}
"""Each word in English and Chinese; `{n}`-like fields are filled by the caller."""

SIZE_WORDS = {"float": "float", "turnover": "size turnover", "equal": "equal"}
"""The word of what a tile's area stands for; a column's head has turnover with its unit."""

MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def word(key: str, language: Language, **fields: object) -> str:
    """The word of that key in that language, its fields filled in."""
    text = WORDS[key][language == "zh"]
    return text.format(**fields) if fields else text


PHASES: dict[Phase, tuple[str, str]] = {
    Phase.PRE_OPEN: ("pre-open", "开市前"),
    Phase.AUCTION: ("auction", "集合竞价"),
    Phase.NO_CANCEL: ("no-cancel auction", "竞价不可撤单"),
    Phase.RANDOM_MATCHING: ("matching", "随机对盘"),
    Phase.PAUSE: ("pause", "静默"),
    Phase.OPEN: ("open", "交易中"),
    Phase.LUNCH: ("lunch", "午休"),
    Phase.CLOSING_AUCTION: ("closing auction", "收盘竞价"),
    Phase.RANDOM_CLOSE: ("random close", "随机收盘"),
    Phase.AFTER_HOURS: ("after-hours", "盘后"),
    Phase.CLOSED: ("closed", "已收盘"),
    Phase.HOLIDAY: ("holiday", "休市"),
}
"""The phases of a session in English and Chinese."""


def phase_word(phase: Phase, language: Language) -> str:
    """A session's phase in that language."""
    return PHASES[phase][language == "zh"]
