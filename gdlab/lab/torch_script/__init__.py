"""A run as a script of PyTorch: its layers, its optimizer, and the text around them."""
