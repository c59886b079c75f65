"""Kinds of raw inputs, and how each becomes arrays of numbers."""
