"""By which rule each sentence says what it says: in words, with the thresholds that hold."""

from __future__ import annotations

from tui.market.southbound_context import RANK_DAYS, USUAL_DAYS, USUAL_LEAST_DAYS
from tui.market.turnover import AVERAGE_SESSIONS
from tui.market.wrap.event_facts import POLICY_WITHIN_DAYS, RECENT_DAYS, TOLD_IMPORTANCE
from tui.market.wrap.sector_facts import MOST_LEADERS, NAMES_TOLD
from tui.market.wrap.sizes import CLIMBED_FROM_PCT, EDGED_BELOW_PCT, FLAT_BELOW_PCT, JUMPED_FROM_PCT
from tui.market.wrap.telling import LEAST_MOST_IN, LEAST_RUN_DAYS, SAME_TURNOVER_PCT

_SIZES_EN = (
    f"little changed below {FLAT_BELOW_PCT:g} %, edged up or down below {EDGED_BELOW_PCT:g} %, rose or fell below "
    f"{CLIMBED_FROM_PCT:g} %, climbed or slid below {JUMPED_FROM_PCT:g} %, else jumped or tumbled"
)
_SIZES_ZH = (
    f"不足{FLAT_BELOW_PCT:g}%为基本持平，不足{EDGED_BELOW_PCT:g}%为微涨微跌，不足{CLIMBED_FROM_PCT:g}%为涨跌，"
    f"不足{JUMPED_FROM_PCT:g}%为大涨大跌，以上为飙升重挫"
)
_INDICES_EN = (
    f"{_SIZES_EN}. Closes are compared with closes of the daily bars; before the official close a claim is only on "
    f"course; runs are told from {LEAST_RUN_DAYS} days on"
)
_INDICES_ZH = f"{_SIZES_ZH}。收盘新高新低按日线收盘价比较，收盘确定前仅称有望；连涨连跌自{LEAST_RUN_DAYS}日起提及"

RULES: dict[str, tuple[str, str]] = {
    "lead": (
        "the CSI 300 stands for China, the Hang Seng for Hong Kong: "
        f"{_SIZES_EN}; mixed if the CSI 300 and the Shanghai Composite moved against each other. Sectors lead only "
        "where both markets have one direction",
        "A股以沪深300指数、港股以恒生指数为准："
        f"{_SIZES_ZH}；沪深300指数与上证综指方向相反为涨跌互现。两地方向一致才称领涨领跌",
    ),
    "mainland": (_INDICES_EN, _INDICES_ZH),
    "hong_kong": (_INDICES_EN, _INDICES_ZH),
    "turnover": (
        "against the session before and the mean of those known of the "
        f"{AVERAGE_SESSIONS} before, each at the same minute of the day; within {SAME_TURNOVER_PCT:g} % it is equal",
        f"与前一交易日及此前{AVERAGE_SESSIONS}个交易日中已知各日同一时刻的均值比较；相差不足{SAME_TURNOVER_PCT:g}%视为持平",
    ),
    "leaders": (
        f"the {MOST_LEADERS} sectors with the largest float-weighted move in the markets' direction, if larger than "
        f"every other's to one decimal; of each at most {NAMES_TOLD} companies of the Hang Seng or the CSI 300 that "
        "moved at least as far as their sector, by float value x (move - the sector's); the H share, if it trades",
        f"流通市值加权涨跌幅与大市同向且最大的{MOST_LEADERS}个板块，须以一位小数计大于其余板块；各取恒生指数或沪深300成份中"
        f"涨跌不小于板块的至多{NAMES_TOLD}家公司，按流通市值×（个股－板块涨跌幅）排序，有H股者取H股",
    ),
    "others": (
        f"the other sectors by float-weighted move, and the {NAMES_TOLD} most traded shares in Hong Kong (without "
        "Hong Kong, on the mainland) of the one with the most shares",
        f"其余板块按流通市值加权涨跌幅；其中成份最多者取香港（香港休市时为内地）成交额最大的{NAMES_TOLD}只",
    ),
    "breadth": (
        "shares above, below and at their previous close: as the mainland exchanges' composite indices count them, "
        "and of the shares in the sectors followed, those suspended left out",
        "高于、低于及等于前收盘价的股票数：内地按各交易所综合指数统计；另计所关注板块的股票，停牌除外",
    ),
    "southbound": (
        "executed buys minus executed sells of both channels, HKD. The most among trading days if that is at least "
        f"{LEAST_MOST_IN} of them, else after the close its rank among those known of the last {RANK_DAYS}; the "
        f"average is of the {USUAL_DAYS} days before, of which {USUAL_LEAST_DAYS} must be known, by the same minute "
        "while Hong Kong trades",
        f"两通道合计成交净买额，港元。若为至少{LEAST_MOST_IN}个交易日最大则称之，否则收市后报近{RANK_DAYS}个交易日排名；"
        f"均值取此前{USUAL_DAYS}个交易日（至少已知{USUAL_LEAST_DAYS}日），盘中按同一时刻",
    ),
    "releases": (
        f"the most important Chinese release of today and the {RECENT_DAYS} days before (importance "
        f"{TOLD_IMPORTANCE} of 3 or more), and a newer one if there is one; figures as the record has them",
        f"今日及此前{RECENT_DAYS}日内最重要的中国数据（重要性3级中{TOLD_IMPORTANCE}级以上），另报其后更新的一项；数值以记录为准",
    ),
    "ahead": (
        "the next Chinese releases and the next important ones, meetings and talks within "
        f"{POLICY_WITHIN_DAYS} days, and the next rate decision of the FOMC, in market time",
        f"下一批中国数据及下一批重要数据、{POLICY_WITHIN_DAYS}日内的会议与磋商、下一次FOMC利率决议；均为北京时间",
    ),
}
"""By the sentence's id: in English and Chinese."""
