"""The Landscape page: optimizers descend on a surface."""
