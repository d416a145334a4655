"""Walking downhill: optimisers, paths, what the learning rate does, where descent ends, and descent on data."""
