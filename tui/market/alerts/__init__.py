"""Alerts: rules, what is remembered of each, and which of them have fired. Pure."""
