"""Names of what a determination is about, as the library has them."""

from subsidies.naming import Naming

__all__ = ["Naming"]
