"""What an engine says that could not do its work."""


class EngineFault(Exception):
    """An engine failed, or cannot take a ruleset: nothing it returned may be used. Says who failed and why."""
