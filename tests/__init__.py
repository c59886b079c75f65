"""gdlab's tests; they mirror gdlab/."""
