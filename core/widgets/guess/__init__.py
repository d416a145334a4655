"""A picture without its answer, on which a guess is placed; then both."""
