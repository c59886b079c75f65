"""Parts that are reckoned from another part's table: ratios, fits, fronts and tuned choices, one a file."""
