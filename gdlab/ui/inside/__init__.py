"""The views of *Look inside*: one file each, which registers itself."""
