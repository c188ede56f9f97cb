"""cnhk: the China and Hong Kong stock markets in a terminal."""

__version__ = "0.1.0"
