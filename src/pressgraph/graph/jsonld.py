"""Compact JSON-LD with our own context, which is embedded and never fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from pressgraph.errors import FormatError
from pressgraph.graph.namespaces import PREFIXES
from pressgraph.graph.ordering import reading_order
from pressgraph.resources import ontology_file

_RDF_TYPE = PREFIXES["rdf"] + "type"
_XSD = PREFIXES["xsd"]
_EXACT = 2**53  # beyond it JSON's readers may lose digits

Json = dict[str, Any]


@lru_cache(maxsize=1)
def context() -> Json:
    """The context as shipped: what stands under ``@context``. Treat it as read-only."""
    loaded: Json = json.loads(ontology_file("context.jsonld").read_text("utf-8"))
    inner: Json = loaded["@context"]
    return inner


class Compactor:
    """Turns IRIs and literals into the short forms that the context allows."""

    def __init__(self, definitions: Json) -> None:
        self._keys: dict[str, tuple[str, str]] = {}
        for key, definition in definitions.items():
            if not key.startswith("@") and not (isinstance(definition, str) and key in PREFIXES):
                iri, kind = self._definition(definition)
                self._keys[iri] = (key, kind)
        self._terms = {key: iri for iri, (key, _) in self._keys.items()}

    @staticmethod
    def _definition(definition: str | Json) -> tuple[str, str]:
        if isinstance(definition, str):
            return _expand(definition), ""
        kind = str(definition.get("@type", ""))
        return _expand(definition["@id"]), kind if kind.startswith("@") else _expand(kind)

    def key(self, iri: str) -> tuple[str, str]:
        """The key for a property, and the type that it gives to its values."""
        return self._keys.get(iri) or (self.vocabulary(iri), "")

    def vocabulary(self, iri: str) -> str:
        """A class, property or individual: bare in schema.org, else with its prefix."""
        for prefix, namespace in PREFIXES.items():
            local = iri.removeprefix(namespace)
            if local != iri and local:
                bare = prefix == "schema" and local.isidentifier() and self._terms.get(local, iri) == iri
                return local if bare else f"{prefix}:{local}"
        return iri

    def value(self, node: NamedNode | BlankNode | Literal | Triple, kind: str) -> Any:
        """An object under a key whose values have the type ``kind``."""
        if isinstance(node, Triple):
            raise FormatError("JSON-LD has no RDF 1.2 triple terms: choose turtle, trig, ntriples, nquads or rdfxml")
        if isinstance(node, Literal):
            return _literal(node, kind)
        if isinstance(node, NamedNode) and kind == "@vocab":
            return self.vocabulary(node.value)
        return identifier(node) if kind == "@id" else {"@id": identifier(node)}


def identifier(node: NamedNode | BlankNode) -> str:
    """A node's ``@id``."""
    return node.value if isinstance(node, NamedNode) else f"_:{node.value}"


def _expand(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else curie


def _literal(node: Literal, kind: str) -> Any:
    if node.language:
        return {"@value": node.value, "@language": node.language}
    datatype = node.datatype.value
    if datatype == _XSD + "integer" and kind in {"", datatype} and _is_plain_integer(node.value):
        return int(node.value)
    if datatype == _XSD + "boolean" and kind in {"", datatype} and node.value in {"true", "false"}:
        return node.value == "true"
    if datatype == kind or (datatype == _XSD + "string" and not kind):
        return node.value
    if datatype == _XSD + "string":
        return {"@value": node.value}
    return {
        "@value": node.value,
        "@type": "xsd:" + datatype.removeprefix(_XSD) if datatype.startswith(_XSD) else datatype,
    }


def _is_plain_integer(text: str) -> bool:
    return len(text) < 18 and text.lstrip("-").isdigit() and str(int(text)) == text and abs(int(text)) < _EXACT


def to_jsonld(quads: Iterable[Quad]) -> bytes:
    """The quads as a compact JSON-LD document: one node per subject, named graphs as they are.

    Raises FormatError for RDF 1.2 triple terms.
    """
    compactor = Compactor(context())
    graphs: dict[str, dict[str, Json]] = {}
    for quad in reading_order(quads):
        name = "" if isinstance(quad.graph_name, DefaultGraph) else identifier(quad.graph_name)
        _place(compactor, graphs.setdefault(name, {}), quad)
    body = json.dumps(_body(graphs), ensure_ascii=False, indent=1).removeprefix("{\n")
    return f'{{\n "@context": {_shown_context()},\n{body}\n'.encode()


@lru_cache(maxsize=1)
def _shown_context() -> str:
    """The context with one line per term."""
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in context().items()]
    return "{\n" + ",\n".join(lines) + "\n }"


def _place(compactor: Compactor, nodes: dict[str, Json], quad: Quad) -> None:
    if isinstance(quad.subject, Triple):
        raise FormatError("JSON-LD has no RDF 1.2 triple terms: choose turtle, trig, ntriples, nquads or rdfxml")
    id_ = identifier(quad.subject)
    node = nodes.setdefault(id_, {"@id": id_})
    if quad.predicate.value == _RDF_TYPE and isinstance(quad.object, NamedNode):
        _append(node, "@type", compactor.vocabulary(quad.object.value))
        return
    key, kind = compactor.key(quad.predicate.value)
    _append(node, key, compactor.value(quad.object, kind))


def _append(node: Json, key: str, value: Any) -> None:
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _body(graphs: dict[str, dict[str, Json]]) -> Json:
    if len(graphs) == 1:
        (name, nodes), *_ = graphs.items()
        return {"@id": name, "@graph": list(nodes.values())} if name else {"@graph": list(nodes.values())}
    plain = list(graphs.get("", {}).values())
    named = [{"@id": name, "@graph": list(nodes.values())} for name, nodes in graphs.items() if name]
    return {"@graph": plain + named}
