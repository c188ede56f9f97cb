"""What holds of every wrap, whatever the facts: nothing raises, and no number is said that is not accounted for."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.market.wrap.days import (
    FESTIVAL,
    LEVELS,
    SECTORS,
    TUESDAY,
    at,
    biggest,
    event,
    high,
    release,
    standing,
)
from tests.market.wrap.whole_days import WHOLE_DAYS
from tests.panes.desks import UNIVERSE
from tui.market.breadth import Breadth, WholeMarket
from tui.market.instruments import Kind, Market
from tui.market.southbound_context import Disagreement, FlowRank, SouthboundContext
from tui.market.standing import Run
from tui.market.turnover import TurnoverInContext
from tui.market.wrap.compose import compose
from tui.market.wrap.facts import (
    ActiveFact,
    AheadFact,
    AverageFlow,
    BreadthFact,
    IndexFact,
    MarketFact,
    NameFact,
    Progress,
    SectorFact,
    SectorsFact,
    SouthboundFact,
    TurnoverFact,
    WrapFacts,
)
from tui.market.wrap.gather import INDICES_OF
from tui.market.wrap.records import Figure, Language, Sentence, Stamp, written

LANGUAGES: tuple[Language, ...] = ("en", "zh")
STAMP = Stamp("test", "tencent", None)
SHARES = [item for item in UNIVERSE if item.kind is Kind.STOCK]

moves = st.floats(-30, 30)
amounts = st.floats(1e3, 5e13)
nets = st.one_of(st.just(0.0), st.floats(-9e10, 9e10))
days = st.dates(date(2024, 1, 1), date(2025, 6, 3))
counts = st.integers(0, 6000)
progresses = st.sampled_from(Progress)
some_shares = st.lists(st.sampled_from(SHARES), max_size=3, unique_by=lambda item: item.symbol)
moments = st.integers(0, 11 * 24 * 60).map(lambda minutes: at("00:00") + timedelta(minutes=minutes))
runs = st.builds(Run, st.integers(-40, 40).filter(bool), days)


@st.composite
def indices(draw, symbol: str) -> IndexFact:
    final, change = draw(st.booleans()), draw(moves)
    told = standing(
        symbol,
        final=final,
        closing=draw(st.none() | st.just(high("in over two months", "逾2个月", final=final))),
        biggest=draw(st.none() | st.just(biggest("since March 2024", "2024年3月以", final=final, gain=change > 0))),
        run=draw(st.none() | runs),
    )
    last = LEVELS[symbol] * (1 + change / 100)
    return IndexFact(
        symbol,
        last,
        change,
        final,
        draw(st.booleans()),
        draw(st.none() | moments),
        draw(st.none() | st.just(told)),
        STAMP,
    )


@st.composite
def markets(draw, which: Market) -> MarketFact:
    known = tuple(draw(indices(symbol)) for symbol in INDICES_OF[which] if draw(st.booleans()))
    closure = draw(st.none() | st.just(FESTIVAL))
    found = () if closure else known
    return MarketFact(which, closure, draw(progresses), found, INDICES_OF[which], TUESDAY + timedelta(days=1))


@st.composite
def sectors(draw) -> SectorsFact:
    found = [
        SectorFact(
            key,
            *names,
            draw(moves),
            draw(st.integers(1, 50)),
            tuple(NameFact(share, len(share.label_en) - 4.5) for share in draw(some_shares)),
        )
        for key, names in SECTORS.items()
    ]
    leading = draw(st.integers(0, 3))
    return SectorsFact(draw(st.sampled_from((-1, 0, 1))), tuple(found[:leading]), tuple(found[leading:]), ())


@st.composite
def turnovers(draw, which: Market) -> TurnoverFact:
    context = TurnoverInContext(
        which,
        "CNY" if which is Market.MAINLAND else "HKD",
        draw(moments),
        draw(amounts),
        draw(st.none() | amounts),
        draw(st.none() | amounts),
        draw(st.integers(0, 20)),
    )
    return TurnoverFact(context, draw(days), STAMP)


ranks = st.builds(FlowRank, st.integers(1, 60), st.integers(1, 60), st.integers(1, 200), st.none() | days)


@st.composite
def flows(draw) -> SouthboundFact:
    if draw(st.booleans()):
        shut = dict.fromkeys(
            draw(st.lists(st.sampled_from((Market.MAINLAND, Market.HONG_KONG)), min_size=1)), FESTIVAL
        )
        return SouthboundFact(shut, None, Progress.ENDED, False, None, None, (), ())
    net = draw(nets)
    against = draw(st.none() | st.just(Disagreement(1.0, net, 1e9)))
    streak = draw(st.none() | runs)
    context = SouthboundContext(
        TUESDAY,
        draw(st.booleans()),
        net,
        *(None,) * 4,
        streak,
        draw(st.none() | ranks),
        *(None,) * 5,
        against,
    )
    names = [ActiveFact(share.label_en, share.label_zh, draw(st.none() | nets)) for share in SHARES[:2]]
    return SouthboundFact(
        {},
        context,
        draw(progresses),
        draw(st.booleans()),
        draw(st.none() | st.integers(540, 970)),
        draw(st.none() | st.builds(AverageFlow, nets, st.integers(10, 20), st.booleans())),
        tuple(names) if draw(st.booleans()) else (),
        (),
    )


figures = st.none() | st.sampled_from(("50.3", "49.5", "-0.1%", "1,160.0B", "CNY 300bn", "4.25-4.50", "x"))
ids = st.sampled_from(("cn-nbs-manufacturing-pmi-2025-05", "cn-gdp-yoy-2025-q2", "cn-lpr-1y-2025-05", "rally-x", "x"))
events = st.builds(
    event,
    ids,
    st.dates(TUESDAY, TUESDAY + timedelta(days=400)),
    st.none() | st.just("09:30"),
    previous=figures,
    consensus=figures,
    actual=figures,
    kind=st.sampled_from(("pmi", "gdp", "policy")),
    period=st.sampled_from(("2025-05", "2025Q2", "", "2024FY")),
    name_en=st.sampled_from(("70-city new home prices y/y", "M2 y/y (CNY)")),
    name_zh=st.sampled_from(("70城新房价格同比", "M2同比（人民币）")),
)

some_events = st.lists(events, max_size=4, unique_by=(lambda item: item.date, lambda item: item.id))

whole_markets = st.builds(
    WholeMarket,
    counts,
    counts,
    counts,
    st.sampled_from((("000001.SH",), ("399001.SZ", "899050.BJ"), ("000001.SH", "399001.SZ", "899050.BJ"))),
    st.none(),
)
breadths = st.builds(
    BreadthFact,
    st.none() | whole_markets,
    st.none() | st.builds(Breadth, counts, counts, counts, counts, st.integers(0, 30), st.integers(0, 30)),
    st.just(()),
)


@st.composite
def facts_of_any_day(draw) -> WrapFacts:
    mainland, hong_kong = draw(markets(Market.MAINLAND)), draw(markets(Market.HONG_KONG))
    ahead = sorted(draw(some_events), key=lambda item: item.date)
    return WrapFacts(
        now=draw(moments),
        day=TUESDAY,
        simulated=draw(st.booleans()),
        mainland=mainland,
        hong_kong=hong_kong,
        turnover=tuple(draw(turnovers(which)) for which in INDICES_OF if draw(st.booleans())),
        sectors=draw(st.none() | sectors()),
        breadth=draw(st.none() | breadths),
        southbound=draw(st.none() | flows()),
        releases=tuple(release(item) for item in draw(st.lists(events, max_size=2, unique_by=lambda item: item.id))),
        ahead=tuple(AheadFact(item, item.date, item.time) for item in ahead),
        missing=(),
    )


DIGIT = re.compile(r"\d")
NO_TEXT = re.compile(r"None|nan|inf|  | [,.;]|[,;，；。]{2}|\(\)|（）")

DIRECTIONS = {"up": ("+", "涨", "大涨", "微涨", "飙升"), "down": ("-", "跌", "大跌", "微跌", "重挫")}

any_day = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@any_day
@given(facts=facts_of_any_day())
def test_every_number_is_accounted_for_and_all_of_it_reads_as_text(facts):
    for language in LANGUAGES:
        wrap = compose(facts, language)
        assert wrap == compose(facts, language)
        for sentence in wrap.sentences:
            assert_accounted_for(sentence)
            assert_reads(sentence, language)


def assert_accounted_for(sentence: Sentence) -> None:
    plain_words = "".join(part for part in sentence.phrase if isinstance(part, str))
    assert not DIGIT.search(plain_words), sentence.text
    told = [part for part in sentence.phrase if isinstance(part, Figure)]
    assert {part.name for part in told} == sentence.numbers.keys()
    # One name, one number: what is said twice is said alike.
    assert all(sentence.numbers[part.name] == part.number for part in told), sentence.text
    assert sentence.rule and msgspec.json.encode(sentence.numbers)


def assert_reads(sentence: Sentence, language: Language) -> None:
    text = sentence.text
    assert text == "".join(map(written, sentence.phrase)) == text.strip()
    assert not NO_TEXT.search(text), text
    assert text.endswith("." if language == "en" else "。")
    assert language == "zh" or not text[0].islower(), text


@any_day
@given(facts=facts_of_any_day())
def test_signs_words_and_colours_agree(facts):
    for language in LANGUAGES:
        for sentence in compose(facts, language).sentences:
            for part in sentence.phrase:
                if isinstance(part, Figure) and part.role in ("up", "down"):
                    signs = (
                        ("+", "涨", "大涨", "微涨", "飙升")
                        if part.role == "up"
                        else ("-", "跌", "大跌", "微跌", "重挫")
                    )
                    assert part.number.written.startswith(signs)
                    assert (part.number.value > 0) is (part.role == "up")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("day", ["after the close", "while both trade", "a falling day", "a mixed day", "a flat day"])
def test_a_whole_day_takes_six_to_ten_sentences(day, language):
    wrap = compose(WHOLE_DAYS[day](), language)
    assert 6 <= len(wrap.sentences) <= 10
    assert [item for paragraph in wrap.paragraphs for item in paragraph] == list(wrap.sentences)
