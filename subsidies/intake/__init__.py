"""Cases as people write them, in Chinese words, in the names of the vocabulary or in both: one canonical form of all of them."""
