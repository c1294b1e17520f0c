"""Data files: read with the place of every value, checked against closed models, told apart by digest."""
