"""Parity with PyTorch: cases, the figures that PyTorch gave for them, and the tests that compare."""
