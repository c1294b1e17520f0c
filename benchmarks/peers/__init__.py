"""The seven articles of ``rulesets/`` said once for each peer, to be run on the same households."""
