"""The code panels: the function, the chain and the run on the screen as programs to copy and run."""
