"""One line for tmux and other bars: its fields, the figures behind it, and the files that a dashboard leaves."""
