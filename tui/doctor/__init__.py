"""`cnhk doctor`: what stands in the way of a good screen, and what to do about it."""
