"""The Compare page: stored runs set side by side, and the list of all that is kept."""
