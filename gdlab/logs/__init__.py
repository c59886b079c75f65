"""What went wrong: the log, uncaught exceptions, crashes, and the report that a user can send."""
