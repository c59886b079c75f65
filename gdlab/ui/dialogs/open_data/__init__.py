"""Open data…: look into a file or folder, say how it is read, and make it the experiment's data."""
