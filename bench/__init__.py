"""How fast, how light, how quiet: measured beside a bare Textual app, in one run on one machine.

`make bench` prints it. Wall times wobble on a shared machine, so every figure is a median and a ratio.
"""
