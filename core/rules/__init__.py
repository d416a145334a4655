"""Differentiation rule by rule: the derivation as a tree of steps, and derivatives in lowest terms."""
