"""The sections of the pages, one folder a page, each a small stage of its own. Only pages know them."""
