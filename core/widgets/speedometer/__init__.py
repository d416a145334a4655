"""Distance as a curve, speed as a needle."""
