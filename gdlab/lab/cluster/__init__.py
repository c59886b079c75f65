"""Trials on the workers of a Dask cluster: what travels, what a worker does, and how the client follows."""
