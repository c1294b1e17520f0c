"""A web service that answers cases, for this machine alone: python examples/web_handler.py [PORT]

POST a case as JSON to /?lang=zh (or en), with &only=payable for nothing but what can be claimed now.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from subsidies import Catalogue, EngineDisagreement, SubsidiesError, documents

MOST_BYTES = 1_000_000
CATALOGUE = Catalogue.bundled()


def answer(case: bytes, lang: Any, only: str | None) -> dict[str, Any]:
    """What a case is entitled to, in words; raises SubsidiesError for whatever is wrong with it."""
    asked = CATALOGUE.read_case(case)
    policies = CATALOGUE.policies_for(asked)
    found = CATALOGUE.assess(asked, policies=policies)
    return documents.to_dict(found, CATALOGUE.law(policies, asked.known_on), lang=lang, only=only)


class Handler(BaseHTTPRequestHandler):
    """Answers POST; nothing of a case is logged, since it is about a person."""

    def do_POST(self) -> None:
        asked = dict(parse_qsl(urlsplit(self.path).query))
        lang = asked.get("lang", "zh")
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return self.send(413, {"errors": ["Content-Length"]})
        try:
            return self.send(200, answer(self.rfile.read(int(length)), lang, asked.get("only")))
        except SubsidiesError as error:
            told = [finding.message("en" if lang == "en" else "zh") for finding in error.findings]
            return self.send(500 if isinstance(error, EngineDisagreement) else 422, {"errors": told})

    def send(self, status: int, data: dict[str, Any]) -> None:
        body = json.dumps(data, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8000), Handler).serve_forever()
