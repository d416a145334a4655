"""Differentiation rule by rule: the derivation as a tree of steps, and derivatives in lowest terms."""

from core.rules.derivation import Step, derivation

__all__ = ["Step", "derivation"]
