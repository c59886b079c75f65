"""Runs of other programs: one file a format, found by what a file holds."""
