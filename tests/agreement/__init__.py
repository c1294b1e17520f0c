"""Agreement of the engines on generated rulesets and cases."""
