"""Breadth: how many names take part in a move."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class ListedBreadth(Struct, frozen=True):
    """How the shares of one mainland exchange stand, as its composite index counts them.

    `symbol` is that index: `000001.SH`, `399001.SZ`, `899050.BJ`. `time` is the provider's stamp, aware.
    """

    symbol: str
    advancing: int
    declining: int
    unchanged: int
    time: datetime | None
