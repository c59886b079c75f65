"""The pictures of a comparison, one file each."""
