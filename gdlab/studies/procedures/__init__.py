"""What is measured otherwise than by training runs: one procedure a file."""
