"""How the app runs elsewhere than on a laptop: README.md is where to start."""
