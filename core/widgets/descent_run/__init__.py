"""A descent: its picture, its loss, its verdict, its table."""
