"""The panes: each one turns market state into rows of text, and nothing else."""
