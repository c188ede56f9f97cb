"""Which rules fire now. A rule fires once a crossing and again only after its value came back by a margin.

What cannot be told from a fresh, traded value is no value, and changes nothing: the next one is held against what
was remembered before. The first value ever seen fires nothing; it only says on which side of the level it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from tui.market.alerts.records import Fired, Memory, RuleMemory
from tui.market.alerts.rules import (
    AlertRule,
    BreadthRule,
    EventRule,
    ExtremeRule,
    FlowRule,
    LimitOpenedRule,
    MoveRule,
    PercentRule,
    PriceRule,
    Side,
    SilentRule,
    symbol_of,
)
from tui.market.alerts.view import AlertView
from tui.market.events import Event
from tui.market.highs import Extreme

SEALED_FOR = timedelta(minutes=3)
"""How long a limit must have been held before its opening is told."""

PARTS = 60
"""Of a move's window, whatever its length: of each the lowest and the highest price are compared in each check."""

LONGEST_PAUSE = timedelta(minutes=10)
"""Between two samples; over a longer one (lunch, a halt, the night) no move is told."""

RISE, FALL = "rise", "fall"
"""The two ways of a move, as they are remembered once they were told."""

_FRESH = RuleMemory()
_MINUTE = timedelta(minutes=1)

Sample = tuple[datetime, float]
Samples = tuple[Sample, ...]
Outcome = tuple[RuleMemory, tuple[Fired, ...]]


class Evaluated(Struct, frozen=True):
    """The alerts that fired, in the order of the rules, and what to remember for the next check."""

    fired: tuple[Fired, ...]
    memory: Memory


def evaluate(rules: Mapping[str, AlertRule], view: AlertView, memory: Memory, now: datetime) -> Evaluated:
    """Check every rule (by its key) at `now` (aware) against one look at the market. `memory` is left as it is."""
    fired: list[Fired] = []
    remembered: dict[str, RuleMemory] = {}
    for key, rule in rules.items():
        before = memory.get(key, _FRESH)
        after, told = _check(rule, view, before, now)
        remembered[key] = after
        fired += told
    return Evaluated(tuple(fired), remembered)


def _check(rule: AlertRule, view: AlertView, memory: RuleMemory, now: datetime) -> Outcome:
    match rule:
        case PriceRule():
            return _level(rule, view, memory, now, view.price(rule.symbol), anew_daily=False)
        case PercentRule():
            return _level(rule, view, memory, now, view.change_pct(rule.symbol), anew_daily=True)
        case FlowRule():
            return _level(rule, view, memory, now, view.net_buy(), anew_daily=True)
        case BreadthRule():
            return _level(rule, view, memory, now, view.advancing_pct(), anew_daily=True)
        case MoveRule():
            return _move(rule, view, memory, now)
        case ExtremeRule():
            return _extreme(rule, view, memory, now)
        case LimitOpenedRule():
            return _limit_opened(rule, view, memory, now)
        case SilentRule():
            return _silent(rule, view, memory, now)
        case EventRule():
            return _event(rule, view, memory, now)


def _fired(rule: AlertRule, view: AlertView, now: datetime, value: float | None) -> tuple[Fired]:
    return (Fired(now, rule, value, simulated=view.simulated),)


def _level(
    rule: PriceRule | PercentRule | FlowRule | BreadthRule,
    view: AlertView,
    memory: RuleMemory,
    now: datetime,
    value: float | None,
    *,
    anew_daily: bool,
) -> Outcome:
    """`anew_daily`: the value begins anew each day, so a new day arms the rule wherever the last one ended."""
    if value is None:
        return memory, ()
    above = rule.side is Side.ABOVE
    beyond = value >= rule.level if above else value <= rule.level
    back = value <= rule.level - rule.margin if above else value >= rule.level + rule.margin
    return _crossing(rule, view, memory, now, value, beyond=beyond, back=back, anew_daily=anew_daily)


def _crossing(
    rule: AlertRule,
    view: AlertView,
    memory: RuleMemory,
    now: datetime,
    value: float,
    *,
    beyond: bool,
    back: bool,
    anew_daily: bool,
) -> Outcome:
    day = _day(rule, view)
    if memory.armed is None:
        return replace(memory, armed=not beyond, day=day), ()
    armed = memory.armed or back or (anew_daily and memory.day != day)
    fires = armed and beyond
    after = _remember(memory, armed and not beyond, day)
    return after, _fired(rule, view, now, value) if fires else ()


def _day(rule: AlertRule, view: AlertView) -> date:
    """The day that the rule's value is of: its market's own, for New York goes on trading past our midnight."""
    symbol = symbol_of(rule)
    return view.now.date() if symbol is None else view.day_of(symbol)


def _remember(memory: RuleMemory, armed: bool, day: date) -> RuleMemory:
    """The same record where nothing is new: most checks change nothing."""
    if memory.armed is armed and memory.day == day:
        return memory
    return replace(memory, armed=armed, day=day)


