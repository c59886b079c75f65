"""The Rules page: an update rule is written, checked as it is typed, raced and kept."""
