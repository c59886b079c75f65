"""Stored runs set side by side: lists of ten thousand, groups over seeds, figures, bands, importance of fields."""
