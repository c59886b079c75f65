"""What the arena computes at every step, compiled by numba."""
