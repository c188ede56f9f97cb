"""When something repeats (RRULE; RFC 5545, 3.3.10), in local time, bounded in what it may cost.

dateutil works the rule out, from just before the days that are asked for, not from a start decades ago.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from tui.ics.limits import MOST_STEPS_OF_A_RULE, Allowance
from tui.ics.moments import BadValue, Span

if TYPE_CHECKING:
    from dateutil.rrule import rrule

STEPS_OF_A_PERIOD = {"YEARLY": 25, "MONTHLY": 4, "WEEKLY": 2, "DAILY": 1}
"""The frequencies that are followed, and what dateutil needs for one period of each, in steps (`tui.ics.limits`)."""

STEPS_OF_AN_OCCURRENCE = 3
"""To put one occurrence into its zone and in order."""

STEPS_OF_A_RULE = 50
"""To read a rule and to find its first period, however few follow."""

CHARACTERS_OF_A_STEP = 2
"""A long rule takes one step more for so many."""

LONGEST_RULE = 400
"""Characters."""

MOST_VALUES = 62
"""Numbers and weekdays that a rule lists, such as all days of a month from its beginning and from its end."""

MOST_TIMES_OF_A_DAY = 24

BY_PARTS = {
    "BYMONTH": "bymonth",
    "BYMONTHDAY": "bymonthday",
    "BYYEARDAY": "byyearday",
    "BYWEEKNO": "byweekno",
    "BYHOUR": "byhour",
    "BYMINUTE": "byminute",
    "BYSECOND": "bysecond",
    "BYSETPOS": "bysetpos",
}
"""Parts of a rule that are lists of numbers, and what dateutil calls them. BYDAY is one of its own."""

_UNTIL = re.compile(r"UNTIL=(\d{8})", re.ASCII | re.IGNORECASE)

OTHER_PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"})


class _Behind(Exception):
    """The rule has come past the last day that is asked for."""


class _Paced(int):
    """An interval that is paid for whenever dateutil moves on by it, and that ends behind the days asked for.

    dateutil looks at the end of a rule only where a day of a period matches: it would seek 30 February until the
    year 9999.
    """

    allowance: Allowance
    steps: int
    periods_left: int

    def __radd__(self, other: int) -> int:
        self._pay()
        return other + int(self)

    def __mul__(self, other: int) -> int:
        self._pay()
        return int(self) * other

    def _pay(self) -> None:
        if self.periods_left == 0:
            raise _Behind
        self.periods_left -= 1
        self.allowance.spend(self.steps)


def occurrences(text: str, start: datetime, zone: tzinfo, span: Span, allowance: Allowance) -> list[datetime]:
    """The times on the clocks of `zone` at which an event of that start repeats, those that `span` may hold.

    `start` is local, without a zone, and is no occurrence itself unless the rule says so. Raises BadValue for a rule
    that cannot be read or is not followed, TooMuch where it comes too often to be followed within what is allowed.
    """
    if _is_over(text, span):
        return []
    allowance.spend(STEPS_OF_A_RULE + min(len(text), LONGEST_RULE) // CHARACTERS_OF_A_STEP)
    rule = _Rule(text, start)
    last = min(span.closes, rule.until(zone, span.closes))
    if start > last:
        return []
    begin = start if "count" in rule.options else rule.near(span.opens)
    own = Allowance(MOST_STEPS_OF_A_RULE, above=allowance)
    found: list[datetime] = []
    try:
        for local in rule.from_(begin, last, own):
            if local > last:
                break
            own.spend(STEPS_OF_AN_OCCURRENCE)
            if local >= span.opens:
                found.append(local)
    except _Behind:
        pass
    except (ValueError, OverflowError, IndexError, TypeError) as error:
        raise BadValue(f"a rule that makes no sense ({type(error).__name__})") from error
    return found


class _Rule:
    """A rule read. `options` are what dateutil takes besides the frequency, the start and the interval."""

    def __init__(self, text: str, start: datetime) -> None:
        parts = _parts(text)
        self.frequency = _frequency(parts)
        self.interval = _number(parts, "INTERVAL") or 1
        self.start = start
        self._until = _day_or_time(parts, "UNTIL")
        self.options: dict[str, Any] = {name: parts[part] for part, name in BY_PARTS.items() if part in parts}
        if (count := _number(parts, "COUNT")) is not None:
            self.options["count"] = count
        self._weekdays(parts)
        self._from_the_start()
        times = [len(self.options.get(name, "1")) for name in ("byhour", "byminute", "bysecond")]
        if times[0] * times[1] * times[2] > MOST_TIMES_OF_A_DAY:
            raise BadValue(f"it repeats more than {MOST_TIMES_OF_A_DAY} times a day")

    def until(self, zone: tzinfo, otherwise: datetime) -> datetime:
        """The last time on the clocks of `zone`, or `otherwise`. A day counts whole."""
        until = self._until
        if until is None:
            return otherwise
        if not isinstance(until, datetime):
            return datetime.combine(until, time.max)
        if until.tzinfo is None:
            return until
        if until.replace(tzinfo=None) > otherwise:
            return otherwise + timedelta(days=1)
        try:
            return until.astimezone(zone).replace(tzinfo=None)
        except OverflowError:
            return datetime.min  # noqa: DTZ901  # of the year 1, so nothing follows

    def near(self, opens: datetime) -> datetime:
        """A start from which the rule goes on as from its own, in the last period that begins before `opens`."""
        start, interval = self.start, self.interval
        if self.frequency in ("DAILY", "WEEKLY"):
            days = interval * (7 if self.frequency == "WEEKLY" else 1)
            return start + timedelta(days=max(0, (opens - start).days // days * days))
        if self.frequency == "MONTHLY":
            months = max(0, _months(start, opens) // interval * interval)
            year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
            return start.replace(year=year, month=month + 1, day=1) if months else start
        years = max(0, (opens.year - start.year) // interval * interval)
        return start.replace(year=start.year + years, month=1, day=1) if years else start

    def from_(self, begin: datetime, last: datetime, allowance: Allowance) -> rrule:
        """The rule from a start on. Iterating raises _Behind after `last`, and TooMuch."""
        from dateutil import rrule

        interval = _Paced(self.interval)
        interval.allowance = allowance
        interval.steps = STEPS_OF_A_PERIOD[self.frequency]
        interval.periods_left = self._periods(begin, last)
        frequency = getattr(rrule, self.frequency)
        return rrule.rrule(frequency, dtstart=begin, interval=interval, **self.options)

    def _periods(self, begin: datetime, last: datetime) -> int:
        """How often the rule moves on by its interval until it is past `last`."""
        if self.frequency == "YEARLY":
            return (last.year - begin.year) // self.interval
        if self.frequency == "MONTHLY":
            return _months(begin, last) // self.interval
        days = (last.date() - begin.date()).days
        return (days + 6) // (7 * self.interval) if self.frequency == "WEEKLY" else days // self.interval

    def _weekdays(self, parts: dict[str, list[Any]]) -> None:
        from dateutil import rrule

        if "BYDAY" in parts:
            days = [(getattr(rrule, day.weekday), day.relative) for day in parts["BYDAY"]]
            self.options["byweekday"] = [day(number) if number else day for day, number in days]
        if "WKST" in parts:
            self.options["wkst"] = getattr(rrule, parts["WKST"][0].weekday)

    def _from_the_start(self) -> None:
        """Say what the rule takes from its start, so that it can be started elsewhere."""
        options, start = self.options, self.start
        if options.keys() & {"bymonthday", "byyearday", "byweekday"} or self.frequency in ("DAILY", "WEEKLY"):
            return
        if "byweekno" in options:
            options["byweekday"] = start.weekday()
            return
        options["bymonthday"] = start.day
        if self.frequency == "YEARLY":
            options.setdefault("bymonth", start.month)


def _parts(text: str) -> dict[str, list[Any]]:
    """The parts of a rule by name, each a list. Raises BadValue."""
    from icalendar.prop import vRecur

    if len(text) > LONGEST_RULE:
        raise BadValue(f"a rule of more than {LONGEST_RULE:,} characters")
    try:
        recur = vRecur.from_ical(text)
    except (ValueError, TypeError, IndexError, KeyError) as error:
        raise BadValue("a rule that cannot be read") from error
    parts = {str(name).upper(): values if isinstance(values, list) else [values] for name, values in recur.items()}
    unknown = parts.keys() - BY_PARTS.keys() - OTHER_PARTS
    if unknown or not all(parts.values()):
        raise BadValue("a rule with parts that are not followed")
    if sum(map(len, parts.values())) > MOST_VALUES + len(OTHER_PARTS):
        raise BadValue(f"a rule that lists more than {MOST_VALUES} values")
    return parts


def _frequency(parts: dict[str, list[Any]]) -> str:
    frequency = str(parts.get("FREQ", [""])[0]).upper()
    if frequency not in STEPS_OF_A_PERIOD:
        raise BadValue(f"it repeats {frequency.lower()}" if frequency else "a rule without FREQ")
    return frequency


def _number(parts: dict[str, list[Any]], name: str) -> int | None:
    if name not in parts:
        return None
    number = int(parts[name][0])
    if number < 1:
        raise BadValue(f"a rule with {name}={number}")
    return number


def _day_or_time(parts: dict[str, list[Any]], name: str) -> date | None:
    if name not in parts:
        return None
    value = parts[name][0]
    if not isinstance(value, date):
        raise BadValue(f"a rule whose {name} is no day")
    return value


def _is_over(text: str, span: Span) -> bool:
    """Whether the rule ended before the days asked for, seen without reading it: most in an old calendar did."""
    until = _UNTIL.search(text[:LONGEST_RULE])
    return until is not None and until[1] < f"{span.opens:%Y%m%d}"


def _months(earlier: datetime, later: datetime) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month
