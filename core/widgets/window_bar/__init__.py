"""The window of a picture in the reader's hand."""
