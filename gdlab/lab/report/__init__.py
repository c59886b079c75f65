"""A one-page report of a run or a comparison: claims, figures with intervals, settings, and how to repeat it."""
