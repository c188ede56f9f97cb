"""Draws the picture of the README: `python -m tests.screens.picture docs/dashboard.svg`."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from tests.screens.demo_app import demo_app
from tui.app import CnhkApp

SIZE = (160, 45)
AT = "16:30"
FONT_FACES = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
"""Fonts to be fetched from elsewhere; the reader's own monospace font does as well."""


async def draw(app: CnhkApp, path: Path) -> None:
    """The app's screen as SVG."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        path.write_text(FONT_FACES.sub("", app.export_screenshot()), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw(demo_app(AT), Path(sys.argv[1])))
