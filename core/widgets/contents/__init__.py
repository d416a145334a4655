"""The contents of a page: a strip that leads to each section, and says where one is."""
