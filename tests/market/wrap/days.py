"""Days as facts: a whole ordinary one, and how it reads when something about it is different."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from tests.panes.desks import UNIVERSE
from tui.market.breadth import Breadth, WholeMarket
from tui.market.calendars import Closure
from tui.market.events import Certainty, Event
from tui.market.highs import Extreme, HighLow
from tui.market.instruments import Market
from tui.market.southbound_context import FlowRank, SouthboundContext
from tui.market.standing import BiggestMove, Run, Standing
from tui.market.turnover import TurnoverInContext
from tui.market.wrap.event_facts import compared
from tui.market.wrap.facts import (
    AheadFact,
    AverageFlow,
    BreadthFact,
    IndexFact,
    MarketFact,
    NameFact,
    Progress,
    ReleaseFact,
    SectorFact,
    SectorsFact,
    SouthboundFact,
    TurnoverFact,
    WrapFacts,
)
from tui.market.wrap.gather import INDICES_OF
from tui.market.wrap.records import Stamp
from tui.market.zones import MARKET_TIME

TUESDAY = date(2025, 6, 3)
FESTIVAL = Closure("Dragon Boat Festival", "端午节")
LEVELS = {"000300.SH": 3840.23, "000001.SH": 3347.49, "HSI": 23157.97, "HSTECH": 5132.44}
"""Closes of the session before."""

SECTORS = {"banks": ("Banks", "银行"), "autos": ("Autos", "汽车"), "tech": ("Tech", "科技")}
OTHER_MARKET = {Market.MAINLAND: Market.HONG_KONG, Market.HONG_KONG: Market.MAINLAND}


def at(text: str, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), MARKET_TIME)


def standing(
    symbol: str,
    *,
    final: bool = True,
    closing: HighLow | None = None,
    biggest: BiggestMove | None = None,
    run: Run | None = None,
) -> Standing:
    return Standing(symbol, TUESDAY, final, closing, None, run, biggest, {}, None, None, None)


def high(words_en: str, words_zh: str, *, final: bool = True, low: bool = False) -> HighLow:
    """A claim as the domain words it: `in over two months`, `逾2个月`."""
    close_en = f"{'lowest' if low else 'highest'} close {words_en}"
    close_zh = f"{words_zh}收市新{'低' if low else '高'}"
    return HighLow(
        Extreme.LOW if low else Extreme.HIGH,
        date(2025, 3, 20),
        final,
        "",
        "",
        close_en if final else f"on course for its {close_en}",
        f"创{close_zh}" if final else f"有望创{close_zh}",
    )


def biggest(words_en: str, words_zh: str, *, final: bool = True, gain: bool = True) -> BiggestMove:
    move_en = f"biggest daily {'gain' if gain else 'loss'} {words_en}"
    move_zh = f"{words_zh}来最大单日{'涨幅' if gain else '跌幅'}"
    return BiggestMove(
        gain,
        date(2025, 5, 12),
        move_en if final else f"on course for its {move_en}",
        f"创{move_zh}" if final else f"有望创{move_zh}",
    )


def index(
    symbol: str,
    change_pct: float,
    *,
    final: bool = True,
    old: bool = False,
    stamp: datetime | None = None,
    told: Standing | None = None,
) -> IndexFact:
    last = LEVELS[symbol] * (1 + change_pct / 100)
    stamp = stamp or at("16:08")
    return IndexFact(symbol, last, change_pct, final, old, stamp, told, Stamp(symbol, "tencent", stamp))


def market(
    which: Market, *indices: IndexFact, progress: Progress = Progress.ENDED, closure: Closure | None = None
) -> MarketFact:
    return MarketFact(which, closure, progress, indices, INDICES_OF[which], date(2025, 6, 4))


def sector(key: str, change_pct: float, *names: tuple[str, float], counted: int = 40) -> SectorFact:
    named = tuple(NameFact(UNIVERSE[symbol], change) for symbol, change in names)
    return SectorFact(key, *SECTORS[key], change_pct, counted, named)


AUTOS = sector("autos", 2.73, ("01211.HK", 5.4), ("00175.HK", 3.8), ("600104.SH", 4.1))
BANKS = sector("banks", 1.8, ("01398.HK", 2.29), ("00939.HK", 2.56))
TECH = sector("tech", 1.41, ("00700.HK", 1.19), ("09988.HK", 1.48), ("03690.HK", 1.7), counted=46)


def turnover(which: Market, amount: float, previous: float | None, average: float | None, days: int) -> TurnoverFact:
    currency = "CNY" if which is Market.MAINLAND else "HKD"
    before = date(2025, 5, 30) if which is Market.MAINLAND else date(2025, 6, 2)
    context = TurnoverInContext(which, currency, at("15:00"), amount, previous, average, days)
    return TurnoverFact(context, before, Stamp("turnover", "tencent", at("15:00")))


MOST_IN_A_MONTH = FlowRank(1, 60, 23, date(2025, 4, 28))
SIX_DAYS = Run(6, date(2025, 5, 26))
USUAL = AverageFlow(6.34e9, 20, False)


def flow(
    net_buy: float = 7.9e9,
    *,
    progress: Progress = Progress.ENDED,
    rank: FlowRank | None = MOST_IN_A_MONTH,
    streak: Run | None = SIX_DAYS,
    average: AverageFlow | None = USUAL,
    old: bool = False,
) -> SouthboundFact:
    context = SouthboundContext(
        TUESDAY, False, net_buy, None, None, None, None, streak, rank, None, None, None, None, None, None
    )
    stamps = (Stamp("southbound", "eastmoney", at("16:10")),)
    return SouthboundFact({}, context, progress, old, 801, average, (), stamps)


def event(id_: str, day: date, clock: str | None = "09:30", **fields: object) -> Event:
    values: dict[str, object] = {
        "country": "CN",
        "name_en": id_,
        "name_zh": id_,
        "kind": "pmi",
        "period": f"{day.year}-{day.month - 1:02d}",
        "certainty": Certainty.OFFICIAL,
        "source": "NBS",
        "importance": 3,
    }
    moment = None if clock is None else at(clock, day)
    return Event(id=id_, date=day, time=moment, **{**values, **fields})  # type: ignore[arg-type]


PMI = event(
    "cn-nbs-manufacturing-pmi-2025-05",
    date(2025, 5, 31),
    period="2025-05",
    previous="49.0",
    consensus="49.5",
    actual="50.3",
)
CPI = event("cn-cpi-yoy-2025-05", date(2025, 6, 9), kind="inflation")
TALKS = event(
    "rally-us-china-trade-talks", date(2025, 6, 9), None, kind="policy", period="", certainty=Certainty.EXPECTED
)
FOMC = event("us-fomc-decision-2025-06", date(2025, 6, 19), "02:00", country="US", kind="central_bank")


def release(told: Event) -> ReleaseFact:
    return ReleaseFact(told, told.date, compared(told.actual, told.previous), compared(told.actual, told.consensus))


def coming(told: Event) -> AheadFact:
    return AheadFact(told, told.date, told.time)


def ordinary_day() -> WrapFacts:
    """The reference day after both closes, everything known."""
    csi = standing("000300.SH", closing=high("in two weeks", "2周"))
    hsi = standing("HSI", closing=high("in over two months", "逾2个月"), biggest=biggest("in three weeks", "3周"))
    tech = standing("HSTECH", closing=high("in over two months", "逾2个月"))
    return WrapFacts(
        now=at("16:30"),
        day=TUESDAY,
        simulated=False,
        mainland=market(
            Market.MAINLAND,
            index("000300.SH", 1.6, told=csi),
            index("000001.SH", 1.3, told=standing("000001.SH", run=Run(3, date(2025, 5, 29)))),
        ),
        hong_kong=market(Market.HONG_KONG, index("HSI", 1.9, told=hsi), index("HSTECH", 2.3, told=tech)),
        turnover=(
            turnover(Market.MAINLAND, 1.17e12, 1.08e12, 1.14e12, 20),
            turnover(Market.HONG_KONG, 226e9, 226.5e9, 196e9, 17),
        ),
        sectors=SectorsFact(1, (AUTOS, BANKS), (TECH,), (Stamp("shares", "tencent", at("16:08")),)),
        breadth=BreadthFact(
            WholeMarket(3912, 1203, 145, ("000001.SH", "399001.SZ", "899050.BJ"), at("15:00")),
            Breadth(107, 18, 1, 1, 1, 0),
            (Stamp("breadth", "eastmoney", at("15:00")),),
        ),
        southbound=flow(),
        releases=(release(PMI),),
        ahead=(coming(TALKS), coming(CPI), coming(FOMC)),
        missing=(),
    )


def while_trading() -> WrapFacts:
    """The same day in the afternoon, both markets open."""
    facts = ordinary_day()
    hsi = standing("HSI", final=False, closing=high("in over two months", "逾2个月", final=False))
    run = standing("000300.SH", final=False, run=Run(4, date(2025, 5, 28)))
    trading = Progress.TRADING
    return replace(
        facts,
        now=at("14:00"),
        mainland=market(
            Market.MAINLAND,
            index("000300.SH", 1.04, final=False, told=run),
            index("000001.SH", 0.83, final=False),
            progress=trading,
        ),
        hong_kong=market(
            Market.HONG_KONG,
            index("HSI", 1.18, final=False, told=hsi),
            index("HSTECH", 1.36, final=False),
            progress=trading,
        ),
        southbound=flow(3.1e9, progress=trading, average=AverageFlow(1.9e9, 18, True)),
    )


def falling_day() -> WrapFacts:
    """Everything the other way round."""
    facts = ordinary_day()
    low = standing(
        "HSI",
        closing=high("in five weeks", "5周", low=True),
        biggest=biggest("in seven weeks", "7周", gain=False),
        run=Run(-4, date(2025, 5, 28)),
    )
    autos = sector("autos", -3.1, ("01211.HK", -5.4), ("00175.HK", -3.8))
    banks = sector("banks", -0.4, ("00005.HK", -0.5), counted=40)
    tech = sector("tech", 0.3, ("00700.HK", 0.2), ("09988.HK", 0.4), counted=46)
    return replace(
        facts,
        mainland=market(Market.MAINLAND, index("000300.SH", -0.2), index("000001.SH", -0.9)),
        hong_kong=market(Market.HONG_KONG, index("HSI", -2.2, told=low), index("HSTECH", -3.9)),
        sectors=SectorsFact(-1, (autos,), (banks, tech), ()),
        southbound=flow(-2.4e9, rank=FlowRank(12, 60, 2, date(2025, 6, 2)), streak=Run(-2, date(2025, 6, 2))),
    )


def mixed_day() -> WrapFacts:
    """China up, Hong Kong down: no direction in common."""
    facts = ordinary_day()
    autos = sector("autos", 0.8, ("002594.SZ", 1.4))
    banks = sector("banks", 0.02)
    tech = sector("tech", -1.2, ("00700.HK", -1.9), counted=46)
    return replace(
        facts,
        mainland=market(Market.MAINLAND, index("000300.SH", 0.6), index("000001.SH", 0.5)),
        hong_kong=market(Market.HONG_KONG, index("HSI", -0.7), index("HSTECH", -1.5)),
        sectors=SectorsFact(0, (autos,), (banks, tech), ()),
    )


def flat_day() -> WrapFacts:
    """Nothing moved enough to have a direction."""
    facts = ordinary_day()
    return replace(
        facts,
        mainland=market(Market.MAINLAND, index("000300.SH", 0.04), index("000001.SH", -0.06)),
        hong_kong=market(Market.HONG_KONG, index("HSI", 0.0), index("HSTECH", 0.004)),
        sectors=SectorsFact(0, (sector("autos", 0.05),), (sector("banks", -0.02),), ()),
        southbound=flow(0.0, rank=None, streak=None, average=None),
    )


def one_market_day(which: Market) -> WrapFacts:
    """Only that market trades; southbound does not."""
    facts = ordinary_day()
    other = OTHER_MARKET[which]
    shut = market(other, closure=FESTIVAL)
    no_southbound = SouthboundFact({other: FESTIVAL}, None, Progress.ENDED, False, None, None, (), ())
    mainland, hong_kong = (shut if other is of else fact for of, fact in zip(Market, facts.markets, strict=False))
    breadth = facts.breadth
    assert breadth is not None
    if other is Market.MAINLAND:
        breadth = replace(breadth, whole=None)
    kept = tuple(fact for fact in facts.turnover if fact.context.market is which)
    return replace(
        facts, mainland=mainland, hong_kong=hong_kong, turnover=kept, breadth=breadth, southbound=no_southbound
    )


def days_later(facts: WrapFacts, days: int, clock: str = "10:00", reopens: date | None = None) -> WrapFacts:
    """The wrap of a finished day, read on another one."""
    now = at(clock, TUESDAY + timedelta(days=days))
    reopening = reopens or (now.date() + timedelta(days=1))
    mainland, hong_kong = (replace(fact, reopens=reopening) for fact in facts.markets)
    return replace(facts, now=now, mainland=mainland, hong_kong=hong_kong)
