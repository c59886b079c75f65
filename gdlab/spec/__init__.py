"""What a run is: frozen, validated, plain data. This room imports nothing of ours."""
