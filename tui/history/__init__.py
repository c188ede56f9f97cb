"""What is kept on disk between runs: daily bars, minutes, southbound flow, and the last state of the market."""
