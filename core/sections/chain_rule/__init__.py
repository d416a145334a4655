"""The sections of the chain-rule page, in lesson order."""