def _move(rule: MoveRule, view: AlertView, memory: RuleMemory, now: datetime) -> Outcome:
    """Rise and fall are told each by itself: where the price turned round, the one does not hide the other."""
    quote = view.quote(rule.symbol)
    if quote is None or quote.last is None or quote.time is None:
        return memory, ()
    samples = _with_sample(memory.samples, quote.time, quote.last, _MINUTE * rule.minutes)
    if samples is memory.samples:
        return memory, ()
    # A window of one sample has no move yet, so there is nothing that may have been told before.
    before = memory.told if len(samples) > 1 else ()
    moves = _moves(samples, quote.last)
    held = {way for way in before if abs(moves[way]) > rule.percent - rule.margin}
    new = [way for way, move in moves.items() if abs(move) >= rule.percent and way not in held]
    told = tuple(way for way in moves if way in held or way in new)
    fired = tuple(alert for way in new for alert in _fired(rule, view, now, moves[way]))
    return replace(memory, armed=not told, told=told, samples=samples), fired


def _moves(samples: Samples, last: float) -> dict[str, float]:
    """The rise from the window's lowest price to the last one, and the fall from its highest (negative), percent."""
    prices = [price for _, price in samples]
    return {RISE: 100.0 * (last / min(prices) - 1.0), FALL: 100.0 * (last / max(prices) - 1.0)}


def _with_sample(samples: Samples, time: datetime, price: float, window: timedelta) -> Samples:
    """The window with one more sample, the same one if there is nothing new.

    Of the part that the newest sample before lies in, its lowest and its highest are kept.
    """
    if samples and time <= samples[-1][0]:
        return samples
    if samples and time - samples[-1][0] > LONGEST_PAUSE:
        samples = ()
    inside = [sample for sample in samples if time - sample[0] <= window]
    if inside:
        part = partial(_part, length=window / PARTS)
        begins = bisect_left(inside, part(inside[-1]), key=part)
        inside[begins:] = _ends(inside[begins:])
    return (*inside, (time, price))


def _part(sample: Sample, length: timedelta) -> float:
    """The number of the part of so much time that the sample lies in."""
    return sample[0].timestamp() // length.total_seconds()


def _ends(samples: Sequence[Sample]) -> list[Sample]:
    """The lowest and the highest of the samples, in their order; of equal ones that which stays longest."""
    newest_first = samples[::-1]
    return sorted({min(newest_first, key=itemgetter(1)), max(newest_first, key=itemgetter(1))})


def _extreme(rule: ExtremeRule, view: AlertView, memory: RuleMemory, now: datetime) -> Outcome:
    """Armed anew each day; on the first day that is seen, only once the price was inside."""
    level, price = view.past_extreme(rule.symbol, rule.extreme, rule.days), view.price(rule.symbol)
    if level is None or price is None:
        return memory, ()
    beyond = price > level if rule.extreme is Extreme.HIGH else price < level
    return _crossing(rule, view, memory, now, price, beyond=beyond, back=False, anew_daily=True)


def _limit_opened(rule: LimitOpenedRule, view: AlertView, memory: RuleMemory, now: datetime) -> Outcome:
    """Armed once the limit was held for a while, and at once where the first look of the day finds it held."""
    sealed = view.is_limit_up(rule.symbol)
    if sealed is None:
        return memory, ()
    today = _day(rule, view)
    if memory.day != today:
        return RuleMemory(armed=sealed, day=today), ()
    if not sealed:
        fires = memory.armed is True
        after = replace(memory, armed=False, since=None) if fires or memory.since else memory
        return after, _fired(rule, view, now, view.price(rule.symbol)) if fires else ()
    if memory.armed:
        return memory, ()
    if memory.since is None:
        return replace(memory, since=now), ()
    if now - memory.since >= SEALED_FOR:
        return replace(memory, armed=True, since=None), ()
    return memory, ()


def _silent(rule: SilentRule, view: AlertView, memory: RuleMemory, now: datetime) -> Outcome:
    """Silence that is there at the very first check is told too: it began while somebody wanted to hear."""
    silent = view.silent_seconds(rule.provider)
    if silent is None:
        return memory, ()
    if memory.armed is None:
        memory = replace(memory, armed=True)
    beyond = silent >= rule.seconds
    return _crossing(rule, view, memory, now, silent, beyond=beyond, back=not beyond, anew_daily=False)


def _event(rule: EventRule, view: AlertView, memory: RuleMemory, now: datetime) -> Outcome:
    """Each event once for each time that it was given: one that moves is told again before its new time."""
    due = {f"{event.id}@{time.isoformat()}": (time, event) for time, event in view.due(*_window(rule))}
    new = [token for token in due if token not in memory.told]
    if not new:
        return memory, ()
    fired = tuple(_due(rule, view, now, *due[token]) for token in new)
    return replace(memory, told=tuple(due)), fired


def _window(rule: EventRule) -> tuple[int, str, int]:
    return rule.minutes, rule.series, rule.importance


def _due(rule: EventRule, view: AlertView, now: datetime, time: datetime, event: Event) -> Fired:
    left = (time - now) / _MINUTE
    return Fired(now, rule, left, event_en=event.name_en, event_zh=event.name_zh, simulated=view.simulated)
