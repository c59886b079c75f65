"""Formats in which runs leave the lab: one file a format, found by its name."""
