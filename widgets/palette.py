"""From roles to styles: the colour schemes, each drawn by hand for each depth of colour.

A role says what a piece of text means; colour means direction and nothing else, and never alone. Schemes are a
table of their own and not TCSS because a scale that survives 256 and 16 colours must be picked for each depth.
"""
