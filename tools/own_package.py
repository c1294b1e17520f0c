"""A contract for import-linter: no module imports the package that it is in.

The built-in contract on circles compares modules that stand side by side. It does not see the package above them, whose
``__init__`` imports them.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output


class OwnPackage(Contract):
    """Kept where every module writes the modules beside it by their own names."""

    type_name = "own_package"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        found = [
            (module, package, detail["line_number"])
            for module in graph.modules
            for package in graph.find_modules_directly_imported_by(module)
            if module.startswith(f"{package}.")
            for detail in graph.get_import_details(importer=module, imported=package)
        ]
        return ContractCheck(kept=not found, metadata={"found": sorted(found)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for module, package, line in check.metadata["found"]:
            output.print_error(f"{module} is in {package} and imports it (l. {line}).", bold=False)
        output.new_line()
        output.print("Import from the module where the name is made, not through the __init__ of the package: that imports you.")
        output.new_line()
