"""The condition language: a whitelisted subset of Python expressions, checked for types and units, as typed nodes.

``check`` reads a text with a chain of parts, each resting on those before: ``reading`` (text and tree), ``names``, ``operators``,
``calls``. Whoever has to do with every type of node is a ``visitor``.
"""

from subsidies.expression.check import check
from subsidies.expression.scope import Checked, Scope

__all__ = ["Checked", "Scope", "check"]
