"""The article's tables and claims, each a small declarative file that can be run again."""
