"""A person who has never seen the window opens a data set, takes *Fit to the data* where it is offered, and starts."""
