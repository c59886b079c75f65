"""What a run's network has learnt, as plain arrays: one module a question, each asked of a network at one moment."""
