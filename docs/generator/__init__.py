"""Writes the pages of the documentation that follow from the program: members, commands, Python API, pictures."""
