"""What can go wrong between this engine and durable-rules."""

from subsidies.engines.faults import EngineFault


class NetworkFault(EngineFault):
    """durable-rules failed, or did not do what it was asked: nothing it returned may be used.

    `code` is the number durable-rules gave, None where it gave none.
    """

    def __init__(self, network: str, reason: str, code: int | None = None) -> None:
        numbered = reason if code is None else f"{reason} (durable-rules error {code})"
        super().__init__(f"network {network}: {numbered}")
        self.network = network
        self.code = code


class CollidingNames(ValueError):
    """Two names that durable-rules cannot tell apart, because it compares nothing but their hashes."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"the names {first!r} and {second!r} have the same hash; rename one of them")
        self.first = first
        self.second = second
