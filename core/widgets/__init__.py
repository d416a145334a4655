"""What we draw ourselves, one folder each: its Python, its JavaScript, its style."""
