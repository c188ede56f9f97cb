"""The screens: which panes stand where."""
