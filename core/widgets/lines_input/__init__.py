"""Several lines of text, live."""
