"""Which layout fits a terminal."""

from __future__ import annotations

from enum import StrEnum


class Layout(StrEnum):
    """The size classes, largest first. The value is the class that the stylesheet knows."""

    WIDE = "wide"
    GRID = "grid"
    SINGLE = "single"
    STRIP = "strip"
    TOO_SMALL = "too-small"


SMALLEST = {
    Layout.WIDE: (160, 45),
    Layout.GRID: (100, 30),
    Layout.SINGLE: (60, 16),
    Layout.STRIP: (40, 10),
}
"""The least columns and rows of each layout."""


def layout_for(width: int, height: int) -> Layout:
    """The largest layout that fits whole."""
    for layout, (least_width, least_height) in SMALLEST.items():
        if width >= least_width and height >= least_height:
            return layout
    return Layout.TOO_SMALL
