"""Formats in which trained weights leave the lab: one file a format, found by its name."""
