"""Results as stable, versioned JSON documents, with the schemas of their shapes."""

from subsidies.documents.document import to_dict
from subsidies.documents.models import DeterminationDocument
from subsidies.documents.traced import trace_to_dict

__all__ = ["DeterminationDocument", "to_dict", "trace_to_dict"]
