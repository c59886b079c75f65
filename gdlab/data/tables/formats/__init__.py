"""Files that hold tables and are no plain text: one file a format, found by the ending of its name."""
