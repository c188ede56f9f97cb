"""`cnhk print`: what is known of the market at one moment, as a table, JSON or CSV."""
