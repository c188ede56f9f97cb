"""Records of a small market, shortly after the close of Tuesday 3 June 2025."""

from datetime import datetime

from tui.market.events import Certainty, Event
from tui.market.quotes import Quote
from tui.market.updates import Source
from tui.market.zones import MARKET_TIME

NOW = datetime(2025, 6, 3, 16, 30, 5, 700_000, tzinfo=MARKET_TIME)
CLOSE = datetime(2025, 6, 3, 16, 8, tzinfo=MARKET_TIME)
SOURCE = Source("tencent", NOW, 0.1, 3.0, simulated=True)

SETTINGS = """
[indices]
shown = ["HSI", "000300.SH"]
[display]
sectors = ["banks", "mine"]
[sectors.banks]
members = ["01398.HK", "601398.SH", "00005.HK"]
[sectors.mine]
name_en = "Mine"
name_zh = "自选"
members = ["01211.HK", "01398.HK"]
"""


def quote(symbol, last, previous_close, **fields):
    return Quote(symbol, last, previous_close, fields.pop("time", CLOSE), "tencent", **fields)


def event(id_, day, time=None, **fields):
    moment = None if time is None else datetime.combine(day, time, MARKET_TIME)
    return Event(
        id_, day, moment, "CN", f"{id_} name", f"{id_} 名称", "pmi", "", Certainty.OFFICIAL, "NBS", 3, **fields
    )
