"""One file a data set; each registers the class that it defines."""
