"""The domain: instruments, quotes, sessions, flows, events, and the one state that holds them.

Pure: no I/O, no Textual, no httpx, no clock of its own. Whoever calls says what time it is.
"""
