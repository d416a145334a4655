"""The sections of the pages, one folder a page: each is a small stage of its own. They know every room; only pages know them."""
