"""Predict first: the stage of a page without its answer, a guess on its picture, then both and the distance."""
