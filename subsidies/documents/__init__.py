"""Results as stable, versioned JSON documents, with the schemas of their shapes."""

from subsidies.documents.determination_json import to_dict
from subsidies.documents.json_models import DeterminationDocument
from subsidies.documents.trace_json import trace_to_dict

__all__ = ["DeterminationDocument", "to_dict", "trace_to_dict"]
