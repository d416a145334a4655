"""One variable: what a function does at a place and in a window, sampling, choosing the window."""
