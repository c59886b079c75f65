"""Charts: they show arrays that they are given and know nothing of runs, files or training."""
