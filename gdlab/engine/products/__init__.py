"""Matrix products, sums and elementary functions written by hand for the sizes that networks have."""
