"""The panels of the Lab page."""
