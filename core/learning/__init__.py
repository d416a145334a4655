"""Learning from data: data sets, models with their loss, small and deep networks, training."""
