"""Statement nodes of RDF 1.2, unfolded to those of RDF 1.1, so that one query serves both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from pressgraph.store.terms import REIFIES, STATEMENT, TYPE, term

_PARTS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))


def unfold(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples, with each ``rdf:reifies`` followed by the same statement in the words of RDF 1.1."""
    for triple in triples:
        yield triple
        if triple.predicate == REIFIES and isinstance(triple.object, Triple):
            inner = triple.object
            yield Triple(triple.subject, TYPE, STATEMENT)
            for part, value in zip(_PARTS, (inner.subject, inner.predicate, inner.object), strict=True):
                yield Triple(triple.subject, part, value)
