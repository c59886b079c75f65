"""The checks of a run's health, one a file; each registers itself by being defined."""
