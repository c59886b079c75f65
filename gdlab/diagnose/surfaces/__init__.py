"""The analytic surfaces of the arena, one file each."""
