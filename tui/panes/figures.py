"""Numbers and times as the screen writes them: fixed decimals, a sign and an arrow, a dash for what is missing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tui.choices import Language
from tui.panes.words import MONTHS_EN, WEEKDAYS_EN, WEEKDAYS_ZH, word
from widgets.text import Span

MISSING = "–"
BILLION = 1e9
CHEAP_PRICE = 10.0
"""Below this, Hong Kong's price steps need a third decimal."""

FLAT_PCT = 0.005
"""A move smaller than this shows as 0.00 % and has no direction."""

SECONDS_BELOW = timedelta(minutes=10)
"""Countdowns under this length tell seconds."""

MINUTE = 60
HOUR = 3600
DAY = 86400


def role_of(change: float | None, epsilon: float = 0.0) -> str:
    """The direction's role: up, down, flat, or label where there is no number."""
    if change is None:
        return "label"
    if change > epsilon:
        return "up"
    if change < -epsilon:
        return "down"
    return "flat"


def flat_below(decimals: int) -> float:
    """A move smaller than this shows as zero with so many decimals, and has no direction."""
    return 0.5 * 10.0**-decimals


def arrow(change_pct: float | None, glyphs: str, epsilon: float = FLAT_PCT) -> str:
    """One cell that tells the direction without colour."""
    role = role_of(change_pct, epsilon)
    if glyphs == "ascii":
        return {"up": "^", "down": "v", "flat": "=", "label": " "}[role]
    return {"up": "▲", "down": "▼", "flat": "=", "label": " "}[role]


def price_decimals(reference: float | None, *, index: bool, hong_kong: bool = False) -> int:
    """The decimals of prices around that one: two, or three for a cheap Hong Kong share."""
    return 3 if hong_kong and not index and reference is not None and reference < CHEAP_PRICE else 2


def index_level(value: float | None) -> str:
    """The level of an index."""
    return MISSING if value is None else f"{value:,.{price_decimals(value, index=True)}f}"


def signed(value: float | None, decimals: int = 2) -> str:
    """A number that always carries its sign; zero carries none."""
    if value is None:
        return MISSING
    text = f"{value:+,.{decimals}f}"
    return text[1:] if float(text.replace(",", "")) == 0 else text


def billions(value: float | None, decimals: int = 1) -> str:
    """Single units as billions, without the unit: the column's head has it."""
    return MISSING if value is None else f"{value / BILLION:,.{decimals}f}"


def signed_billions(value: float | None, decimals: int = 2) -> str:
    """Single units as signed billions."""
    return MISSING if value is None else signed(value / BILLION, decimals)


def change_span(change_pct: float | None, glyphs: str, *, stale: bool = False) -> Span:
    """Arrow and percent in the colour of the direction, or in the colour of old data."""
    text = f"{arrow(change_pct, glyphs)}{signed(change_pct):>7}"
    return Span(text, "stale" if stale else role_of(change_pct, FLAT_PCT))


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    teen = number % 100 in (11, 12, 13)
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def duration(seconds: float) -> str:
    """A length of time in at most six cells: `12s`, `48m`, `1h05`, `3d 4h`."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return f"{whole}s"
    if whole < HOUR:
        return f"{whole // MINUTE}m"
    if whole < DAY:
        return f"{whole // HOUR}h{whole % HOUR // MINUTE:02d}"
    days, rest = divmod(whole, DAY)
    return f"{days}d {rest // HOUR}h" if days < 10 else f"{days}d"


def countdown(left: timedelta) -> str:
    """Time left: seconds in the last ten minutes, minutes in the last day, else days and hours."""
    seconds = int(left.total_seconds())
    if timedelta(0) <= left < SECONDS_BELOW:
        return f"{seconds // MINUTE}:{seconds % MINUTE:02d}"
    return duration(seconds)


def day_text(day: date, language: Language) -> str:
    """Weekday, day and month: `Tue 3 Jun`, `6月3日 周二`."""
    if language == "zh":
        return f"{day.month}月{day.day}日 {WEEKDAYS_ZH[day.weekday()]}"
    return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}"


def short_day(day: date, language: Language) -> str:
    """Day and month in at most six cells, eight in Chinese: `3 Jun`, `6月3日`."""
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {MONTHS_EN[day.month - 1]}"


def full_date(day: date, language: Language) -> str:
    """The same with the year, where the language puts it."""
    text = day_text(day, language)
    return f"{day.year}年{text}" if language == "zh" else f"{text} {day.year}"


def dated(day: date, language: Language) -> str:
    """Day, month and year without the weekday: `3 Jun 2025`, `2025年6月3日`."""
    text = short_day(day, language)
    return f"{day.year}年{text}" if language == "zh" else f"{text} {day.year}"


def distance(day: date, today: date, language: Language) -> str:
    """How far away a day is, in words."""
    away = (day - today).days
    if near := {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(away):
        return word(near, language)
    return word("in days", language, n=away) if away > 0 else word("days ago", language, n=-away)


def clock_time(moment: datetime) -> str:
    """Hours, minutes and seconds."""
    return moment.strftime("%H:%M:%S")


def minute_time(moment: datetime) -> str:
    """Hours and minutes."""
    return moment.strftime("%H:%M")
