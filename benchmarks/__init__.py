"""Reproducible measurements of the library, side by side with its peers: ``make bench``."""
