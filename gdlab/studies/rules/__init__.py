"""What decides whether a part of a claim held: one rule a file."""
