"""One file a member; every module here is imported, and so registered, by :mod:`gdlab.engine.catalogue`."""
