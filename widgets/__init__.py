"""Reusable parts of a terminal screen that know nothing of markets or networks."""
