"""Agreement of the two engines on generated rulesets and cases."""
