"""The command line: presentation only, every answer comes from :mod:`subsidies`."""
