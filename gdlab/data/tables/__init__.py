"""Read tables from files that people have: strange CSV above all."""
