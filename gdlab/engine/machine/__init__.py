"""The compiled loop: kernels, the columns of their tables, the arena they work in and the cache on disk."""
