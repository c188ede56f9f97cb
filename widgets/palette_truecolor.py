"""The colours of every scheme in 24 bits, for dark and for light terminals, picked by hand."""

from __future__ import annotations

from widgets.palette_shades import Ground, Hue, Shades

GROUNDS: dict[bool, Ground] = {
    True: Ground(
        title="bold #f0f3f6",
        value="#d8dde3",
        label="#98a2ad",
        muted="#828c97",
        faint="#454d57",
        flat="#b4bcc5",
        warn="#e9c46a",
        stale="italic #a8976a",
        alarm="bold #14110a on #e9c46a",
        cursor="on #2c3a4b",
        unchanged="#d8dde3 on #2a3037",
        no_price="#98a2ad on #1a1e23",
    ),
    False: Ground(
        title="bold #0b0e12",
        value="#1c2229",
        label="#57606a",
        muted="#616a73",
        faint="#c3cad1",
        flat="#46505a",
        warn="#7d5a00",
        stale="italic #6f6138",
        alarm="bold #1c1500 on #e9c46a",
        cursor="on #cfdcea",
        unchanged="#1c2229 on #dde2e7",
        no_price="#57606a on #eef0f2",
    ),
}
"""By whether the terminal is dark. Text needs no background: it stands on the screen's own."""

SHADES: dict[bool, dict[Hue, Shades]] = {
    True: {
        "green": Shades(
            "#4fc26b",
            (
                "#cfe3d5 on #17281e",
                "#d6ebdc on #173a26",
                "#e0f3e6 on #194f2e",
                "#edfaf1 on #1a6437",
                "#ffffff on #19753d",
            ),
        ),
        "red": Shades(
            "#f4695f",
            (
                "#e8d3d4 on #2d1b1d",
                "#efd8d9 on #462023",
                "#f6e0e0 on #662428",
                "#fceceb on #8b282d",
                "#ffffff on #b32d32",
            ),
        ),
        "blue": Shades(
            "#56b4e9",
            (
                "#cfdde8 on #15242f",
                "#d5e5f1 on #14354a",
                "#dfeef9 on #0f4a6b",
                "#ecf6fd on #075f90",
                "#ffffff on #0072b2",
            ),
        ),
        "orange": Shades(
            "#ee8f2f",
            (
                "#e9dccb on #2c2319",
                "#f1e2cb on #45331a",
                "#f9e9cd on #66481a",
                "#fff4de on #875d12",
                "#1a1000 on #e69f00",
            ),
        ),
        "lighter": Shades(
            "#f4f6f8",
            (
                "#e6e9ec on #3d444c",
                "#f1f3f5 on #545c65",
                "#0c0f12 on #87909a",
                "#0c0f12 on #afb7bf",
                "#0c0f12 on #dde2e7",
            ),
        ),
        "darker": Shades(
            "#a3abb4",
            (
                "#ccd2d8 on #22272d",
                "#c4cad1 on #1b1f24",
                "#bcc3ca on #14171b",
                "#b4bbc3 on #0a0c0e",
                "#adb5bd on #000000",
            ),
        ),
    },
    False: {
        "green": Shades(
            "#15742f",
            (
                "#1f3526 on #e2f1e6",
                "#17331f on #c4e5cd",
                "#0f2c18 on #96d1a7",
                "#06210f on #55b271",
                "#ffffff on #1b7a3d",
            ),
        ),
        "red": Shades(
            "#b3262c",
            (
                "#402325 on #fae6e5",
                "#3f1b1d on #f5cbc9",
                "#381214 on #efa29f",
                "#2c0607 on #e57470",
                "#ffffff on #b32d32",
            ),
        ),
        "blue": Shades(
            "#005f96",
            (
                "#1d303d on #e1eff8",
                "#152c3b on #c2e0f2",
                "#0b2636 on #93c9e9",
                "#051c2a on #56b4e9",
                "#ffffff on #0072b2",
            ),
        ),
        "orange": Shades(
            "#9a5200",
            (
                "#3b2d18 on #fbefdc",
                "#382811 on #f8dfb6",
                "#32210a on #f3c77d",
                "#2a1a03 on #edb13f",
                "#1a1000 on #e69f00",
            ),
        ),
        "lighter": Shades(
            "#0b0e12",
            (
                "#1c2229 on #e6eaee",
                "#1c2229 on #eceff2",
                "#1c2229 on #f2f4f6",
                "#1c2229 on #f8f9fa",
                "#1c2229 on #ffffff",
            ),
        ),
        "darker": Shades(
            "#59626c",
            (
                "#1c2229 on #c9d0d7",
                "#14181d on #aeb7c0",
                "#0a0d10 on #8f99a4",
                "#ffffff on #5a646f",
                "#ffffff on #333b44",
            ),
        ),
    },
}
"""By whether the terminal is dark."""
