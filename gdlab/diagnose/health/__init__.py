"""The health of a run in plain sentences: one check a file, and the report of them all."""
