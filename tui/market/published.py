"""Figures as they are published ("50.3", "-3.2%", "102.64B", "3.50-3.75"), read as numbers."""

from __future__ import annotations

import math
import re

from msgspec import Struct

SCALES = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}

_FIGURE = re.compile(r"(?P<number>[+-]?\d{1,15}(?:\.\d{1,6})?)(?P<scale>[KMBT]?)(?P<percent>%?)", re.ASCII)


class Figure(Struct, frozen=True):
    """A figure: its value in single units, or in percent where `percent`; `decimals` and `scale` as published."""

    value: float
    percent: bool
    scale: str
    decimals: int

    @property
    def unit(self) -> str:
        """ "%", a scale ("K", "M", "B", "T"), or nothing."""
        return "%" if self.percent else self.scale


def read_figure(text: str | None) -> Figure | None:
    """The figure that a text holds, None where it holds no single number (a range of rates, words, nothing)."""
    match = _FIGURE.fullmatch((text or "").strip().replace(",", "").replace("−", "-"))
    if match is None:
        return None
    value = float(match["number"]) * SCALES[match["scale"]]
    decimals = len(match["number"].partition(".")[2])
    return Figure(value, bool(match["percent"]), match["scale"], decimals) if math.isfinite(value) else None


def comparable(one: str | None, other: str | None) -> tuple[Figure, Figure] | None:
    """Two texts as figures that can be held against each other: both percents, or neither; else None."""
    first, second = read_figure(one), read_figure(other)
    if first is None or second is None or first.percent is not second.percent:
        return None
    return first, second


def unit_of(*texts: str | None) -> str:
    """The unit of the first of the texts that holds a figure; "" where none does, or it has no unit."""
    return next((figure.unit for text in texts if (figure := read_figure(text)) is not None), "")
