"""The embedded exchange: a simulated market that answers in the providers' own wire formats.

Its encoders are written from the formats' descriptions and share no code with the parsers, so that a mistake in
one is not hidden by the same mistake in the other.
"""
