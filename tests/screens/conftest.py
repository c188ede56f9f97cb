"""How closely Pilot looks whether the app is idle: most of the time of these tests was spent between two looks."""

import textual._wait

LOOK_SECONDS = 0.01
"""From one look to the next; Textual's own 0.02 s make the tests half as long again."""

LARGEST_IDLE_SHARE = textual._wait.SLEEP_IDLE / textual._wait.SLEEP_GRANULARITY

textual._wait.SLEEP_GRANULARITY = LOOK_SECONDS
textual._wait.SLEEP_IDLE = LOOK_SECONDS * LARGEST_IDLE_SHARE
textual._wait.wait_for_idle.__defaults__ = (LOOK_SECONDS, 1)
