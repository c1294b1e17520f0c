"""``python -m subsidies_cli``."""

from subsidies_cli.app import main

if __name__ == "__main__":
    main()
