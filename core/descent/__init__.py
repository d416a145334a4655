"""Walking downhill: optimisers, schedules, a run and its verdict, theory of the learning rate, sweeps, basins."""
