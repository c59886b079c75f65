"""What bootstrap.py does, once it knows that the Python is new enough: standard library only."""
