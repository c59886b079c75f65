"""Bundles: runs with their specs, curves, weights and the view of the window in one ``.gdlab`` file, a zip."""
