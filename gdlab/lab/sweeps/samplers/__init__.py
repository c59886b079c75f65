"""The ways in which a sweep chooses configurations, one file each."""
