"""All rulesets that are known: found, checked, told apart by digest, and chosen for a question."""

from subsidies.catalogue.catalogue import Catalogue

__all__ = ["Catalogue"]
