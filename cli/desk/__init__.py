"""The first screen of ``subsidies assess``: the money first, in as many lines as a terminal shows."""
