"""Fitting the second reader's weights to labelled requests."""
