"""The law that a question is put to: the world, the rulesets of the policies asked for, compiled for every engine."""

from subsidies.law.law import CompiledRuleset, Law

__all__ = ["CompiledRuleset", "Law"]
