"""The sections of the derivative page, each with its own small stage."""
