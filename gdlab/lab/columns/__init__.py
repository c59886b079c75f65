"""The columns of the CSV files, one file each."""
