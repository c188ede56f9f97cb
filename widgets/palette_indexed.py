"""The colours of every scheme in 256 and in 16 colours and in none, picked by hand.

In 256 colours some neighbours of a ramp share a background and differ in weight. 16 colours and none keep the
terminal's own foreground and background, which its user chose to be readable.
"""

from __future__ import annotations

from widgets.palette_shades import Ground, Hue, Shades

GROUNDS: dict[bool, Ground] = {
    True: Ground(
        title="bold color(255)",
        value="color(252)",
        label="color(248)",
        muted="color(246)",
        faint="color(239)",
        flat="color(250)",
        warn="color(179)",
        stale="italic color(137)",
        alarm="bold color(16) on color(179)",
        cursor="on color(237)",
        unchanged="color(252) on color(236)",
        no_price="color(247) on color(234)",
    ),
    False: Ground(
        title="bold color(16)",
        value="color(235)",
        label="color(241)",
        muted="color(242)",
        faint="color(250)",
        flat="color(239)",
        warn="color(94)",
        stale="italic color(58)",
        alarm="bold color(16) on color(179)",
        cursor="on color(252)",
        unchanged="color(235) on color(254)",
        no_price="color(240) on color(253)",
    ),
}
"""By whether the terminal is dark. Text needs no background: it stands on the screen's own."""

SHADES: dict[bool, dict[Hue, Shades]] = {
    True: {
        "green": Shades(
            "color(77)",
            (
                "color(252) on color(22)",
                "bold color(255) on color(22)",
                "color(231) on color(28)",
                "bold color(231) on color(28)",
                "bold color(16) on color(34)",
            ),
        ),
        "red": Shades(
            "color(203)",
            (
                "color(252) on color(52)",
                "bold color(255) on color(52)",
                "color(255) on color(88)",
                "bold color(255) on color(124)",
                "bold color(231) on color(160)",
            ),
        ),
        "blue": Shades(
            "color(75)",
            (
                "color(252) on color(17)",
                "color(255) on color(18)",
                "color(255) on color(24)",
                "bold color(255) on color(25)",
                "bold color(16) on color(32)",
            ),
        ),
        "orange": Shades(
            "color(208)",
            (
                "color(255) on color(58)",
                "bold color(255) on color(58)",
                "color(255) on color(94)",
                "bold color(16) on color(172)",
                "bold color(16) on color(208)",
            ),
        ),
        "lighter": Shades(
            "color(255)",
            (
                "color(254) on color(238)",
                "color(255) on color(240)",
                "color(16) on color(245)",
                "color(16) on color(249)",
                "bold color(16) on color(254)",
            ),
        ),
        "darker": Shades(
            "color(247)",
            (
                "color(252) on color(235)",
                "color(251) on color(234)",
                "color(250) on color(233)",
                "color(249) on color(232)",
                "color(248) on color(16)",
            ),
        ),
    },
    False: {
        "green": Shades(
            "color(22)",
            (
                "color(235) on color(194)",
                "color(235) on color(157)",
                "color(16) on color(114)",
                "bold color(16) on color(71)",
                "bold color(231) on color(22)",
            ),
        ),
        "red": Shades(
            "color(124)",
            (
                "color(235) on color(224)",
                "color(235) on color(217)",
                "color(16) on color(210)",
                "bold color(16) on color(203)",
                "bold color(231) on color(124)",
            ),
        ),
        "blue": Shades(
            "color(25)",
            (
                "color(235) on color(195)",
                "color(235) on color(153)",
                "color(16) on color(117)",
                "bold color(16) on color(75)",
                "bold color(231) on color(25)",
            ),
        ),
        "orange": Shades(
            "color(130)",
            (
                "color(235) on color(230)",
                "color(235) on color(223)",
                "color(16) on color(215)",
                "bold color(16) on color(208)",
                "bold color(231) on color(130)",
            ),
        ),
        "lighter": Shades(
            "color(16)",
            (
                "color(235) on color(255)",
                "bold color(235) on color(255)",
                "color(16) on color(231)",
                "bold color(16) on color(231)",
                "bold underline color(16) on color(231)",
            ),
        ),
        "darker": Shades(
            "color(241)",
            (
                "color(235) on color(251)",
                "color(16) on color(249)",
                "color(16) on color(246)",
                "color(231) on color(241)",
                "bold color(231) on color(237)",
            ),
        ),
    },
}
"""By whether the terminal is dark."""

ANSI_GROUND = Ground(
    title="bold",
    value="",
    label="dim",
    muted="dim",
    faint="dim",
    flat="",
    warn="yellow",
    stale="italic dim",
    alarm="bold reverse yellow",
    cursor="reverse",
    unchanged="",
    no_price="dim",
)
"""For 16 colours."""

PLAIN_GROUND = ANSI_GROUND._replace(warn="bold", alarm="bold reverse")
"""For no colours at all."""


def ansi_shades(color: str) -> Shades:
    """The steps of one of the 16 colours, or of none (""): plain, then bold, then reversed."""
    steps = ("", "", "bold", "reverse", "bold reverse")
    ramp = tuple(f"{step} {color}".strip() for step in steps)
    return Shades(color, (ramp[0], ramp[1], ramp[2], ramp[3], ramp[4]))


ANSI_HUES: dict[Hue, str] = {
    "green": "green",
    "red": "red",
    "blue": "bright_blue",
    "orange": "bright_red",
    "lighter": "",
    "darker": "",
}
"""The nearest of the 16 colours. Yellow is taken by warnings, so orange becomes the bright red."""
