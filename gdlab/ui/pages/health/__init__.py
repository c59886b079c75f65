"""The Health page: what is wrong with a run, and whether a remedy helps."""
