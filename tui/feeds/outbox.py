"""Where every job puts what it got, and the reader takes it: in order, and all that is there at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tui.market.updates import Update

Emit = Callable[[Update], None]


class Outbox:
    """Updates in the order in which they came, for one reader on one event loop."""

    def __init__(self) -> None:
        self._updates: list[Update] = []
        self._stirred = asyncio.Event()
        self._closed = False

    def put(self, update: Update) -> None:
        """Add an update."""
        self._updates.append(update)
        self._stirred.set()

    def close(self) -> None:
        """Nothing more will come; a waiting reader is told."""
        self._closed = True
        self._stirred.set()

    def drain(self) -> tuple[Update, ...]:
        """Everything that is there, without waiting."""
        updates, self._updates = tuple(self._updates), []
        if not self._closed:
            self._stirred.clear()
        return updates

    async def wait(self) -> tuple[Update, ...]:
        """Everything that is there, at least one update; empty only once the box is closed and empty."""
        await self._stirred.wait()
        return self.drain()
