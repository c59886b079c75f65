"""Random changes of training examples: one file each, with its spec and its kernel."""
