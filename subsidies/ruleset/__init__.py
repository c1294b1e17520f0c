"""Rulesets: the law of one policy in one version, as typed rules."""

from subsidies.ruleset.build import build_ruleset, read_model, rebuild_ruleset
from subsidies.ruleset.inforce import governed_days
from subsidies.ruleset.models import RulesetModel
from subsidies.ruleset.rules import AmountRule, DefinitionRule, LimitRule, Line, Rule, Ruleset

__all__ = [
    "AmountRule",
    "DefinitionRule",
    "LimitRule",
    "Line",
    "Rule",
    "Ruleset",
    "RulesetModel",
    "build_ruleset",
    "governed_days",
    "read_model",
    "rebuild_ruleset",
]
