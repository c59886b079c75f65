"""Data sets that are too large to ship: fetched on request, or opened from the original files on disk."""
