"""A network, its loss, its optimizer and its average assembled into one table over one arena, and what runs on it."""
