"""What packaging cannot declare: which packages there are, and message catalogues made on build."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

RENAMED = {"subsidies_cli": "cli", "subsidies_rulesets": "rulesets"}


def packages() -> list[str]:
    found = find_packages(include=["subsidies", "subsidies.*"])
    for name, directory in RENAMED.items():
        found += [name, *(f"{name}.{inner}" for inner in find_packages(directory))]
    return found


class BuildWithCatalogues(build_py):
    """Compile every .po beside its source before package data are collected.

    An editable install reads the checkout and a wheel copies from it, so one place serves both.
    """

    def run(self) -> None:
        for po in sorted(Path("subsidies/locales").glob("*/LC_MESSAGES/*.po")):
            with po.open("rb") as source:
                catalogue = read_po(source, locale=po.parts[-3], abort_invalid=True)
            with po.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalogue)
        super().run()


setup(packages=packages(), cmdclass={"build_py": BuildWithCatalogues})
