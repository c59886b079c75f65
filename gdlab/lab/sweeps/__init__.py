"""Sweeps: the search for good configurations, its trials, what it found and how much of that was luck."""
