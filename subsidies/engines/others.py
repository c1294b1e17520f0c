"""The engines asked beside the reference engine, each compiled and put before the jury as it stands here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from subsidies.engines.decision import Engine
from subsidies.engines.rete.engine import ReteEngine
from subsidies.ruleset.rules import Ruleset
from subsidies.vocabulary.world import World

OTHERS: Final[dict[str, Callable[[Ruleset, World], Engine]]] = {"durable-rules": ReteEngine}
"""By the name that findings give an engine: the class that compiles a ruleset, which raises EngineFault where it cannot."""
