"""Numerical analysis of functions of one variable: sampling, windows, zeros, extrema, irregular points."""
