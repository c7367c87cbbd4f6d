"""A graph over HTTP: the SPARQL protocol, the explorer, a page for questions, and a page for each thing at its IRI's path.

`site` puts it together, `protocol` reads what is asked, `negotiation` chooses the format, `crew` answers in processes that can be
ended, `holdings` finds what is said of a thing, `pages` writes it, `service` describes the endpoint.
"""

from kg.serve.settings import Settings
from kg.serve.site import application, serve

__all__ = ["Settings", "application", "serve"]
