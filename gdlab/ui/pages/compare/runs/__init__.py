"""The list of everything that a store keeps."""
