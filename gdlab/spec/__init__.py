"""What a run is: frozen, validated, plain data. This package imports no other of gdlab."""
