"""What is taken from a run that has ended: one measure a file."""
