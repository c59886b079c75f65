"""The page of the sweeps: what is searched, the trials as they come, and pictures of them."""
